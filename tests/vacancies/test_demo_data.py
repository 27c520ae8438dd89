"""The demonstration's adverts: complete, relative to today, loaded once."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from recruitment.audit.models import AuditEntry
from recruitment.demo.data.vacancies import OUTLINES
from recruitment.demo.load_people import load_people, load_teams
from recruitment.demo.load_vacancies import load_vacancies
from tests.vacancies.adverts import NOW, make_open
from vacancies.attachments import shown_to_readers
from vacancies.models import EssentialCriterion, TeamMember, Vacancy
from vacancies.selectors_staff import holders_of
from vacancies.services import edit_vacancy

# Closing days of the outlines as if they were loaded on 22 November 2026; None = rolling.
CLOSING = {
    "01": "2026-12-09",
    "02": "2026-12-04",
    "03": "2026-12-16",
    "04": "2026-12-11",
    "05": "2026-12-07",
    "06": "2026-12-14",
    "07": "2026-12-18",
    "08": "2026-12-10",
    "09": "2026-12-03",
    "10": None,
    "11": "2027-01-15",
    "12": "2027-01-15",
    "13": "2027-01-31",
    "14": None,
    "15": None,
    "16": "2027-01-29",
    "17": "2027-01-22",
    "18": None,
    "19": "2026-12-08",
    "20": "2026-12-15",
    "21": "2026-12-17",
    "22": "2026-12-05",
    "23": "2026-12-11",
    "24": "2027-01-12",
    "25": None,
}
POSTS = [3, 1, 6, 1, 2, 2, 8, 4, 1, 120, 30, 24, 40, 12, 20, 10, 6, 48, 2, 1, 15, 1, 3, 300, 100]


@pytest.mark.django_db
def test_all_outlines_open_with_the_closing_days_of_the_report() -> None:
    vacancies = load_vacancies(now=timezone.now())
    outlines = vacancies[:25]
    assert len(vacancies) == len(OUTLINES) == 27
    assert {
        vacancy.reference[-2:]: (
            timezone.localtime(vacancy.closes_at).date().isoformat() if vacancy.closes_at else None
        )
        for vacancy in outlines
    } == CLOSING
    assert [vacancy.posts for vacancy in outlines] == POSTS
    assert all(vacancy.is_open_at(NOW) for vacancy in vacancies)
    times = {timezone.localtime(one.closes_at).time() for one in vacancies if one.closes_at}
    assert [at.isoformat() for at in times] == ["23:59:00"]
    assert [one.reference[-2:] for one in outlines if one.is_restricted] == ["22", "23"]


@pytest.mark.django_db
def test_loading_again_adds_and_changes_nothing() -> None:
    first = load_vacancies(now=timezone.now())
    edit_vacancy(by=None, vacancy_id=first[0].pk, changes={"title": "Changed by hand"})
    entries = AuditEntry.objects.count()
    with time_machine.travel(NOW + timedelta(days=3), tick=False):
        again = load_vacancies(now=timezone.now())
    assert [vacancy.pk for vacancy in again] == [vacancy.pk for vacancy in first]
    assert again[0].title == "Changed by hand"
    assert (Vacancy.objects.count(), AuditEntry.objects.count()) == (27, entries)


@pytest.mark.django_db
def test_days_are_counted_on_londons_calendar_over_the_change_of_the_clocks() -> None:
    autumn = datetime(2027, 10, 25, 23, 30, tzinfo=UTC)  # half past midnight on the 26th in London
    vacancy = load_vacancies(now=autumn)[0]
    assert vacancy.closes_at == datetime(2027, 11, 12, 23, 59, tzinfo=UTC)


def test_no_advert_names_a_person_or_a_real_address() -> None:
    for outline in OUTLINES:
        text = f"{outline.body} {outline.fields} {outline.conditions}"
        assert set(re.findall(r"[\w.-]+@([\w.-]+)", text)) == {"met.example"}
        assert re.findall(r"\b0\d{3,4} ?\d{3}", text) == []


def test_every_outline_has_what_a_candidate_needs() -> None:
    assert len({outline.reference for outline in OUTLINES}) == len(OUTLINES)
    for outline in OUTLINES:
        assert len(outline.body.split()) >= 30, outline.reference
        assert 3 <= len(outline.responsibilities) <= 10
        assert 1 <= len(outline.essential) <= 5
        assert len(outline.plan) >= 3


@pytest.mark.django_db
def test_adverts_have_what_the_field_list_asks_for_behind_the_page() -> None:
    vacancies = {one.reference: one for one in load_vacancies(now=timezone.now())}
    load_teams(load_people())
    assert all(one.budget_code and one.approval_reference for one in vacancies.values())
    assert {tuple(holders_of(one)) for one in vacancies.values()} == {("Haven Holder",)}
    essential = EssentialCriterion.objects.select_related("vacancy")
    without = {one.code for one in essential if one.assessed_by == "form" and not one.guide}
    assert without == set()
    values = {
        reference: [
            line["value"] for line in vacancies[reference].essential_criteria.all()[0].guide
        ]
        for reference in ("MPS-26-0419", "MPS-26-0420", "MPS-26-0427")
    }
    assert values == {"MPS-26-0419": [1, 3, 5], "MPS-26-0420": [1, 4, 7], "MPS-26-0427": [2, 3, 5]}


@pytest.mark.django_db
def test_a_second_start_puts_nobody_into_the_teams_of_other_adverts() -> None:
    load_vacancies(now=timezone.now())
    users = load_people()
    load_teams(users)
    other = make_open(title="Not of the demonstration")
    before = TeamMember.objects.count()
    load_teams(users)
    assert TeamMember.objects.count() == before == 6 * len(OUTLINES)
    assert not other.team.exists()


@pytest.mark.django_db
def test_one_advert_has_a_role_profile_that_everybody_can_open() -> None:
    load_vacancies(now=timezone.now())
    (one,) = shown_to_readers(Vacancy.objects.get(reference="MPS-26-0426"))
    assert (one.label, one.name) == ("Role profile", "Public Contact Officer (Band E).pdf")
    assert Client().get(one.url)["Content-Type"] == "application/pdf"
