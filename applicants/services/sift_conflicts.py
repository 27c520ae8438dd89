"""Conflicts of interest in the sift: declared before the first application of a vacancy is opened,
and whenever a marker recognises somebody (domain document 4.2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from applicants.choices import Status
from applicants.errors import GuardFailed, NotAllowed
from applicants.knowing import is_named
from applicants.models import (
    Application,
    Reconciliation,
    SiftConflict,
    SiftDeclaration,
    SiftMarking,
    SiftScore,
)
from applicants.policies import may_mark, may_work_for
from applicants.services.transition import lock_application
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right
from recruitment.audit.services import record

MOST_NAMES = 50


@transaction.atomic
def declare_conflicts(
    *, vacancy_id: int, by: User, names: Iterable[str], at: datetime | None = None
) -> SiftDeclaration:
    """Write down whom `by` knows among those who may have applied; no names mean nobody.

    Once for each vacancy: whoever could add a name later would learn from their list whether that
    person applied. Whom they recognise afterwards they say at the application. The log holds how
    many were named, never who. Raises Refused.
    """
    allowed = may_work_for(by, vacancy_id, Right.SCORE_APPLICATIONS)
    if not allowed:
        raise NotAllowed(allowed.why)
    kept = [" ".join(name.split()) for name in names if name.strip()]
    if len(kept) > MOST_NAMES:
        raise GuardFailed(f"Name {MOST_NAMES} people or fewer. If you know more, do not sift here.")
    moment = at or timezone.now()
    given: dict[str, Any] = {"names": kept, "named": len(kept), "declared_at": moment}
    declaration, is_new = SiftDeclaration.objects.get_or_create(
        vacancy_id=vacancy_id,
        marker=by,
        defaults=given,
    )
    if not is_new:
        raise GuardFailed(
            "You have said this already. Where you recognise somebody, say so at the application."
        )
    record(
        action="sift_conflict.declare", by=by, target=declaration,
        after={"vacancy": vacancy_id, "named": len(kept)},
    )  # fmt: skip
    if kept:
        applications = Application.objects.filter(vacancy_id=vacancy_id, submitted_at__isnull=False)
        set_apart(
            [
                one
                for one in applications.select_related("candidate__user")
                if is_named(one.candidate, kept)
            ],
            marker=by,
            at=moment,
        )
    return declaration


def set_apart(applications: Sequence[Application], *, marker: User, at: datetime) -> None:
    """Keep these from a marker who named the people. The portal finds them and the marker is not
    told, so the log names the portal."""
    SiftConflict.objects.bulk_create(
        [
            SiftConflict(
                application=one, marker=marker, source=SiftConflict.Source.NAMED, noted_at=at
            )
            for one in applications
        ],
        ignore_conflicts=True,
    )
    for one in applications:
        record(
            action="sift_conflict.match", by=None, actor_label="system", target=one,
            after={"marker": marker.pk},
        )  # fmt: skip


@transaction.atomic
def report_conflict(*, application_id: UUID, by: User, at: datetime | None = None) -> None:
    """`by` recognises who wrote this: it is never shown to them again, and in the sift what they
    scored no longer counts, so that a colleague marks it. Raises NotAllowed."""
    application = lock_application(application_id)
    allowed = may_mark(by, application)
    if not allowed:
        raise NotAllowed(allowed.why)
    SiftConflict.objects.create(
        application=application,
        marker=by,
        source=SiftConflict.Source.SAID,
        noted_at=at or timezone.now(),
    )
    record(action="sift_conflict.report", by=by, target=application)
    if application.status == Status.SIFT:
        _discard_marks(application, by)


def _discard_marks(application: Application, marker: User) -> None:
    scores = SiftScore.objects.filter(application=application, marker=marker)
    before = dict(scores.values_list("criterion_id", "score"))
    marking = SiftMarking.objects.filter(application=application, marker=marker)
    if not before and not marking.exists():
        return
    scores.delete()
    marking.delete()
    Reconciliation.objects.filter(application=application).delete()
    record(
        action="sift_score.discard", by=marker, target=application,
        before={f"criterion_{criterion}": score for criterion, score in before.items()},
    )  # fmt: skip
