"""The pages of reserve lists: for staff within their scope, and for the person who is asked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from applicants.choices import Status
from applicants.desk.counting import desk_of
from applicants.models import Application, ReserveList, ReserveRequest
from applicants.services.reserve_drawing import ask_about_vacancy
from recruitment.access.device import Device
from recruitment.accounts.roles import Role
from recruitment.audit.models import AuditEntry
from tests.applicants.candidate.world import signed_in
from tests.applicants.reserve.world import listed
from tests.applicants.staff.world import make_member, make_vacancy, prepare, staff_client

pytestmark = pytest.mark.django_db
LISTS = "/staff/applicants/reservelist/"


@pytest.fixture
def vacancy():
    return make_vacancy()


@pytest.fixture
def later():
    return make_vacancy()


@pytest.fixture
def recruiter(vacancy, later):
    return make_member(Role.RECRUITER, vacancy, later)


def page_of_list():
    return f"{LISTS}{ReserveList.objects.get().pk}/"


def test_the_list_shows_its_people_in_order_and_opening_it_is_logged(vacancy, recruiter):
    listed(vacancy, "Alder", 3)
    listed(vacancy, "Birch", 5)
    client = staff_client(recruiter)
    text = client.get(f"{page_of_list()}change/").text
    assert text.index("Birch Invented") < text.index("Alder Invented")
    assert AuditEntry.objects.filter(action="reserve_list.read", actor_id=recruiter.pk).count() == 1
    assert vacancy.title in client.get(LISTS).text


def test_the_list_takes_as_many_queries_for_three_as_for_one(vacancy, recruiter):
    client, counts = staff_client(recruiter), []
    for number in range(3):
        listed(vacancy, f"Person {number}", number)
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{page_of_list()}change/")
        counts.append(len(queries))
    assert counts[1] == counts[2]


def test_whoever_is_on_the_list_does_not_read_their_own_place(vacancy, recruiter):
    own = listed(vacancy, "Alder", 3)
    type(own.candidate).objects.filter(pk=own.candidate_id).update(user=recruiter)
    listed(vacancy, "Birch", 5)
    text = staff_client(recruiter).get(f"{page_of_list()}change/").text
    assert "Birch Invented" in text
    assert "Alder Invented" not in text


def test_an_extension_says_what_is_wrong_and_is_done_once(vacancy, recruiter):
    listed(vacancy, "Alder")
    client, address = staff_client(recruiter), f"{page_of_list()}extend/"
    empty = client.post(address, {})
    assert "Enter the new last day." in empty.text
    assert "Write why the list is extended." in empty.text
    seen = ReserveList.objects.get()
    day = (seen.ends_on + timedelta(days=30)).isoformat()
    sent = {"ends_on": day, "reason": "More posts.", "seen_list": seen.version}
    assert client.post(address, sent).status_code == 302
    again = client.post(address, sent)
    assert again.status_code == 409
    assert "Look at the list again" in again.text


def test_an_offer_names_who_stands_before_and_asks_why(vacancy, recruiter):
    listed(vacancy, "Alder", 5)
    second = listed(vacancy, "Birch", 3)
    address = reverse("admin:applicants_application_offer_from_reserve", args=[second.pk])
    client = staff_client(recruiter)
    assert "Prepare the offer first" in client.get(address).text
    prepare(second)
    shown = client.get(address).text
    assert "Alder Invented" in shown
    form = {"version": second.version, "piece": 0, "seen_list": ReserveList.objects.get().version}
    assert "Write why others on the list are passed over." in client.post(address, form).text
    answer = client.post(address, {**form, "reason": "Can start this month."})
    assert answer.status_code == 302
    assert Application.objects.get(pk=second.pk).status == Status.OFFER_COND


def test_the_later_vacancy_reads_places_and_no_names_until_a_yes(vacancy, later, recruiter):
    person = listed(vacancy, "Alder", 3)
    client = staff_client(recruiter)
    assert later.reference in client.get(LISTS).text
    address = reverse("admin:applicants_application_reserve_drawing", args=[later.pk])
    shown = client.get(address).text
    assert "Not asked" in shown
    assert "Alder" not in shown
    assert person.reference not in shown
    asking = reverse("admin:applicants_application_reserve_ask", args=[later.pk, person.pk])
    assert client.post(asking, {}).status_code == 302
    assert "Asked, no answer yet" in client.get(address).text
    assert client.post(asking, {}).status_code == 409
    assert ReserveRequest.objects.count() == 1
    assert AuditEntry.objects.filter(action="reserve_list.draw").count() == 2


def test_somebody_who_is_on_no_list_of_theirs_cannot_be_asked(vacancy, later, recruiter):
    elsewhere = listed(make_vacancy(), "Alder")
    address = reverse("admin:applicants_application_reserve_ask", args=[later.pk, elsewhere.pk])
    assert staff_client(recruiter).get(address).status_code == 404


def asked(vacancy, later, recruiter):
    person = listed(vacancy, "Alder")
    request = ask_about_vacancy(application_id=person.pk, vacancy_id=later.pk, by=recruiter)
    address = reverse("applicants:reserve_request", args=[person.pk, request.pk])
    return person, request, address


def test_the_person_reads_what_a_yes_does_and_opening_changes_nothing(vacancy, later, recruiter):
    person, request, address = asked(vacancy, later, recruiter)
    client = signed_in(person.candidate)
    status = client.get(reverse("applicants:status", args=[person.pk])).text
    assert address in status
    assert "Reserve list until" in status
    text = client.get(address).text
    assert f"May we consider you for {later.title}?" in text
    assert "£34,448 to £36,864" in text
    request.refresh_from_db()
    assert request.answer == "open"
    assert "Choose yes or no." in client.post(address, {}).text
    answer = client.post(address, {"answer": "yes"}, follow=True)
    assert "From the reserve list: being considered" in answer.text
    assert "You said yes" in client.get(address).text
    assert ReserveRequest.objects.get().made.vacancy == later


def test_a_no_leads_back_to_the_place(vacancy, later, recruiter):
    person, _, address = asked(vacancy, later, recruiter)
    client = signed_in(person.candidate)
    answer = client.post(address, {"answer": "no"}, follow=True)
    assert "You keep your place on the reserve list." in answer.text
    assert "You said no" in client.get(address).text


def test_a_request_about_a_restricted_vacancy_is_not_there_off_the_network(
    vacancy, later, recruiter
):
    person, request, address = asked(vacancy, later, recruiter)
    type(later).objects.filter(pk=later.pk).update(visibility="restricted", route="internal_staff")
    client = signed_in(person.candidate)
    assert client.get(address).status_code == 404
    assert address not in client.get(reverse("applicants:status", args=[person.pk])).text
    assert client.post(address, {"answer": "yes"}).status_code == 404
    request.refresh_from_db()
    assert request.answer == "open"


def test_the_start_page_counts_people_on_lists_that_end_soon(vacancy, later, recruiter):
    listed(vacancy, "Alder")
    listed(later, "Birch")
    today = timezone.localdate()
    ReserveList.objects.filter(vacancy=vacancy).update(ends_on=today + timedelta(days=30))
    desk = desk_of(recruiter, device=Device(trusted=False, how="test"), at=timezone.now())
    counts = {one.label: one.waiting.count for one in desk.waiting}
    assert counts["On a reserve list that ends soon"] == 1
