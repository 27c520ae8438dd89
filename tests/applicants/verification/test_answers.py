"""What the manager sees, and what an answer does (checks 3, 7 and 9)."""

from __future__ import annotations

import threading

import pytest
from django.core import mail
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse

from applicants.choices import CheckKind, CheckState, Status, VerificationState
from applicants.errors import GuardFailed
from applicants.models import Application, EligibilityFact, StatusChange, VerificationRequest
from applicants.services import verifying
from applicants.services.verifying import AlreadyAnswered, ask_line_manager
from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.services import send_due_emails
from tests.applicants.factories import make_accepted_offer
from tests.applicants.verification.conftest import EXAMPLE
from tests.applicants.verification.helpers import (
    answer,
    fingerprint,
    open_pages,
    statement_data,
)

pytestmark = pytest.mark.django_db


def test_the_pages_show_the_evidence_and_nothing_else_of_the_person(asked, client):
    candidate = asked.application.candidate
    first = open_pages(client, asked).content.decode()
    assert "Confirm evidence for Indigo Sample" in first
    assert EXAMPLE not in first
    page = client.post(reverse("verification:page"), {"is_manager": "yes"}, follow=True)
    text = page.content.decode()
    assert EXAMPLE in text
    assert "3 June 2025" in text
    assert [claim.code for claim in asked.claims.all()] == [
        "employment-kind",
        "employment-probation_confirmed_on",
        "competencies-example_1",
        "competencies-example_2",
        "posting-conduct",
        "posting-attendance",
    ]
    for hidden in (candidate.email, candidate.user.username, asked.application.reference):
        assert hidden not in first + text


def test_confirming_everything_moves_the_application_on(asked, client):
    answer(client, asked)
    application = Application.objects.get(pk=asked.application_id)
    assert application.status == Status.CHECKS
    assert application.eligibility_result == "eligible_subject_to_evidence"
    facts = EligibilityFact.objects.values_list("path", "value", "source")
    assert set(facts) == {
        ("employment.kind", "police_staff", "line_manager"),
        ("employment.probation_confirmed_on", "2025-06-03", "line_manager"),
    }
    check = application.checks.get(kind=CheckKind.LINE_MANAGER)
    assert check.state == CheckState.COMPLETE
    decision = application.decisions.first()
    assert decision.occasion == "new_fact"
    assert decision.decided["unverified"] == ["previous_met_service"]


def test_a_correction_that_changes_the_decision_goes_to_a_person(asked, client):
    claim = asked.claims.get(fact_path="employment.probation_confirmed_on")
    open_pages(client, asked)
    client.post(reverse("verification:page"), {"is_manager": "yes"})
    data = statement_data(asked)
    data[f"claim-{claim.pk}-answer"] = "correct"
    data |= {
        f"claim-{claim.pk}-correction-day": "1",
        f"claim-{claim.pk}-correction-month": "6",
        f"claim-{claim.pk}-correction-year": "2099",
    }
    client.post(reverse("verification:statements"), data)
    client.post(reverse("verification:review"))
    application = Application.objects.get(pk=asked.application_id)
    assert application.status == Status.CHECK_PROBLEM
    assert application.eligibility_result == "refer"
    claim.refresh_from_db()
    assert (claim.answer, claim.correction) == ("correct", "2099-06-01")


def test_cannot_say_leaves_the_check_with_us(asked, client):
    open_pages(client, asked)
    client.post(reverse("verification:page"), {"is_manager": "yes"})
    data = dict.fromkeys(statement_data(asked), "cannot_say")
    client.post(reverse("verification:statements"), data)
    client.post(reverse("verification:review"))
    application = Application.objects.get(pk=asked.application_id)
    assert application.status == Status.CHECKS
    assert application.checks.get(kind=CheckKind.LINE_MANAGER).state == CheckState.WITH_US
    assert EligibilityFact.objects.count() == 0


def test_the_wrong_person_can_say_so(asked, client):
    open_pages(client, asked)
    named = {"instead_name": "Avery Example", "instead_email": "Avery@met.example"}
    client.post(reverse("verification:page"), {"is_manager": "no", "comment": "Ask Avery", **named})
    page = client.get(reverse("verification:review")).content.decode()
    assert "You named: Avery Example avery@met.example" in page.replace("Avery@", "avery@")
    response = client.post(reverse("verification:review"), follow=True)
    assert "Your answers are sent" in response.content.decode()
    asked.refresh_from_db()
    assert asked.state == VerificationState.NOT_MANAGER
    change = StatusChange.objects.filter(application=asked.application).last()
    assert (change.event, change.reason) == ("evidence_disputed", "Ask Avery")
    assert (asked.instead_name, asked.instead_email) == ("Avery Example", "avery@met.example")


