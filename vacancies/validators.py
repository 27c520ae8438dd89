"""The shapes of the lists that an advert keeps as JSON. Each error says what to write instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from vacancies.choices import AnswerKind, AskedWhen, SeenBy
from vacancies.data.behaviours import CODES, Level
from vacancies.stages import IN_WEEK, ON_DAY

REFERENCE_PATTERN = r"MPS-\d{2}-\d{4,6}"
validate_reference = RegexValidator(
    rf"^{REFERENCE_PATTERN}\Z", "Enter a reference like MPS-26-0401."
)
validate_code = RegexValidator(
    r"^[a-z][a-z0-9_]{0,49}\Z",
    "Enter a code of small letters, figures and underscores, beginning with a letter.",
)
validate_phone = RegexValidator(
    r"^\+?[0-9][0-9 ]{8,18}\Z", "Enter a telephone number, like 020 7946 0000."
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
    """A list of stages, each `{"stage": …, "when": …}` in words for the candidate, with the day
    as `"on"` or the week's first day as `"week_of"` (ISO dates) where one is known."""
    dated = {ON_DAY, IN_WEEK}
    for number, item in _records(value, {"stage", "when"}, name="Stage", may_have=dated):
        if not all(isinstance(text, str) and text.strip() for text in item.values()):
            raise ValidationError(f"Stage {number} needs a name and a time in words.")
        days = dated & set(item)
        if len(days) > 1 or not all(_is_day(item[name]) for name in days):
            raise ValidationError(f"Stage {number} needs one date, or none.")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def validate_behaviours(value: object) -> None:
    """Levels by the codes of the framework's competencies."""
    if not isinstance(value, dict):
        raise ValidationError("Enter levels by competency.")
    for code, level in value.items():
        if code not in CODES:
            raise ValidationError(f"“{code}” is not a competency of the framework.")
        if isinstance(level, bool) or level not in Level.values:
            raise ValidationError("Choose level 1, 2 or 3.")


def validate_guide(value: object) -> None:
    """A list of values of a scale with what a marker looks for: `{"value": …, "words": …}`."""
    values = []
    for number, item in _records(value, {"value", "words"}, name="Line"):
        if isinstance(item["value"], bool) or not isinstance(item["value"], int):
            raise ValidationError(f"Line {number} of the scoring guide needs a whole number.")
        if not isinstance(item["words"], str) or not item["words"].strip():
            raise ValidationError(f"Line {number} of the scoring guide has no words.")
        values.append(item["value"])
    if len(set(values)) != len(values):
        raise ValidationError("The scoring guide has two lines for one value.")


QUESTION_PARTS = frozenset({"code", "text", "max_words"})
QUESTION_FLAGS: Mapping[str, tuple[str, ...] | type] = {
    "kind": tuple(AnswerKind.values),
    "asked": tuple(AskedWhen.values),
    "seen_by": tuple(SeenBy.values),
    "required": bool,
    "personal": bool,
    "hint": str,
    "choices": list,
}
WORD_LIMITS = (50, 1000)


def validate_questions(value: object) -> None:
    """A list of questions: `{"code": …, "text": …, "max_words": …}` and the flags that differ from
    those of `vacancies.questions.VacancyQuestion`; codes are unique."""
    codes: set[str] = set()
    rows = _records(value, set(QUESTION_PARTS), name="Question", may_have=set(QUESTION_FLAGS))
    for number, item in rows:
        validate_code(str(item["code"]))
        if item["code"] in codes:
            raise ValidationError(f"Question {number} repeats the code {item['code']}.")
        codes.add(str(item["code"]))
        if not isinstance(item["text"], str) or not item["text"].strip():
            raise ValidationError(f"Question {number} has no text.")
        words, (least, most) = item["max_words"], WORD_LIMITS
        if not isinstance(words, int) or isinstance(words, bool) or not least <= words <= most:
            raise ValidationError(f"Question {number} needs a word limit from {least} to {most}.")
        _validate_flags(number, item)


def _validate_flags(number: int, item: Mapping[str, Any]) -> None:
    for flag, allowed in QUESTION_FLAGS.items():
        if flag not in item:
            continue
        fits = (
            item[flag] in allowed if isinstance(allowed, tuple) else isinstance(item[flag], allowed)
        )
        if not fits:
            raise ValidationError(f"Question {number} has an impossible value for “{flag}”.")
    options = item.get("choices", [])
    if not all(isinstance(one, str) and one.strip() for one in options):
        raise ValidationError(f"Question {number} has an empty answer in its list.")
    if item.get("kind") == AnswerKind.CHOICE and len(set(options)) < 2:
        raise ValidationError(f"Question {number} needs at least two different answers.")


def _records(
    value: object, keys: set[str], *, name: str, may_have: AbstractSet[str] = frozenset()
) -> Sequence[tuple[int, Mapping[str, Any]]]:
    """The items with their numbers, each an object with exactly these keys, and of the others
    only those that it `may_have`."""
    if not isinstance(value, list):
        raise ValidationError("Enter a list.")
    for number, item in enumerate(value, start=1):
        if not isinstance(item, dict) or set(item) - may_have != keys:
            wanted = ", ".join(sorted(keys))
            raise ValidationError(f"{name} {number} must have exactly these parts: {wanted}.")
    return list(enumerate(value, start=1))
