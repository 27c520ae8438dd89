"""Advert templates: kept from an advert, seen by those who work on it, begun from, deleted."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from recruitment.accounts.models import User
from recruitment.accounts.roles import Role
from recruitment.audit.models import AuditEntry
from tests.accounts.people import client_with_second_factor, make_staff
from tests.vacancies.adverts import MET_DEVICE, RESTRICTED, make_draft, make_open
from vacancies.advert_templates.models import AdvertTemplate
from vacancies.advert_templates.services import (
    delete_template,
    keep_template,
    start_from_template,
)
from vacancies.models import Vacancy
from vacancies.services import EssentialData, add_team_member, edit_vacancy

pytestmark = pytest.mark.django_db
LIST = "/staff/advert_templates/adverttemplate/"


def member(vacancy: Vacancy, name: str = "rowan.example") -> tuple[User, Client]:
    user = make_staff(Role.RECRUITER, username=name)
    add_team_member(by=None, vacancy_id=vacancy.pk, user=user, role="recruiter")
    return user, client_with_second_factor(user)


def keep(vacancy: Vacancy, name: str = "Analysts") -> AdvertTemplate:
    return keep_template(by=None, vacancy_id=vacancy.pk, name=name)


def rows(client: Client, **extra: str) -> list[str]:
    page = client.get(LIST, **extra)
    return [template.name for template in page.context["cl"].result_list]


def test_a_draft_has_what_the_advert_said_when_it_was_kept() -> None:
    criterion = {"code": "a", "operator": "is_true", "value": True, "label": "A"}
    vacancy = make_open(bases=("Croydon",), criteria=[criterion], desirable=["French"])
    user, client = member(vacancy)
    address = f"{LIST}keep/{vacancy.pk}/"
    assert 'value="Test Analyst"' in client.get(address).content.decode()
    response = client.post(address, {"name": " Analysts "})
    template = AdvertTemplate.objects.get()
    assert response["Location"] == f"{LIST}{template.pk}/change/"
    assert (template.name, template.kept_by) == ("Analysts", user)
    edit_vacancy(
        by=None,
        vacancy_id=vacancy.pk,
        changes={"title": "Another", "salary_min": 1000},
        essential=[EssentialData("b", "B", "test")],
    )
    page = client.get(response["Location"]).content.decode()
    assert "Test Analyst" in page
    assert "Croydon" in page
    started = client.post(response["Location"])
    draft = Vacancy.objects.latest("pk")
    assert started["Location"] == f"/staff/vacancies/vacancy/{draft.pk}/change/"
    assert (draft.reference, draft.status, draft.version) == ("MPS-26-0402", "draft", 1)
    assert (draft.opens_at, draft.published_at) == (None, None)
    assert draft.closes_at == datetime(2026, 12, 6, 23, 59, tzinfo=UTC)
    assert (draft.title, draft.criteria) == ("Test Analyst", [criterion])
    assert (draft.salary_min, draft.desirable) == (34448, ["French"])
    assert [base.name for base in draft.bases.all()] == ["Croydon"]
    assert list(draft.essential_criteria.values_list("code", "text")) == [
        ("facts", "Respect for facts")
    ]
    assert list(draft.team.values_list("user_id", flat=True)) == [user.pk]


def test_a_template_is_no_advert() -> None:
    vacancy = make_draft(title="Kept secret")
    keep(vacancy, "Kept name")
    assert Vacancy.objects.count() == 1
    for path in (
        "/vacancies/?q=Kept",
        "/vacancies/feed.atom",
        "/sitemap-vacancies.xml",
        "/api/v1/vacancies/",
    ):
        page = Client().get(path).content.decode()
        assert "Kept name" not in page
        assert "Kept secret" not in page


def test_what_an_advert_no_longer_has_is_left_out_and_what_is_new_has_its_default() -> None:
    template = keep(make_draft(posts=3))
    fields = template.contents["fields"]
    fields["gone_meanwhile"] = "x"
    del fields["posts"]
    template.save()
    assert start_from_template(by=None, template_id=template.pk).posts == 1


def test_contents_that_break_a_later_rule_say_so_and_write_nothing() -> None:
    vacancy = make_draft()
    _, client = member(vacancy)
    template = keep(vacancy)
    template.contents["fields"]["route"] = "by_sea"
    template.save()
    page = client.post(f"{LIST}{template.pk}/change/")
    assert page.status_code == 409
    assert "No draft can be written from this template any more" in page.content.decode()
    assert Vacancy.objects.count() == 1


def test_a_rolling_advert_gives_a_rolling_draft() -> None:
    template = keep(make_open(closes_at=None))
    assert start_from_template(by=None, template_id=template.pk).closes_at is None


def test_the_list_holds_those_of_ones_own_adverts_at_one_query_count(
    django_assert_num_queries,
) -> None:
    own, others = make_draft(title="Own"), make_draft(title="Others")
    _, client = member(own)
    keep(others, "Not mine")
    keep(own, "One")
    client.get(LIST)
    with django_assert_num_queries(5):
        assert rows(client) == ["One"]
    for name in ("Two", "Three"):
        keep(own, name)
    with django_assert_num_queries(5):
        assert rows(client) == ["One", "Three", "Two"]


def test_those_of_restricted_adverts_are_there_at_a_met_device_only() -> None:
    vacancy = make_draft(**RESTRICTED)
    _, client = member(vacancy)
    template = keep(vacancy)
    for path in (
        f"{LIST}{template.pk}/change/",
        f"{LIST}{template.pk}/delete/",
        f"{LIST}keep/{vacancy.pk}/",
    ):
        assert client.get(path).status_code == 404
        assert client.post(path).status_code == 404
        assert client.get(path, **MET_DEVICE).status_code == 200
    assert rows(client) == []
    assert rows(client, **MET_DEVICE) == ["Analysts"]
    for entry in AuditEntry.objects.filter(action__startswith="advert_template."):
        assert entry.after == {"vacancy": vacancy.pk}


def test_strangers_and_other_roles_may_not() -> None:
    vacancy = make_draft()
    template = keep(vacancy)
    stranger = make_staff(Role.RECRUITER, username="elsewhere.example")
    sifter = make_staff(Role.SIFTER, username="sifter.example")
    add_team_member(by=None, vacancy_id=vacancy.pk, user=sifter, role="sifter")
    for person in (stranger, sifter):
        with pytest.raises(PermissionDenied):
            keep_template(by=person, vacancy_id=vacancy.pk, name="X")
        with pytest.raises(PermissionDenied):
            start_from_template(by=person, template_id=template.pk)
        with pytest.raises(PermissionDenied):
            delete_template(by=person, template_id=template.pk)
    assert AdvertTemplate.objects.count() == Vacancy.objects.count() == 1


def test_a_name_is_given_and_is_taken_once_an_advert() -> None:
    vacancy, other = make_draft(), make_draft()
    _, client = member(vacancy)
    keep(vacancy)
    page = client.post(f"{LIST}keep/{vacancy.pk}/", {"name": " "}).content.decode()
    assert "Give the template a name." in page
    page = client.post(f"{LIST}keep/{vacancy.pk}/", {"name": "analysts"}).content.decode()
    assert "A template of this advert has that name." in page
    assert 'value="analysts"' in page
    with pytest.raises(ValidationError):
        keep(vacancy, "ANALYSTS")
    assert keep(other).name == "Analysts"


def test_keeping_starting_and_deleting_stand_in_the_audit() -> None:
    vacancy = make_draft()
    user, client = member(vacancy)
    template = keep_template(by=user, vacancy_id=vacancy.pk, name="Analysts")
    key, draft = template.pk, start_from_template(by=user, template_id=template.pk)
    client.post(f"{LIST}{key}/delete/", {"post": "yes"})
    assert not AdvertTemplate.objects.exists()
    assert Vacancy.objects.filter(pk=draft.pk).exists()
    entries = AuditEntry.objects.filter(action__startswith="advert_template.").order_by("pk")
    assert [(e.action, e.actor_id, e.target_id, e.after) for e in entries] == [
        ("advert_template.keep", user.pk, str(key), {"vacancy": vacancy.pk}),
        ("advert_template.start", user.pk, str(key), {"vacancy": vacancy.pk, "draft": draft.pk}),
        ("advert_template.delete", user.pk, str(key), {"vacancy": vacancy.pk}),
    ]


def test_the_life_of_an_advert_leads_to_keeping_it() -> None:
    vacancy = make_draft()
    _, client = member(vacancy)
    life = reverse("admin:vacancies_vacancy_life", args=[vacancy.pk])
    assert f"{LIST}keep/{vacancy.pk}/" in client.get(life).content.decode()
