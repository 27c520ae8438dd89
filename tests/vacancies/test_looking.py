"""Previews for each audience, and new drafts from an advert that is there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from recruitment.accounts.models import User
from recruitment.accounts.roles import Role
from tests.accounts.people import client_with_second_factor, make_staff
from tests.vacancies.adverts import INTERNAL, MET_DEVICE, NOW, RESTRICTED, make_draft, make_open
from vacancies.models import Vacancy
from vacancies.services import EssentialData, add_team_member, copy_vacancy, edit_vacancy

pytestmark = pytest.mark.django_db


def member(vacancy: Vacancy) -> tuple[User, Client]:
    user = make_staff(Role.RECRUITER, username="rowan.example")
    add_team_member(by=None, vacancy_id=vacancy.pk, user=user, role="recruiter")
    return user, client_with_second_factor(user)


@pytest.mark.parametrize(
    ("kind", "seen_by"),
    [
        ({}, ["public", "internal", "device"]),
        (INTERNAL, ["internal", "device"]),
        (RESTRICTED, ["device"]),
    ],
)
def test_each_audience_sees_the_advert_or_that_it_is_not_there(
    kind: dict[str, str], seen_by: list[str]
) -> None:
    vacancy = make_draft(opens_at=NOW + timedelta(days=2), **kind)
    _, client = member(vacancy)
    seen = []
    for audience in ("public", "internal", "device"):
        path = f"/staff/vacancies/vacancy/{vacancy.pk}/preview/{audience}/"
        page = client.get(path, **MET_DEVICE).content.decode()
        if "Turn facts into plans." in page:
            seen.append(audience)
            assert "15 days left" in page  # counted from the day it opens
        else:
            assert "for them this advert does not exist" in page
    assert seen == seen_by


def test_a_preview_is_of_no_use_for_applying_and_of_no_other_audience() -> None:
    vacancy = make_draft()
    _, client = member(vacancy)
    start = f"/staff/vacancies/vacancy/{vacancy.pk}/preview/"
    page = client.get(f"{start}public/").content.decode()
    assert "Apply now" not in page
    assert "ld+json" not in page
    assert client.get(f"{start}martians/").status_code == 404


def test_a_copy_is_a_draft_with_everything_but_its_times_and_life() -> None:
    criterion = {"code": "a", "operator": "is_true", "value": True, "label": "A"}
    vacancy = make_open(bases=("Croydon",), criteria=[criterion])
    edit_vacancy(
        by=None, vacancy_id=vacancy.pk, changes={}, essential=[EssentialData("b", "B", "test")]
    )
    user, client = member(vacancy)
    address = f"/staff/vacancies/vacancy/{vacancy.pk}/copy/"
    assert "This advert stays as it is." in client.get(address).content.decode()
    response = client.post(address)
    copy = Vacancy.objects.latest("pk")
    assert response["Location"] == f"/staff/vacancies/vacancy/{copy.pk}/change/"
    assert (copy.reference, copy.status, copy.version) == ("MPS-26-0402", "draft", 1)
    assert (copy.opens_at, copy.published_at) == (None, None)
    assert copy.closes_at == datetime(2026, 12, 6, 23, 59, tzinfo=UTC)
    assert (copy.title, copy.criteria) == (vacancy.title, [criterion])
    assert [base.name for base in copy.bases.all()] == ["Croydon"]
    assert list(copy.essential_criteria.values_list("code", "assessed_by")) == [("b", "test")]
    assert list(copy.team.values_list("user_id", flat=True)) == [user.pk]


def test_a_rolling_advert_gives_a_rolling_copy_and_others_may_not_copy() -> None:
    vacancy = make_open(closes_at=None)
    assert copy_vacancy(by=None, vacancy_id=vacancy.pk).closes_at is None
    stranger = make_staff(Role.RECRUITER, username="elsewhere.example")
    with pytest.raises(PermissionDenied):
        copy_vacancy(by=stranger, vacancy_id=vacancy.pk)
