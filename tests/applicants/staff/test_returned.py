"""An email that came back: what the candidate and the recruiter see, and how it ends."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from applicants.choices import Status
from applicants.models import Application
from recruitment.accounts.roles import Role
from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.reports import Report
from recruitment.outbox.services import queue_email
from recruitment.outbox.services.bouncing import take_report
from tests.applicants.staff.world import (
    make_application,
    make_member,
    make_vacancy,
    staff_client,
)

pytestmark = pytest.mark.django_db
LIST = "/staff/applicants/application/"
LOST = "Email did not arrive"
BANNER = "We could not deliver our emails to you."


def return_email(application: Application, to: str = "") -> OutboxEmail:
    row = queue_email(
        kind="sift_started",
        dedupe_key=f"returned:{application.pk}:{to}",
        to=to or application.candidate.email,
        ids={"application": str(application.pk), "change": 0},
        about=application.about,
    )
    OutboxEmail.objects.filter(pk=row.pk).update(status="sent", sent_at=timezone.now())
    assert take_report(Report(row.guid, "", True, "550 5.1.1 no such user"))
    row.refresh_from_db()
    return row


@pytest.fixture
def vacancy():
    return make_vacancy()


@pytest.fixture
def application(vacancy):
    return make_application(vacancy, Status.SIFT)


@pytest.fixture
def candidate(application):
    client = Client()
    client.force_login(application.candidate.user)
    return client


def pages(client: Client, application: Application) -> list[str]:
    addresses = [
        reverse("applicants:applications"),
        reverse("applicants:status", args=[application.pk]),
    ]
    return [client.get(address).content.decode() for address in addresses]


def test_the_candidate_is_told_on_both_pages_and_only_they(application, candidate):
    for page in pages(candidate, application):
        assert BANNER not in page
    return_email(application)
    for page in pages(candidate, application):
        assert BANNER in page
        assert f"They came back from {application.candidate.email}." in page
        assert reverse("account_email") in page
    other = make_application(make_vacancy(), Status.SIFT)
    somebody = Client()
    somebody.force_login(other.candidate.user)
    for page in pages(somebody, other):
        assert BANNER not in page


def test_the_message_says_so_in_the_list_of_messages(application, candidate):
    return_email(application)
    assert "Could not be delivered: it came back to us" in pages(candidate, application)[1]


def test_another_address_ends_it(application, candidate):
    return_email(application)
    user = application.candidate.user
    user.email = "linden.new@mail.example"
    user.save()
    for page in pages(candidate, application):
        assert BANNER not in page


def test_the_button_sends_the_emails_again(application, candidate):
    row = return_email(application)
    response = candidate.post(reverse("applicants:address_again"), follow=True)
    assert "We are sending the emails again." in response.content.decode()
    assert BANNER not in response.content.decode()
    row.refresh_from_db()
    assert row.status == "queued"
    again = candidate.post(reverse("applicants:address_again"), follow=True).content.decode()
    assert "We are sending the emails again." not in again


def test_the_recruiter_sees_it_on_the_case_and_in_the_list(application, vacancy):
    client = staff_client(make_member(Role.RECRUITER, vacancy))
    case = reverse("admin:applicants_application_case", args=[application.pk])
    assert LOST not in client.get(case).content.decode()
    assert LOST not in client.get(LIST).content.decode()
    return_email(application)
    page = client.get(case).content.decode()
    assert LOST in page
    assert "Returned: could not be delivered" in page
    assert "550 5.1.1 no such user" in page
    assert LOST in client.get(LIST).content.decode()


def test_the_list_says_so_on_its_further_pages_too(application, vacancy, monkeypatch):
    monkeypatch.setattr("applicants.admin.applications.ApplicationAdmin.list_per_page", 1)
    make_application(vacancy)
    return_email(application)
    client = staff_client(make_member(Role.RECRUITER, vacancy))
    pages = [client.get(LIST, {"p": number}).content.decode() for number in (1, 2)]
    assert [page.count(LOST) for page in pages].count(1) == 1


def test_the_flag_of_the_list_ends_with_the_address(application, vacancy):
    client = staff_client(make_member(Role.RECRUITER, vacancy))
    return_email(application, to="former.manager@met.example")
    assert LOST not in client.get(LIST).content.decode()


def test_a_blind_marker_sees_nothing_of_it(application, vacancy):
    return_email(application)
    marker = staff_client(make_member(Role.SIFTER, vacancy))
    assert LOST not in marker.get(LIST).content.decode()


def test_the_flag_costs_no_query_a_row(vacancy):
    client = staff_client(make_member(Role.RECRUITER, vacancy))
    client.get(LIST)
    costs = []
    for number in (1, 2):
        for _ in range(number):
            return_email(make_application(vacancy, Status.SIFT))
        with CaptureQueriesContext(connection) as queries:
            page = client.get(LIST).content.decode()
        costs.append((page.count(LOST), len(queries)))
    assert [found for found, _ in costs] == [1, 3]
    assert costs[0][1] == costs[1][1]
