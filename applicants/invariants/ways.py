"""The way of an application: its status, its history and the work that its status brings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from applicants.choices import Status
from applicants.models import (
    Application,
    EligibilityDecision,
    EligibilityWork,
    InterviewSlot,
    StatusChange,
)
from applicants.pipeline import STEPS
from applicants.services.eligibility_work import WORK_OF
from recruitment.invariants.registry import register_check

# History is never changed, so a step is looked at while it is new; the pipeline may change later.
NEW_STEPS = timedelta(days=8)


@register_check("status_unexplained", "A status is not what the history of its application says")
def status_unexplained(at: datetime) -> Iterator[str]:
    """The last step led elsewhere, or there is none. Only a draft has no history."""
    last = StatusChange.objects.filter(application=OuterRef("pk")).order_by("-sequence")
    said = Coalesce(Subquery(last.values("to_status")[:1]), Value(Status.DRAFT.value))
    odd = Application.objects.annotate(said=said).exclude(said=F("status")).order_by()
    return odd.values_list("reference", flat=True).iterator()


@register_check("step_not_in_pipeline", "A step was taken that the pipeline does not know")
def step_not_in_pipeline(at: datetime) -> Iterator[str]:
    """An event that does not lead from where it began to where it ended."""
    new = StatusChange.objects.filter(at__gte=at - NEW_STEPS).order_by()
    for event, source, target in new.values_list("event", "from_status", "to_status").distinct():
        step = STEPS.get(event)  # type: ignore[call-overload]  # codes of the same words
        if step is None or step.moves.get(source) != target:
            odd = new.filter(event=event, from_status=source, to_status=target)
            yield from odd.values_list("application__reference", flat=True)


@register_check("history_broken", "A step does not begin where the one before it ended")
def history_broken(at: datetime) -> Iterator[str]:
    """The chain of a history, looked at while its newest steps are new."""
    before = StatusChange.objects.filter(
        application=OuterRef("application"), sequence=OuterRef("sequence") - 1
    )
    ended = Coalesce(Subquery(before.values("to_status")[:1]), Value(Status.DRAFT.value))
    new = StatusChange.objects.filter(at__gte=at - NEW_STEPS).annotate(ended=ended)
    odd = new.exclude(ended=F("from_status")).order_by()
    return odd.values_list("application__reference", flat=True).iterator()


@register_check("sent_without_decision", "An application was sent and eligibility never decided")
def sent_without_decision(at: datetime) -> Iterator[str]:
    """Every sent application has its decision from the same transaction."""
    decided = EligibilityDecision.objects.filter(application=OuterRef("pk"))
    sent = Application.objects.filter(submitted_at__isnull=False).exclude(Exists(decided))
    return sent.order_by().values_list("reference", flat=True).iterator()


@register_check("eligibility_work_astray", "Open eligibility work and the status do not agree")
def eligibility_work_astray(at: datetime) -> Iterator[str]:
    """Work without its status, and a status that waits for a person without work."""
    fits = Q()
    for status, kind in WORK_OF.items():
        fits |= Q(application__status=status, kind=kind)
    standing = EligibilityWork.objects.filter(closed_at__isnull=True)
    yield from standing.exclude(fits).values_list("application__reference", flat=True)
    for status, kind in WORK_OF.items():
        has = standing.filter(application=OuterRef("pk"), kind=kind)
        waiting = Application.objects.filter(status=status).exclude(Exists(has))
        yield from waiting.order_by().values_list("reference", flat=True)


@register_check("interview_time_overfull", "More people chose an interview time than it has places")
def interview_time_overfull(at: datetime) -> Iterator[str]:
    """Places are given out under a lock; this says when that did not hold."""
    taken = InterviewSlot.objects.annotate(taken=Count("bookings")).filter(taken__gt=F("places"))
    return (f"interview time {pk}" for pk in taken.order_by().values_list("pk", flat=True))
