"""Validators whose limits the pages also show."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.deconstruct import deconstructible

# A person's own number, as people write it.
validate_phone = RegexValidator(
    r"^\+?[0-9 ()\-]{7,25}\Z",
    "Enter a telephone number, like 020 7946 0000 or +44 20 7946 0000.",
)


def count_words(text: str) -> int:
    """How many words a text has: runs of characters that are not white space."""
    return len(text.split())


@deconstructible
class MaxWordsValidator:
    """Refuses a text of more than `limit` words, and says how many it has.

    The count that decides is this one; the script on the page only helps while writing.
    """

    code = "max_words"

    def __init__(self, limit: int) -> None:
        if limit < 1:
            raise ValueError("limit must be 1 or more")
        self.limit = limit

    def __call__(self, value: str) -> None:
        words = count_words(value)
        if words > self.limit:
            raise ValidationError(
                "Shorten your answer to %(limit)d words or fewer. It has %(words)d words.",
                code=self.code,
                params={"limit": self.limit, "words": words},
            )

    def __eq__(self, other: Any) -> bool:
        return isinstance(other, MaxWordsValidator) and self.limit == other.limit

    def __hash__(self) -> int:
        return hash((type(self), self.limit))
