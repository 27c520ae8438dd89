"""What a change of an advert does to its applications, and who is told of it."""

from __future__ import annotations

from django.utils import timezone

from applicants.choices import Actor, Event, Status
from applicants.errors import Refused
from applicants.models import Application
from applicants.selectors.following import followers_of
from applicants.services.transition import transition
from recruitment.outbox.services import queue_email
from vacancies.choices_life import CancelReason, VacancyEvent
from vacancies.models import VacancyChange

_KINDS = {
    VacancyEvent.EDIT: "advert_changed",
    VacancyEvent.EXTEND: "vacancy_extended",
    VacancyEvent.RELIST: "vacancy_extended",
    VacancyEvent.CLOSE: "vacancy_closed_early",
    VacancyEvent.FILL: "vacancy_closed_early",
}

_OPENS_AGAIN = (VacancyEvent.EXTEND, VacancyEvent.RELIST)


def follow_change(*, change: VacancyChange, after: str, limit: int) -> str:
    """Do what the change means for the next `limit` applications after the key `after`.

    A cancelled vacancy ends them, one that opens again opens drafts again, and everybody is told
    once, however often this runs. Returns the last key, or "" when all are done.
    """
    if _ended_before(change):
        return ""
    waiting = followers_of(change)
    if after:
        waiting = waiting.filter(pk__gt=after)
    portion = list(waiting.select_related("candidate__user", "vacancy")[:limit])
    for application in portion:
        _follow(change, application)
    return str(portion[-1].pk) if len(portion) == limit else ""


def _ended_before(change: VacancyChange) -> bool:
    """Closing an advert whose time had run out changes nothing for anybody with a draft."""
    closes_at = change.vacancy.closes_at
    closing = change.event in (VacancyEvent.CLOSE, VacancyEvent.FILL)
    closed = change.from_status != "open" or (closes_at is not None and closes_at < change.at)
    return closing and closed


def _follow(change: VacancyChange, application: Application) -> None:
    if change.event == VacancyEvent.CANCEL:
        _fire(application, Event.CANCEL_VACANCY, reason=_cancelled_because(change))
        return
    expired = application.status == Status.DRAFT_EXPIRED and change.event in _OPENS_AGAIN
    if expired and not _fire(application, Event.REOPEN_DRAFT):
        return
    queue_email(
        kind=_KINDS[VacancyEvent(change.event)],
        dedupe_key=f"advert:{change.pk}:{application.pk}",
        to=application.candidate.email,
        ids={"application": str(application.pk), "advert_change": change.pk},
        about=application.about,
    )


def _fire(application: Application, event: Event, *, reason: str = "") -> bool:
    """Take a step of the pipeline; False where the application has moved on by itself."""
    try:
        transition(
            application_id=application.pk,
            event=event,
            by=None,
            actor=Actor.SYSTEM,
            reason=reason,
            at=timezone.now(),
        )
    except Refused:
        return False
    return True


def _cancelled_because(change: VacancyChange) -> str:
    labels = dict(CancelReason.choices)
    return change.reason or str(labels.get(change.reason_code, "The vacancy is cancelled."))
