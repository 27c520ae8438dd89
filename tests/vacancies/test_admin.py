"""Adverts in the staff area: who sees them, and that every change goes through the services."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from recruitment.accounts.models import User
from recruitment.accounts.roles import Role
from recruitment.audit.models import AuditEntry
from tests.accounts.people import client_with_second_factor, make_staff, make_user
from tests.vacancies.adverts import CLOSES, MET_DEVICE, RESTRICTED, make_draft, make_open
from vacancies.form_fields import LinesField, StagesField
from vacancies.models import Base, Vacancy
from vacancies.services import add_team_member, load_bases

pytestmark = pytest.mark.django_db

LIST = "/staff/vacancies/vacancy/"
ADD = f"{LIST}add/"


def page_of(vacancy: Vacancy) -> str:
    return f"{LIST}{vacancy.pk}/change/"


def team(vacancy: Vacancy, user: User, role: str = "recruiter") -> None:
    add_team_member(by=None, vacancy_id=vacancy.pk, user=user, role=role)


def recruiter() -> tuple[User, Client]:
    user = make_staff(Role.RECRUITER, username="recruiter.example")
    return user, client_with_second_factor(user)


def form_of(client: Client, path: str, **changes: Any) -> dict[str, Any]:
    """What the page would post if nothing but `changes` were typed."""
    context = client.get(path).context
    form = context["adminform"].form
    data: dict[str, Any] = {}
    for name, field in form.fields.items():
        if name in context["adminform"].readonly_fields:
            continue
        value = form[name].value()
        data |= widget_data(field, name, value)
    for formset in (inline.formset for inline in context["inline_admin_formsets"]):
        data |= {
            f"{formset.prefix}-{name}": formset.management_form[name].value()
            for name in formset.management_form.fields
        }
        for row in formset.forms:
            for name in row.fields:
                data[row.add_prefix(name)] = row[name].value()
    posted = {name: "" if value is None else value for name, value in data.items()}
    return {**posted, **changes}


def widget_data(field: Any, name: str, value: Any) -> dict[str, Any]:
    if hasattr(field.widget, "decompress"):
        parts = field.widget.decompress(value)
        return {f"{name}_{number}": part for number, part in enumerate(parts)}
    several = getattr(field.widget, "allow_multiple_selected", False)
    if value is False or (value is None and several):
        return {}
    if isinstance(value, list):
        return {name: [getattr(item, "pk", item) for item in value]}
    return {name: value}


def test_staff_see_the_adverts_of_their_teams_in_six_columns() -> None:
    user, client = recruiter()
    mine, hidden = make_open(title="Mine"), make_open(title="Hidden", **RESTRICTED)
    make_open(title="Other")
    for vacancy in (mine, hidden):
        team(vacancy, user)
    response = client.get(LIST)
    assert [one.title for one in response.context["cl"].result_list] == ["Mine"]
    assert "Hidden" not in response.content.decode()
    assert len(response.context["cl"].list_display) == 6
    at_device = client.get(LIST, **MET_DEVICE)
    assert [one.title for one in at_device.context["cl"].result_list] == ["Hidden", "Mine"]
    assert client.get(page_of(hidden)).status_code == 404
    assert client.get(page_of(hidden), **MET_DEVICE).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_three_adverts(
    rows: int, django_assert_num_queries: Any
) -> None:
    user, client = recruiter()
    for number in range(rows):
        team(make_open(title=f"Role {number}"), user)
    client.get(LIST)
    # session, user, rights, count, rows
    with django_assert_num_queries(5):
        client.get(LIST)


@pytest.mark.parametrize(
    ("role", "listed", "added"),
    [
        (Role.RECRUITER, 200, 200),
        (Role.VACANCY_HOLDER, 200, 200),
        (Role.PANEL_CHAIR, 200, 403),
        (Role.SIFTER, 403, 403),
        (Role.ADJUSTMENTS_ADVISER, 403, 403),
    ],
)
def test_rights_decide_who_lists_and_who_writes(role: Role, listed: int, added: int) -> None:
    client = client_with_second_factor(make_staff(role))
    assert (client.get(LIST).status_code, client.get(ADD).status_code) == (listed, added)


def test_nobody_deletes_an_advert() -> None:
    user, client = recruiter()
    vacancy = make_open()
    team(vacancy, user)
    assert client.post(f"{LIST}{vacancy.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Vacancy.objects.count() == 1


def new_advert(client: Client, **changes: Any) -> Any:
    data = {
        "title": "New role",
        "behaviour_framework": "cvf_2024",
        "score_scale": "0-5",
        "markers": "2",
        "score_gap": "1",
        "pre_posting": ["usual", "posting-release"],
        "route": "external_staff",
        "role_class": "police_staff",
        "visibility": "public",
        "business_group": "finance",
        "summary": "Count things.",
        "body": "You count.",
        "responsibilities": "One\nTwo\n\nThree\n",
        "conditions": "Bring a calculator",
        "assessment_plan": "Sift | within a week\nInterview | in London",
        "grade": "Band D",
        "salary_min": "30000",
        "salary_max": "31000",
        "contract_type": "permanent",
        "working_patterns": ["full_time", "hybrid"],
        "vetting_level": "rv",
        "residency_years": "3",
        "bases": [load_bases()["Croydon"].pk],
        "closes_at_0": "09/12/2026",
        "closes_at_1": "23:59",
        "contact_mailbox": "finance@met.example",
        "essential_criteria-0-order": "1",
        "essential_criteria-0-code": "counting",
        "essential_criteria-0-text": "Counts well",
        "essential_criteria-0-assessed_by": "test",
    }
    return client.post(ADD, form_of(client, ADD, **{**data, **changes}))


def test_an_advert_is_written_through_the_services() -> None:
    user, client = recruiter()
    response = new_advert(client)
    assert (response.status_code, response["Location"]) == (302, LIST)
    vacancy = Vacancy.objects.get()
    assert (vacancy.reference, vacancy.status, vacancy.closes_at) == (
        "MPS-26-0401",
        "draft",
        CLOSES,
    )
    assert vacancy.responsibilities == ["One", "Two", "Three"]
    assert vacancy.assessment_plan == [
        {"stage": "Sift", "when": "within a week"},
        {"stage": "Interview", "when": "in London"},
    ]
    assert vacancy.working_patterns == ["full_time", "hybrid"]
    assert vacancy.pre_posting == ["usual", "posting-release"]
    assert [base.name for base in vacancy.bases.all()] == ["Croydon"]
    assert list(vacancy.essential_criteria.values_list("code", "assessed_by", "order")) == [
        ("counting", "test", 1)
    ]
    assert [member.user_id for member in vacancy.team.all()] == [user.pk]
    assert list(
        AuditEntry.objects.filter(target_id=str(vacancy.pk))
        .order_by("pk")
        .values_list("action", "actor_id")
    ) == [("vacancy.create", user.pk)]
    assert LogEntry.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        (
            {"assessment_plan": "Sift"},
            "assessment_plan",
            "Write each stage as: what happens | when it usually happens.",
        ),
        ({"visibility": "internal"}, "__all__", "Internal vacancies are internal or restricted"),
        ({"contract_months": "6"}, "__all__", "A permanent or volunteer role has no number"),
    ],
)
def test_a_mistake_is_told_beside_its_field(
    changes: dict[str, str], field: str, message: str
) -> None:
    _, client = recruiter()
    response = new_advert(client, **changes)
    assert response.status_code == 200
    (error,) = response.context["adminform"].form.errors[field]
    assert error.startswith(message)
    assert Vacancy.objects.count() == 0


def test_a_change_counts_a_version_and_leaves_the_rest_alone() -> None:
    user, client = recruiter()
    vacancy = make_open(bases=("Croydon",))
    team(vacancy, user)
    path = page_of(vacancy)
    response = client.post(path, form_of(client, path, title="Better title"))
    assert response.status_code == 302
    vacancy.refresh_from_db()
    assert (vacancy.title, vacancy.version, vacancy.closes_at) == ("Better title", 2, CLOSES)
    entry = AuditEntry.objects.get(action="vacancy.edit")
    assert (entry.actor_id, entry.after) == (
        user.pk,
        {"status": "open", "version": 2, "fields": ["title"]},
    )
    assert [base.name for base in vacancy.bases.all()] == ["Croydon"]
    assert list(vacancy.history.values_list("event", flat=True)) == ["create", "publish", "edit"]


def test_what_services_own_is_not_changed_by_posting_it() -> None:
    user, client = recruiter()
    vacancy = make_open()
    team(vacancy, user)
    path = page_of(vacancy)
    forged = {
        "reference": "MPS-26-0999",
        "status": "cancelled",
        "version": "9",
        "published_at_0": "01/01/2020",
        "published_at_1": "00:00",
        "closes_at_0": "01/01/2030",
        "closes_at_1": "00:00",
    }
    client.post(path, form_of(client, path, **forged))
    vacancy.refresh_from_db()
    assert (vacancy.reference, vacancy.status, vacancy.version) == ("MPS-26-0401", "open", 2)
    assert vacancy.closes_at == CLOSES


def test_the_team_is_changed_through_the_services() -> None:
    user, client = recruiter()
    sifter = make_staff(Role.SIFTER, username="sifter.example")
    vacancy = make_draft()
    team(vacancy, user)
    path = page_of(vacancy)
    added = form_of(client, path, **{
        "team-TOTAL_FORMS": "2",
        "team-1-user": str(sifter.pk),
        "team-1-role": "sifter",
        "team-1-vacancy": str(vacancy.pk),
    })  # fmt: skip
    client.post(path, added)
    assert set(vacancy.team.values_list("user_id", "role")) == {
        (user.pk, "recruiter"),
        (sifter.pk, "sifter"),
    }
    row = next(
        number
        for number, form in enumerate(team_forms(client, path))
        if form.instance.user_id == sifter.pk
    )
    client.post(path, form_of(client, path, **{f"team-{row}-DELETE": "on"}))
    assert list(vacancy.team.values_list("user_id", flat=True)) == [user.pk]
    assert list(
        AuditEntry.objects.filter(action__startswith="vacancy.", action__endswith="_member")
        .order_by("pk")
        .values_list("action", flat=True)
    ) == ["vacancy.add_member", "vacancy.add_member", "vacancy.remove_member"]


def team_forms(client: Client, path: str) -> list[Any]:
    formsets = client.get(path).context["inline_admin_formsets"]
    return list(formsets[1].formset.initial_forms)


def test_the_list_says_what_readers_see_now() -> None:
    user, client = recruiter()
    soon = CLOSES - timedelta(days=5)
    states = {
        "Draft": make_draft(),
        "Open": make_open(),
        "Opens later": make_open(opens_at=soon),
        "Closed by time": make_open(days_ago=9, closes_at=soon - timedelta(days=20)),
    }
    for vacancy in states.values():
        team(vacancy, user)
    page = client.get(LIST).content.decode()
    for state in states:
        assert f'<td class="field-state">{state}</td>' in page


def test_lists_are_lines() -> None:
    lines, stages = LinesField(), StagesField()
    assert lines.prepare_value(["One", "Two"]) == "One\nTwo"
    assert lines.clean(" One \r\n\r\nTwo") == ["One", "Two"]
    assert lines.has_changed(["One"], "One\n") is False
    assert lines.has_changed(["One"], "Two") is True
    assert stages.prepare_value([{"stage": "Sift", "when": "soon"}]) == "Sift | soon"
    assert stages.clean("Sift|soon") == [{"stage": "Sift", "when": "soon"}]
    assert stages.has_changed([{"stage": "Sift", "when": "soon"}], "Sift | soon") is False


def test_colleagues_are_chosen_by_name_with_or_without_script() -> None:
    vacancy = make_draft()
    user = make_staff(Role.RECRUITER, username="rowan.example")
    add_team_member(by=None, vacancy_id=vacancy.pk, user=user, role="recruiter")
    make_staff(Role.SIFTER, username="sasha.example", first_name="Sasha", last_name="Sifter")
    make_staff(Role.SIFTER, username="gone.example", is_active=False)
    make_user("candidate.example")
    page = client_with_second_factor(user).get(f"/staff/vacancies/vacancy/{vacancy.pk}/change/")
    team = page.context["inline_admin_formsets"][1].formset
    assert [form.fields["user"].label_from_instance(one) for form in team.extra_forms
            for one in form.fields["user"].queryset] == [
        "rowan.example", "Sasha Sifter (sasha.example)",
    ]  # fmt: skip


def test_of_a_base_staff_write_the_address_alone_and_it_is_recorded() -> None:
    user, client = recruiter()
    make_open(bases=("Croydon",))
    base = Base.objects.get(name="Croydon")
    where = f"/staff/vacancies/base/{base.pk}/change/"
    sent = {"name": "Elsewhere", "lat": "50.1", "address": "1 Example Road, Croydon CR0 0AA"}
    assert client.post(where, sent).status_code == 302
    before = (base.name, base.lat)
    base.refresh_from_db()
    assert (base.name, base.lat) == before
    assert base.address == "1 Example Road, Croydon CR0 0AA"
    entry = AuditEntry.objects.filter(action="base.change").get()
    assert entry.actor_id == user.pk
