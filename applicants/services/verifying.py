"""A line manager verifies evidence, only after an accepted offer (internal vacancies page).

Security document, checks 1 to 9: the link holds the only secret, opening it changes nothing, one
answer wins however often it is sent, and every later look sees that it was answered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from applicants.choices import (
    Actor,
    CheckKind,
    CheckState,
    ClaimAnswer,
    Event,
    Status,
    VerificationState,
)
from applicants.errors import GuardFailed, NotAllowed, Refused
from applicants.models import (
    Application,
    EligibilityDecision,
    EligibilityFact,
    PreEmploymentCheck,
    VerificationClaim,
    VerificationRequest,
)
from applicants.policies import may_work_on
from applicants.selectors.verification import selects_for
from applicants.services.claims import build_claims
from applicants.services.eligibility import decide_again
from applicants.services.facts import record_fact
from applicants.services.latest_work import count_save
from applicants.services.transition import lock_application, transition
from applicants.verification_links import derive_token
from applicants.workdays import add_working_days
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right
from recruitment.audit.services import record
from recruitment.outbox.links import hash_token, new_nonce
from recruitment.outbox.services import queue_email

ANSWER_WORKING_DAYS = 5
ASKING = "line_manager"  # the piece of work, as `latest_work` names it
GOOD_RESULTS = frozenset({"eligible", "eligible_subject_to_evidence"})


class AlreadyAnswered(Refused):
    """The request is no longer open: answered, withdrawn, expired or sent anew."""


class LinkEnded(AlreadyAnswered):
    """Nobody answered, yet nobody can any more: withdrawn, expired or sent anew."""


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """A manager's answer to one claim. `correction` is an ISO date for a date claim."""

    answer: ClaimAnswer
    correction: str = ""
    comment: str = ""


@transaction.atomic
def ask_line_manager(
    *,
    application_id: UUID,
    by: User | None,
    manager_name: str,
    manager_email: str,
    despite_conflict: str = "",
    expected_piece: int | None = None,
) -> VerificationRequest:
    """Ask the line manager of an internal candidate who has accepted an offer.

    `by` is the candidate whose acceptance causes it, or a checks officer who asks again; the
    officer may ask somebody who takes part in selecting with a reason, `despite_conflict`. Raises
    GuardFailed for a person who cannot be the manager, or when no offer was accepted.
    """
    application = lock_application(application_id)
    now = timezone.now()
    staff = by is not None and application.candidate.user_id != by.pk
    if by is not None and staff:
        count_save(application=application, piece=ASKING, by=by, expected=expected_piece)
    reason = despite_conflict.strip() if staff else ""
    refuse_manager(application, manager_email, despite_conflict=reason)
    cancel_open_verifications(application)
    request = VerificationRequest(
        application=application,
        manager_name=manager_name.strip(),
        manager_email=manager_email.strip().lower(),
        nonce=new_nonce(),
        asked_at=now,
        expires_at=now + settings.VERIFICATION_LINK_LIFE,
        answer_by=add_working_days(timezone.localdate(now), ANSWER_WORKING_DAYS),
    )
    # The token depends on the row's id, so the row is written first under a hash of its nonce.
    request.token_hash = hash_token(request.nonce)
    request.save()
    _renew_hash(request)
    VerificationClaim.objects.bulk_create(build_claims(application, request))
    transition(
        application_id=application.pk,
        event=Event.ASK_LINE_MANAGER,
        by=by if staff else None,
        actor=Actor.STAFF if staff else Actor.SYSTEM,
        at=now,
    )
    _set_check(application, CheckState.WITH_US, now)
    if reason:
        record(
            action="verification.ask_despite_conflict",
            by=by,
            target=application,
            after={"request": request.pk},
            reason=reason,
        )
    _send(request, "verification_request")
    return request


@transaction.atomic
def resend_verification(
    *,
    request_id: int,
    by: User,
    manager_name: str = "",
    manager_email: str = "",
    expected_piece: int | None = None,
) -> VerificationRequest:
    """Send a fresh link, to a corrected address where one is given; the old link dies at once."""
    request = lock_request(request_id)
    allowed = may_work_on(by, request.application, Right.RECORD_CHECKS)
    if not allowed:
        raise NotAllowed(allowed.why)
    if request.state != VerificationState.OPEN:
        raise AlreadyAnswered("This request is no longer open, so it cannot be sent again.")
    count_save(application=request.application, piece=ASKING, by=by, expected=expected_piece)
    if manager_email:
        refuse_manager(request.application, manager_email)
    renew_request(request, manager_name=manager_name, manager_email=manager_email)
    record(
        action="verification.resend",
        by=by,
        target=request.application,
        after={"generation": request.generation, "new_address": bool(manager_email)},
    )
    return request


