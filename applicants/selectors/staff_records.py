"""What stands beside an application for staff: a legal hold, and a request for feedback."""

from __future__ import annotations

from applicants.models import Application, FeedbackRequest, LegalHold


def hold_of(application: Application) -> LegalHold | None:
    """The hold that stands on an application, with its owner."""
    holds = LegalHold.objects.select_related("owner")
    return holds.filter(application=application, lifted_at=None).first()


def feedback_of(application: Application) -> FeedbackRequest | None:
    """What the candidate asked, answered or not."""
    return FeedbackRequest.objects.filter(application=application).first()


def feedback_waits(application: Application) -> bool:
    """Whether a candidate waits for an answer."""
    return FeedbackRequest.objects.filter(application=application, answered_at=None).exists()
