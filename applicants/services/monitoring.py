"""Equality monitoring: numbers for each vacancy, and never an answer of a person.

Nothing here can be joined to anybody: no row names or dates a person, own words are not asked,
and "prefer not to say" leaves no trace (domain document 3.7 and 6.4).
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Case, F, Q, When

from applicants.equality_questions import COUNTED
from applicants.errors import NotAllowed
from applicants.models import Application, EqualityCounter
from applicants.policies import owns
from recruitment.accounts.models import User


def count_equality_answers(*, application_id: UUID, answers: Mapping[str, str], by: User) -> int:
    """Add one to the vacancy's counter of each answer given; returns how many were counted.

    Call it in the transaction that sends the application, which holds the vacancy's lock. What is
    no known answer, and "prefer not to say", is left out. Raises NotAllowed.
    """
    application = Application.objects.select_related("candidate").get(pk=application_id)
    if not owns(by, application):
        raise NotAllowed("This is not your application.")
    given = sorted(
        (question, answer)
        for question, answer in answers.items()
        if answer in COUNTED.get(question, frozenset())
    )
    if given:
        _add_one(application.vacancy_id, given)
    return len(given)


def _add_one(vacancy_id: int, given: list[tuple[str, str]]) -> None:
    """All counters of the vacancy are made at once and written each time, given or not: otherwise
    the order in which rows were made or last written would show the answers of one person."""
    EqualityCounter.objects.bulk_create(
        [
            EqualityCounter(vacancy_id=vacancy_id, question=question, answer=answer)
            for question in sorted(COUNTED)
            for answer in sorted(COUNTED[question])
        ],
        ignore_conflicts=True,
    )
    chosen = Q(pk__in=[])
    for question, answer in given:
        chosen |= Q(question=question, answer=answer)
    EqualityCounter.objects.filter(vacancy_id=vacancy_id).update(
        count=F("count") + Case(When(chosen, then=1), default=0)
    )
