"""The one writer of an application's status.

In one transaction: the row is locked, the right and the guards are checked, and the status, an
immutable history row, an audit row and the candidate's email are written together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from applicants.choices import Actor, Event, Status
from applicants.errors import GuardFailed, NotAllowed, Refused, StateChanged
from applicants.labels import candidate_label, staff_label
from applicants.models import Application, PreparedDecision, StatusChange
from applicants.models.application import UNREAD_OF_VACANCY
from applicants.pipeline import PREPARED_STAGES, STEPS, Step
from applicants.policies import may_fire
from applicants.services.eligibility_work import keep_work
from applicants.services.guards import GUARDS
from recruitment.accounts.models import User
from recruitment.audit.services import record
from recruitment.outbox.services import queue_email
from recruitment.ui.dates import london_datetime


def lock_application(application_id: UUID) -> Application:
    """The application with its row locked until the transaction ends, and what a step needs of it.

    Raises Application.DoesNotExist for an unknown id.
    """
    return (
        Application.objects.select_for_update(of=("self",))
        .select_related("candidate__user", "vacancy")
        .defer(*UNREAD_OF_VACANCY)
        .get(pk=application_id)
    )


@transaction.atomic
def transition(
    *,
    application_id: UUID,
    event: Event,
    by: User | None,
    actor: Actor | None = None,
    reason: str = "",
    reason_code: str = "",
    data: Mapping[str, Any] | Callable[[Application], Mapping[str, Any]] | None = None,
    expected_version: int | None = None,
    at: datetime | None = None,
    held: Application | None = None,
) -> Application:
    """Fire `event` on an application and return it, changed.

    `by` is the person; without one, `actor` says whether the system or a line manager acts.
    `expected_version` is the version the person saw: if somebody was faster, StateChanged tells
    them by whom and what. `at` is the deciding moment where the caller has fixed one already.
    `data` is kept with the history; a function of the locked application gives it once all else
    holds, and may refuse. `held` is what `lock_application` gave in this very transaction, so that
    the row is not read and locked once more.
    Raises NotAllowed, StateChanged or GuardFailed, each with a sentence to show.
    """
    step = STEPS[event]
    application = lock_application(application_id) if held is None else held
    moment = at or timezone.now()
    acting = actor or _actor_of(by, application, step)
    allowed = may_fire(user=by, actor=acting, step=step, application=application)
    if not allowed:
        raise NotAllowed(allowed.why)
    _check_state(application, step, expected_version, acting)
    _check_guards(application, step, moment, reason)
    return _write(
        application,
        step,
        StatusChange(
            event=event,
            actor_kind=acting,
            actor_id=by.pk if by is not None else None,
            reason=reason.strip(),
            reason_code=reason_code,
            data=dict((data(application) if callable(data) else data) or {}),
            at=moment,
        ),
        by,
    )


def _actor_of(by: User | None, application: Application, step: Step) -> Actor:
    if by is None:
        raise NotAllowed("Nobody is acting: sign in first.")
    if step.actor is Actor.CANDIDATE and application.candidate.user_id == by.pk:
        return Actor.CANDIDATE
    return Actor.STAFF


def _check_state(
    application: Application, step: Step, expected_version: int | None, acting: Actor
) -> None:
    if Status(application.status) in step.moves and expected_version in (
        None,
        application.version,
    ):
        return
    raise StateChanged(describe_latest_change(application, reader=acting))


def describe_latest_change(application: Application, *, reader: Actor = Actor.STAFF) -> str:
    """Who changed an application last, and to what: shown to the one who came second.

    Nobody is named but colleagues to colleagues: a marker must not learn who the candidate is, nor
    a candidate who works on the application or how staff speak of it.
    """
    to_candidate = reader is Actor.CANDIDATE
    now = (candidate_label if to_candidate else staff_label)(application.status)
    latest = StatusChange.objects.filter(application=application).order_by("-sequence").first()
    if latest is None:
        return f"This application is now “{now}”. Look at it again before you act."
    who = str(latest.get_actor_kind_display())
    if to_candidate and latest.actor_kind == Actor.CANDIDATE:
        who = "you"
    elif not to_candidate and latest.actor_kind == Actor.STAFF:
        colleague = User.objects.filter(pk=latest.actor_id).first() if latest.actor_id else None
        who = colleague.get_full_name() or colleague.get_username() if colleague else who
    at = london_datetime(latest.at)
    if to_candidate:
        return (
            f"Changed by {who} at {at}: this application is now “{now}”. "
            "Look at it again before you act."
        )
    return (
        f"{who[:1].upper()}{who[1:]} moved this application to “{now}” at {at}. Nothing of yours "
        "was changed. Look at it again before you act."
    )


def _check_guards(application: Application, step: Step, at: datetime, reason: str) -> None:
    if step.needs_reason and not reason.strip():
        raise GuardFailed("Write a reason. The candidate or a colleague may read it.")
    for name in step.guards:
        sentence = GUARDS[name](application, at)
        if sentence:
            raise GuardFailed(sentence)


def _write(
    application: Application, step: Step, change: StatusChange, by: User | None
) -> Application:
    before, after = Status(application.status), step.moves[Status(application.status)]
    application.status = after
    application.status_since = change.at
    application.version += 1
    fields = ["status", "status_since", "version"]
    if before is Status.DRAFT and after is Status.SUBMITTED:
        application.submitted_at = change.at
        fields.append("submitted_at")
    application.save(update_fields=fields)
    change.application = application
    change.sequence = StatusChange.objects.filter(application=application).count() + 1
    change.from_status, change.to_status = before, after
    change.save(force_insert=True)
    keep_work(application, change)
    if before in PREPARED_STAGES:
        # What was prepared in this stage is released with this step, or is out of date by it.
        PreparedDecision.objects.filter(application=application).delete()
    record(
        action=f"application.{step.event}",
        by=by,
        actor_label="" if by else Actor(change.actor_kind).label,
        target=application,
        before={"status": before},
        after={"status": after},
    )
    # Whoever discards a draft knows it. Whose draft ends with its vacancy has to be told.
    if step.email and not (before is Status.DRAFT and step.event is Event.WITHDRAW):
        queue_email(
            kind=step.email,
            dedupe_key=f"status:{application.pk}:{change.sequence}",
            to=application.candidate.email,
            ids={"application": str(application.pk), "change": change.pk},
            about=application.about,
        )
    return application


__all__ = [
    "GuardFailed",
    "NotAllowed",
    "Refused",
    "StateChanged",
    "describe_latest_change",
    "lock_application",
    "transition",
]
