"""Roles, their rights, and how they are given and taken (domain document 4.2; check 27)."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from recruitment.accounts.models import User
from recruitment.accounts.roles import (
    RIGHTS,
    Right,
    Role,
    grant_role,
    has_right,
    revoke_role,
    rights_of,
    roles_of,
    sync_roles,
)
from recruitment.audit.models import AuditEntry
from tests.accounts.people import client_with_second_factor, make_manager, make_staff, make_user

pytestmark = pytest.mark.django_db


def test_every_role_has_rights_and_every_right_has_a_role():
    assert set(RIGHTS) == set(Role)
    assert all(RIGHTS.values())
    assert frozenset().union(*RIGHTS.values()) == frozenset(Right)


def test_who_scores_never_reads_adjustments_or_declarations():
    for role, rights in RIGHTS.items():
        if Right.SCORE_APPLICATIONS in rights:
            assert not rights & {Right.READ_ADJUSTMENTS, Right.READ_DECLARATIONS}, role


def test_who_moves_applications_does_not_decide_reviews_of_eligibility():
    for role, rights in RIGHTS.items():
        assert not {Right.MOVE_APPLICATIONS, Right.DECIDE_ELIGIBILITY} <= rights, role
        assert not {Right.MANAGE_USERS, Right.READ_APPLICATIONS} <= rights, role


def test_the_groups_are_there_after_migrating_and_making_them_again_changes_nothing(capsys):
    names = set(Group.objects.values_list("name", flat=True))
    assert names == {role.value for role in Role}
    assert sync_roles() == []
    Group.objects.filter(name="sifter").delete()
    call_command("sync_roles")
    assert "sifter" in capsys.readouterr().out
    assert set(Group.objects.values_list("name", flat=True)) == names


def test_rights_come_from_all_roles_together():
    user = make_staff(Role.SIFTER, Role.ADJUSTMENTS_ADVISER)
    assert rights_of(user) == RIGHTS[Role.SIFTER] | RIGHTS[Role.ADJUSTMENTS_ADVISER]
    assert has_right(user, Right.SCORE_APPLICATIONS)
    assert not has_right(user, Right.MAKE_OFFERS)


def test_nobody_signed_in_candidates_and_closed_accounts_have_no_right():
    closed = make_staff(Role.RECRUITER, username="closed")
    closed.is_active = False
    for user in (AnonymousUser(), make_user(), closed):
        assert rights_of(user) == frozenset()


def test_a_superuser_counts_as_an_administrator_and_as_nothing_more():
    user = make_user("root.example", is_superuser=True, is_staff=True)
    assert roles_of(user) == {Role.ADMINISTRATOR}
    assert rights_of(user) == RIGHTS[Role.ADMINISTRATOR]
    assert not has_right(user, Right.READ_APPLICATIONS)


def test_a_group_of_another_name_gives_nothing():
    user = make_user()
    user.groups.add(Group.objects.create(name="friends"))
    assert roles_of(user) == frozenset()


def test_rights_cost_one_query_for_each_request(django_assert_num_queries):
    user = User.objects.get(pk=make_staff(Role.RECRUITER).pk)
    with django_assert_num_queries(1):
        assert [has_right(user, right) for right in Right].count(True) == len(
            RIGHTS[Role.RECRUITER]
        )


def test_granting_opens_the_staff_pages_and_revoking_the_last_role_closes_them():
    user, manager, second = make_user(), make_manager(), make_manager("second.example")
    for role in (Role.SIFTER, Role.SIFTER, Role.RECRUITER):
        grant_role(user=user, role=role, by=manager, agreed_by=second)
    assert (user.is_staff, roles_of(user)) == (True, {Role.SIFTER, Role.RECRUITER})
    revoke_role(user=user, role=Role.RECRUITER, by=manager)
    assert user.is_staff is True
    revoke_role(user=user, role=Role.SIFTER, by=manager)
    revoke_role(user=user, role=Role.SIFTER, by=manager)
    user.refresh_from_db()
    assert (user.is_staff, roles_of(user)) == (False, frozenset())
    entries = AuditEntry.objects.filter(target_id=str(user.pk), action__startswith="role.")
    assert [(e.action, e.actor_id, e.before, e.after) for e in entries.order_by("pk")] == [
        ("role.grant", manager.pk, {}, {"role": "sifter", "agreed_by": second.pk}),
        ("role.grant", manager.pk, {}, {"role": "recruiter", "agreed_by": second.pk}),
        ("role.revoke", manager.pk, {"role": "recruiter"}, {}),
        ("role.revoke", manager.pk, {"role": "sifter"}, {}),
    ]


def test_nobody_gives_themselves_a_role_and_only_managers_give_any():
    user, manager, recruiter = make_user(), make_manager(), make_staff(Role.RECRUITER)
    second = make_manager("second.example")
    for person, by in ((manager, manager), (user, recruiter), (user, user)):
        with pytest.raises(PermissionDenied):
            grant_role(user=person, role=Role.RECRUITER, by=by, agreed_by=second)
        with pytest.raises(PermissionDenied):
            revoke_role(user=person, role=Role.ADMINISTRATOR, by=by)
    for agreed_by in (None, manager, recruiter, user):
        with pytest.raises(PermissionDenied):
            grant_role(user=user, role=Role.RECRUITER, by=manager, agreed_by=agreed_by)
    assert roles_of(user) == frozenset()
    assert roles_of(manager) == {Role.ADMINISTRATOR}


def test_a_right_that_was_taken_away_is_gone_at_the_next_request():
    manager, second = make_manager(), make_manager("second.example")
    client = client_with_second_factor(manager)
    address = "/staff/accounts/user/"
    assert client.get(address).status_code == 200
    revoke_role(user=manager, role=Role.ADMINISTRATOR, by=second)
    grant_role(user=manager, role=Role.SIFTER, by=None)
    assert client.get(address).status_code == 403
    revoke_role(user=manager, role=Role.SIFTER, by=second)
    assert client.get("/staff/").status_code == 302
