"""Steps with reasons, and turning people down."""

from __future__ import annotations

import pytest

from applicants.choices import Event, SiftOutReason, Status
from applicants.emails.selection import Reinstated
from applicants.errors import GuardFailed, NotAllowed, StateChanged
from applicants.models import Candidate, SiftScore, StatusChange
from applicants.selectors.unmet import criterion_lines
from applicants.services.deciding import decide
from recruitment.accounts.roles import Role
from recruitment.outbox.rendering import render
from recruitment.outbox.selectors import emails_about
from tests.applicants.staff.world import (
    make_application,
    make_member,
    make_vacancy,
    score_all,
    set_interview,
)
from vacancies.models import EssentialCriterion

pytestmark = pytest.mark.django_db
# Both criteria of these vacancies are scored 1 of 5, below the pass mark.
CRITERIA = {"casework": "Say which files you prepared.", "records": "Name a system you kept."}


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
        criteria=CRITERIA,
        expected_version=1,
    )
    change = StatusChange.objects.get(event=Event.SIFT_OUT)
    assert (change.to_status, change.reason_code, change.reason) == (
        Status.SIFT_OUT,
        "criteria_not_shown",
        "Say what you did yourself.",
    )
    assert change.data == {
        "criteria": [
            {"criterion": "Good with casework", "words": "Say which files you prepared."},
            {"criterion": "Good with records", "words": "Name a system you kept."},
        ]
    }
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


@pytest.mark.parametrize(
    ("criteria", "sentence"),
    [
        ({}, "Write what was missing for “Good with casework”: it was not met."),
        ({"casework": "x", "records": "  "}, "Write what was missing for “Good with records”"),
        (CRITERIA | {"other": "x"}, "This is not a criterion that this outcome speaks of."),
        (CRITERIA | {"records": "x" * 501}, "Write 500 characters or fewer for a criterion."),
    ],
)
def test_each_criterion_that_was_not_met_has_a_sentence(sifted, recruiter, criteria, sentence):
    with pytest.raises(GuardFailed, match=sentence):
        decide(
            application_id=sifted.pk,
            by=recruiter,
            event=Event.SIFT_OUT,
            reason="Words.",
            reason_code=SiftOutReason.STRONGER_FIELD,
            criteria=criteria,
        )
    sifted.refresh_from_db()
    assert sifted.status == Status.SIFT


def test_where_every_criterion_is_met_only_a_reason_that_names_them_needs_a_sentence(
    vacancy, recruiter
):
    application = make_application(vacancy, Status.SIFT)
    score_all(application, recruiter, score=3)  # the pass mark itself
    given = {"application_id": application.pk, "by": recruiter, "event": Event.SIFT_OUT}
    with pytest.raises(GuardFailed, match="at least one criterion"):
        decide(**given, reason="Words.", reason_code=SiftOutReason.CRITERIA_NOT_SHOWN)
    changed = decide(**given, reason="Words.", reason_code=SiftOutReason.STRONGER_FIELD)
    assert changed.status == Status.SIFT_OUT


def test_the_mean_of_two_markers_decides_what_was_not_met(vacancy, recruiter):
    application = make_application(vacancy, Status.SIFT)
    score_all(application, recruiter, score=2)
    score_all(application, make_member(Role.SIFTER, vacancy), score=4)
    assert [line.is_unmet for line in criterion_lines(application, Event.SIFT_OUT)] == [False] * 2
    SiftScore.objects.filter(score=4).update(score=3)
    assert [line.is_unmet for line in criterion_lines(application, Event.SIFT_OUT)] == [True] * 2


