"""A line manager's address that brings the email back: the candidate is asked to put it right."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from applicants.choices import Status, VerificationState
from applicants.errors import NotAllowed, StateChanged
from applicants.models import VerificationRequest
from applicants.policies import owns
from applicants.selectors.verification import returned_request
from applicants.services.transition import lock_application
from applicants.services.verifying import lock_request, refuse_manager, renew_request
from recruitment.accounts.models import User
from recruitment.audit.services import record
from recruitment.outbox.services import queue_email

NOT_RETURNED = "Nothing waits for a line manager’s address of yours any more."


@transaction.atomic
def verification_bounced(*, request_id: int, generation: int) -> bool:
    """The email with this link came back for good; True where the candidate is asked now.

    Once for each link. A link that was answered, withdrawn or sent anew meanwhile changes nothing.
    """
    if not VerificationRequest.objects.filter(pk=request_id).exists():
        return False
    request = lock_request(request_id)
    is_current = (
        request.state == VerificationState.OPEN
        and request.generation == generation
        and request.application.status == Status.LM_VERIFY
    )
    if not is_current or request.bounced_at is not None:
        return False
    request.bounced_at = timezone.now()
    request.save(update_fields=["bounced_at"])
    application = request.application
    record(
        action="verification.bounced",
        by=None,
        actor_label="system",
        target=application,
        after={"request": request.pk, "generation": generation},
    )
    queue_email(
        kind="line_manager_unreachable",
        dedupe_key=f"verification:{request.pk}:{generation}:bounced",
        to=application.candidate.email,
        ids={"application": str(application.pk), "request": request.pk, "generation": generation},
        about=application.about,
    )
    return True


@transaction.atomic
def correct_manager(
    *, application_id: UUID, by: User, manager_name: str, manager_email: str
) -> VerificationRequest:
    """The candidate gives the right address: a fresh link goes there, the old one dies.

    Raises Refused, also for an address that may not verify.
    """
    application = lock_application(application_id)
    if not owns(by, application):
        raise NotAllowed("This is not your application.")
    waiting = returned_request(application)
    if waiting is None:
        raise StateChanged(NOT_RETURNED)
    request = lock_request(waiting.pk)
    refuse_manager(application, manager_email)
    renew_request(request, manager_name=manager_name, manager_email=manager_email)
    record(
        action="verification.correct_address",
        by=by,
        target=application,
        after={"request": request.pk, "generation": request.generation},
    )
    return request
