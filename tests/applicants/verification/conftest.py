"""A request that waits for its manager's answer."""

from __future__ import annotations

import pytest

from applicants.models import ApplicationSection, VerificationRequest
from applicants.services.verifying import ask_line_manager
from tests.applicants.factories import make_accepted_offer

EXAMPLE = "I led the review of nine hundred records and found the pattern."


@pytest.fixture
def asked(db) -> VerificationRequest:
    """A line manager has just been asked about one candidate."""
    application = make_accepted_offer()
    ApplicationSection.objects.create(
        application=application,
        code="competencies",
        answers={"example_1": EXAMPLE, "example_2": "I calmed an angry caller."},
        completed=True,
    )
    return ask_line_manager(
        application_id=application.pk,
        by=application.candidate.user,
        manager_name="Morgan Manager",
        manager_email="Morgan.Manager@met.example",
    )
