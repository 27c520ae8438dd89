"""What the portal knows of the person behind an application, so that it can be hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from applicants.masking import Known
from applicants.models import Application

NAME_CODES = ("given_names", "family_name", "preferred_name")
FORMER_NAMES = "other_names"  # free text: the names, and until when
NUMBER_CODES = ("number", "warrant_number")
STUDY = "study"  # an entry of the work history
# A word with a capital, in any script that has them.
_CAPITALISED = re.compile(r"(?<!\w)[^\W\d_a-z][\w'’-]+")
# Capitals in what people write beside a former name.
_BESIDE_NAMES = frozenset(
    {
        *("January", "February", "March", "April", "May", "June", "July", "August"),
        *("September", "October", "November", "December", "Until", "From", "Since", "Before"),
        *("After", "Maiden", "Married", "Name", "Names", "Birth", "In", "My"),
    }
)


def known_of(application: Application, saved: Mapping[str, Mapping[str, Any]]) -> Known:
    """What is hidden in a blind reading. `saved` are the stored answers by section."""
    candidate, user = application.candidate, application.candidate.user
    given = [answers.get(code) for answers in saved.values() for code in NAME_CODES]
    names = [
        candidate.full_name if candidate.given_names or candidate.family_name else "",
        f"{user.first_name} {user.last_name}".strip(),
        *(value for value in given if isinstance(value, str)),
        *_former_names(saved),
    ]
    words = {word.lower() for name in names for word in re.split(r"[\s-]+", name)}
    return Known(
        names=tuple(name for name in names if name),
        # A username that is also their name is hidden as one: "will" must not hide every "will".
        usernames=(user.username,) if user.username.lower() not in words else (),
        phones=(candidate.phone, *_values(saved, ("phone",))),
        numbers=tuple(_values(saved, NUMBER_CODES)),
        schools=tuple(_schools(saved)),
    )


def _values(saved: Mapping[str, Mapping[str, Any]], codes: tuple[str, ...]) -> Iterator[str]:
    for answers in saved.values():
        for code in codes:
            value = answers.get(code)
            if isinstance(value, str) and value:
                yield value


def _former_names(saved: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    for text in _values(saved, (FORMER_NAMES,)):
        yield from (word for word in _CAPITALISED.findall(text) if word not in _BESIDE_NAMES)


def _schools(saved: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    for answers in saved.values():
        for value in answers.values():
            if not isinstance(value, list):
                continue
            for entry in value:
                if isinstance(entry, dict) and entry.get("kind") == STUDY and entry.get("place"):
                    yield str(entry["place"])
