"""Tells colleagues about an advert on its way to publication."""

from __future__ import annotations

from collections.abc import Iterable

from recruitment.accounts.models import User
from recruitment.outbox.services import queue_email
from vacancies.choices_life import VacancyEvent
from vacancies.life import Step, Told
from vacancies.models import VacancyChange
from vacancies.policies import approvers_of
from vacancies.services.guards import writers_of


def tell_staff(change: VacancyChange, step: Step) -> None:
    """Queue what the step says to colleagues, in the transaction of the change."""
    if Told.APPROVERS in step.tells:
        writers = writers_of(change.vacancy)
        _queue("advert_waiting", change, approvers_of(change.vacancy).exclude(pk__in=writers))
    if Told.SENDER in step.tells:
        _queue("advert_decided", change, _sender(change))


def _sender(change: VacancyChange) -> Iterable[User]:
    """Whoever sent it for approval last, unless they act themselves."""
    sent = change.vacancy.history.filter(event=VacancyEvent.SEND).order_by("-sequence").first()
    if sent is None or sent.actor_id in (None, change.actor_id):
        return []
    return User.objects.filter(pk=sent.actor_id, is_active=True)


def _queue(kind: str, change: VacancyChange, people: Iterable[User]) -> None:
    for person in people:
        if person.email:
            queue_email(
                kind=kind,
                dedupe_key=f"{kind}:{change.pk}:{person.pk}",
                to=person.email,
                ids={"change": change.pk, "user": person.pk},
                about=f"vacancy:{change.vacancy_id}",
            )
