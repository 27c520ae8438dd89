"""The staff pages for people (security checks 23 and 24)."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from recruitment.accounts.models import InternalStanding, RoleProposal, StandingKind, User
from recruitment.accounts.roles import Role, roles_of
from recruitment.accounts.services import record_standing
from recruitment.audit.models import AuditEntry
from tests.accounts.people import (
    client_with_second_factor,
    is_signed_in,
    make_manager,
    make_staff,
    make_user,
)

pytestmark = pytest.mark.django_db

USERS = "/staff/accounts/user/"
STANDINGS = "/staff/accounts/internalstanding/"


def change(client, user, **answers):
    return client.post(f"{USERS}{user.pk}/change/", {"may_sign_in": "on", "roles": [], **answers})


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_nobody_but_managers_of_users_sees_accounts_or_standings(role):
    user = make_user("rowan")
    client = client_with_second_factor(make_staff(role))
    for address in (
        USERS,
        f"{USERS}{user.pk}/change/",
        f"{USERS}{user.pk}/history/",
        f"{USERS}?_popup=1",
        *([] if role is Role.RECRUITER else [STANDINGS, f"{STANDINGS}add/"]),
        "/staff/autocomplete/?app_label=accounts&model_name=internalstanding&field_name=user",
    ):
        assert client.get(address).status_code == 403, address
    assert change(client, user, roles=["administrator"]).status_code == 403
    assert roles_of(user) == frozenset()


def test_a_superuser_may_not_do_more_than_the_role():
    user = make_user("rowan")
    client = client_with_second_factor(make_user("root.one", is_staff=True, is_superuser=True))
    assert client.get(USERS).status_code == 200
    assert client.get(f"{USERS}add/").status_code == 403
    assert client.get(f"{USERS}{user.pk}/delete/").status_code == 403
    assert client.get("/staff/auth/group/").status_code == 404
    assert client.get("/staff/mfa/authenticator/").status_code == 404
    response = client.post(USERS, {"action": "delete_selected", "_selected_action": [user.pk]})
    assert User.objects.filter(pk=user.pk).exists(), response


@pytest.mark.parametrize(
    "query",
    [
        "password__startswith=argon2",
        "emailaddress__email__contains=a",
        "session_generation=0",
        "groups__user__password__startswith=a",
    ],
)
def test_filters_cannot_be_used_to_guess_secrets(query):
    client = client_with_second_factor(make_manager())
    assert client.get(f"{USERS}?{query}").status_code == 400
    assert client.get(f"{USERS}?is_staff__exact=1&role=sifter&o=2").status_code == 200


def test_the_list_is_filtered_by_a_role_in_words():
    client = client_with_second_factor(make_manager())
    make_staff(Role.SIFTER, username="sasha")
    page = client.get(USERS, {"role": "sifter"}).content.decode()
    assert "Checks officer" in page
    assert "1 user" in page
    assert ">sasha<" in page


def test_the_list_costs_the_same_for_one_and_for_three(django_assert_num_queries):
    client = client_with_second_factor(make_manager())
    client.get(USERS)
    with CaptureQueriesContext(connection) as one:
        page = client.get(USERS)
    assert page.context["cl"].result_count == 1
    for name in ("first.one", "second.one"):
        make_staff(Role.SIFTER, Role.RECRUITER, username=name)
    with django_assert_num_queries(len(one)):
        page = client.get(USERS)
    assert page.context["cl"].result_count == 3
    assert "Recruiter, Sifter" in page.content.decode()


def test_roles_are_proposed_and_taken_through_the_services():
    manager, user = make_manager(), make_staff(Role.ELIGIBILITY_REVIEWER, username="rowan")
    client = client_with_second_factor(manager)
    unsaid = change(client, user, roles=["eligibility_reviewer", "sifter"])
    assert unsaid.context["adminform"].form.errors == {
        "reason": ["Say why the person needs the role."]
    }
    answer = change(client, user, roles=["sifter", "recruiter"], reason="New here.")
    assert answer.status_code == 302
    assert roles_of(user) == frozenset()
    page = client.get(f"{USERS}{user.pk}/change/").content.decode()
    assert "Recruiter, Sifter" in page
    assert "Proposed: Recruiter, Sifter. It takes effect when another" in page
    # Ticked again while they wait: nothing more, and no reason asked.
    assert change(client, user, roles=["sifter"]).status_code == 302
    entries = AuditEntry.objects.filter(action__startswith="role.", actor_id=manager.pk)
    assert [(e.action, e.before or e.after) for e in entries.order_by("pk")] == [
        ("role.revoke", {"role": "eligibility_reviewer"}),
        ("role.propose", {"role": "recruiter", "user": user.pk}),
        ("role.propose", {"role": "sifter", "user": user.pk}),
    ]


def test_nobody_gets_their_roles_back_by_being_switched_off_and_on():
    user = make_staff(Role.RECRUITER, username="rowan", is_superuser=True)
    client = client_with_second_factor(make_manager())
    assert change(client, user, roles=["recruiter"], may_sign_in="", reason="x").status_code == 302
    assert change(client, user, roles=["recruiter"], reason="came back").status_code == 302
    user = User.objects.get(pk=user.pk)
    assert (user.is_active, user.is_staff, user.is_superuser) == (True, False, False)
    assert roles_of(user) == frozenset()
    waiting = RoleProposal.objects.filter(user=user, state="waiting").order_by("role")
    assert [(one.role, one.reason) for one in waiting] == [
        ("administrator", "came back"),
        ("recruiter", "came back"),
    ]


def test_no_role_is_proposed_for_an_account_that_is_switched_off():
    user = make_user("rowan", is_active=False)
    client = client_with_second_factor(make_manager())
    for switched in ("", "on"):
        answer = change(client, user, roles=["sifter"], may_sign_in=switched, reason="x")
        assert answer.context["adminform"].form.errors == {
            "roles": ["This account is switched off. Switch it on first."]
        }
    assert not RoleProposal.objects.exists()


def test_switching_off_needs_a_reason_and_signs_the_person_out():
    user = make_user("rowan")
    candidate = client_with_second_factor(user)
    client = client_with_second_factor(make_manager())
    response = change(client, user, may_sign_in="")
    assert response.context["adminform"].form.errors == {
        "reason": ["Say why the person may or may not sign in."]
    }
    assert is_signed_in(candidate)
    assert change(client, user, may_sign_in="", reason="left").status_code == 302
    assert not is_signed_in(candidate)
    assert AuditEntry.objects.get(action="account.deactivate").reason == "left"
    assert change(client, user, reason="came back").status_code == 302
    user.refresh_from_db()
    assert user.is_active


def test_managers_cannot_work_on_themselves():
    manager = make_manager()
    client = client_with_second_factor(manager)
    response = change(client, manager, roles=["administrator", "recruiter"])
    assert response.context["adminform"].form.non_field_errors() == [
        "You cannot change your own roles or access. Ask a colleague."
    ]
    assert roles_of(manager) == {Role.ADMINISTRATOR}


def test_no_other_field_of_an_account_can_be_posted():
    user = make_user("rowan")
    client = client_with_second_factor(make_manager())
    everything = {field.name: "1" for field in User._meta.get_fields()}
    before = User.objects.filter(pk=user.pk).values().get()
    assert change(client, user, **(everything | {"username": "hacked"})).status_code == 302
    after = User.objects.filter(pk=user.pk).values().get()
    assert after == before


def test_a_standing_is_added_and_ended_with_a_record_and_never_rewritten():
    manager, user = make_manager(), make_user("rowan")
    answers = {
        "user": user.pk,
        "kind": "police_staff",
        "source": "hr_record",
        "valid_from": "01/04/2026",
        "valid_until": "31/03/2027",
        "note": "",
    }
    with time_machine.travel("2026-11-22T23:30:00Z", tick=False):
        client = client_with_second_factor(manager)
        wrong = client.post(f"{STANDINGS}add/", answers | {"valid_until": "01/04/2026"})
        assert wrong.context["adminform"].form.non_field_errors() == [
            "The last day must come after the first day."
        ]
        missing = client.post(f"{STANDINGS}add/", {}).context["adminform"].form.errors
        assert {name: list(said) for name, said in missing.items()} == {
            "user": ["Select user."],
            "kind": ["Select kind."],
            "source": ["Select source."],
            "valid_from": ["Enter valid from."],
            "valid_until": ["Enter valid until."],
        }
        assert client.post(f"{STANDINGS}add/", answers).status_code == 302
        row = InternalStanding.objects.get()
        assert (row.user, row.recorded_by, row.valid_until) == (user, manager, date(2027, 3, 31))
        assert client.post(f"{STANDINGS}{row.pk}/change/", answers).status_code == 403
        assert client.get(f"{STANDINGS}{row.pk}/delete/").status_code == 403
        page = client.post(
            STANDINGS, {"action": "end_today", "_selected_action": [row.pk]}, follow=True
        )
        assert "Standings ended from today: 1." in page.content.decode()
        row.refresh_from_db()
        assert (row.ended_on, row.ended_by) == (date(2026, 11, 22), manager)
        page = client.post(
            STANDINGS, {"action": "end_today", "_selected_action": [row.pk]}, follow=True
        )
        assert "This standing has already been ended." in page.content.decode()
    actions = AuditEntry.objects.filter(action__startswith="standing.").order_by("pk")
    assert [(e.action, e.actor_id) for e in actions] == [
        ("standing.record", manager.pk),
        ("standing.end", manager.pk),
    ]


def test_nobody_ends_their_own_standing():
    manager = make_manager()
    row = record_standing(
        user=manager,
        kind=StandingKind.POLICE_STAFF,
        source="hr_record",
        valid_from=date(2026, 4, 1),
        valid_until=date(2099, 3, 31),
        by=None,
    )
    client = client_with_second_factor(manager)
    response = client.post(STANDINGS, {"action": "end_today", "_selected_action": [row.pk]})
    assert response.status_code == 403
    row.refresh_from_db()
    assert row.ended_on is None
