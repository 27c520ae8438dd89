"""More feedback after an outcome: asked for once, answered once."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from applicants.choices import Actor, Status
from applicants.errors import GuardFailed, NotAllowed, StateChanged
from applicants.models import Application, FeedbackRequest
from applicants.policies import may_work_on, owns
from applicants.services.transition import describe_latest_change, lock_application
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right
from recruitment.audit.services import record
from recruitment.outbox.services import queue_email
from recruitment.ui.dates import london_datetime

WITH_FEEDBACK = (Status.SIFT_OUT, Status.UNSUCCESSFUL_INT)
ASK_WITHIN = timedelta(days=28)


def may_ask_for_feedback(application: Application, *, at: datetime) -> bool:
    """True for four weeks after an outcome, until it was asked once."""
    return (
        application.status in WITH_FEEDBACK
        and at <= application.status_since + ASK_WITHIN
        and not FeedbackRequest.objects.filter(application=application).exists()
    )


@transaction.atomic
def ask_for_feedback(*, application_id: UUID, by: User, question: str = "") -> FeedbackRequest:
    """The candidate asks. Asking twice gives the request that is there. Raises Refused."""
    application = lock_application(application_id)
    if not owns(by, application):
        raise NotAllowed("This is not your application.")
    asked = FeedbackRequest.objects.filter(application=application).first()
    if asked is not None:
        return asked
    now = timezone.now()
    if not may_ask_for_feedback(application, at=now):
        raise StateChanged(
            "You can ask for feedback in the four weeks after an outcome. "
            f"{describe_latest_change(application, reader=Actor.CANDIDATE)}"
        )
    request = FeedbackRequest.objects.create(
        application=application, question=question.strip(), asked_at=now
    )
    record(action="feedback.ask", by=by, target=application)
    return request


@transaction.atomic
def answer_feedback(*, application: Application, by: User, answer: str) -> FeedbackRequest:
    """Staff answer, word for word what the candidate reads. Raises Refused."""
    allowed = may_work_on(by, application, Right.RELEASE_DECISIONS)
    if not allowed:
        raise NotAllowed(allowed.why)
    lock_application(application.pk)
    request = FeedbackRequest.objects.filter(application=application).first()
    if request is None:
        raise GuardFailed("The candidate has not asked for feedback.")
    if request.answered_at is not None:
        colleague = request.answered_by.display_name if request.answered_by else "A colleague"
        raise StateChanged(
            f"{colleague} answered this request at {london_datetime(request.answered_at)}. "
            "Nothing of yours was sent."
        )
    if not answer.strip():
        raise GuardFailed("Write the feedback.")
    request.answer = answer.strip()
    request.answered_at = timezone.now()
    request.answered_by = by
    request.save()
    record(action="feedback.answer", by=by, target=application)
    queue_email(
        kind="feedback_answered",
        dedupe_key=f"feedback:{application.pk}",
        to=application.candidate.email,
        ids={"application": str(application.pk)},
        about=application.about,
    )
    return request
