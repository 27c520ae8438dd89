"""Adjustments after an application was sent: asked for, changed, and agreed.

Only the store of its own holds what a person needs and why. The audit log, emails and the case
page say that something was written, never what (domain document 3.1 N and 6.4).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from applicants.choices import Actor, Status
from applicants.errors import GuardFailed, NotAllowed, SectionChanged, StateChanged
from applicants.models import AdjustmentsRequest, Application
from applicants.pipeline import ENDED
from applicants.policies import may_work_on, owns
from applicants.sections.checking import problems, without_unasked
from applicants.sections.shared import adjustments
from applicants.services.latest_work import count_save
from applicants.services.saving import CHANGED_ELSEWHERE, what_waits
from applicants.services.transition import describe_latest_change, lock_application
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right, Role
from recruitment.audit.services import record
from recruitment.outbox.services import queue_email


@transaction.atomic
def change_adjustments(
    *, application_id: UUID, answers: Mapping[str, Any], version: int, by: User
) -> AdjustmentsRequest:
    """The candidate asks for adjustments, or changes what they asked for, at any time until the
    application has ended. The advisers are told that there is something to read. Raises
    SectionChanged when it was saved elsewhere since, and other Refused.
    """
    application = lock_application(application_id)
    if not owns(by, application):
        raise NotAllowed("This is not your application.")
    if application.is_draft or Status(application.status) in ENDED:
        raise StateChanged(describe_latest_change(application, reader=Actor.CANDIDATE))
    section = adjustments()
    kept = without_unasked(section, answers)
    missing = problems(section, kept)
    if missing:
        raise GuardFailed(f"Answer these questions first: {', '.join(missing)}.")
    row, _ = AdjustmentsRequest.objects.get_or_create(
        application=application, defaults={"version": 0}
    )
    if row.answers == kept and row.completed:
        return row
    if row.version != version:
        raise SectionChanged(CHANGED_ELSEWHERE)
    row.answers, row.completed, row.version = kept, True, version + 1
    for name, value in what_waits(kept).items():
        setattr(row, name, value)
    row.save()
    record(action="adjustments.change", by=by, target=application, after={"version": row.version})
    tell_advisers(application)
    return row


def tell_advisers(application: Application) -> int:
    """Tell the advisers that a request waits; returns how many. Nothing where nothing is asked.

    Call it inside the transaction that wrote the request.
    """
    row: AdjustmentsRequest | None = getattr(application, "adjustments_request", None)
    if row is None or not row.is_waiting:
        return 0
    advisers = User.objects.filter(
        is_active=True, is_staff=True, groups__name=Role.ADJUSTMENTS_ADVISER.value
    ).exclude(email="")
    for adviser in advisers:
        # Not `about` the application: recruiters read that list.
        queue_email(
            kind="adjustments_waiting",
            dedupe_key=f"adjustments:{application.pk}:{row.version}:{adviser.pk}",
            to=adviser.email,
            ids={"application": str(application.pk), "version": row.version},
        )
    return len(advisers)


@transaction.atomic
def agree_arrangement(
    *, application: Application, by: User, text: str, expected_piece: int | None = None
) -> AdjustmentsRequest:
    """Write down the arrangement agreed with the candidate: all that recruiters and panel read.

    The candidate is told to look at it in their account. Raises NotAllowed without
    Right.READ_ADJUSTMENTS, and StateChanged where a colleague was faster.
    """
    allowed = may_work_on(by, application, Right.READ_ADJUSTMENTS)
    if not allowed:
        raise NotAllowed(allowed.why)
    lock_application(application.pk)
    count_save(application=application, piece="arrangement", by=by, expected=expected_piece)
    request, _ = AdjustmentsRequest.objects.select_for_update().get_or_create(
        application=application
    )
    words = text.strip()
    changed = words != request.agreed_arrangement
    request.agreed_arrangement = words
    request.agreed_at = timezone.now()
    request.save(update_fields=["agreed_arrangement", "agreed_at", "updated_at"])
    entry = record(
        action="adjustments.agree", by=by, target=application, after={"agreed": bool(words)}
    )
    if changed and words:
        queue_email(
            kind="arrangement_agreed",
            dedupe_key=f"arrangement:{application.pk}:{entry.pk}",
            to=application.candidate.email,
            ids={"application": str(application.pk)},
            about=application.about,
        )
    return request
