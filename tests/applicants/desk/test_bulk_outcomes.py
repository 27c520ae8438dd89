"""Turning many people down at once: prepared, untold, each with the words that belong to them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applicants.choices import Event, SiftOutReason, Status
from applicants.desk import tasks
from applicants.desk.models import BulkRun
from applicants.desk.services import bulk
from applicants.errors import GuardFailed
from applicants.models import Application, PreparedDecision, SiftMarking, SiftScore, StatusChange
from applicants.services.outcome_words import OutcomeWords
from applicants.services.preparing import prepare_decision
from applicants.services.releasing import plan_release, release_due
from recruitment.accounts.roles import Role
from recruitment.audit.models import AuditEntry
from recruitment.outbox.models import OutboxEmail
from tests.applicants.desk.test_bulk import MANY, begin, outcomes
from tests.applicants.staff.world import (
    CRITERIA,
    make_application,
    make_candidate,
    make_member,
    make_vacancy,
    score_all,
    staff_client,
)
from vacancies.models import EssentialCriterion

pytestmark = pytest.mark.django_db
SIFT_OUT = "prepare_sift_out"
AFTER_INTERVIEW = "prepare_reject_after_interview"
FEEDBACK = "Thank you for the care you took."
CASEWORK, RECORDS = "No case of your own is described.", "Records are named, not explained."


@pytest.fixture
def vacancy():
    return make_vacancy()


@pytest.fixture
def recruiter(vacancy):
    return make_member(Role.RECRUITER, vacancy)


@pytest.fixture
def marker(vacancy):
    return make_member(Role.SIFTER, vacancy)


def sifted(vacancy, marker, *scores, **fields):
    """An application in the sift, marked with a score for casework and one for records."""
    application = make_application(vacancy, Status.SIFT, candidate=make_candidate(), **fields)
    now = timezone.now()
    for code, score in zip(CRITERIA, scores, strict=True):
        SiftScore.objects.create(
            application=application,
            criterion=EssentialCriterion.objects.get(vacancy=vacancy, code=code),
            marker=marker,
            score=score,
            scored_at=now,
        )
    SiftMarking.objects.create(
        application=application, marker=marker, handed_at=now, completed_at=now
    )
    return application


def words(**changed):
    given = {
        "do": "confirm",
        "reason_code": SiftOutReason.CRITERIA_NOT_SHOWN.value,
        "reason": FEEDBACK,
        "criterion_casework": CASEWORK,
        "criterion_records": RECORDS,
    }
    return given | changed


def carry_out(client, page, **changed):
    assert client.post(page, words(**changed)).status_code == 302
    run = BulkRun.objects.latest("pk")
    tasks.carry_on(run.pk)
    return run


def said_to(application):
    prepared = PreparedDecision.objects.get(application=application)
    return prepared.reason_code, prepared.feedback, prepared.criteria


def test_each_is_prepared_with_the_sentences_that_belong_to_them(vacancy, recruiter, marker):
    weak, mixed = sifted(vacancy, marker, 1, 2), sifted(vacancy, marker, 5, 2)
    client = staff_client(recruiter)
    page = begin(client, SIFT_OUT, weak, mixed).url
    preview = client.get(page).content.decode()
    assert "Prepare: not successful at sift for 2 applications?" in preview
    assert "Not met: Good with casework; Good with records</li>" in preview
    assert "Not met: Good with records</li>" in preview
    assert "It goes only to those who did not meet this: 1." in preview
    assert "It goes only to those who did not meet this: 2." in preview
    assert "The candidate is told nothing by this." in preview
    run = carry_out(client, page)
    assert outcomes(run) == [("done", ""), ("done", "")]
    reason = SiftOutReason.CRITERIA_NOT_SHOWN
    assert said_to(weak) == (reason, FEEDBACK, {"casework": CASEWORK, "records": RECORDS})
    assert said_to(mixed) == (reason, FEEDBACK, {"records": RECORDS})
    assert {one.status for one in Application.objects.all()} == {Status.SIFT}
    assert not OutboxEmail.objects.exists()
    assert AuditEntry.objects.filter(action="decision.prepare", actor_id=recruiter.pk).count() == 2
    report = client.get(page).content.decode()
    assert "Look at the prepared decisions and release them" in report


def test_what_was_prepared_for_many_is_released_and_read(vacancy, recruiter, marker):
    people = [sifted(vacancy, marker, 1, 5) for _ in range(2)]
    client = staff_client(recruiter)
    carry_out(client, begin(client, SIFT_OUT, *people).url)
    plan_release(vacancy_id=vacancy.pk, by=recruiter)
    release_due(at=timezone.now())
    changes = StatusChange.objects.filter(event=Event.SIFT_OUT).order_by("pk")
    expected = {"criteria": [{"criterion": "Good with casework", "words": CASEWORK}]}
    assert [(one.reason, one.data) for one in changes] == [(FEEDBACK, expected)] * 2
    assert OutboxEmail.objects.filter(kind="unsuccessful").count() == 2


def test_a_reason_feedback_and_a_sentence_for_each_unmet_criterion_are_owed(
    vacancy, recruiter, marker
):
    application = sifted(vacancy, marker, 1, 1)
    client = staff_client(recruiter)
    page = begin(client, SIFT_OUT, application).url
    refused = client.post(page, words(reason_code="", reason="", criterion_records=" "))
    text = refused.content.decode()
    for sentence in (
        '<a href="#id_reason_code">Choose the reason that the candidate will read.</a>',
        '<a href="#id_reason">Write feedback for the candidate.</a>',
        '<a href="#id_criterion_records">Write what was missing for “Good with records”: '
        "it was not met.</a>",
    ):
        assert sentence in text
    assert CASEWORK in text  # what was written stays
    run = BulkRun.objects.get()
    for missing, sentence in (
        ({"feedback": "x", "criterion_casework": "x"}, "Choose the reason"),
        ({"reason_code": SiftOutReason.STRONGER_FIELD}, "Write feedback"),
        ({"reason_code": SiftOutReason.STRONGER_FIELD, "feedback": "x"}, "Write what was missing"),
    ):
        with pytest.raises(GuardFailed, match=sentence):
            bulk.confirm_run(run_id=run.pk, by=recruiter, answers=missing)
    assert not PreparedDecision.objects.exists()


def test_what_would_be_skipped_is_said_beforehand(vacancy, recruiter, marker):
    ready = sifted(vacancy, marker, 1, 1)
    unmarked = make_application(vacancy, Status.SIFT, candidate=make_candidate())
    later = make_application(vacancy, Status.INT_BOOKED, candidate=make_candidate())
    kept = sifted(vacancy, marker, 5, 5, interview_offer_opt_in=True)
    taken = sifted(vacancy, marker, 1, 1)
    alder = make_member(Role.RECRUITER, vacancy, first_name="Alder")
    prepare_decision(
        application_id=taken.pk,
        by=alder,
        event=Event.SIFT_OUT,
        words=OutcomeWords(
            SiftOutReason.STRONGER_FIELD, "Alder's.", {"casework": "A.", "records": "B."}
        ),
    )
    begin(staff_client(recruiter), SIFT_OUT, ready, unmarked, later, kept, taken)
    found = {item.application_id: item.why for item in BulkRun.objects.get().items.all()}
    assert found[ready.pk] == ""
    assert found[unmarked.pk] == "Score every essential criterion first: 0 of 2 are scored."
    assert found[later.pk] == "It is at “Interview: booked”, where this cannot be done."
    assert found[kept.pk].startswith("This person asked for the offer of an interview")
    assert found[taken.pk].startswith(f"{alder.display_name} prepared “Not successful at sift”")


def test_what_a_colleague_prepares_meanwhile_is_left_as_it_is(vacancy, recruiter, marker):
    application = sifted(vacancy, marker, 1, 1)
    client = staff_client(recruiter)
    page = begin(client, SIFT_OUT, application).url
    alder = make_member(Role.RECRUITER, vacancy, first_name="Alder")
    prepare_decision(application_id=application.pk, by=alder, event=Event.INVITE_TO_INTERVIEW)
    ((outcome, why),) = outcomes(carry_out(client, page))
    assert outcome == "skipped"
    assert why.startswith(f"{alder.display_name} prepared “Invite to interview”")
    assert PreparedDecision.objects.get().event == Event.INVITE_TO_INTERVIEW


def test_a_reason_that_does_not_fit_skips_who_met_everything(vacancy, recruiter, marker):
    good, weak = sifted(vacancy, marker, 5, 5), sifted(vacancy, marker, 1, 5)
    client = staff_client(recruiter)
    first = carry_out(client, begin(client, SIFT_OUT, good, weak).url)
    assert sorted(outcomes(first), reverse=True) == [
        (
            "skipped",
            "They met every criterion, so this reason does not fit them. Give them another.",
        ),
        ("done", ""),
    ]
    page = begin(client, SIFT_OUT, good).url
    assert "criterion_" not in client.get(page).content.decode()
    carry_out(client, page, reason_code=SiftOutReason.STRONGER_FIELD.value)
    assert said_to(good) == (SiftOutReason.STRONGER_FIELD, FEEDBACK, {})


def test_after_an_interview_all_read_the_sentences_that_are_written(vacancy, recruiter):
    people = []
    for _ in range(2):
        application = make_application(vacancy, Status.INT_DONE, candidate=make_candidate())
        score_all(application, recruiter)
        people.append(application)
    client = staff_client(recruiter)
    page = begin(client, AFTER_INTERVIEW, *people).url
    assert "It goes to all of them: 2." in client.get(page).content.decode()
    given = {"reason_code": SiftOutReason.INTERVIEW_SCORE.value, "criterion_records": ""}
    unnamed = client.post(page, words(**given, criterion_casework="")).content.decode()
    assert "Write a sentence for at least one criterion" in unnamed
    assert outcomes(carry_out(client, page, **given)) == [("done", "")] * 2
    for one in people:
        assert said_to(one) == (
            SiftOutReason.INTERVIEW_SCORE, FEEDBACK, {"casework": CASEWORK}
        )  # fmt: skip


def test_people_of_two_vacancies_do_not_read_the_same_words(vacancy, recruiter, marker):
    elsewhere = make_vacancy()
    elsewhere.team.create(user=recruiter, role="recruiter")
    ours, theirs = sifted(vacancy, marker, 1, 1), sifted(elsewhere, marker, 1, 1)
    page = begin(staff_client(recruiter), SIFT_OUT, ours, theirs)
    assert page.status_code == 409
    assert "These applications belong to several vacancies." in page.content.decode()
    begin(staff_client(recruiter), "prepare_invite_to_interview", ours, theirs)
    assert outcomes(BulkRun.objects.get()) == [("ready", ""), ("ready", "")]


def test_everything_that_matches_is_turned_down_by_a_worker(
    vacancy, recruiter, marker, monkeypatch
):
    monkeypatch.setattr("applicants.admin.applications.ApplicationAdmin.list_per_page", 2)
    monkeypatch.setattr(bulk, "AT_ONCE", 1)
    for _ in range(5):
        sifted(vacancy, marker, 1, 5)
    make_application(vacancy, Status.SUBMITTED, candidate=make_candidate())
    client = staff_client(recruiter)
    page = begin(client, SIFT_OUT, which="all", query="stage=sift").url
    assert "1 of 5 are checked. Nothing has been changed." in client.get(page).content.decode()
    tasks.carry_on(BulkRun.objects.get().pk)
    carry_out(client, page)
    assert PreparedDecision.objects.filter(event=Event.SIFT_OUT).count() == 5
    assert f"{MANY}{BulkRun.objects.get().pk}/" == page


@pytest.mark.parametrize("number", [1, 3])
def test_the_preview_costs_the_same_for_any_number(vacancy, recruiter, marker, number):
    people = [sifted(vacancy, marker, 1, 2) for _ in range(number)]
    client = staff_client(recruiter)
    page = begin(client, SIFT_OUT, *people).url
    client.get(page)
    with CaptureQueriesContext(connection) as queries:
        text = client.get(page).content.decode()
    assert text.count("Not met: Good with casework; Good with records") == number
    # The 12 of any run; the criteria and scores of all, then those of the page.
    assert len(queries) == 17