def renew_request(
    request: VerificationRequest, *, manager_name: str = "", manager_email: str = ""
) -> None:
    """Send a fresh link, for a locked request; the old one dies, and its clock begins anew."""
    if manager_email:
        request.draft = {}  # whoever is asked now reads nothing of somebody else's
        request.manager_email = manager_email.strip().lower()
        request.manager_name = manager_name.strip() or request.manager_name
    now = timezone.now()
    request.generation += 1
    request.nonce = new_nonce()
    # Reminders count from the link that can be opened now.
    request.asked_at = now
    request.expires_at = now + settings.VERIFICATION_LINK_LIFE
    request.answer_by = add_working_days(timezone.localdate(now), ANSWER_WORKING_DAYS)
    request.reminders_sent, request.bounced_at = 0, None
    request.save()
    _renew_hash(request)
    _send(request, "verification_request")


@transaction.atomic
def keep_draft(*, request_id: int, generation: int, typed: Mapping[str, Any]) -> None:
    """Keep what a manager typed and did not send; nothing happens once they cannot send it."""
    request = lock_request(request_id)
    if request.state == VerificationState.OPEN and request.generation == generation:
        request.draft = {**request.draft, **typed}
        request.save(update_fields=["draft"])


@transaction.atomic
def answer_verification(
    *,
    request_id: int,
    generation: int,
    is_manager: bool,
    answers: Mapping[int, GivenAnswer],
    comment: str = "",
    instead_name: str = "",
    instead_email: str = "",
) -> VerificationRequest:
    """Keep a manager's answers and move the application. One answer wins; others raise
    AlreadyAnswered. `answers` maps the ids of this request's claims, all of them, to answers;
    who is not the manager may name the right person instead."""
    request = lock_request(request_id)
    now = timezone.now()
    if request.state in (VerificationState.ANSWERED, VerificationState.NOT_MANAGER):
        raise AlreadyAnswered("These questions have already been answered.")
    still_open = (
        request.state == VerificationState.OPEN
        and request.generation == generation
        and request.expires_at > now
        and request.application.status == Status.LM_VERIFY
    )
    if not still_open:
        raise LinkEnded("These questions can no longer be answered.")
    request.state = VerificationState.ANSWERED if is_manager else VerificationState.NOT_MANAGER
    request.answered_at, request.draft = now, {}
    if not is_manager:
        request.instead_name = instead_name.strip()
        request.instead_email = instead_email.strip().lower()
    request.save(update_fields=["state", "answered_at", "draft", "instead_name", "instead_email"])
    good = is_manager and _keep_answers(request, answers, now)
    event = Event.EVIDENCE_VERIFIED if good else Event.EVIDENCE_DISPUTED
    transition(
        application_id=request.application_id,
        event=event,
        by=None,
        actor=Actor.LINE_MANAGER,
        reason=comment,
        at=now,
    )
    return request


def _keep_answers(
    request: VerificationRequest, answers: Mapping[int, GivenAnswer], now: datetime
) -> bool:
    """Store each answer and the facts it gives; True when the application may simply go on."""
    claims = list(request.claims.all())
    if {claim.pk for claim in claims} != set(answers):
        raise GuardFailed("Answer every question.")
    evidence_differs = False
    for claim in claims:
        given = answers[claim.pk]
        claim.answer, claim.comment = given.answer, given.comment
        claim.correction = given.correction if given.answer == ClaimAnswer.CORRECT else ""
        claim.save(update_fields=["answer", "correction", "comment"])
        evidence_differs |= not _learn_from(request, claim)
    decision = decide_again(
        application=request.application,
        at=now,
        occasion=EligibilityDecision.Occasion.NEW_FACT,
    )
    unsure = any(answers[claim.pk].answer == ClaimAnswer.CANNOT_SAY for claim in claims)
    good = decision.result in GOOD_RESULTS and not evidence_differs
    # An address elsewhere may be anybody's: a checks officer looks before the check is complete.
    certain = good and not unsure and not request.is_outside
    state = CheckState.COMPLETE if certain else CheckState.WITH_US
    _set_check(request.application, state, now)
    return good


