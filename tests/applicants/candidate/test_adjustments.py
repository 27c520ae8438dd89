"""Adjustments at any time, in a store of their own."""

from __future__ import annotations

import pytest
from django.core import mail
from django.urls import reverse

from applicants.choices import Status
from applicants.errors import NotAllowed, StateChanged
from applicants.models import AdjustmentsRequest
from applicants.services.adjusting import agree_arrangement, change_adjustments
from recruitment.accounts.roles import Role
from recruitment.audit.models import AuditEntry
from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.services import send_due_emails
from tests.accounts.people import client_with_second_factor, make_staff
from tests.applicants.candidate.world import owner, posted, ready_draft, signed_in, url
from tests.applicants.factories import make_application, make_candidate

pytestmark = pytest.mark.django_db
NEEDS = {
    "needs": "yes",
    "stages": ["tests", "interview"],
    "what_tests": "Canaryneed one",
    "what_interview": "Canaryneed two",
    "professional_advice": "yes",
}


@pytest.fixture
def adviser():
    return staff(Role.ADJUSTMENTS_ADVISER)


def staff(role):
    return make_staff(role, username=role.value)


def change(application, answers=NEEDS, version=0, by=None):
    return change_adjustments(
        application_id=application.pk,
        answers=answers,
        version=version,
        by=by or owner(application),
    )


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.INT_BOOKED, Status.OFFER_FINAL])
def test_a_person_asks_after_sending_and_the_advisers_are_told_nothing_but_that(status, adviser):
    application = make_application(status=status)
    browser = signed_in(application.candidate)
    page = url("adjustments", application.pk)
    answer = browser.post(page, posted(NEEDS, version=0), follow=True)
    assert "The advisers on adjustments will contact you." in answer.content.decode()
    row = AdjustmentsRequest.objects.get(application=application)
    assert (row.answers, row.asks, row.is_waiting, row.version) == (NEEDS, True, True, 1)
    send_due_emails()
    letter = next(one for one in mail.outbox if adviser.email in one.to)
    assert application.reference in letter.subject
    assert "Canaryneed" not in letter.subject + str(letter.body)
    assert application.vacancy.title not in letter.subject + str(letter.body)
    assert "Canaryneed" not in repr(list(AuditEntry.objects.values()))
    assert "Canaryneed two" in browser.get(page).content.decode()
    # What recruiters read about the application does not list that email.
    assert OutboxEmail.objects.get(kind="adjustments_waiting").about == ""


def test_sending_an_application_that_asks_tells_the_advisers(adviser):
    application = ready_draft()
    row = AdjustmentsRequest.objects.get(application=application)
    row.answers, row.asks, row.completed = NEEDS, True, True
    row.save()
    signed_in(application.candidate).post(url("submit", application.pk), {"skip": "1"})
    assert OutboxEmail.objects.filter(kind="adjustments_waiting", to_address=adviser.email).exists()


def test_who_asks_for_nothing_tells_nobody(adviser):
    application = make_application()
    change(application, {"needs": "no"})
    assert OutboxEmail.objects.filter(kind="adjustments_waiting").count() == 0


def test_two_tabs_never_overwrite_each_other_silently():
    application = make_application()
    change(application)
    browser = signed_in(application.candidate)
    refused = browser.post(url("adjustments", application.pk), posted({"needs": "no"}, version=0))
    assert refused.status_code == 409
    assert "was saved in another tab" in refused.content.decode()
    assert AdjustmentsRequest.objects.get().answers == NEEDS
    same = change(application, version=0)  # the same answers twice are one save
    assert same.version == 1


def test_only_the_owner_and_only_until_the_end():
    application = make_application()
    with pytest.raises(NotAllowed):
        change(application, by=make_candidate().user)
    for status in (Status.DRAFT, Status.WITHDRAWN):
        with pytest.raises(StateChanged):
            change(make_application(status=status))


def test_errors_stand_at_their_fields():
    application = make_application()
    page = url("adjustments", application.pk)
    given = posted({"needs": "yes", "stages": ["interview"], "professional_advice": "no"})
    text = signed_in(application.candidate).post(page, given).content.decode()
    assert "Enter what would help you: the interview." in text
    assert "<title>Error:" in text


def test_what_is_agreed_is_all_that_others_read_and_a_change_waits_again(adviser):
    application = make_application()
    change(application)
    agree_arrangement(application=application, by=adviser, text=" 25 % more time. ")
    row = AdjustmentsRequest.objects.get()
    assert (row.agreed_arrangement, row.is_waiting) == ("25 % more time.", False)
    send_due_emails()
    letter = next(one for one in mail.outbox if application.candidate.email in one.to)
    assert "25 %" not in str(letter.body)
    browser = signed_in(application.candidate)
    assert "25 % more time." in browser.get(url("adjustments", application.pk)).content.decode()
    change(application, {**NEEDS, "what_tests": "More"}, version=1)
    assert AdjustmentsRequest.objects.get().is_waiting
    with pytest.raises(NotAllowed):
        agree_arrangement(
            application=application,
            by=staff(Role.RECRUITER),
            text="x",
        )


def test_advisers_find_what_waits_and_nobody_else_can_ask(adviser):
    waiting, done = make_application(), make_application()
    make_application()
    for one in (waiting, done):
        change(one)
    agree_arrangement(application=done, by=adviser, text="A ramp.")
    listed = reverse("admin:applicants_application_changelist")
    text = client_with_second_factor(adviser).get(listed, {"adjustments": "waiting"})
    assert waiting.reference in text.content.decode()
    assert done.reference not in text.content.decode()
    checks = client_with_second_factor(staff(Role.CHECKS_OFFICER))
    assert checks.get(listed, {"adjustments": "waiting"}).status_code in (302, 400)
