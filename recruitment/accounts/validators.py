"""Rules for usernames and passwords (security document, section 2, checks 10 and 15)."""

from __future__ import annotations

import re

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError

USERNAME_MIN_LENGTH = 3
USERNAME_MAX_LENGTH = 64
_USERNAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?", re.ASCII)


def validate_username(value: str) -> None:
    """Letters without accents, digits, and `.`, `_`, `-` between them; never an `@`.

    Plain letters alone, because two usernames that look the same must be the same, and no `@`,
    because a username must never be taken for somebody's email address.
    Raises ValidationError with a sentence that says what to do.
    """
    if len(value) < USERNAME_MIN_LENGTH:
        raise ValidationError(
            f"Your username must have at least {USERNAME_MIN_LENGTH} characters.",
            code="username_short",
        )
    if "@" in value:
        raise ValidationError(
            "Choose a username without an @ sign. You can also sign in with your email address.",
            code="username_address",
        )
    if not _USERNAME.fullmatch(value):
        raise ValidationError(
            "Use only letters a to z, numbers, full stops, hyphens and underscores in your"
            " username, and begin and end it with a letter or a number.",
            code="username_characters",
        )


class ForceWordsValidator:
    """Refuses a password that is little more than words anybody would try against the police.

    The words are taken out of the folded password together with digits and punctuation; fewer
    than `min_remaining` other characters must not be all that is left.
    """

    WORDS = (
        "metropolitanpolice", "metropolitan", "newscotlandyard", "scotlandyard", "scotland",
        "yard", "police", "policing", "constabulary", "constable", "sergeant", "inspector",
        "superintendent", "commissioner", "detective", "officer", "copper", "bobby", "badge",
        "warrant", "hendon", "london", "met", "mps", "recruitment", "recruit", "vacancy",
        "vacancies", "candidate", "applicant", "careers", "career", "portal", "password",
        "welcome", "letmein", "spring", "summer", "autumn", "winter",
    )  # fmt: skip
    LEET = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a",
                          "$": "s", "!": "i"})  # fmt: skip

    def __init__(self, min_remaining: int = 6) -> None:
        self.min_remaining = min_remaining
        # The longest word first, or "metropolitan" would leave "ropolitan" behind.
        longest_first = sorted(self.WORDS, key=len, reverse=True)
        self._words = re.compile("|".join(longest_first))

    def _remaining(self, text: str) -> int:
        letters = re.sub(r"[\W\d_]+", "", text)
        return len(self._words.sub("", letters))

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raises ValidationError when too little is left without the words."""
        folded = password.casefold()
        readings = (folded, folded.translate(self.LEET))
        if not any(self._words.search(re.sub(r"[\W\d_]+", "", text)) for text in readings):
            return
        if min(self._remaining(text) for text in readings) < self.min_remaining:
            raise ValidationError(self.get_error_message(), code="password_force_words")

    def get_error_message(self) -> str:
        """The sentence shown beside the field."""
        return (
            "Your password is made of words that people would guess for a police service."
            " Try three words that have nothing to do with each other."
        )

    def get_help_text(self) -> str:
        """The hint shown with the other password rules."""
        return "Do not build your password from words about the police or this service."
