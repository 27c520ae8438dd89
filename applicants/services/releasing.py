"""Releasing prepared decisions together, now or at a chosen moment (domain document 4.1).

The plan is rows of the database; a worker is nudged after the commit and beat looks for what is
due. Each decision is a transaction of its own, which checks right and guards at that moment: a run
that is cut short or made twice tells nobody twice and forgets nobody.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from applicants.choices import Event, Status
from applicants.errors import GuardFailed, NotAllowed, Refused, StateChanged
from applicants.models import Application, PreparedDecision, Release, ReleaseLine
from applicants.pipeline import PREPARED_STAGES
from applicants.policies import may_work_for
from applicants.selectors.releasing import fingerprint, ready_to_release
from applicants.services.deciding import decide
from applicants.services.transition import describe_latest_change, lock_application
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right
from recruitment.audit.services import record
from recruitment.batches import each
from recruitment.broker import publish
from recruitment.outbox.services import queue_email
from recruitment.ui.dates import london_datetime

RELEASE_TASK = "applicants.tasks.release_decisions"
FURTHEST_AHEAD = timedelta(days=90)
Outcome = ReleaseLine.Outcome


@transaction.atomic
def plan_release(
    *,
    vacancy_id: int,
    by: User,
    stages: Collection[Status] = tuple(PREPARED_STAGES),
    release_at: datetime | None = None,
    seen: str | None = None,
    at: datetime | None = None,
) -> Release:
    """Release what is prepared for a vacancy, now or at `release_at`.

    `stages` are those whose outcomes go out. `seen` is the fingerprint of the list that the person
    looked at: with another list they are asked to look again. Raises Refused.
    """
    moment = at or timezone.now()
    _check_may_release(by, vacancy_id)
    due = _check_moment(release_at, moment)
    ready = list(ready_to_release(vacancy_id).select_for_update(of=("self",)))
    if seen not in (None, fingerprint(ready)):
        raise StateChanged(
            "A colleague prepared, changed, dropped or released decisions while you looked at "
            "them. Nothing of yours was changed. Look at the list again."
        )
    chosen = [one for one in ready if one.application.status in stages]
    if not chosen:
        raise GuardFailed("No decision is prepared for this. There is nothing to release.")
    release = Release.objects.create(
        vacancy_id=vacancy_id, release_at=due, planned_by=by, planned_at=moment
    )
    ReleaseLine.objects.bulk_create(
        ReleaseLine(
            release=release,
            application_id=one.application_id,
            event=one.event,
            prepared_version=one.version,
        )
        for one in chosen
    )
    record(
        action="release.plan",
        by=by,
        target=release,
        after={"vacancy": vacancy_id, "decisions": len(chosen), "release_at": due},
    )
    if due <= moment:
        transaction.on_commit(partial(publish, RELEASE_TASK), robust=True)
    return release


def _check_may_release(by: User, vacancy_id: int) -> None:
    allowed = may_work_for(by, vacancy_id, Right.RELEASE_DECISIONS)
    if not allowed:
        raise NotAllowed(allowed.why)


def _check_moment(wanted: datetime | None, now: datetime) -> datetime:
    if wanted is None:
        return now
    if wanted <= now:
        raise GuardFailed("Choose a moment in the future, or release now.")
    if wanted > now + FURTHEST_AHEAD:
        raise GuardFailed(f"Choose a moment within {FURTHEST_AHEAD.days} days.")
    return wanted


@transaction.atomic
def cancel_release(*, release_id: int, by: User, at: datetime | None = None) -> Release:
    """Take back what is not released yet; it stays prepared. Raises Refused."""
    release = Release.objects.select_for_update(of=("self",)).get(pk=release_id)
    _check_may_release(by, release.vacancy_id)
    if release.cancelled_at is not None:
        raise StateChanged("A colleague has taken this release back already.")
    if release.finished_at is not None:
        raise StateChanged(f"It was released at {london_datetime(release.finished_at)}.")
    moment = at or timezone.now()
    waiting = release.lines.filter(outcome=Outcome.WAITING)
    kept = waiting.update(outcome=Outcome.CANCELLED, settled_at=moment)
    release.cancelled_at, release.cancelled_by = moment, by
    release.save(update_fields=["cancelled_at", "cancelled_by"])
    record(action="release.cancel", by=by, target=release, after={"not_released": kept})
    return release


def release_due(*, at: datetime | None = None) -> int:
    """Release all that is due; returns how many decisions this run told."""
    moment = at or timezone.now()
    due = Release.objects.filter(finished_at=None, cancelled_at=None, release_at__lte=moment)
    told = 0
    for release_id in list(due.order_by("release_at", "pk").values_list("pk", flat=True)):
        waiting = ReleaseLine.objects.filter(release_id=release_id, outcome=Outcome.WAITING)
        lines = list(waiting.order_by("pk").values_list("pk", flat=True))
        told += each("release_decisions", lines, partial(release_line, at=moment))
        _finish(release_id)
    return told


@transaction.atomic
def release_line(line_id: int, *, at: datetime) -> bool:
    """Tell one decision, or skip it and write down why. True where the candidate is told.

    The application's row is locked before the line, the order that all services keep.
    """
    application_id = ReleaseLine.objects.values_list("application_id", flat=True).get(pk=line_id)
    application = lock_application(application_id)
    line = (
        ReleaseLine.objects.select_for_update(of=("self",))
        .select_related("release__planned_by")
        .get(pk=line_id)
    )
    if line.outcome != Outcome.WAITING:
        return False  # another worker was faster, or a colleague took the release back
    reason = _why_not(line, application) or _tell(line, application_id, at)
    line.outcome = Outcome.SKIPPED if reason else Outcome.RELEASED
    line.note, line.settled_at = reason, timezone.now()
    line.save(update_fields=["outcome", "note", "settled_at"])
    return not reason


def _why_not(line: ReleaseLine, application: Application) -> str:
    """Why a decision is not what the release was planned with; "" where it is."""
    prepared = (
        PreparedDecision.objects.select_related("prepared_by")
        .filter(application=application)
        .first()
    )
    if prepared is None:
        return f"No decision is prepared any more. {describe_latest_change(application)}"
    if prepared.version != line.prepared_version:
        return (
            f"{prepared.prepared_by.display_name} changed it to "
            f"“{Event(prepared.event).label}” at {london_datetime(prepared.prepared_at)}, after "
            "this release was planned. Look at it and release it again."
        )
    return ""


def _tell(line: ReleaseLine, application_id: UUID, at: datetime) -> str:
    prepared = PreparedDecision.objects.get(application_id=application_id)
    try:
        with transaction.atomic():
            decide(
                application_id=application_id,
                by=line.release.planned_by,
                event=Event(prepared.event),
                reason=prepared.feedback,
                reason_code=prepared.reason_code,
                criteria=prepared.criteria,
                at=at,
            )
    except Refused as refusal:
        return str(refusal)
    return ""


@transaction.atomic
def _finish(release_id: int) -> None:
    """Close a release that has nothing left, once, with its numbers on record."""
    if ReleaseLine.objects.filter(release_id=release_id, outcome=Outcome.WAITING).exists():
        return
    ended = Release.objects.filter(pk=release_id, finished_at=None, cancelled_at=None)
    if not ended.update(finished_at=timezone.now()):
        return
    release = Release.objects.select_related("planned_by").get(pk=release_id)
    counted = {
        outcome.value: release.lines.filter(outcome=outcome).count()
        for outcome in (Outcome.RELEASED, Outcome.SKIPPED)
    }
    record(action="release.finish", by=None, actor_label="system", target=release, after=counted)
    if release.release_at > release.planned_at and release.planned_by.email:
        # Whoever releases at once looks at the report; whoever planned it is somewhere else.
        queue_email(
            kind="release_ended",
            dedupe_key=f"release:{release.pk}:ended",
            to=release.planned_by.email,
            ids={"release": release.pk},
        )
