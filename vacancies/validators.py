"""The shapes of the lists that an advert keeps as JSON. Each error says what to write instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

REFERENCE_PATTERN = r"MPS-\d{2}-\d{4,6}"
validate_reference = RegexValidator(
    rf"^{REFERENCE_PATTERN}\Z", "Enter a reference like MPS-26-0401."
)
validate_code = RegexValidator(
    r"^[a-z][a-z0-9_]{0,49}\Z",
    "Enter a code of small letters, figures and underscores, beginning with a letter.",
)
MAX_LINE = 500


def validate_lines(value: object) -> None:
    """A list of short, non-empty sentences."""
    if not isinstance(value, list):
        raise ValidationError("Enter a list of sentences.")
    for number, line in enumerate(value, start=1):
        if not isinstance(line, str) or not line.strip():
            raise ValidationError(f"Line {number} is empty. Write a sentence or remove the line.")
        if len(line) > MAX_LINE:
            raise ValidationError(f"Line {number} must be {MAX_LINE} characters or fewer.")


def validate_plan(value: object) -> None:
    """A list of stages, each `{"stage": …, "when": …}` in words for the candidate."""
    for number, item in _records(value, {"stage", "when"}, name="Stage"):
        if not all(isinstance(text, str) and text.strip() for text in item.values()):
            raise ValidationError(f"Stage {number} needs a name and a time in words.")


def validate_questions(value: object) -> None:
    """A list of questions, each `{"code": …, "text": …, "max_words": …}`; codes are unique."""
    codes: set[str] = set()
    for number, item in _records(value, {"code", "text", "max_words"}, name="Question"):
        validate_code(str(item["code"]))
        if item["code"] in codes:
            raise ValidationError(f"Question {number} repeats the code {item['code']}.")
        codes.add(str(item["code"]))
        if not isinstance(item["text"], str) or not item["text"].strip():
            raise ValidationError(f"Question {number} has no text.")
        words = item["max_words"]
        if not isinstance(words, int) or isinstance(words, bool) or not 50 <= words <= 1000:
            raise ValidationError(f"Question {number} needs a word limit from 50 to 1000.")


def _records(
    value: object, keys: set[str], *, name: str
) -> Sequence[tuple[int, Mapping[str, Any]]]:
    """The items with their numbers, each an object with exactly these keys."""
    if not isinstance(value, list):
        raise ValidationError("Enter a list.")
    for number, item in enumerate(value, start=1):
        if not isinstance(item, dict) or set(item) != keys:
            wanted = ", ".join(sorted(keys))
            raise ValidationError(f"{name} {number} must have exactly these parts: {wanted}.")
    return list(enumerate(value, start=1))
