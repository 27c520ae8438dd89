"""What somebody reads who was turned down: on their page, in the email and in their own data."""

from __future__ import annotations

import pytest
from django.urls import reverse

from applicants.choices import Actor, Event, Status
from applicants.emails.base import RESTRICTED_DETAILS
from applicants.emails.selection import Unsuccessful
from applicants.models import StatusChange
from applicants.selectors.outcomes import outcome_of
from recruitment.outbox.rendering import render
from tests.applicants.candidate.world import signed_in
from tests.applicants.factories import make_application, make_vacancy

pytestmark = pytest.mark.django_db


def turned_down(status=Status.SIFT_OUT, **vacancy):
    application = make_application(status=status, vacancy=make_vacancy(**vacancy))
    after_sift = status == Status.SIFT_OUT
    change = StatusChange.objects.create(
        application=application,
        sequence=5,
        event=Event.SIFT_OUT if after_sift else Event.REJECT_AFTER_INTERVIEW,
        from_status=Status.SIFT if after_sift else Status.INT_DONE,
        to_status=status,
        at=application.status_since,
        actor_kind=Actor.STAFF,
        reason_code="stronger_field",
        reason="Strong on teamwork.",
        data={"criteria": [{"criterion": "Analysis", "words": "Show your working."}]},
    )
    return application, change


def status_page(application):
    browser = signed_in(application.candidate)
    return browser.get(reverse("applicants:status", args=[application.pk])).content.decode()


@pytest.mark.parametrize(
    ("status", "stage"),
    [(Status.SIFT_OUT, "the sift"), (Status.UNSUCCESSFUL_INT, "the interview")],
)
def test_the_page_says_why_and_what_was_missing(status, stage):
    application, _ = turned_down(status)
    page = status_page(application)
    assert f"After {stage}: Other applications showed stronger evidence." in page
    assert "<dt>Analysis</dt><dd>Show your working.</dd>" in page
    assert "Strong on teamwork." in page


def test_once_it_is_reversed_the_page_says_nothing_of_it():
    application, _ = turned_down()
    application.status = Status.SIFT
    application.save(update_fields=["status"])
    page = status_page(application)
    assert "Show your working." not in page
    assert outcome_of(application) is None


def test_the_email_holds_stage_criteria_feedback_and_applying_again():
    application, change = turned_down()
    email = Unsuccessful.load({"application": str(application.pk), "change": change.pk})
    text = " ".join(render(email).text.split())
    assert "After the sift, we are sorry" in text
    assert "Analysis: “Show your working.”" in text
    assert "“Strong on teamwork.”" in text
    assert "you cannot apply for this one again" in text


def test_the_email_about_a_restricted_vacancy_keeps_its_criteria_to_the_met_device():
    application, change = turned_down(visibility="restricted")
    email = Unsuccessful.load({"application": str(application.pk), "change": change.pk})
    rendered = render(email)
    assert email.feedback == RESTRICTED_DETAILS
    assert "Analysis" not in rendered.text + rendered.html
    assert "teamwork" not in rendered.text + rendered.html
