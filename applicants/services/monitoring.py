"""Equality monitoring: numbers for each vacancy, and never an answer of a person.

Nothing here can be joined to anybody (domain document 3.7 and 6.4): no row names or dates a
person, own words are not asked, and "prefer not to say" leaves no trace. Two copies of the
database, taken before and after one person sent an application, would tell that person's answers
if each were counted at once. So answers wait in a shuffled, encrypted pool of constant length,
and are counted for GROUP people at a time, drawn by lot. Nothing is written to audit or log.
"""

from __future__ import annotations

import json
import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Case, F, IntegerField, Q, Value, When

from applicants.equality_questions import COUNTED
from applicants.errors import NotAllowed
from applicants.models import Application, EqualityCounter, EqualityPool
from applicants.policies import owns
from recruitment.accounts.models import User
from vacancies.models import Vacancy

GROUP = 5  # also the smallest number that a report shows
# Room for the longest answers of all who can wait; the rest is padding.
POOL_BYTES = 16_384
_random = secrets.SystemRandom()


def count_equality_answers(
    *, application: Application, answers: Mapping[str, str], by: User
) -> int:
    """Put the answers given into the vacancy's pool; returns how many. Raises NotAllowed.

    Call it in the transaction that sends the application, which holds the vacancy's lock, also
    where nothing was answered: then nobody can tell who did. What is no known answer, and "prefer
    not to say", is left out.
    """
    if not owns(by, application):
        raise NotAllowed("This is not your application.")
    given = {
        question: answer
        for question, answer in answers.items()
        if answer in COUNTED.get(question, frozenset())
    }
    pool, _ = EqualityPool.objects.select_for_update().get_or_create(
        vacancy_id=application.vacancy_id
    )
    waiting = [*_waiting(pool), given]
    _random.shuffle(waiting)
    if len(waiting) >= 2 * GROUP:
        # Half of them, by lot: who is still waiting does not follow from the order of sending.
        _count(pool.vacancy_id, waiting[:GROUP])
        waiting = waiting[GROUP:]
    _keep(pool, waiting)
    return len(given)


@transaction.atomic
def settle_pool(vacancy_id: int, *, at: datetime) -> int:
    """Count what waits once a vacancy takes no more applications; returns for how many people.

    Fewer than GROUP people in all are never counted: such numbers are shown to nobody anyway.
    """
    vacancy = Vacancy.objects.select_for_update(no_key=True).get(pk=vacancy_id)
    pool = EqualityPool.objects.select_for_update().filter(vacancy=vacancy).first()
    if pool is None or vacancy.accepts_applications_at(at) or vacancy.is_scheduled_at(at):
        return 0
    waiting = _waiting(pool)
    pool.delete()
    if len(waiting) < GROUP:
        return 0
    _count(vacancy_id, waiting)
    return len(waiting)


def pools_to_settle(at: datetime) -> list[int]:
    """Vacancies with a pool that take no more applications, by key."""
    pools = EqualityPool.objects.select_related("vacancy")
    return [pool.vacancy_id for pool in pools if not pool.vacancy.accepts_applications_at(at)]


def _waiting(pool: EqualityPool) -> list[dict[str, str]]:
    kept: list[dict[str, str]] = pool.waiting.get("answers", [])
    return kept


def _keep(pool: EqualityPool, waiting: Sequence[Mapping[str, str]]) -> None:
    bare = {"answers": list(waiting), "padding": ""}
    missing = max(0, POOL_BYTES - len(json.dumps(bare)))
    pool.waiting = {**bare, "padding": " " * missing}
    pool.save(update_fields=["waiting"])


def _count(vacancy_id: int, people: Sequence[Mapping[str, str]]) -> None:
    """All counters of the vacancy are made at once and written each time, given or not: otherwise
    the order in which rows were made or last written would show answers."""
    EqualityCounter.objects.bulk_create(
        [
            EqualityCounter(vacancy_id=vacancy_id, question=question, answer=answer)
            for question in sorted(COUNTED)
            for answer in sorted(COUNTED[question])
        ],
        ignore_conflicts=True,
    )
    numbers = Counter(pair for answers in people for pair in answers.items())
    more = [
        When(Q(question=question, answer=answer), then=Value(number))
        for (question, answer), number in sorted(numbers.items())
    ]
    EqualityCounter.objects.filter(vacancy_id=vacancy_id).update(
        count=F("count") + Case(*more, default=Value(0), output_field=IntegerField())
    )
