"""Steps with reasons, and turning people down."""

from __future__ import annotations

import pytest

from applicants.choices import Event, SiftOutReason, Status
from applicants.errors import GuardFailed, NotAllowed, StateChanged
from applicants.models import Candidate, StatusChange
from applicants.services.deciding import decide
from recruitment.accounts.roles import Role
from recruitment.outbox.selectors import emails_about
from tests.applicants.staff.world import (
    make_application,
    make_member,
    make_vacancy,
    score_all,
    set_interview,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def vacancy():
    return make_vacancy()


@pytest.fixture
def recruiter(vacancy):
    return make_member(Role.RECRUITER, vacancy)


@pytest.fixture
def sifted(vacancy, recruiter):
    application = make_application(vacancy, Status.SIFT)
    score_all(application, recruiter, score=1)
    return application


def test_a_rejection_carries_its_structured_reason_and_the_feedback(sifted, recruiter):
    decide(
        application_id=sifted.pk,
        by=recruiter,
        event=Event.SIFT_OUT,
        reason_code=SiftOutReason.CRITERIA_NOT_SHOWN,
        reason=" Say what you did yourself. ",
        expected_version=1,
    )
    change = StatusChange.objects.get(event=Event.SIFT_OUT)
    assert (change.to_status, change.reason_code, change.reason) == (
        Status.SIFT_OUT,
        "criteria_not_shown",
        "Say what you did yourself.",
    )
    assert list(emails_about(sifted.about).values_list("kind", flat=True)) == ["unsuccessful"]


@pytest.mark.parametrize("code", ["", "interview_score", "because"])
def test_a_rejection_needs_a_reason_of_its_stage(sifted, recruiter, code):
    with pytest.raises(GuardFailed, match="Choose the reason"):
        decide(
            application_id=sifted.pk,
            by=recruiter,
            event=Event.SIFT_OUT,
            reason="Words.",
            reason_code=code,
        )
    sifted.refresh_from_db()
    assert sifted.status == Status.SIFT


def test_a_rejection_needs_feedback(sifted, recruiter):
    with pytest.raises(GuardFailed, match="Write a reason"):
        decide(
            application_id=sifted.pk,
            by=recruiter,
            event=Event.SIFT_OUT,
            reason_code=SiftOutReason.STRONGER_FIELD,
            reason="  ",
        )


def test_nobody_is_turned_down_before_every_criterion_is_scored(vacancy, recruiter):
    application = make_application(vacancy, Status.SIFT)
    with pytest.raises(GuardFailed, match="0 of 2 are scored"):
        decide(
            application_id=application.pk,
            by=recruiter,
            event=Event.SIFT_OUT,
            reason_code=SiftOutReason.STRONGER_FIELD,
            reason="Words.",
        )


def test_a_rejection_can_be_reversed(sifted, recruiter):
    decide(
        application_id=sifted.pk,
        by=recruiter,
        event=Event.SIFT_OUT,
        reason_code=SiftOutReason.INCOMPLETE,
        reason="A page was missing.",
    )
    changed = decide(
        application_id=sifted.pk, by=recruiter, event=Event.REINSTATE, reason="The page was there."
    )
    assert changed.status == Status.SIFT


def test_steps_with_a_form_of_their_own_are_not_taken_alone(vacancy, recruiter):
    application = make_application(vacancy, Status.INT_BOOKED)
    set_interview(application)
    for event in (Event.REINVITE, Event.CANCEL_VACANCY, Event.ASK_LINE_MANAGER):
        with pytest.raises(NotAllowed, match="cannot be taken by itself"):
            decide(application_id=application.pk, by=recruiter, event=event, reason="x")


def test_the_one_who_comes_second_reads_who_was_first(sifted, recruiter):
    other = make_member(Role.RECRUITER, sifted.vacancy, first_name="Alder")
    common = {"reason_code": SiftOutReason.STRONGER_FIELD, "reason": "Words."}
    decide(application_id=sifted.pk, by=other, event=Event.SIFT_OUT, **common)
    with pytest.raises(StateChanged) as refused:
        decide(
            application_id=sifted.pk,
            by=recruiter,
            event=Event.SIFT_OUT,
            expected_version=1,
            **common,
        )
    assert str(refused.value).startswith(f"Changed by {other.get_full_name()} at ")
    assert str(refused.value).endswith(
        "this application is now “Sifted out”. Look at it again before you act."
    )


def test_nobody_decides_on_their_own_application(vacancy, recruiter):
    own = make_application(
        vacancy, candidate=Candidate.objects.create(user=recruiter, given_names="Rowan")
    )
    with pytest.raises(NotAllowed, match="This is your own application"):
        decide(application_id=own.pk, by=recruiter, event=Event.START_SIFT)