def test_missing_answers_are_named_at_their_fields_and_nothing_is_lost(asked, client):
    claim = asked.claims.get(code="employment-kind")
    open_pages(client, asked)
    client.post(reverse("verification:page"), {"is_manager": "yes"})
    response = client.post(
        reverse("verification:statements"),
        {f"claim-{claim.pk}-answer": "correct", f"claim-{claim.pk}-comment": "See HR <b>"},
    )
    text = response.content.decode()
    assert response.status_code == 200
    assert "Enter what is right: their role in the met." in text
    assert "Say whether this is right: “The date their probation was confirmed”." in text
    assert "See HR &lt;b&gt;" in text
    assert "Error: " in text
    asked.refresh_from_db()
    assert asked.state == VerificationState.OPEN


def test_another_requests_statements_in_the_body_are_refused(asked, client):
    other = make_accepted_offer()
    foreign = ask_line_manager(
        application_id=other.pk, by=None, manager_name="O", manager_email="o@met.example"
    )
    open_pages(client, asked)
    client.post(reverse("verification:page"), {"is_manager": "yes"})
    before = fingerprint()
    data = statement_data(asked) | statement_data(foreign)
    assert client.post(reverse("verification:statements"), data).status_code == 404
    assert fingerprint() == before


def test_the_managers_email_says_what_is_asked_and_the_reminder_stops_after_the_answer(
    asked, client
):
    send_due_emails()
    message = mail.outbox[-1]
    assert message.to == ["morgan.manager@met.example"]
    assert message.subject == "Please confirm evidence for Indigo Sample"
    assert "6 statements" in message.body
    answer(client, asked)
    assert verifying.remind_line_manager(request_id=asked.pk, number=1) is False


def test_the_candidate_cannot_be_their_own_manager(db):
    application = make_accepted_offer()
    with pytest.raises(GuardFailed, match="not your own"):
        ask_line_manager(
            application_id=application.pk,
            by=None,
            manager_name="Me",
            manager_email=application.candidate.email.upper(),
        )


def send_in_parallel(request: VerificationRequest, times: int) -> list[str]:
    """Press “Send my answers” `times` times at once, each in a browser of its own."""
    clients = [Client(raise_request_exception=False) for _ in range(times)]
    for client in clients:
        open_pages(client, request)
        client.post(reverse("verification:page"), {"is_manager": "yes"})
        client.post(reverse("verification:statements"), statement_data(request))
    start, found = threading.Barrier(times), []

    def press(client: Client) -> None:
        start.wait()
        try:
            response = client.post(reverse("verification:review"))
            found.append(f"{response.status_code} {response.headers.get('Location')}")
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.fixture
def answers_kept(monkeypatch) -> list[int]:
    """One entry for each time that answers are stored; storing is slow enough to overlap."""
    kept: list[int] = []
    original = verifying._keep_answers

    def slowly(request, answers, now):
        kept.append(request.pk)
        threading.Event().wait(0.1)
        return original(request, answers, now)

    monkeypatch.setattr(verifying, "_keep_answers", slowly)
    return kept


@pytest.mark.django_db(transaction=True)
def test_twenty_presses_at_once_are_one_answer(asked, answers_kept):
    found = send_in_parallel(asked, 20)
    done = f"302 {reverse('verification:done')}"
    assert set(found) <= {done, "404 None"}
    assert done in found
    assert answers_kept == [asked.pk]
    assert StatusChange.objects.filter(event="evidence_verified").count() == 1
    assert OutboxEmail.objects.filter(kind="evidence_verified").count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_locks_answers_would_be_kept_more_than_once(asked, answers_kept, monkeypatch):
    """What the test above is worth: the same presses without row locks."""
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **_options: self)
    send_in_parallel(asked, 4)
    assert len(answers_kept) > 1


def test_a_late_answer_says_that_it_was_answered(asked):
    with pytest.raises(AlreadyAnswered):
        verifying.answer_verification(
            request_id=asked.pk, generation=99, is_manager=False, answers={}
        )
