"""Interviews: setting, changing, and what the panel found."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from applicants.choices import Status
from applicants.errors import GuardFailed, NotAllowed, StateChanged
from applicants.models import Interview
from applicants.services.interviewing import (
    Arrangement,
    arrange_interview,
    record_interview_result,
)
from recruitment.accounts.roles import Role
from recruitment.outbox.selectors import emails_about
from tests.applicants.staff.world import (
    make_application,
    make_member,
    make_vacancy,
    set_interview,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def vacancy():
    return make_vacancy()


@pytest.fixture
def recruiter(vacancy):
    return make_member(Role.RECRUITER, vacancy)


def in_days(days, place="Lambeth"):
    return Arrangement(starts_at=timezone.now() + timedelta(days=days), place=place)


def test_during_the_sift_an_interview_is_set_and_nobody_is_told(vacancy, recruiter):
    application = make_application(vacancy, Status.SIFT)
    interview = arrange_interview(
        application_id=application.pk, by=recruiter, arrangement=in_days(7, " Lambeth ")
    )
    application.refresh_from_db()
    assert (interview.place, interview.sequence, interview.minutes) == ("Lambeth", 0, 45)
    assert application.status == Status.SIFT
    assert emails_about(application.about).count() == 0


@pytest.mark.parametrize("status", [Status.INT_INVITED, Status.INT_BOOKED, Status.INT_MISSED])
def test_a_change_after_the_invitation_invites_again(vacancy, recruiter, status):
    application = make_application(vacancy, status)
    set_interview(application, result="appointable")
    arrange_interview(application_id=application.pk, by=recruiter, arrangement=in_days(9, "Hendon"))
    application.refresh_from_db()
    interview = Interview.objects.get()
    assert application.status == Status.INT_INVITED
    assert (interview.place, interview.sequence, interview.result) == ("Hendon", 1, "")
    kinds = list(emails_about(application.about).values_list("kind", flat=True))
    assert kinds == ["interview_invitation"]


def test_an_interview_in_the_past_is_refused(vacancy, recruiter):
    application = make_application(vacancy, Status.SIFT)
    with pytest.raises(GuardFailed, match="Set a date and time in the future"):
        arrange_interview(application_id=application.pk, by=recruiter, arrangement=in_days(-1))
    assert Interview.objects.count() == 0


def test_somebody_who_saw_an_older_state_is_refused(vacancy, recruiter):
    application = make_application(vacancy, Status.SIFT)
    with pytest.raises(StateChanged, match=r"^The candidate moved this application to "):
        arrange_interview(
            application_id=application.pk,
            by=recruiter,
            arrangement=in_days(7),
            expected_version=0,
        )


def test_a_marker_sets_no_interviews(vacancy):
    application = make_application(vacancy, Status.SIFT)
    sifter = make_member(Role.SIFTER, vacancy)
    with pytest.raises(NotAllowed):
        arrange_interview(application_id=application.pk, by=sifter, arrangement=in_days(7))


def test_a_result_is_recorded_once_the_interview_has_begun(vacancy, recruiter):
    application = make_application(vacancy, Status.INT_BOOKED)
    interview = set_interview(application, days=1)
    with pytest.raises(GuardFailed, match="has not begun yet"):
        record_interview_result(application_id=application.pk, by=recruiter, result="appointable")
    record_interview_result(
        application_id=application.pk,
        by=recruiter,
        result="not_appointable",
        note=" Thin on records. ",
        at=interview.starts_at,
    )
    interview.refresh_from_db()
    assert (interview.result, interview.result_note) == ("not_appointable", "Thin on records.")


def test_an_unknown_result_and_a_wrong_stage_are_refused(vacancy, recruiter):
    application = make_application(vacancy, Status.INT_DONE)
    set_interview(application, days=-1)
    with pytest.raises(GuardFailed, match="Choose whether the panel"):
        record_interview_result(application_id=application.pk, by=recruiter, result="splendid")
    early = make_application(vacancy, Status.SIFT)
    with pytest.raises(StateChanged, match=r"^A result is recorded for"):
        record_interview_result(application_id=early.pk, by=recruiter, result="appointable")
