"""Service levels kept and missed (domain document 4.4; numbers in `applicants/deadlines.py`)."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from django.db.models import Case, CharField, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import TruncDate

from applicants.choices import Event, Status, VerificationState, WorkKind
from applicants.deadlines import (
    EVIDENCE_DAYS,
    PROPOSAL_WORKING_DAYS,
    REFERRAL_WORKING_DAYS,
    REVIEW_WORKING_DAYS,
    SIFT_WORKING_DAYS,
    TRANSFER_NOTICE_DAYS,
)
from applicants.models import (
    Application,
    EligibilityWork,
    Offer,
    StatusChange,
    VerificationRequest,
)
from applicants.reports.asked import Asked
from applicants.reports.shape import Row, share
from applicants.services.offering import REPLY_WORKING_DAYS
from applicants.services.verifying import ANSWER_WORKING_DAYS
from applicants.workdays import add_working_days
from vacancies.choices import Route

KEPT, MISSED, RUNNING = "kept", "missed", "running"

WORK: tuple[tuple[WorkKind, str, str], ...] = (
    (WorkKind.REVIEW, "Review of an automatic decision", f"{REVIEW_WORKING_DAYS} working days"),
    (WorkKind.REFERRAL, "Judgement of a referral", f"{REFERRAL_WORKING_DAYS} working days"),
    (
        WorkKind.PROPOSAL,
        "Confirmation of a proposed rejection",
        f"{PROPOSAL_WORKING_DAYS} working days",
    ),
    (
        WorkKind.EVIDENCE,
        "Evidence from the candidate",
        f"{EVIDENCE_DAYS} days, extended once",
    ),
)


def service_levels(asked: Asked) -> list[Row]:
    """One line a level: how many kept it, missed it, and are still within it. Five queries."""
    work = _work(asked)
    lines = [(words, target, work.get(kind, Counter())) for kind, words, target in WORK]
    lines += [
        ("Sift after closing", f"{SIFT_WORKING_DAYS} working days", _sift(asked)),
        ("Reply to an offer", f"{REPLY_WORKING_DAYS} working days", _replies(asked)),
        ("Line manager’s answer", f"{ANSWER_WORKING_DAYS} working days", _managers(asked)),
        (
            "Notice of the start for transferring officers",
            f"at least {TRANSFER_NOTICE_DAYS} days",
            _notice(asked),
        ),
    ]
    return [_row(words, target, counted) for words, target, counted in lines]


def _row(words: str, target: str, counted: Counter[str]) -> Row:
    kept, missed = counted[KEPT], counted[MISSED]
    return (words, target, kept, missed, counted[RUNNING], share(kept, kept + missed))


def _verdict(*, done: Q, in_time: Q, late: Q) -> Case:
    """In words of the database: kept, missed (done late, or not done and late), or running."""
    return Case(
        When(done & in_time, then=Value(KEPT)),
        When(done | late, then=Value(MISSED)),
        default=Value(RUNNING),
        output_field=CharField(),
    )


def _work(asked: Asked) -> dict[str, Counter[str]]:
    """Eligibility work by its kind; its last day moves when it is extended."""
    verdict = _verdict(
        done=Q(closed_at__isnull=False), in_time=Q(ended__lte=F("due_on")),
        late=Q(due_on__lt=asked.today),
    )  # fmt: skip
    rows = (
        EligibilityWork.objects.filter(application__in=asked.applications)
        .annotate(ended=TruncDate("closed_at"))
        .order_by()
        .values_list("kind", verdict)
        .annotate(number=Count("pk"))
    )
    found: dict[str, Counter[str]] = {}
    for kind, how, number in rows:
        found.setdefault(kind, Counter())[how] += number
    return found


def _sift(asked: Asked) -> Counter[str]:
    """From the closing time to the first step out of the sift."""
    left = StatusChange.objects.filter(
        application=OuterRef("pk"),
        from_status=Status.SIFT,
        event__in=(Event.SIFT_OUT, Event.INVITE_TO_INTERVIEW),
    ).order_by("sequence")
    rows = (
        asked.applications.filter(vacancy__closes_at__lte=asked.at)
        .annotate(left=Subquery(left.values("at")[:1]))
        .filter(Q(left__isnull=False) | Q(status__in=(Status.SUBMITTED, Status.SIFT)))
        .values_list(TruncDate("vacancy__closes_at"), TruncDate("left"))
        .annotate(number=Count("pk"))
    )
    counted: Counter[str] = Counter()
    for closed, ended, number in rows:
        counted[_how(add_working_days(closed, SIFT_WORKING_DAYS), ended, asked.today)] += number
    return counted


def _how(due: date, ended: date | None, today: date) -> str:
    if ended is None:
        return RUNNING if today <= due else MISSED
    return KEPT if ended <= due else MISSED


def _replies(asked: Asked) -> Counter[str]:
    """Offers that were answered, have lapsed, or wait."""
    verdict = _verdict(
        done=Q(replied_at__isnull=False), in_time=Q(replied__lte=F("reply_by")),
        late=Q(reply_by__lt=asked.today) | Q(application__status=Status.OFFER_LAPSED),
    )  # fmt: skip
    concerned = Q(replied_at__isnull=False) | Q(
        application__status__in=(Status.OFFER_COND, Status.OFFER_LAPSED)
    )
    offers = Offer.objects.filter(concerned, application__in=asked.applications)
    return _counted(offers.annotate(replied=TruncDate("replied_at")), verdict)


def _managers(asked: Asked) -> Counter[str]:
    """Requests that were answered or wait; cancelled ones count for nobody."""
    verdict = _verdict(
        done=Q(answered_at__isnull=False), in_time=Q(answered__lte=F("answer_by")),
        late=Q(answer_by__lt=asked.today),
    )  # fmt: skip
    requests = VerificationRequest.objects.filter(application__in=asked.applications)
    requests = requests.exclude(state=VerificationState.CANCELLED)
    return _counted(requests.annotate(answered=TruncDate("answered_at")), verdict)


def _notice(asked: Asked) -> Counter[str]:
    """From the confirmed offer to the start, for officers who leave another force."""
    confirmed: QuerySet[Application] = asked.applications.filter(
        vacancy__route=Route.TRANSFEREE,
        history__event=Event.CONFIRM_OFFER,
        offer__start_on__isnull=False,
    )
    rows = confirmed.values_list(TruncDate("history__at"), "offer__start_on").annotate(
        number=Count("pk")
    )
    counted: Counter[str] = Counter()
    for told, start, number in rows:
        in_time = told + timedelta(days=TRANSFER_NOTICE_DAYS) <= start
        counted[KEPT if in_time else MISSED] += number
    return counted


def _counted(rows: QuerySet[Offer] | QuerySet[VerificationRequest], verdict: Case) -> Counter[str]:
    found = rows.order_by().values_list(verdict).annotate(number=Count("pk"))
    return Counter({str(how): number for how, number in found})
