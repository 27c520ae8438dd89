"""Text that goes into headers: made one line, or refused."""

from __future__ import annotations

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

SUBJECT_LENGTH = 150
ADDRESS_LENGTH = 254  # RFC 5321
ADDRESS_IN_TEXT = re.compile(r"[^\s<>@:;,]+@[^\s<>@:;,]+")


def one_line(text: str) -> str:
    """The text without line breaks and other control characters; runs of space become one."""
    visible = "".join(
        " " if unicodedata.category(character) in {"Cc", "Zl", "Zp"} else character
        for character in text
    )
    return " ".join(visible.split())


def clean_subject(subject: str) -> str:
    """A subject that fits a header (security document, check 36)."""
    line = one_line(subject)
    return line if len(line) <= SUBJECT_LENGTH else line[: SUBJECT_LENGTH - 1].rstrip() + "…"


def clean_address(address: str) -> str:
    """One plain address. Raises ValueError for anything else: a list, a name, a line break."""
    try:
        if len(address) > ADDRESS_LENGTH:
            raise ValidationError("Too long.")
        validate_email(address)
    except ValidationError:
        raise ValueError("This is not one plain email address.") from None
    return address


def without_addresses(text: str) -> str:
    """An error text of a mail server with the addresses taken out, on one line."""
    return ADDRESS_IN_TEXT.sub("[address]", one_line(text))
