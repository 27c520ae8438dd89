"""The work that a status about eligibility brings: opened, owned, and closed with the status.

`transition` calls `keep_work` in its own transaction, so that no application waits without an
owner and a due date, however it came there. Authority: domain document 4.4 and 6.2.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from uuid import UUID

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from applicants.choices import Status, WorkKind
from applicants.deadlines import EVIDENCE_EXTENSION_DAYS, due_on
from applicants.errors import GuardFailed, NotAllowed, StateChanged
from applicants.models import Application, EligibilityWork, SiftScore, StatusChange
from applicants.policies import JUDGES_NOTHING_ELSE, may_decide_eligibility, owns, sets_rules
from recruitment.accounts.models import User
from recruitment.accounts.roles import Role
from recruitment.audit.services import record
from recruitment.outbox.services import queue_email
from vacancies.models import TeamMember

WORK_OF: Mapping[Status, WorkKind] = MappingProxyType(
    {
        Status.ELIGIBILITY_EVIDENCE: WorkKind.EVIDENCE,
        Status.ELIGIBILITY_REFER: WorkKind.REFERRAL,
        Status.INELIGIBLE_PROPOSED: WorkKind.PROPOSAL,
        Status.INELIGIBLE_REVIEW: WorkKind.REVIEW,
    }
)


def keep_work(application: Application, change: StatusChange) -> None:
    """Close the work of the status that was left, and open that of the new one.

    Call it inside the transaction that moved the application, whose row is locked.
    """
    leaving, wanted = WORK_OF.get(Status(change.from_status)), WORK_OF.get(Status(change.to_status))
    if leaving is wanted:
        return
    if leaving is not None:
        EligibilityWork.objects.filter(application=application, closed_at__isnull=True).update(
            closed_at=change.at, closed_by_event=change.event
        )
    if wanted is not None:
        asks = wanted is WorkKind.REVIEW
        work = EligibilityWork.objects.create(
            application=application,
            kind=wanted,
            owner=_next_owner(application),
            opened_at=change.at,
            due_on=due_on(wanted, timezone.localdate(change.at)),
            statement=change.reason if asks else "",
            stated_at=change.at if asks else None,
        )
        _tell_owner(work)


def _next_owner(application: Application) -> User | None:
    """The independent reviewer with the least open work; None where there is none."""
    taking_part = TeamMember.objects.filter(vacancy_id=application.vacancy_id).exclude(
        role__in=JUDGES_NOTHING_ELSE
    )
    marking = SiftScore.objects.filter(application__vacancy_id=application.vacancy_id)
    reviewers = (
        User.objects.filter(
            groups__name=Role.ELIGIBILITY_REVIEWER.value, is_active=True, is_staff=True
        )
        .exclude(pk=application.candidate.user_id)
        .exclude(pk__in=taking_part.values("user_id"))
        .exclude(pk__in=marking.values("marker_id"))
    )
    independent = [user for user in reviewers.order_by("pk") if not sets_rules(user)]
    waiting = _open_by_owner()
    return min(independent, key=lambda user: (waiting.get(user.pk, 0), user.pk), default=None)


def _open_by_owner() -> dict[int, int]:
    rows = EligibilityWork.objects.filter(closed_at__isnull=True, owner__isnull=False)
    counted = rows.order_by().values_list("owner_id").annotate(Count("pk"))
    return {owner_id: number for owner_id, number in counted if owner_id is not None}


def _tell_owner(work: EligibilityWork) -> None:
    if work.owner is None:
        return
    queue_email(
        kind="eligibility_work",
        dedupe_key=f"eligibility_work:{work.pk}:{work.owner_id}",
        to=work.owner.email,
        ids={"work": work.pk, "owner": work.owner.pk},
        about=f"eligibility_work:{work.pk}",
    )


def open_work(application: Application) -> EligibilityWork | None:
    """What is open about this application's eligibility."""
    rows = EligibilityWork.objects.filter(application=application, closed_at__isnull=True)
    return rows.select_related("owner").first()


@transaction.atomic
def take_work(*, application_id: UUID, by: User) -> EligibilityWork:
    """An independent reviewer takes over what is open. Raises NotAllowed and StateChanged."""
    application, work = _lock_open(application_id)
    allowed = may_decide_eligibility(by, application)
    if not allowed:
        raise NotAllowed(allowed.why)
    if work.owner_id == by.pk:
        return work
    before, work.owner = work.owner_id, by
    work.save(update_fields=["owner"])
    record(
        action="eligibility.take_work",
        by=by,
        target=application,
        before={"owner": before},
        after={"owner": by.pk},
    )
    return work


@transaction.atomic
def extend_evidence(*, application_id: UUID, by: User) -> EligibilityWork:
    """Give the candidate, or a reviewer for them, seven more days: exactly once.

    Raises NotAllowed, StateChanged, and GuardFailed where it was extended before.
    """
    application, work = _lock_open(application_id)
    if not owns(by, application):
        allowed = may_decide_eligibility(by, application)
        if not allowed:
            raise NotAllowed(allowed.why)
    if work.kind != WorkKind.EVIDENCE:
        raise StateChanged("We are not waiting for anything from you now.")
    if work.extended_at is not None:
        raise GuardFailed("The time was extended once already, to the date shown.")
    before = work.due_on
    work.due_on += timedelta(days=EVIDENCE_EXTENSION_DAYS)
    work.extended_at = timezone.now()
    work.reminded_at = None
    work.save(update_fields=["due_on", "extended_at", "reminded_at"])
    record(
        action="eligibility.extend_evidence",
        by=by,
        target=application,
        before={"due_on": before.isoformat()},
        after={"due_on": work.due_on.isoformat()},
    )
    return work


def keep_statement(work: EligibilityWork, words: str, at: datetime) -> None:
    """What the candidate says to this question. The row of the application is locked."""
    work.statement, work.stated_at = words.strip(), at
    work.save(update_fields=["statement", "stated_at"])


def _lock_open(application_id: UUID) -> tuple[Application, EligibilityWork]:
    """The application's row is locked before its work: the order that all services keep."""
    application = (
        Application.objects.select_for_update(of=("self",))
        .select_related("candidate__user", "vacancy")
        .get(pk=application_id)
    )
    work = open_work(application)
    if work is None:
        raise StateChanged("Nothing is open about the eligibility of this application now.")
    return application, work
