"""Writing adverts and their teams: who may, what is refused, what is audited."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from recruitment.accounts.models import User
from recruitment.accounts.roles import Role
from recruitment.audit.models import AuditEntry
from tests.accounts.people import make_staff, make_user
from tests.vacancies.adverts import CLOSES, FIELDS, NOW, RESTRICTED, TRUSTED, make_draft, make_open
from vacancies.data.bases import BASES
from vacancies.models import Base, TeamMember, Vacancy
from vacancies.selectors import vacancies_for_staff
from vacancies.services import (
    EssentialData,
    add_team_member,
    close_vacancy,
    create_vacancy,
    edit_vacancy,
    extend_closing,
    load_bases,
    publish_vacancy,
    remove_team_member,
)

pytestmark = pytest.mark.django_db


def last_entry(action: str) -> tuple[int | None, dict[str, Any], dict[str, Any], str]:
    entry = AuditEntry.objects.filter(action=action).latest("pk")
    return entry.actor_id, entry.before, entry.after, entry.reason


def recruiter(username: str = "recruiter.example") -> User:
    return make_staff(Role.RECRUITER, username=username)


def test_a_recruiter_writes_a_draft_and_joins_its_team() -> None:
    by = recruiter()
    vacancy = create_vacancy(by=by, fields=FIELDS)
    assert (vacancy.reference, vacancy.status, vacancy.version) == ("MPS-26-0401", "draft", 1)
    assert vacancy.residency_years == 3
    assert list(vacancy.team.values_list("user_id", "role")) == [(by.pk, "vacancy_holder")]
    assert last_entry("vacancy.create") == (
        by.pk,
        {},
        {"reference": "MPS-26-0401", "route": "external_staff", "version": 1},
        "",
    )


def test_references_count_on_within_a_year() -> None:
    make_draft(reference="MPS-26-0499")
    make_draft(reference="MPS-25-0900")
    assert make_draft().reference == "MPS-26-0500"
    next_year = create_vacancy(by=None, fields=FIELDS, at=NOW + timedelta(days=60))
    assert next_year.reference == "MPS-27-0401"


def test_a_reference_is_given_once() -> None:
    make_draft(reference="MPS-26-0417")
    with pytest.raises(ValidationError) as refused:
        make_draft(reference="MPS-26-0417")
    assert refused.value.message_dict == {
        "reference": ["Vacancy with this Reference already exists."]
    }


def test_what_is_no_part_of_an_advert_is_refused() -> None:
    for name in ("status", "version", "published_at", "search", "id", "reference"):
        with pytest.raises(ValidationError):
            create_vacancy(by=None, fields={**FIELDS, name: "open"})


OTHERS = [None, Role.SIFTER, Role.PANEL_CHAIR, Role.ADMINISTRATOR, Role.CHECKS_OFFICER]


@pytest.mark.parametrize("role", OTHERS)
def test_without_the_right_nothing_can_be_written(role: Role | None) -> None:
    by = make_staff(role) if role else make_user()
    vacancy = make_open()
    TeamMember.objects.create(vacancy=vacancy, user=by, role="sifter")
    later = CLOSES + timedelta(days=1)
    for attempt in (
        lambda: create_vacancy(by=by, fields=FIELDS),
        lambda: edit_vacancy(by=by, vacancy_id=vacancy.pk, changes={"title": "Mine"}),
        lambda: edit_vacancy(by=by, vacancy_id=vacancy.pk, changes={}, essential=[]),
        lambda: add_team_member(by=by, vacancy_id=vacancy.pk, user=by, role="recruiter"),
        lambda: publish_vacancy(by=by, vacancy_id=vacancy.pk),
        lambda: extend_closing(by=by, vacancy_id=vacancy.pk, closes_at=later, reason="More"),
        lambda: close_vacancy(by=by, vacancy_id=vacancy.pk, reason="Done"),
    ):
        with pytest.raises(PermissionDenied):
            attempt()
    vacancy.refresh_from_db()
    assert (vacancy.title, vacancy.status, vacancy.version) == ("Test Analyst", "open", 1)
    assert vacancy.closes_at == CLOSES


def test_a_recruiter_of_another_team_is_refused() -> None:
    vacancy = make_open()
    with pytest.raises(PermissionDenied):
        edit_vacancy(by=recruiter(), vacancy_id=vacancy.pk, changes={"title": "Mine"})


def test_a_vacancy_holder_writes_and_may_not_publish() -> None:
    holder = make_staff(Role.VACANCY_HOLDER)
    vacancy = create_vacancy(by=holder, fields=FIELDS)
    edit_vacancy(by=holder, vacancy_id=vacancy.pk, changes={"title": "Senior Analyst"})
    with pytest.raises(PermissionDenied):
        publish_vacancy(by=holder, vacancy_id=vacancy.pk)
    vacancy.refresh_from_db()
    assert (vacancy.title, vacancy.status) == ("Senior Analyst", "draft")


def test_an_edit_after_publication_counts_a_version_and_names_what_changed() -> None:
    vacancy = make_open()
    edit_vacancy(
        by=None,
        vacancy_id=vacancy.pk,
        changes={"title": "Senior Analyst", "posts": 2, "grade": "Band D"},
        bases=[load_bases()["Croydon"]],
    )
    vacancy.refresh_from_db()
    assert (vacancy.title, vacancy.posts, vacancy.version) == ("Senior Analyst", 2, 2)
    assert last_entry("vacancy.edit") == (
        None,
        {"status": "open"},
        {"status": "open", "version": 2, "fields": ["posts", "title", "bases"]},
        "",
    )


def test_an_edit_of_a_draft_counts_no_version() -> None:
    vacancy = make_draft()
    edit_vacancy(by=None, vacancy_id=vacancy.pk, changes={"closes_at": CLOSES + timedelta(days=1)})
    vacancy.refresh_from_db()
    assert (vacancy.version, vacancy.closes_at) == (1, CLOSES + timedelta(days=1))


@pytest.mark.parametrize("name", ["closes_at", "opens_at"])
def test_the_times_of_a_published_advert_are_not_edited(name: str) -> None:
    vacancy = make_open()
    with pytest.raises(ValidationError) as refused:
        edit_vacancy(by=None, vacancy_id=vacancy.pk, changes={name: CLOSES - timedelta(days=1)})
    assert refused.value.message_dict == {
        "closes_at": ["This advert is published. Extend its closing time instead."]
    }


@pytest.mark.parametrize("name", ["reference", "status", "version", "published_at"])
def test_what_services_own_is_not_edited(name: str) -> None:
    vacancy = make_open()
    with pytest.raises(ValidationError):
        edit_vacancy(by=None, vacancy_id=vacancy.pk, changes={name: "MPS-26-0999"})


def test_publishing_says_everything_that_is_missing() -> None:
    bare = {
        **FIELDS,
        "salary_min": None,
        "salary_max": None,
        "location_note": "",
        "responsibilities": ["Only one."],
        "assessment_plan": [],
        "closes_at": NOW,
        "budget_code": "",
        "approval_reference": "",
    }
    vacancy = create_vacancy(by=None, fields=bare)
    with pytest.raises(ValidationError) as refused:
        publish_vacancy(by=None, vacancy_id=vacancy.pk)
    assert refused.value.messages == [
        "The closing time has passed.",
        "Choose a base or say where the work is.",
        "Give the salary, the rate or a note about pay.",
        "List 3 to 10 key responsibilities.",
        "List at least one essential criterion.",
        "Say what the stages are and when they happen.",
        "Give the budget code.",
        "Give the reference of the approval to fill the post.",
    ]
    vacancy.refresh_from_db()
    assert (vacancy.status, vacancy.published_at) == ("draft", None)


def test_criteria_keep_their_rows_by_code_when_they_are_reordered() -> None:
    vacancy = make_draft()
    first = [EssentialData("one", "First"), EssentialData("two", "Second", "test")]
    before = {row.code: row.pk for row in set_criteria(vacancy, first)}
    after = set_criteria(vacancy, [EssentialData("two", "Second, better"), first[0]])
    assert [(row.code, row.text, row.order) for row in after] == [
        ("two", "Second, better", 1),
        ("one", "First", 2),
    ]
    assert {row.code: row.pk for row in after} == before
    assert last_entry("vacancy.edit") == (
        None,
        {"status": "draft"},
        {"status": "draft", "version": 1, "fields": ["essential_criteria"]},
        "",
    )


def set_criteria(vacancy: Vacancy, essential: list[EssentialData]) -> list[Any]:
    edit_vacancy(by=None, vacancy_id=vacancy.pk, changes={}, essential=essential)
    return list(vacancy.essential_criteria.order_by("order"))


def test_two_criteria_with_one_code_are_refused() -> None:
    with pytest.raises(ValidationError, match="the same code"):
        set_criteria(make_draft(), [EssentialData("one", "A"), EssentialData("one", "B")])


def test_the_team_grows_and_shrinks_with_an_audit_entry_each() -> None:
    vacancy, user = make_draft(), make_staff(Role.SIFTER)
    member = add_team_member(by=None, vacancy_id=vacancy.pk, user=user, role="sifter")
    again = add_team_member(by=None, vacancy_id=vacancy.pk, user=user, role="sifter")
    assert again.pk == member.pk
    assert AuditEntry.objects.filter(action="vacancy.add_member").count() == 1
    remove_team_member(by=None, member_id=member.pk)
    assert list(vacancy.team.all()) == []
    assert last_entry("vacancy.remove_member")[1] == {"user": user.pk, "role": "sifter"}


def test_staff_see_the_vacancies_of_their_teams_and_restricted_ones_at_a_met_device() -> None:
    mine, other, hidden = make_open(), make_open(), make_open(**RESTRICTED)
    sifter, reviewer = (
        make_staff(Role.SIFTER),
        make_staff(Role.ELIGIBILITY_REVIEWER, username="reviewer.example"),
    )
    for vacancy in (mine, hidden):
        for role in ("sifter", "panel_member"):
            add_team_member(by=None, vacancy_id=vacancy.pk, user=sifter, role=role)

    def seen(user: User, **device: Any) -> set[int]:
        return {vacancy.pk for vacancy in vacancies_for_staff(user, **device)}

    assert seen(sifter) == {mine.pk}
    assert seen(sifter, device=TRUSTED) == {mine.pk, hidden.pk}
    assert seen(reviewer) == {mine.pk, other.pk}
    assert seen(reviewer, device=TRUSTED) == {mine.pk, other.pk, hidden.pk}
    assert seen(make_user("candidate.example"), device=TRUSTED) == set()


def test_loading_bases_twice_changes_nothing() -> None:
    first = load_bases()
    Base.objects.filter(name="Croydon").update(zone="inner")
    again = load_bases()
    assert {name: base.pk for name, base in again.items()} == {
        name: base.pk for name, base in first.items()
    }
    assert (Base.objects.count(), again["Croydon"].zone) == (len(BASES), "outer")
