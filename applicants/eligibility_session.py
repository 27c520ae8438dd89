"""Answers of a check before applying, kept in the session until an application takes them over.

No account is needed for the check, and nothing of it reaches the database unless the person
applies. The session ends by itself; a check for one vacancy never mixes with another.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from applicants.eligibility_subjects import Subject

KEY = "eligibility_check"
MOST_CHECKS = 10


def load(request: HttpRequest, vacancy: Subject) -> dict[str, Any]:
    """The answers given so far for this vacancy or route, by question code."""
    return dict(request.session.get(KEY, {}).get(vacancy.reference, {}))


def save(request: HttpRequest, vacancy: Subject, answers: dict[str, Any]) -> None:
    """Keep `answers`; the oldest check is dropped when there are more than ten."""
    checks = dict(request.session.get(KEY, {}))
    checks.pop(vacancy.reference, None)
    checks[vacancy.reference] = answers
    while len(checks) > MOST_CHECKS:
        checks.pop(next(iter(checks)))
    request.session[KEY] = checks


def clear(request: HttpRequest, vacancy: Subject) -> None:
    """Forget this vacancy's answers, once an application holds them."""
    checks = dict(request.session.get(KEY, {}))
    if checks.pop(vacancy.reference, None) is not None:
        request.session[KEY] = checks
