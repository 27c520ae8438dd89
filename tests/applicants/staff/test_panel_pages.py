"""The pages of a panel: the scorecard, what others see of it, and the result."""

from __future__ import annotations

import pytest
from django.utils import timezone

from applicants.choices import Status
from applicants.models import AdjustmentsRequest, Application, Interview, Scorecard
from applicants.selectors.my_data import gather
from applicants.services.interviewing import record_interview_result
from applicants.services.scorecards import Given, save_scorecard
from recruitment.access.device import Device
from recruitment.accounts.roles import Role
from tests.applicants.staff.world import (
    make_application,
    make_member,
    make_vacancy,
    set_interview,
    staff_client,
)
from vacancies.visibility import Viewer

pytestmark = pytest.mark.django_db
SUBJECTS = ("criterion_casework", "criterion_records")


@pytest.fixture
def vacancy():
    return make_vacancy()


@pytest.fixture
def chair(vacancy):
    return make_member(Role.PANEL_CHAIR, vacancy, first_name="Alder")


@pytest.fixture
def member(vacancy):
    return make_member(Role.PANEL_MEMBER, vacancy, first_name="Birch")


@pytest.fixture
def application(vacancy):
    found = make_application(vacancy, Status.INT_BOOKED)
    set_interview(found, days=-1)
    return found


def url(application, page):
    return f"/staff/applicants/application/{application.pk}/{page}/"


def send(application, by, note):
    codes = ("criterion:casework", "criterion:records")
    save_scorecard(
        application_id=application.pk,
        by=by,
        given={code: Given(4, note) for code in codes},
        send=True,
    )


def scores(value, **more):
    return {"version": 1, **{f"score_{code}": value for code in SUBJECTS}, **more}


def text_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_member_reads_the_questions_and_the_arrangement_saves_and_sends(
    application, chair, member
):
    AdjustmentsRequest.objects.create(
        application=application, asks=True, answers={"details": "A private reason."},
        agreed_arrangement="Questions on paper.",
    )  # fmt: skip
    client = staff_client(member)
    page = text_of(client, url(application, "scorecard"))
    assert "Tell us about a time when you showed this: Good with casework" in page
    assert "Questions on paper." in page
    assert "A private reason." not in page
    partly = {"version": 1, "note_criterion_casework": "Began well."}
    assert client.post(url(application, "scorecard"), partly).status_code == 302
    assert "Began well.</textarea>" in text_of(client, url(application, "scorecard"))
    refused = client.post(url(application, "scorecard"), partly | {"send": "1"})
    text = refused.content.decode()
    assert "<title>Error: " in text
    assert "Choose a score: Good with records" in text
    assert "Began well.</textarea>" in text
    assert client.post(url(application, "scorecard"), scores(3, send="1")).status_code == 302
    assert Scorecard.objects.get(member=member).sent_at is not None
    sent = text_of(client, url(application, "scorecard"))
    assert "You sent this on" in sent
    assert "Send the scorecard" not in sent


def test_nobody_reads_a_scorecard_before_all_are_in(application, vacancy, chair, member):
    send(application, chair, "Alder heard this.")
    recruiter = make_member(Role.RECRUITER, vacancy)
    for person in (member, recruiter, chair):
        client = staff_client(person)
        page = text_of(client, url(application, "case"))
        assert "Alder heard this." not in page
        assert f"Sent: 1. Still to come from: {member.display_name}." in page
    assert "Alder heard this." not in text_of(staff_client(member), url(application, "scorecard"))
    assert "Alder heard this." not in text_of(staff_client(chair), url(application, "result"))
    send(application, member, "Birch heard that.")
    for person in (member, recruiter, chair):
        page = text_of(staff_client(person), url(application, "case"))
        assert "Alder heard this." in page
        assert "Birch heard that." in page


def test_the_chair_goes_on_without_one_and_records_what_was_agreed(application, chair, member):
    send(application, chair, "Alder heard this.")
    client = staff_client(chair)
    page = text_of(client, url(application, "result"))
    assert f"Scorecards are missing from: {member.display_name}." in page
    assert "Save the result" not in page
    empty = client.post(url(application, "go-on"), {"version": 1}).content.decode()
    assert "Write why the panel goes on without it." in empty
    given = {"version": 1, "reason": "Birch was ill."}
    assert client.post(url(application, "go-on"), given).status_code == 302
    page = text_of(client, url(application, "result"))
    assert "Alder heard this." in page
    data = {"version": 1, "result": "appointable", "note": "Good."}
    missing = client.post(url(application, "result"), data).content.decode()
    assert "Choose the agreed score: Good with casework" in missing
    data |= {f"agreed_{code}": 4 for code in SUBJECTS}
    assert client.post(url(application, "result"), data).status_code == 302
    assert Interview.objects.get().result == "appointable"
    case = text_of(client, url(application, "case"))
    assert "Agreed: 8 in all" in case
    assert "The panel went on without a scorecard: Birch was ill." in case
    again = text_of(client, url(application, "result"))
    assert again.count('<option value="4" selected>') == 2


def test_a_recruiter_reads_that_the_result_is_the_chairs(application, vacancy, chair, member):
    client = staff_client(make_member(Role.RECRUITER, vacancy))
    page = text_of(client, url(application, "result"))
    assert "The chair of the panel records its result." in page
    assert "Save the result" not in page
    data = {"version": 1, "result": "appointable", **{f"agreed_{code}": 4 for code in SUBJECTS}}
    assert client.post(url(application, "result"), data).status_code == 409


def test_a_person_who_is_not_on_the_panel_has_no_scorecard(application, vacancy, chair):
    other = make_member(Role.PANEL_MEMBER)
    assert staff_client(other).get(url(application, "scorecard")).status_code == 404
    for role in (Role.RECRUITER, Role.SIFTER):
        client = staff_client(make_member(role, vacancy))
        assert client.get(url(application, "scorecard")).status_code in (302, 403)


def downloaded(application):
    user = application.candidate.user
    found = gather(Viewer(user=user, device=Device(trusted=False, how="test"), at=timezone.now()))
    return found.applications[0]["scores_of_the_interview"]


def test_the_candidate_reads_what_a_panel_gave_once_it_is_decided(application, chair, member):
    send(application, chair, "Alder heard this.")
    send(application, member, "Birch heard that.")
    record_interview_result(
        application_id=application.pk, by=chair, result="not_appointable",
        scores={"criterion:casework": 2, "criterion:records": 3},
    )  # fmt: skip
    assert downloaded(application) == {}
    Application.objects.update(status=Status.UNSUCCESSFUL_INT)
    found = downloaded(application)
    assert [row["note"] for row in found["of_each_member"]] == [
        *["Alder heard this."] * 2, *["Birch heard that."] * 2,
    ]  # fmt: skip
    assert found["agreed"] == [
        {"about": "Good with casework", "score": 2},
        {"about": "Good with records", "score": 3},
    ]
    assert chair.display_name not in str(found)
