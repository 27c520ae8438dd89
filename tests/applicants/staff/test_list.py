"""The recruiter's list: what is in it, for whom, and at what cost."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applicants.choices import Status
from applicants.models import Candidate
from recruitment.accounts.roles import Role, revoke_role
from recruitment.ui import paging
from tests.accounts.people import make_staff
from tests.applicants.staff.world import (
    make_application,
    make_candidate,
    make_member,
    make_vacancy,
    staff_client,
)

pytestmark = pytest.mark.django_db
LIST = "/staff/applicants/application/"
# Who asks and their roles (3), their vacancies (scope, filter), their saved views, the count, the
# rows. One page of several asks for its keys first; a search finds keys and count at once.
LIST_QUERIES = 8
SEARCH_QUERIES = 8


@pytest.fixture
def vacancy():
    return make_vacancy()


@pytest.fixture
def recruiter(vacancy):
    return make_member(Role.RECRUITER, vacancy)


def rows(client, query=""):
    """The references on the page, in order."""
    page = client.get(LIST + query)
    assert page.status_code == 200
    return re.findall(r"/case/\">(A-26-\d{6})</a>", page.content.decode())


def test_a_row_has_six_columns_and_leads_to_the_case(vacancy, recruiter):
    application = make_application(
        vacancy, Status.SIFT, eligibility_result="eligible_subject_to_evidence", tier=1
    )
    text = staff_client(recruiter).get(LIST).content.decode()
    headings = re.findall(r'<div class="text"><span>([^<]+)</span></div>', text)
    assert headings == ["Reference", "Candidate", "Vacancy", "Status", "Eligibility", "Since"]
    assert f'<a href="{LIST}{application.pk}/case/">{application.reference}</a>' in text
    assert '<td class="field-name">Linden Madeup</td>' in text
    assert '<td class="field-where">Sift</td>' in text
    assert '<td class="field-eligibility">Eligible, subject to evidence, tier 1</td>' in text


def test_officers_who_are_interested_in_counter_terrorism_are_found_by_it(vacancy, recruiter):
    keen, other = make_application(vacancy), make_application(vacancy)
    for application, answer in ((keen, "yes"), (other, "no")):
        application.sections.update_or_create(
            code="counter-terrorism", defaults={"answers": {"interested": answer}}
        )
    client = staff_client(recruiter)
    assert rows(client, "?terrorism=yes") == [keen.reference]
    assert rows(client, "?terrorism=no") == []
    marker = staff_client(make_member(Role.SIFTER, vacancy))
    assert "terrorism" not in marker.get(LIST).content.decode()


def test_the_list_has_sent_applications_of_the_team_newest_first(vacancy, recruiter):
    now = timezone.now()
    older = make_application(vacancy, at=now - timedelta(days=5))
    newer = make_application(vacancy, Status.INT_DONE, at=now - timedelta(days=3))
    make_application(vacancy, Status.DRAFT)
    make_application(vacancy, Status.DRAFT_EXPIRED)
    make_application(make_vacancy())
    assert rows(staff_client(recruiter)) == [newer.reference, older.reference]


def test_a_draft_that_was_withdrawn_never_shows(vacancy, recruiter):
    application = make_application(vacancy, Status.DRAFT)
    application.status = Status.WITHDRAWN
    application.save()
    assert rows(staff_client(recruiter)) == []


def test_nobody_sees_their_own_application(vacancy, recruiter):
    own = Candidate.objects.create(user=recruiter, given_names="Rowan")
    application = make_application(vacancy, candidate=own)
    client = staff_client(recruiter)
    assert rows(client) == []
    assert client.get(f"{LIST}{application.pk}/case/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("query", "cost"),
    [
        ("", LIST_QUERIES),
        ("?q=Linden", SEARCH_QUERIES),
        ("?needs=me", SEARCH_QUERIES),
        ("?needs=new&due=overdue", SEARCH_QUERIES),
    ],
)
def test_the_list_costs_the_same_for_any_number_of_rows(number, query, cost):
    now = timezone.now()
    closed = now - timedelta(days=60)
    vacancy = make_vacancy(opens_at=now - timedelta(days=90), closes_at=closed)
    for _ in range(number):
        make_application(vacancy, candidate=make_candidate("Linden", "Madeup"))
    client = staff_client(make_member(Role.RECRUITER, vacancy))
    client.get(LIST + query)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(LIST + query)
    assert page.content.decode().count('class="field-where"') == number
    assert len(queries) == cost


@pytest.mark.parametrize("query", ["?q=Linden", "?needs=new"])
def test_a_search_is_paged_like_the_list(vacancy, recruiter, query, monkeypatch):
    every = [
        make_application(
            vacancy,
            at=timezone.now() - timedelta(days=number),
            candidate=make_candidate("Linden", "Madeup"),
        ).reference
        for number in range(1, 6)
    ]
    monkeypatch.setattr("applicants.admin.applications.ApplicationAdmin.list_per_page", 2)
    client = staff_client(recruiter)
    assert rows(client, query) == every[:2]
    assert rows(client, f"{query}&p=3") == every[4:]
    assert "5 applications" in client.get(f"{LIST}{query}&p=2").content.decode()
    assert client.get(f"{LIST}{query}&p=9").status_code == 302  # as the list itself: no such page


def test_what_people_typed_never_becomes_markup_in_the_list(recruiter, vacancy):
    make_application(vacancy, candidate=make_candidate("<b>Li", 'nden" onclick="x'))
    text = staff_client(recruiter).get(LIST).content.decode()
    assert "&lt;b&gt;Li nden&quot; onclick=&quot;x" in text
    assert "<b>Li" not in text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?status=sift", ["sift"]),
        ("?status=submitted", ["barred"]),
        ("?status=draft", []),
        ("?eligibility=barred", ["barred"]),
        ("?tier=2", ["sift"]),
        ("?tier=9", []),
        ("?vacancy=0", []),
        ("?q=juniper", ["sift"]),
        ("?q=PRETEND+juniper", ["sift"]),
        ("?q=nobody", []),
        ("?q=%25", []),
        ("?q=MPS-26", ["barred", "sift"]),
    ],
)
def test_filters_and_search_narrow(vacancy, recruiter, query, expected):
    made = {
        "sift": make_application(
            vacancy, Status.SIFT, candidate=make_candidate("Juniper", "Pretend"), tier=2
        ),
        "barred": make_application(vacancy, eligibility_result="barred"),
    }
    found = rows(staff_client(recruiter), query)
    assert sorted(found) == sorted(made[name].reference for name in expected)


def test_search_finds_a_reference_an_address_and_a_vacancy(vacancy, recruiter):
    application = make_application(vacancy)
    make_application(vacancy, candidate=make_candidate("Juniper", "Pretend"))
    other = make_vacancy()
    client = staff_client(recruiter)
    assert rows(client, f"?q={application.reference.lower()}") == [application.reference]
    assert rows(client, f"?q={application.candidate.email.upper()}") == [application.reference]
    assert len(rows(client, f"?q={vacancy.reference}")) == 2
    assert rows(client, f"?q={other.reference}") == []


def test_search_stays_within_the_scope(vacancy, recruiter):
    make_application(make_vacancy(), candidate=make_candidate("Juniper", "Pretend"))
    assert rows(staff_client(recruiter), "?q=juniper") == []


def test_the_vacancy_filter_offers_the_own_team_alone(vacancy, recruiter):
    other = make_vacancy()
    application = make_application(vacancy)
    client = staff_client(recruiter)
    text = client.get(LIST).content.decode()
    assert f"{vacancy.reference} {vacancy.title}" in text
    assert other.reference not in text
    assert rows(client, f"?vacancy={vacancy.pk}") == [application.reference]
    assert rows(client, f"?vacancy={other.pk}") == []


def test_relations_cannot_be_filtered_by(recruiter):
    page = staff_client(recruiter).get(f"{LIST}?candidate__user__password__startswith=a")
    assert page.status_code == 400


def test_a_sealed_vacancy_shows_its_applications_when_it_has_closed(recruiter):
    sealed = make_vacancy(sealed_until_close=True, closes_at=timezone.now() + timedelta(days=1))
    sealed.team.create(user=recruiter, role="recruiter")
    application = make_application(sealed)
    client = staff_client(recruiter)
    text = client.get(LIST).content.decode()
    assert "1 more application for sealed vacancies will appear here" in text
    assert rows(client) == []
    assert client.get(f"{LIST}{application.pk}/case/").status_code == 404
    sealed.closes_at = timezone.now() - timedelta(minutes=1)
    sealed.save()
    assert rows(client) == [application.reference]


def test_a_reviewer_sees_sealed_applications_because_deadlines_run(recruiter):
    sealed = make_vacancy(sealed_until_close=True, closes_at=timezone.now() + timedelta(days=1))
    application = make_application(sealed, Status.ELIGIBILITY_REFER)
    reviewer = make_member(Role.ELIGIBILITY_REVIEWER)
    assert rows(staff_client(reviewer)) == [application.reference]


def test_restricted_applications_exist_on_a_met_device_alone(settings):
    restricted = make_vacancy(internal=True, visibility="restricted")
    application = make_application(restricted)
    for role in (Role.RECRUITER, Role.CHECKS_OFFICER):
        client = staff_client(make_member(role, restricted))
        device = {"HTTP_X_MET_DEVICE": settings.MET_DEVICE_SECRET}
        case = f"{LIST}{application.pk}/case/"
        assert rows(client) == []
        assert client.get(case).status_code == 404
        assert application.reference in client.get(LIST, **device).content.decode()
        assert client.get(case, **device).status_code == 200


def test_without_a_second_factor_the_way_leads_to_enrolment(vacancy, recruiter, client):
    client.force_login(recruiter)
    page = client.get(LIST)
    assert (page.status_code, page.url) == (302, f"/staff/login/?next={LIST}")
    assert client.get(page.url).url.startswith("/accounts/2fa/")


def test_a_right_that_is_taken_away_is_gone_at_the_next_request(vacancy, recruiter):
    make_application(vacancy)
    client = staff_client(recruiter)
    assert len(rows(client)) == 1
    revoke_role(user=recruiter, role=Role.RECRUITER, by=None)
    recruiter.is_staff = True
    recruiter.save()
    assert client.get(LIST).status_code == 403


def test_staff_without_a_role_here_are_refused(vacancy):
    make_application(vacancy)
    administrator = make_staff(Role.ADMINISTRATOR, username="admin.example")
    client = staff_client(administrator)
    assert client.get(LIST).status_code == 403
    assert f'href="{LIST}"' not in client.get("/staff/").content.decode()


def test_nothing_is_added_deleted_or_edited_in_the_list(vacancy, recruiter):
    application = make_application(vacancy)
    client = staff_client(recruiter)
    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(f"{LIST}{application.pk}/delete/", {"post": "yes"}).status_code == 403
    page = client.post(f"{LIST}{application.pk}/change/", {"status": "started"})
    assert (page.status_code, page.url) == (302, f"{LIST}{application.pk}/case/")
    data = {"action": "delete_selected", "_selected_action": [str(application.pk)]}
    client.post(LIST, data)
    application.refresh_from_db()
    assert (application.status, application.version) == (Status.SUBMITTED, 1)


def test_change_and_history_lead_to_the_case_within_the_scope(vacancy, recruiter):
    application = make_application(vacancy)
    foreign = make_application(make_vacancy())
    client = staff_client(recruiter)
    case = f"{LIST}{application.pk}/case/"
    assert client.get(f"{LIST}{application.pk}/change/").url == case
    assert client.get(f"{LIST}{application.pk}/history/").url == f"{case}#timeline"
    for page in ("change", "history"):
        assert client.get(f"{LIST}{foreign.pk}/{page}/").status_code == 404
        assert client.get(f"{LIST}nonsense/{page}/").status_code == 404


def test_deep_pages_keep_the_order(vacancy, recruiter):
    now = timezone.now()
    made = [
        make_application(vacancy, candidate=make_candidate(), at=now - timedelta(days=number))
        for number in range(52)
    ]
    assert rows(staff_client(recruiter), "?p=2") == [one.reference for one in made[50:]]


def test_a_count_that_is_capped_says_so(vacancy, recruiter, monkeypatch):
    for _ in range(3):
        make_application(vacancy, candidate=make_candidate())
    client = staff_client(recruiter)
    assert "3 applications\n" in client.get(LIST).content.decode()
    monkeypatch.setattr(paging, "MOST_COUNTED", 2)
    text = client.get(LIST).content.decode()
    assert "2 or more applications. Search or filter to find older ones." in text


def test_autocomplete_obeys_the_scope_too(vacancy, recruiter):
    application = make_application(vacancy)
    make_application(vacancy, Status.DRAFT)
    make_application(make_vacancy())
    fields = {"app_label": "applicants", "model_name": "statuschange", "field_name": "application"}
    page = staff_client(recruiter).get("/staff/autocomplete/", {**fields, "term": "A-26"})
    found = page.json()["results"]
    assert found == [{"id": str(application.pk), "text": application.reference}]
    stranger = staff_client(make_staff(Role.ADMINISTRATOR, username="admin.example"))
    assert stranger.get("/staff/autocomplete/", {**fields, "term": "A-26"}).status_code == 403
