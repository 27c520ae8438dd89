"""Preparing decisions: by whom, when, changed, dropped, and never seen by the candidate."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from applicants.choices import Event, SiftOutReason, Status
from applicants.errors import GuardFailed, NotAllowed, StateChanged
from applicants.models import PreparedDecision
from applicants.services.applying import withdraw_application
from applicants.services.outcome_words import OutcomeWords
from applicants.services.preparing import drop_prepared, prepare_decision
from recruitment.accounts.roles import Role
from recruitment.audit.models import AuditEntry
from recruitment.outbox.selectors import emails_about
from tests.applicants.candidate.test_my_data import downloaded
from tests.applicants.candidate.world import signed_in
from tests.applicants.staff.world import make_application, make_member, make_vacancy, score_all

pytestmark = pytest.mark.django_db
WORDS = OutcomeWords(
    SiftOutReason.CRITERIA_NOT_SHOWN,
    "Canaryfeedback.",
    {"casework": "Canarycasework.", "records": "Canaryrecords."},
)


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


def test_a_decision_is_written_down_and_nothing_else_changes(sifted, recruiter):
    prepare_decision(application_id=sifted.pk, by=recruiter, event=Event.SIFT_OUT, words=WORDS)
    prepared = PreparedDecision.objects.get()
    sifted.refresh_from_db()
    assert (prepared.event, prepared.reason_code, prepared.feedback, prepared.criteria) == (
        "sift_out",
        "criteria_not_shown",
        "Canaryfeedback.",
        {"casework": "Canarycasework.", "records": "Canaryrecords."},
    )
    assert (prepared.prepared_by, prepared.version) == (recruiter, 1)
    # The candidate's forms carry the application's version: it must not tell them anything.
    assert (sifted.status, sifted.version, sifted.history.count()) == (Status.SIFT, 1, 1)
    assert emails_about(sifted.about).count() == 0
    entry = AuditEntry.objects.get(action="decision.prepare")
    assert entry.after == {"event": "sift_out", "reason_code": "criteria_not_shown"}


def test_the_candidate_sees_nothing_of_it_anywhere(sifted, recruiter):
    browser = signed_in(sifted.candidate)
    pages = ("status", "check_answers", "withdraw", "adjustments", "changes")

    def looks():
        found = {page: read(f"applicants:{page}", sifted.pk) for page in pages}
        found["list"] = read("applicants:applications")
        archive = downloaded(sifted.candidate)
        return found, archive.read("data.json").decode(), archive.read("index.html").decode()

    def read(name, *args):
        page = browser.get(reverse(name, args=args)).content.decode()
        return re.sub(r'value="[A-Za-z0-9]{64}"', "", page)  # the token is another each time

    before = looks()
    prepare_decision(application_id=sifted.pk, by=recruiter, event=Event.SIFT_OUT, words=WORDS)
    after = looks()
    assert after[0] == before[0]
    for text in (*after[0].values(), *after[1:]):
        assert "Canary" not in text
        assert "criteria_not_shown" not in text
    assert "Being assessed" in after[0]["status"]


def test_an_unsuccessful_outcome_needs_its_words_when_it_is_prepared(sifted, recruiter):
    given = {"application_id": sifted.pk, "by": recruiter, "event": Event.SIFT_OUT}
    with pytest.raises(GuardFailed, match="Choose the reason"):
        prepare_decision(**given)
    with pytest.raises(GuardFailed, match="Write what was missing for “Good with casework”"):
        prepare_decision(**given, words=OutcomeWords(WORDS.reason_code, "Words."))
    assert PreparedDecision.objects.count() == 0


def test_nothing_is_prepared_before_every_criterion_is_scored(vacancy, recruiter):
    application = make_application(vacancy, Status.SIFT)
    with pytest.raises(GuardFailed, match="0 of 2 are scored"):
        prepare_decision(
            application_id=application.pk, by=recruiter, event=Event.INVITE_TO_INTERVIEW
        )


def test_it_is_changed_and_dropped_before_it_is_released(sifted, recruiter):
    given = {"application_id": sifted.pk, "by": recruiter}
    prepare_decision(**given, event=Event.SIFT_OUT, words=WORDS)
    prepare_decision(**given, event=Event.INVITE_TO_INTERVIEW, words=WORDS, expected_prepared=1)
    prepared = PreparedDecision.objects.get()
    assert (prepared.event, prepared.version) == ("invite_to_interview", 2)
    # Words that belong to no outcome are not kept.
    assert (prepared.feedback, prepared.reason_code, prepared.criteria) == ("", "", {})
    drop_prepared(**given, expected_prepared=2)
    assert PreparedDecision.objects.count() == 0
    assert AuditEntry.objects.filter(action="decision.drop").count() == 1
    with pytest.raises(StateChanged, match="No decision is prepared"):
        drop_prepared(**given)


def test_who_comes_second_reads_who_prepared_what(sifted, recruiter):
    alder = make_member(Role.PANEL_CHAIR, sifted.vacancy, first_name="Alder")
    prepare_decision(application_id=sifted.pk, by=alder, event=Event.INVITE_TO_INTERVIEW)
    with pytest.raises(StateChanged) as refused:
        prepare_decision(
            application_id=sifted.pk,
            by=recruiter,
            event=Event.SIFT_OUT,
            words=WORDS,
            expected_prepared=0,
        )
    assert str(refused.value).startswith(
        f"{alder.display_name} prepared “Invite to interview” for this application at "
    )
    assert "Nothing of yours was saved." in str(refused.value)
    assert PreparedDecision.objects.get().event == "invite_to_interview"


def test_after_a_colleague_dropped_it_nothing_is_overwritten(sifted, recruiter):
    with pytest.raises(StateChanged, match="A colleague dropped the decision"):
        prepare_decision(
            application_id=sifted.pk,
            by=recruiter,
            event=Event.SIFT_OUT,
            words=WORDS,
            expected_prepared=3,
        )


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (Role.RECRUITER, True),
        (Role.REGISTER_RECRUITER, True),
        (Role.PANEL_CHAIR, True),
        (Role.PANEL_MEMBER, False),
        (Role.SIFTER, False),
        (Role.VACANCY_HOLDER, False),
        (Role.CHECKS_OFFICER, False),
    ],
)
def test_who_may_prepare(sifted, role, allowed):
    member = make_member(role, sifted.vacancy)
    given = {"application_id": sifted.pk, "by": member, "event": Event.SIFT_OUT, "words": WORDS}
    if allowed:
        prepare_decision(**given)
    else:
        with pytest.raises(NotAllowed):
            prepare_decision(**given)
    assert PreparedDecision.objects.exists() is allowed


@pytest.mark.parametrize(
    ("status", "event"),
    [
        (Status.SUBMITTED, Event.SIFT_OUT),
        (Status.INT_BOOKED, Event.MAKE_OFFER),
        (Status.SIFT, Event.MAKE_OFFER),
        (Status.INT_DONE, Event.SIFT_OUT),
        (Status.INT_DONE, Event.WITHDRAW),
    ],
)
def test_only_the_outcomes_of_the_stage_are_prepared(vacancy, recruiter, status, event):
    application = make_application(vacancy, status)
    score_all(application, recruiter)
    with pytest.raises(StateChanged):
        prepare_decision(application_id=application.pk, by=recruiter, event=event, words=WORDS)


def test_it_goes_with_the_step_out_of_its_stage(sifted, recruiter):
    prepare_decision(application_id=sifted.pk, by=recruiter, event=Event.SIFT_OUT, words=WORDS)
    withdraw_application(application_id=sifted.pk, by=sifted.candidate.user, reason_code="too_long")
    assert PreparedDecision.objects.count() == 0
