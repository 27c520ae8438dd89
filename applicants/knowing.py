"""Whether somebody who was named is the person who applied. In doubt yes: the cost is that a
colleague marks that application."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from applicants.models import Candidate


def fold(words: str) -> str:
    """Without accents and case, for comparing names."""
    apart = unicodedata.normalize("NFD", words)
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).casefold()


def is_named(candidate: Candidate, names: Iterable[str] | None) -> bool:
    """True where one of `names` may mean this candidate.

    One word is a family or a given name. More words mean a family name with a given name that
    begins alike: Rob Example means Robert Example, and so does "Example, R".
    """
    user = candidate.user
    family = _words(f"{candidate.family_name} {user.last_name}")
    given = _words(f"{candidate.given_names} {user.first_name}")
    return any(_means(_words(name), given, family) for name in names or ())


def _means(named: list[str], given: list[str], family: list[str]) -> bool:
    if len(named) == 1:
        return named[0] in {*given, *family}
    if not set(named) & set(family):
        return False
    others = [word for word in named if word not in family]
    return not others or bool({word[0] for word in others} & {word[0] for word in given})


def _words(name: str) -> list[str]:
    return re.findall(r"\w+", re.sub(r"['’]", "", fold(name)))
