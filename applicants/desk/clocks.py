"""When what is due: the service levels of domain document 4.4 as conditions of a query.

A due date is the day a stage began, or its vacancy closed, and so many working days. It stands in
no column: each question "due up to a day" is turned round into "began up to a day".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_
from types import MappingProxyType

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from applicants.choices import Status, VerificationState
from applicants.desk.any_of import any_of
from applicants.models import Application, EligibilityWork, Offer, VerificationRequest
from applicants.services.eligibility_work import WORK_OF
from applicants.workdays import add_working_days

SIFT_WORKING_DAYS = 10  # after the vacancy closes: "sift complete" (domain document 4.4)
SOON_WORKING_DAYS = 5

S = Status


def latest_start(due: date, working_days: int) -> date:
    """The last day from which so many working days end on `due` or before."""
    day = due
    while add_working_days(day, working_days) > due:
        day -= timedelta(days=1)
    return day


def due_until(last: date) -> Q:
    """Applications with something due on `last` or before, whatever it is."""
    return reduce(or_, _parts(last))


def _parts(last: date) -> list[Q]:
    """The same, one condition for each kind of day."""
    closed = _end_of(latest_start(last, SIFT_WORKING_DAYS))
    work = EligibilityWork.objects.filter(application=OuterRef("pk"), closed_at__isnull=True)
    offer = Offer.objects.filter(application=OuterRef("pk"), replied_at__isnull=True)
    manager = VerificationRequest.objects.filter(
        application=OuterRef("pk"), state=VerificationState.OPEN
    )
    return [
        Q(status__in=(S.SUBMITTED, S.SIFT), vacancy__closes_at__lt=closed),
        Q(Exists(work.filter(due_on__lte=last)), status__in=tuple(WORK_OF)),
        Q(Exists(offer.filter(reply_by__lte=last)), status=S.OFFER_COND),
        Q(Exists(manager.filter(answer_by__lte=last)), status=S.LM_VERIFY),
    ]


def overdue(at: datetime) -> Q:
    """Applications whose last day has passed."""
    return due_until(_yesterday(at))


def _yesterday(at: datetime) -> date:
    return timezone.localdate(at) - timedelta(days=1)


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


@dataclass(frozen=True, slots=True)
class DueChoice:
    """One choice of the filter by due date: what is due until the last day at a moment."""

    label: str
    last: Callable[[datetime], date]
    with_overdue: bool = False

    def narrow(self, found: QuerySet[Application], at: datetime) -> QuerySet[Application]:
        """Those of `found` that this choice means."""
        due = any_of(found, _parts(self.last(at)))
        return due if self.with_overdue else due.exclude(overdue(at))


DUE: Mapping[str, DueChoice] = MappingProxyType(
    {
        "overdue": DueChoice("Overdue", _yesterday, with_overdue=True),
        "today": DueChoice("Due today", timezone.localdate),
        "soon": DueChoice(
            "Due within 5 working days",
            lambda at: add_working_days(timezone.localdate(at), SOON_WORKING_DAYS),
        ),
    }
)


def due_day(application: Application) -> date | None:
    """The same for one application, for its case page; None where nothing of it is timed."""
    status = Status(application.status)
    if status in (S.SUBMITTED, S.SIFT):
        closes_at = application.vacancy.closes_at
        if closes_at is None:
            return None
        return add_working_days(timezone.localdate(closes_at), SIFT_WORKING_DAYS)
    if status in WORK_OF:
        work = EligibilityWork.objects.filter(application=application, closed_at__isnull=True)
        return work.values_list("due_on", flat=True).first()
    if status is S.OFFER_COND:
        offers = Offer.objects.filter(application=application, replied_at__isnull=True)
        return offers.values_list("reply_by", flat=True).first()
    if status is S.LM_VERIFY:
        asked = VerificationRequest.objects.filter(
            application=application, state=VerificationState.OPEN
        )
        return asked.values_list("answer_by", flat=True).first()
    return None
