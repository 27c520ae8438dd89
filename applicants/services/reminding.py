"""What time brings by itself: reminders, escalations and closed drafts.

Each finder gives what is due at a moment; each doer does it at most once.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from applicants.choices import Actor, Event, Status, WorkKind
from applicants.deadlines import EVIDENCE_REMINDER_DAYS, SCORECARD_WORKING_DAYS
from applicants.models import Application, EligibilityWork, Interview
from applicants.selectors.panel import scorecard_missing_of, standing_of
from applicants.selectors.verification import open_verifications_asked_by
from applicants.services.transition import lock_application, transition
from applicants.services.verifying import escalate_verification, remind_line_manager
from applicants.workdays import add_working_days
from recruitment.outbox.selectors import emails_about
from recruitment.outbox.services import queue_email
from vacancies.choices import VacancyStatus

REMINDER_WORKING_DAYS = (3, 5)  # domain document 4.4
ESCALATION_WORKING_DAYS = 7
DRAFT_REMINDER_DAYS = (3, 1)  # domain document 4.3, no. 3


class ManagerNudge(NamedTuple):
    """What is due for one open verification; number 0 means escalate."""

    request_id: int
    number: int


class DraftNudge(NamedTuple):
    """A reminder due for one draft."""

    application_id: UUID
    days: int


def line_managers_due(now: datetime) -> list[ManagerNudge]:
    """Open verifications whose next reminder or escalation is due on this London day."""
    today = timezone.localdate(now)
    due: list[ManagerNudge] = []
    for request_id, asked_on, sent in open_verifications_asked_by(today):
        if today >= add_working_days(asked_on, ESCALATION_WORKING_DAYS):
            due.append(ManagerNudge(request_id, 0))
        for number, days in enumerate(REMINDER_WORKING_DAYS, start=1):
            is_last_due = today >= add_working_days(asked_on, days)
            if is_last_due and sent < number:
                due.append(ManagerNudge(request_id, number))
    return due


def nudge_manager(due: ManagerNudge) -> bool:
    """Send the reminder, or escalate."""
    if due.number == 0:
        return escalate_verification(request_id=due.request_id)
    return remind_line_manager(request_id=due.request_id, number=due.number)


def drafts_due(now: datetime) -> list[DraftNudge]:
    """Drafts whose vacancy closes within 3 days or 1 day; the nearer reminder stands alone."""
    found: list[DraftNudge] = []
    furthest = now + timedelta(days=max(DRAFT_REMINDER_DAYS))
    drafts = Application.objects.filter(
        status=Status.DRAFT,
        kept_to_read=False,
        vacancy__status=VacancyStatus.OPEN,
        vacancy__closes_at__gt=now,
        vacancy__closes_at__lte=furthest,
    ).select_related("vacancy")
    for draft in drafts:
        closes_at = draft.vacancy.closes_at or furthest  # the filter leaves none without
        days = min(d for d in DRAFT_REMINDER_DAYS if closes_at <= now + timedelta(days=d))
        found.append(DraftNudge(draft.pk, days))
    return found


@transaction.atomic
def remind_draft(due: DraftNudge) -> bool:
    """Queue a draft's reminder, once for each of the two days before one closing time."""
    application = lock_application(due.application_id)
    closes_at = application.vacancy.closes_at
    if not application.is_draft or closes_at is None:
        return False
    queue_email(
        kind="draft_reminder",
        dedupe_key=f"draft:{application.pk}:{due.days}:{closes_at:%Y%m%d%H%M}",
        to=application.candidate.email,
        ids={"application": str(application.pk), "days": due.days},
        about=application.about,
    )
    return True


class EvidenceNudge(NamedTuple):
    """What is due for one open request for evidence: a reminder, or the end of its time."""

    application_id: UUID
    is_over: bool


def evidence_due(now: datetime) -> list[EvidenceNudge]:
    """Requests for evidence to remind of, and those whose last day in London has passed."""
    today = timezone.localdate(now)
    waiting = EligibilityWork.objects.filter(kind=WorkKind.EVIDENCE, closed_at__isnull=True)
    soon = Q(due_on__lte=today + timedelta(days=EVIDENCE_REMINDER_DAYS), reminded_at__isnull=True)
    rows = waiting.filter(soon | Q(due_on__lt=today)).values_list("application_id", "due_on")
    return [EvidenceNudge(pk, due_on < today) for pk, due_on in rows]


@transaction.atomic
def chase_evidence(due: EvidenceNudge) -> bool:
    """Remind the candidate once; after the last day a person goes on with what there is."""
    application = lock_application(due.application_id)
    work = EligibilityWork.objects.filter(
        application=application, kind=WorkKind.EVIDENCE, closed_at__isnull=True
    ).first()
    now = timezone.now()
    if work is None:
        return False
    if work.is_overdue_on(timezone.localdate(now)):
        transition(
            application_id=application.pk,
            event=Event.REFER_ELIGIBILITY,
            by=None,
            actor=Actor.SYSTEM,
            at=now,
        )
        return True
    if work.reminded_at is not None:
        return False
    work.reminded_at = now
    work.save(update_fields=["reminded_at"])
    queue_email(
        kind="evidence_reminder",
        dedupe_key=f"evidence_reminder:{work.pk}:{work.due_on.isoformat()}",
        to=application.candidate.email,
        ids={"application": str(application.pk), "work": work.pk},
        about=application.about,
    )
    return True


class ScorecardNudge(NamedTuple):
    """A panel member whose scorecard of one interview is late."""

    application_id: UUID
    member_id: int
    sequence: int


def scorecards_due(now: datetime) -> list[ScorecardNudge]:
    """Members whose scorecard a result waits for, some working days after the interview."""
    today = timezone.localdate(now)
    held = Interview.objects.filter(
        application__status=Status.INT_BOOKED, cancelled_at__isnull=True, starts_at__lte=now
    ).select_related("application__candidate")
    late = (
        one
        for one in held
        if today >= add_working_days(timezone.localdate(one.starts_at), SCORECARD_WORKING_DAYS)
    )
    return [
        ScorecardNudge(one.application_id, member.pk, one.sequence)
        for one in late
        for standing in [standing_of(one.application, one)]
        if standing.waits
        for member in standing.missing
    ]


@transaction.atomic
def remind_of_scorecard(due: ScorecardNudge) -> bool:
    """Remind a member once of one interview."""
    application = lock_application(due.application_id)
    member = scorecard_missing_of(application, due.member_id, due.sequence)
    about = f"scorecard:{application.pk}:{due.sequence}:{due.member_id}"
    if member is None or not member.email or emails_about(about).exists():
        return False
    queue_email(
        kind="scorecard_reminder",
        dedupe_key=about,
        to=member.email,
        ids={
            "application": str(application.pk),
            "member": due.member_id,
            "sequence": due.sequence,
        },
        about=about,
    )
    return True


def expired_drafts(now: datetime) -> list[UUID]:
    """Drafts of vacancies that no longer take applications."""
    closed = Q(vacancy__closes_at__lt=now) | ~Q(vacancy__status=VacancyStatus.OPEN)
    drafts = Application.objects.filter(closed, status=Status.DRAFT)
    return list(drafts.values_list("pk", flat=True))


def expire_draft(application_id: UUID) -> bool:
    """Close a draft; it stays readable."""
    transition(application_id=application_id, event=Event.EXPIRE_DRAFT, by=None, actor=Actor.SYSTEM)
    return True
