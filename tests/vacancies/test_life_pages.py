"""The staff pages of an advert's life: what they show, what they say before, and what they do."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from recruitment.accounts.models import User
from recruitment.accounts.roles import Role
from tests.accounts.people import client_with_second_factor, make_staff
from tests.vacancies.adverts import CLOSES, MET_DEVICE, NOW, RESTRICTED, make_draft, make_open
from vacancies.choices_life import VacancyEvent
from vacancies.life import STEPS
from vacancies.models import Vacancy
from vacancies.services import add_team_member, edit_vacancy, take_step
from vacancies.services.guards import missing_for

pytestmark = pytest.mark.django_db


def address(vacancy: Vacancy, event: str = "") -> str:
    start = f"/staff/vacancies/vacancy/{vacancy.pk}/"
    return f"{start}step/{event}/" if event else f"{start}life/"


def member(vacancy: Vacancy, role: Role = Role.RECRUITER) -> tuple[User, Client]:
    user = make_staff(role, username=f"{role}.example")
    add_team_member(by=None, vacancy_id=vacancy.pk, user=user, role="recruiter")
    return user, client_with_second_factor(user)


def post(client: Client, vacancy: Vacancy, event: str, **data: Any) -> Any:
    seen = vacancy.history.count()
    return client.post(address(vacancy, event), {"seen": seen, **data})


def words(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_the_page_says_where_the_advert_is_and_what_can_be_done() -> None:
    vacancy = make_open()
    _, client = member(vacancy)
    page = client.get(address(vacancy))
    text = words(page)
    assert "Now: Open" in text
    assert (
        "Closes 11:59pm on 9 December 2026. Version 1. 0 applications going on, 0 drafts." in text
    )
    assert [str(one.event) for one in page.context["steps"]] == [
        "extend",
        "close",
        "cancel",
        "fill",
    ]
    assert [one.what for one in page.context["history"]] == ["Publish", "Write a draft"]


def test_a_role_without_the_right_is_offered_nothing_and_refused() -> None:
    vacancy = make_open()
    _, client = member(vacancy, Role.PANEL_CHAIR)
    page = client.get(address(vacancy))
    assert (page.status_code, page.context["steps"]) == (200, [])
    assert client.get(address(vacancy, "close")).status_code == 403
    assert post(client, vacancy, "close", reason_code="paused").status_code == 403


def test_another_teams_advert_and_an_unknown_step_do_not_exist() -> None:
    vacancy, other = make_open(), make_open()
    _, client = member(vacancy)
    for path in (address(other), address(other, "close"), address(vacancy, "edit")):
        assert client.get(path).status_code == 404
    assert client.get(address(vacancy, "explode")).status_code == 404


def test_a_restricted_advert_is_there_at_a_met_device_only() -> None:
    vacancy = make_open(**RESTRICTED)
    _, client = member(vacancy)
    for path in (address(vacancy), address(vacancy, "close")):
        assert client.get(path).status_code == 404
        assert client.get(path, **MET_DEVICE).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_with_one_and_three_changes(
    rows: int, django_assert_num_queries: Any
) -> None:
    vacancy = make_open()
    user, client = member(vacancy)
    for number in range(rows):
        edit_vacancy(by=user, vacancy_id=vacancy.pk, changes={"body": f"Text {number}"})
    client.get(address(vacancy))
    # session, user, rights, advert, applications, history, names
    with django_assert_num_queries(7):
        client.get(address(vacancy))


def test_extending_is_confirmed_on_a_page_that_says_what_it_does() -> None:
    vacancy = make_open()
    user, client = member(vacancy)
    text = words(client.get(address(vacancy, "extend")))
    assert "People have longer to apply." in text
    assert "Nobody has applied or begun to, so nobody is sent an email." in text
    response = post(
        client,
        vacancy,
        "extend",
        closes_on="2026-12-16",
        closes_time="23:59",
        reason_code="few_applications",
    )
    assert (response.status_code, response["Location"]) == (302, address(vacancy))
    vacancy.refresh_from_db()
    assert vacancy.closes_at == datetime(2026, 12, 16, 23, 59, tzinfo=UTC)
    page = client.get(address(vacancy))
    latest = page.context["history"][0]
    assert (latest.what, latest.who, latest.reason, latest.details) == (
        "Extend the closing time",
        user.get_username(),
        "We would like to hear from more people",
        ("Closing time: 11:59pm on 9 December 2026 → 11:59pm on 16 December 2026",),
    )


@pytest.mark.parametrize(
    ("data", "field", "message"),
    [
        (
            {"closes_on": "2026-12-01"},
            "closes_on",
            "The new closing time must be later than the one people have seen.",
        ),
        ({"closes_on": "2026-11-01"}, "closes_on", "The new closing time must be in the future."),
        ({"closes_on": ""}, "closes_on", "Give the new closing date."),
        ({"reason_code": ""}, "reason_code", "Choose a reason."),
        ({"reason_code": "other"}, "reason", "Say what the other reason is."),
        (
            {"closes_on": "2027-03-28", "closes_time": "01:30"},
            "closes_time",
            "The clocks change at that hour. Choose another time of that day.",
        ),
        (
            {"closes_on": "2027-10-31", "closes_time": "01:30"},
            "closes_time",
            "The clocks change at that hour. Choose another time of that day.",
        ),
    ],
)
def test_a_mistake_is_told_at_its_field(data: dict[str, str], field: str, message: str) -> None:
    vacancy = make_open()
    _, client = member(vacancy)
    good = {"closes_on": "2026-12-16", "closes_time": "23:59", "reason_code": "fault"}
    response = post(client, vacancy, "extend", **{**good, **data})
    assert response.status_code == 200
    assert response.context["form"].errors[field] == [message]
    assert response.content.decode().count("<title>Error: ") == 1
    vacancy.refresh_from_db()
    assert vacancy.closes_at == CLOSES


def test_a_closing_time_is_london_time_in_summer() -> None:
    vacancy = make_open()
    _, client = member(vacancy)
    data = {"closes_on": "2027-06-30", "closes_time": "23:59", "reason_code": "fault"}
    post(client, vacancy, "extend", **data)
    vacancy.refresh_from_db()
    assert vacancy.closes_at == datetime(2027, 6, 30, 22, 59, tzinfo=UTC)


def test_the_second_of_two_is_told_and_nothing_happens() -> None:
    vacancy = make_open()
    _, client = member(vacancy)
    seen = vacancy.history.count()
    take_step(vacancy_id=vacancy.pk, event=VacancyEvent.CLOSE, by=None, reason_code="paused")
    response = client.post(address(vacancy, "cancel"), {"seen": seen, "reason_code": "mistake"})
    assert response.status_code == 409
    vacancy.refresh_from_db()
    assert vacancy.status == "closed"


def test_a_step_of_another_stage_and_one_that_is_not_ready_are_explained() -> None:
    draft = make_draft(assessment_plan=[])
    _, client = member(draft)
    assert "does not belong to an advert that is “Draft”" in words(
        client.get(address(draft, "publish"))
    )
    text = words(client.get(address(draft, "send")))
    assert "Say what the stages are and when they happen." in text
    assert '<form class="staff-panel' not in client.get(address(draft, "send")).content.decode()


def test_nothing_happens_by_looking() -> None:
    vacancy = make_open()
    _, client = member(vacancy)
    before = vacancy.history.count()
    for event in ("extend", "close", "cancel", "fill", "relist", "approve"):
        client.get(address(vacancy, event))
    vacancy.refresh_from_db()
    assert (vacancy.status, vacancy.history.count()) == ("open", before)


def test_the_page_of_the_advert_says_what_saving_means() -> None:
    vacancy = make_open(closes_at=CLOSES + timedelta(days=1))
    _, client = member(vacancy)
    page = client.get(f"/staff/vacancies/vacancy/{vacancy.pk}/change/")
    assert page.context["saving_means"] == (
        "This advert is published. Readers see a change at once.",
        "If you change the pay, place, contract, hours, vetting, criteria, behaviours, conditions, "
        "stages or documents: Nobody has applied or begun to, so nobody is sent an email.",
    )
    assert f'href="{address(vacancy)}"' in page.content.decode()


def test_what_is_missing_before_approval_leads_to_its_field() -> None:
    vacancy = make_draft(budget_code="", approval_reference="")
    _, client = member(vacancy)
    page = client.get(address(vacancy, "send"))
    change = f"/staff/vacancies/vacancy/{vacancy.pk}/change/"
    assert page.context["blocked"][:3] == [
        ("Give the budget code.", f"{change}#id_budget_code"),
        (
            "Give the reference of the approval to fill the post.",
            f"{change}#id_approval_reference",
        ),
        ("Add a vacancy holder to the team of this vacancy.", f"{change}#team-group"),
    ]
    form = client.get(change).content.decode()
    assert all(f'id="{one}"' in form for one in ("id_budget_code", "id_approval_reference"))
    assert 'id="team-group"' in form
    assert post(client, vacancy, "send").context["blocked"] == page.context["blocked"]
    vacancy.refresh_from_db()
    assert vacancy.status == "draft"


def test_what_publishing_took_cannot_be_emptied_afterwards() -> None:
    draft, published = make_draft(budget_code=""), make_open()
    edit_vacancy(by=None, vacancy_id=draft.pk, changes={"grade": "Band C"})
    with pytest.raises(ValidationError) as refused:
        edit_vacancy(
            by=None,
            vacancy_id=published.pk,
            changes={"budget_code": "", "approval_reference": ""},
        )
    assert refused.value.message_dict == {
        "budget_code": ["Give the budget code."],
        "approval_reference": ["Give the reference of the approval to fill the post."],
    }


def test_every_way_to_a_field_leads_to_one() -> None:
    bare = make_draft(
        salary_min=None,
        salary_max=None,
        location_note="",
        responsibilities=[],
        assessment_plan=[],
        working_patterns=["full_time"],
        closes_at=NOW - timedelta(days=1),
        budget_code="",
        approval_reference="",
    )
    bare.essential_criteria.all().delete()
    user, client = member(bare)
    missing = missing_for(STEPS[VacancyEvent.SEND], bare, by=user, at=NOW)
    anchors = [one.anchor for one in missing]
    assert len(anchors) == 10
    page = client.get(f"/staff/vacancies/vacancy/{bare.pk}/change/").content.decode()
    assert [one for one in anchors if f'id="{one}"' not in page] == []
