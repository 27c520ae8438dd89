"""Deleting what is no longer needed, warning people first, and holding back what a claim needs.

Everything of an application goes together: answers, files, history, decisions, emails. What stays
is a number without a link (domain document 6.3; security document, check 39).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from applicants.errors import GuardFailed, NotAllowed
from applicants.models import (
    AdjustmentsRequest,
    Application,
    Candidate,
    ConductDeclaration,
    DeletionWarning,
    EligibilityDecision,
    LegalHold,
    StatusChange,
    Tombstone,
)
from applicants.policies import may_work_on
from applicants.selectors import retention
from applicants.selectors.file_owners import file_owners
from applicants.selectors.statistics import FUNNEL
from applicants.services.sift_names import forget_names, names_due
from applicants.services.transition import lock_application
from eligibility.dates import tenure_date
from recruitment.accounts.holdings import forget_what_stayed
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right
from recruitment.audit.forgetting import entries_due, forget_entries
from recruitment.audit.services import record
from recruitment.outbox.services import delete_finished_emails, forget_emails, queue_email
from recruitment.ui.dates import london_datetime
from recruitment.uploads.services.deleting import delete_uploads_of

WARN_DAYS = 30
NEVER_SENT = "Not sent"


@dataclass(slots=True)
class RetentionReport:
    """What a run did, or would do: how many of each kind. `held` were due and are on hold."""

    counts: Counter[str] = field(default_factory=Counter)

    def lines(self) -> list[str]:
        """One line a kind, also where there was nothing."""
        kinds = ("warned", "applications", "adjustments", "conduct", "emails", "accounts", "audit")
        return [f"{kind}: {self.counts[kind]}" for kind in (*kinds, "held", "sift_names")]


def apply_retention(*, at: datetime | None = None, dry_run: bool = False) -> RetentionReport:
    """Delete all that is due at this moment and warn those whose turn is near.

    Running it again deletes nothing twice. Each thing is its own transaction, so a run that is
    interrupted is carried on by the next. With `dry_run` nothing is written.
    """
    moment = at or timezone.now()
    today = timezone.localdate(moment)
    report = RetentionReport()
    for application in retention.ended_or_unsent(begun_before=_youngest_due(moment)):
        what = _due(application, today)
        if what and (dry_run or _do(what, application.pk, today)):
            report.counts[what] += 1
    for name, model in (("adjustments", AdjustmentsRequest), ("conduct", ConductDeclaration)):
        keys = retention.sealed_due(model, today=today)
        report.counts[name] = len(keys) if dry_run else _delete_sealed(name, keys)
    keys = names_due(at=moment)
    report.counts["sift_names"] = len(keys) if dry_run else forget_names(keys)
    if dry_run:
        report.counts["accounts"] = retention.closed_accounts().count()
        report.counts["audit"] = entries_due(at=moment).count()
        return report
    before = timezone.make_aware(
        datetime.combine(tenure_date(today, -retention.months_of("emails")), datetime.min.time())
    )
    report.counts["emails"] = delete_finished_emails(queued_before=before)
    for candidate in retention.closed_accounts():
        report.counts["accounts"] += _delete_account(candidate.pk)
    report.counts["audit"] = forget_entries(at=moment)
    return report


def _youngest_due(moment: datetime) -> datetime:
    """Whatever was begun after this instant cannot be due, nor near it."""
    shortest = min(
        retention.months_of(kind) for kind in ("draft", "unsuccessful", "reserve", "successful")
    )
    day = tenure_date(timezone.localdate(moment), -shortest) + timedelta(days=WARN_DAYS + 2)
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


def _due(application: Application, today: date) -> str:
    """ "applications" to delete it, "warned" to warn, "held", or "" for nothing yet."""
    day = retention.deletion_day(application)
    if day is None or today < day - timedelta(days=WARN_DAYS):
        return ""
    if getattr(application, "held", False):
        return "held" if today >= day else ""
    warning = DeletionWarning.objects.filter(application=application, delete_on__gte=day).first()
    if warning is None and application.candidate.email:
        return "warned"
    # Nobody loses anything without having been told a month before, however late the job ran.
    told = warning is None or today >= warning.warned_on + timedelta(days=WARN_DAYS)
    return "applications" if today >= day and told else ""


def _do(what: str, application_id: UUID, today: date) -> bool:
    if what == "held":
        return True
    with transaction.atomic():
        lock_application(application_id)
        application = retention.with_touched().get(pk=application_id)
        if _due(application, today) != what:
            return False  # somebody carried on, or placed a hold, since it was listed
        if what == "warned":
            _warn(application, today)
        else:
            erase_application(application)
    return True


def _warn(application: Application, today: date) -> None:
    day = retention.deletion_day(application) or today
    day = max(day, today + timedelta(days=WARN_DAYS))
    DeletionWarning.objects.update_or_create(
        application=application, defaults={"warned_on": today, "delete_on": day}
    )
    queue_email(
        kind="deletion_warning",
        dedupe_key=f"deletion:{application.pk}:{day.isoformat()}",
        to=application.candidate.email,
        ids={"application": str(application.pk), "day": day.isoformat()},
        about=application.about,
    )


@transaction.atomic
def erase_application(application: Application) -> None:
    """Delete an application with everything about it, and count it. For the portal itself."""
    stage = _furthest(application)
    month = timezone.localdate(application.created_at).replace(day=1)
    _count(application.vacancy_id, stage, month)
    for kind, key in file_owners(application):
        delete_uploads_of(kind=kind, owner_id=key, by=None, reason="retention")
    forget_emails(about=application.about)
    LegalHold.objects.filter(application=application).delete()
    StatusChange.objects.filter(application=application).delete()
    EligibilityDecision.objects.filter(application=application).delete()
    record(
        action="application.erase", by=None, actor_label="system", target=application,
        after={"vacancy": application.vacancy_id},
    )  # fmt: skip
    application.delete()


def _furthest(application: Application) -> str:
    reached = set(
        StatusChange.objects.filter(application=application).values_list("to_status", flat=True)
    )
    stages = [stage for stage, statuses in FUNNEL.items() if reached & set(statuses)]
    return stages[-1] if stages else NEVER_SENT


def _count(vacancy_id: int, stage: str, month: date) -> None:
    key: dict[str, Any] = {"vacancy_id": vacancy_id, "stage": stage, "month": month}
    Tombstone.objects.get_or_create(**key)
    Tombstone.objects.filter(**key).update(count=F("count") + 1)


@transaction.atomic
def _delete_sealed(name: str, keys: list[int]) -> int:
    model = AdjustmentsRequest if name == "adjustments" else ConductDeclaration
    if not keys:
        return 0
    model._default_manager.filter(pk__in=keys).delete()
    record(action=f"{name}.erase", by=None, actor_label="system", after={"count": len(keys)})
    return len(keys)


@transaction.atomic
def _delete_account(candidate_id: int) -> bool:
    candidate = Candidate.objects.select_for_update().filter(pk=candidate_id).first()
    if candidate is None or candidate.applications.exists():
        return False
    user = User.objects.get(pk=candidate.user_id)
    record(action="account.erase", by=None, actor_label="system", target=user)
    forget_what_stayed(user)
    candidate.delete()
    user.delete()
    return True


@transaction.atomic
def place_hold(*, application: Application, by: User, reason: str) -> LegalHold:
    """Stop the clock for one application. Raises Refused without Right.MANAGE_HOLDS or a reason."""
    _check_hold(application, by)
    lock_application(application.pk)
    if not reason.strip():
        raise GuardFailed("Write why this is kept.")
    standing = LegalHold.objects.filter(application=application, lifted_at=None).first()
    if standing is not None:
        raise GuardFailed(
            f"{standing.owner.display_name} placed a hold at "
            f"{london_datetime(standing.placed_at)}: this application is on hold already."
        )
    hold = LegalHold.objects.create(
        application=application, owner=by, reason=reason.strip(), placed_at=timezone.now()
    )
    record(action="hold.place", by=by, target=application, reason=reason)
    return hold


@transaction.atomic
def lift_hold(*, application: Application, by: User) -> None:
    """Let the clock run again; what is due then goes with the next run. Raises Refused."""
    _check_hold(application, by)
    lock_application(application.pk)
    standing = LegalHold.objects.filter(application=application, lifted_at=None)
    if not standing.update(lifted_at=timezone.now()):
        raise GuardFailed("This application is not on hold.")
    record(action="hold.lift", by=by, target=application)


def _check_hold(application: Application, by: User) -> None:
    allowed = may_work_on(by, application, Right.MANAGE_HOLDS)
    if not allowed:
        raise NotAllowed(allowed.why)