def test_after_an_interview_the_panel_names_what_it_looked_at(vacancy, recruiter):
    application = make_application(vacancy, Status.INT_DONE)
    EssentialCriterion.objects.filter(code="records").update(assessed_by="interview")
    given = {
        "application_id": application.pk,
        "by": recruiter,
        "event": Event.REJECT_AFTER_INTERVIEW,
        "reason": "Words.",
        "reason_code": SiftOutReason.INTERVIEW_SCORE,
    }
    with pytest.raises(GuardFailed, match="at least one criterion"):
        decide(**given)
    with pytest.raises(GuardFailed, match="not a criterion that this outcome speaks of"):
        decide(**given, criteria={"casework": "Say more."})
    changed = decide(**given, criteria={"records": "Say more."})
    assert changed.status == Status.UNSUCCESSFUL_INT


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


def test_a_decision_after_an_interview_can_be_reversed_and_the_candidate_told(vacancy, recruiter):
    application = make_application(vacancy, Status.INT_DONE)
    decide(
        application_id=application.pk,
        by=recruiter,
        event=Event.REJECT_AFTER_INTERVIEW,
        reason="Words.",
        reason_code=SiftOutReason.STRONGER_FIELD,
    )
    decide(
        application_id=application.pk,
        by=recruiter,
        event=Event.REINSTATE,
        reason="A scorecard was somebody else’s.",
    )
    application.refresh_from_db()
    assert application.status == Status.INT_DONE
    change = StatusChange.objects.get(event=Event.REINSTATE)
    email = Reinstated.recall({"application": str(application.pk), "change": change.pk})
    text = " ".join(render(email).text.split())
    assert "After the interview we told you that your application" in text
    assert "The outcome of your interview is open again." in text
    assert "“A scorecard was somebody else’s.”" in text


def test_a_rejection_can_be_reversed(sifted, recruiter):
    decide(
        application_id=sifted.pk,
        by=recruiter,
        event=Event.SIFT_OUT,
        reason_code=SiftOutReason.INCOMPLETE,
        reason="A page was missing.",
        criteria=CRITERIA,
    )
    changed = decide(
        application_id=sifted.pk, by=recruiter, event=Event.REINSTATE, reason="The page was there."
    )
    assert changed.status == Status.SIFT
    change = StatusChange.objects.get(event=Event.REINSTATE)
    email = Reinstated.recall({"application": str(sifted.pk), "change": change.pk})
    text = " ".join(render(email).text.split())
    assert "After the sift we told you that your application" in text
    assert "Your application is being assessed again." in text


def test_steps_with_a_form_of_their_own_are_not_taken_alone(vacancy, recruiter):
    application = make_application(vacancy, Status.INT_BOOKED)
    set_interview(application)
    for event in (Event.REINVITE, Event.CANCEL_VACANCY, Event.ASK_LINE_MANAGER):
        with pytest.raises(NotAllowed, match="cannot be taken by itself"):
            decide(application_id=application.pk, by=recruiter, event=event, reason="x")


def test_the_one_who_comes_second_reads_who_was_first(sifted, recruiter):
    other = make_member(Role.RECRUITER, sifted.vacancy, first_name="Alder")
    common = {
        "reason_code": SiftOutReason.STRONGER_FIELD,
        "reason": "Words.",
        "criteria": CRITERIA,
    }
    decide(application_id=sifted.pk, by=other, event=Event.SIFT_OUT, **common)
    with pytest.raises(StateChanged) as refused:
        decide(
            application_id=sifted.pk,
            by=recruiter,
            event=Event.SIFT_OUT,
            expected_version=1,
            **common,
        )
    assert str(refused.value).startswith(
        f"{other.get_full_name()} moved this application to “Sifted out” at "
    )
    assert str(refused.value).endswith(
        "Nothing of yours was changed. Look at it again before you act."
    )


def test_nobody_decides_on_their_own_application(vacancy, recruiter):
    own = make_application(
        vacancy, candidate=Candidate.objects.create(user=recruiter, given_names="Rowan")
    )
    with pytest.raises(NotAllowed, match="This is your own application"):
        decide(application_id=own.pk, by=recruiter, event=Event.START_SIFT)