def _learn_from(request: VerificationRequest, claim: VerificationClaim) -> bool:
    """Record what a claim's answer says of a fact. False for evidence that the manager disputes."""
    if claim.answer == ClaimAnswer.CANNOT_SAY:
        return True
    if not claim.fact_path:
        return claim.answer == ClaimAnswer.CONFIRM
    value = claim.stated
    if claim.answer == ClaimAnswer.CORRECT:
        value = _as_fact(claim)
        if value is None:
            return False
    record_fact(
        application=request.application,
        path=claim.fact_path,
        value=value,
        source=EligibilityFact.Source.LINE_MANAGER,
        by=None,
    )
    return True


def _as_fact(claim: VerificationClaim) -> Any:
    """A correction as the rules read it; None for words, which a person must read instead."""
    if claim.kind == VerificationClaim.Kind.DATE:
        return claim.correction
    if claim.kind == VerificationClaim.Kind.NUMBER:
        return round(float(claim.correction) * 60)
    return None


def lock_request(request_id: int) -> VerificationRequest:
    """A request with its row locked, the application's row before it: all services keep that
    order."""
    application_id = VerificationRequest.objects.values_list("application_id", flat=True).get(
        pk=request_id
    )
    application = lock_application(application_id)
    request = VerificationRequest.objects.select_for_update(of=("self",)).get(pk=request_id)
    request.application = application
    return request


def _renew_hash(request: VerificationRequest) -> None:
    token = derive_token(nonce=request.nonce, request_id=request.pk, generation=request.generation)
    request.token_hash = hash_token(token)
    request.save(update_fields=["token_hash"])


def cancel_open_verifications(application: Application) -> None:
    """The link that was sent to a line manager opens nothing any more."""
    VerificationRequest.objects.filter(
        application=application, state=VerificationState.OPEN
    ).update(state=VerificationState.CANCELLED, draft={})


def refuse_manager(
    application: Application, manager_email: str, *, despite_conflict: str = ""
) -> None:
    """Raises GuardFailed for the candidate's own address, and for somebody who takes part in
    selecting, unless a reason says why they are asked all the same."""
    user = application.candidate.user
    own = {user.email, *EmailAddress.objects.filter(user=user).values_list("email", flat=True)}
    if _mailbox(manager_email) in {_mailbox(one) for one in own if one}:
        raise GuardFailed("Give your line manager’s email address, not your own.")
    if not despite_conflict and selects_for(application.vacancy_id, manager_email):
        raise GuardFailed(
            "This person takes part in selecting for this vacancy, so they cannot verify the "
            "evidence. Give another manager’s address."
        )


def _mailbox(address: str) -> str:
    """The mailbox behind an address: most servers deliver name+anything to name."""
    name, _, domain = address.strip().lower().rpartition("@")
    return f"{name.partition('+')[0]}@{domain}"


def _set_check(application: Application, state: CheckState, now: datetime) -> None:
    PreEmploymentCheck.objects.filter(application=application, kind=CheckKind.LINE_MANAGER).update(
        state=state, updated_at=now
    )


def _send(request: VerificationRequest, kind: str, suffix: str = "") -> None:
    queue_email(
        kind=kind,
        dedupe_key=f"verification:{request.pk}:{request.generation}:{kind}{suffix}",
        to=request.manager_email,
        ids={"request": request.pk, "generation": request.generation},
        about=request.application.about,
    )


@transaction.atomic
def remind_line_manager(*, request_id: int, number: int) -> bool:
    """Send reminder `number` (1 or 2) of an open request; False if it was sent or is not due."""
    request = lock_request(request_id)
    if request.state != VerificationState.OPEN or request.reminders_sent >= number:
        return False
    request.reminders_sent = number
    request.save(update_fields=["reminders_sent"])
    _send(request, "verification_reminder", f":{number}")
    return True


@transaction.atomic
def escalate_verification(*, request_id: int) -> bool:
    """After 7 working days the recruiter takes over: said once, on the application's audit."""
    request = lock_request(request_id)
    if request.state != VerificationState.OPEN or request.escalated_at is not None:
        return False
    request.escalated_at = timezone.now()
    request.save(update_fields=["escalated_at"])
    record(
        action="verification.escalate",
        by=None,
        actor_label="system",
        target=request.application,
        after={"request": request.pk},
    )
    return True
