"""A role needs two administrators (domain document 4.2): proposed, agreed to, turned down, expired;
and the way in from the server."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from recruitment.accounts.holdings import forget_all, held_for
from recruitment.accounts.models import RoleProposal, User
from recruitment.accounts.role_changes.emails import RoleDecided, RoleProposed
from recruitment.accounts.role_changes.services import (
    PROPOSER_LEFT,
    agree_to_role,
    propose_role,
    turn_down_role,
)
from recruitment.accounts.roles import Role, administrators, revoke_role, roles_of
from recruitment.accounts.services import deactivate_user
from recruitment.accounts.tasks import expire_proposed_roles
from recruitment.audit.models import AuditEntry
from recruitment.outbox.models import OutboxEmail
from tests.accounts.people import client_with_second_factor, make_manager, make_staff, make_user

pytestmark = pytest.mark.django_db

LIST = "/staff/accounts/roleproposal/"


class Scene:
    """Ada proposes, Ben may agree; Rowan is the person."""

    def __init__(self) -> None:
        self.ada, self.ben = make_manager("ada"), make_manager("ben")
        self.rowan = make_user("rowan")

    def propose(self, role: Role = Role.RECRUITER) -> RoleProposal:
        return propose_role(user=self.rowan, role=role, reason="New here.", by=self.ada)


@pytest.fixture
def scene(db) -> Scene:
    return Scene()


def emails() -> list[tuple[str, str]]:
    rows = OutboxEmail.objects.exclude(status="cancelled").order_by("pk")
    return [(row.kind, row.to_address) for row in rows]


def audit() -> list[tuple[str, int | None, object]]:
    rows = AuditEntry.objects.filter(action__startswith="role.").order_by("pk")
    return [(row.action, row.actor_id, row.after) for row in rows if row.actor_label != "system"]


def page_of(proposal: RoleProposal) -> str:
    return f"{LIST}{proposal.pk}/change/"


def test_a_role_holds_once_a_second_administrator_agrees(scene):
    proposal = scene.propose()
    assert roles_of(scene.rowan) == frozenset()
    assert emails() == [("role_proposed", scene.ben.email)]
    agree_to_role(proposal_id=proposal.pk, by=scene.ben)
    rowan = User.objects.get(pk=scene.rowan.pk)
    assert (roles_of(rowan), rowan.is_staff) == ({Role.RECRUITER}, True)
    assert audit() == [
        ("role.propose", scene.ada.pk, {"role": "recruiter", "user": rowan.pk}),
        ("role.agree", scene.ben.pk, {"state": "agreed"}),
        ("role.grant", scene.ada.pk, {"role": "recruiter", "agreed_by": scene.ben.pk}),
    ]
    # The first email had not gone yet, and is not true any more.
    assert emails() == [("role_decided", scene.ada.email)]


def test_neither_the_proposer_nor_the_person_nor_another_role_agrees(scene):
    carol = make_manager("carol")
    about_carol = propose_role(user=carol, role=Role.RECRUITER, reason="Both.", by=scene.ada)
    proposal = scene.propose()
    sifter = make_staff(Role.SIFTER, username="sasha")
    for one, by in (
        (proposal, scene.ada), (proposal, scene.rowan), (proposal, sifter), (about_carol, carol),
    ):  # fmt: skip
        with pytest.raises(PermissionDenied):
            agree_to_role(proposal_id=one.pk, by=by)
    with pytest.raises(PermissionDenied):
        turn_down_role(proposal_id=about_carol.pk, by=carol, reason="No.")
    with pytest.raises(PermissionDenied):
        propose_role(user=scene.ada, role=Role.RECRUITER, reason="Me.", by=scene.ada)
    with pytest.raises(PermissionDenied):
        propose_role(user=scene.rowan, role=Role.RECRUITER, reason="Me.", by=sifter)
    assert set(RoleProposal.objects.values_list("state", flat=True)) == {"waiting"}
    assert roles_of(carol) == {Role.ADMINISTRATOR}


def test_what_is_there_or_proposed_already_is_not_proposed(scene):
    scene.propose()
    with pytest.raises(ValidationError, match="proposed already"):
        scene.propose()
    with pytest.raises(ValidationError, match="Say why"):
        propose_role(user=scene.rowan, role=Role.SIFTER, reason=" ", by=scene.ada)
    has = make_staff(Role.SIFTER, username="sasha")
    with pytest.raises(ValidationError, match="has the role already"):
        propose_role(user=has, role=Role.SIFTER, reason="x", by=scene.ada)
    deactivate_user(user=has, by=scene.ada, reason="left")
    with pytest.raises(ValidationError, match="switched off"):
        propose_role(user=has, role=Role.RECRUITER, reason="x", by=scene.ada)


def test_nobody_agrees_for_a_proposer_who_has_gone_or_a_person_who_was_blocked(scene):
    carol = make_manager("carol")
    first, second = scene.propose(), scene.propose(Role.SIFTER)
    deactivate_user(user=scene.rowan, by=carol, reason="left")
    with pytest.raises(ValidationError, match="switched off"):
        agree_to_role(proposal_id=first.pk, by=scene.ben)
    scene.rowan.is_active = True
    scene.rowan.save(update_fields=["is_active"])
    revoke_role(user=scene.ada, role=Role.ADMINISTRATOR, by=carol)
    with pytest.raises(ValidationError, match=PROPOSER_LEFT):
        agree_to_role(proposal_id=second.pk, by=scene.ben)
    assert roles_of(scene.rowan) == frozenset()


def test_it_is_turned_down_with_a_reason_and_the_next_one_reads_by_whom(scene):
    proposal, carol = scene.propose(), make_manager("carol")
    with pytest.raises(ValidationError, match="Say why"):
        turn_down_role(proposal_id=proposal.pk, by=scene.ben, reason="")
    with time_machine.travel(timezone.now() + timedelta(minutes=5), tick=False):
        turn_down_role(proposal_id=proposal.pk, by=scene.ben, reason="Not in this team.")
        with pytest.raises(ValidationError, match="turned down by ben on"):
            agree_to_role(proposal_id=proposal.pk, by=carol)
    email = RoleDecided.load({"proposal": proposal.pk, "user": scene.ada.pk})
    assert email is not None
    assert (email.subject, email.answer) == (
        "Turned down by ben: Recruiter for rowan", "Not in this team.",
    )  # fmt: skip
    assert scene.propose().state == "waiting"  # once more, with a better reason


def test_it_expires_after_fourteen_days_and_goes_after_two_years(scene):
    with time_machine.travel("2026-11-01T12:00:00Z", tick=False):
        proposal = scene.propose()
    with time_machine.travel("2026-11-15T11:59:00Z", tick=False):
        assert expire_proposed_roles() == 0
    with time_machine.travel("2026-11-15T12:00:00Z", tick=False):
        with pytest.raises(ValidationError, match="has expired"):
            agree_to_role(proposal_id=proposal.pk, by=scene.ben)
        assert (expire_proposed_roles(), expire_proposed_roles()) == (1, 0)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by) == ("expired", None)
    assert AuditEntry.objects.get(action="role.expire").actor_label == "system"
    assert emails() == [("role_decided", scene.ada.email)]
    with time_machine.travel("2028-11-14T11:00:00Z", tick=False):
        expire_proposed_roles()
        assert RoleProposal.objects.count() == 1
    with time_machine.travel("2028-11-14T13:00:00Z", tick=False):
        expire_proposed_roles()
    assert (RoleProposal.objects.count(), emails()) == (0, [])


def test_the_email_says_who_what_why_and_until_when(scene):
    with time_machine.travel("2026-11-01T12:00:00Z", tick=False):
        proposal = scene.propose()
    email = RoleProposed.load({"proposal": proposal.pk, "user": scene.ben.pk})
    assert email is not None
    assert (email.who, email.person, email.role, email.reason, email.until) == (
        "ada", "rowan", "Recruiter", "New here.", "15 November 2026 at 12:00pm",
    )  # fmt: skip
    assert email.link.endswith(page_of(proposal))
    revoke_role(user=scene.ben, role=Role.ADMINISTRATOR, by=scene.ada)
    assert RoleProposed.load({"proposal": proposal.pk, "user": scene.ben.pk}) is None


def test_the_person_reads_it_in_their_data_and_it_goes_with_the_account(scene):
    proposal = scene.propose()
    turn_down_role(proposal_id=proposal.pk, by=scene.ben, reason="Not yet.")
    held = next(one for one in held_for(scene.rowan) if one.code == "proposed_roles")
    name, words = held.lines[0]
    assert name == "Recruiter"
    assert "turned down; reason: New here.; why it was turned down: Not yet." in words
    assert "ada" not in words
    assert "ben" not in words
    forget_all(scene.rowan)
    assert (RoleProposal.objects.count(), emails()) == (0, [])


def test_a_second_person_decides_on_the_page(scene):
    proposal = scene.propose()
    client = client_with_second_factor(scene.ben)
    assert "1 proposed role waits for a second administrator" in client.get("/staff/").text
    assert "Recruiter for rowan" in client.get(LIST, {"state": "waiting"}).text
    nothing = client.post(page_of(proposal), {})
    assert nothing.context["form"].errors == {"decision": ["Select what you decide."]}
    assert "<title>Error: " in nothing.text
    unsaid = client.post(page_of(proposal), {"decision": "refuse"})
    assert unsaid.context["form"].errors == {"reason": ["Enter why you turn it down."]}
    answer = client.post(page_of(proposal), {"decision": "agree"}, follow=True)
    assert "Rowan has the role now: Recruiter." in answer.text
    assert roles_of(User.objects.get(pk=scene.rowan.pk)) == {Role.RECRUITER}
    late = client.post(page_of(proposal), {"decision": "refuse", "reason": "Oh."})
    assert "This has been decided already. Recruiter: agreed by ben on" in late.text


def test_the_proposer_may_only_take_it_back_and_the_person_only_read(scene):
    proposal = scene.propose()
    own = client_with_second_factor(scene.ada)
    assert "waits for a second administrator" not in own.get("/staff/").text
    answer = own.post(page_of(proposal), {"decision": "agree"})
    assert list(answer.context["form"].errors) == ["decision"]
    about_ben = propose_role(user=scene.ben, role=Role.SIFTER, reason="Also.", by=scene.ada)
    concerned = client_with_second_factor(scene.ben)
    assert "This is about you." in concerned.get(page_of(about_ben)).text
    assert concerned.post(page_of(about_ben), {"decision": "agree"}).status_code == 403
    back = own.post(page_of(proposal), {"decision": "refuse", "reason": "A mistake."})
    assert back.status_code == 302
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by, proposal.answer) == (
        "refused", scene.ada, "A mistake.",
    )  # fmt: skip
    assert client_with_second_factor(scene.ben).get(f"{LIST}999/change/").status_code == 404


def test_the_list_costs_the_same_for_one_and_for_three(scene, django_assert_num_queries):
    scene.propose()
    client = client_with_second_factor(scene.ben)
    client.get(LIST)
    with CaptureQueriesContext(connection) as one:
        assert client.get(LIST).context["cl"].result_count == 1
    for role in (Role.SIFTER, Role.PANEL_CHAIR):
        turn_down_role(proposal_id=scene.propose(role).pk, by=scene.ben, reason="No.")
    with django_assert_num_queries(len(one)):
        page = client.get(LIST)
    assert [row.state for row in page.context["cl"].result_list] == [
        "waiting", "refused", "refused",
    ]  # fmt: skip


def test_the_first_administrators_come_in_by_a_command_and_the_others_read_of_it(capsys):
    first, second, third = make_user("first"), make_user("second"), make_user("third")
    for user in (first, second):
        call_command("grant_role", user.username, "administrator", reason="Setting up.")
    assert "second has the role now: Administrator." in capsys.readouterr().out
    assert list(administrators()) == [first, second]
    assert emails() == [("role_decided", first.email)]
    told = RoleDecided.load(
        {"proposal": RoleProposal.objects.get(user=second).pk, "user": first.pk}
    )
    assert told is not None
    assert told.subject == "Given on the server: Administrator for second"
    with pytest.raises(CommandError, match="There are two other administrators"):
        call_command("grant_role", "third", "recruiter", reason="Quick.")
    with pytest.raises(CommandError, match="No account"):
        call_command("grant_role", "nobody", "recruiter", reason="Quick.")
    call_command("grant_role", "third", "recruiter", reason="Both ill.", emergency=True)
    assert roles_of(third) == {Role.RECRUITER}
    entry = AuditEntry.objects.filter(action="role.grant").latest("pk")
    assert (entry.actor_label, entry.after, entry.reason) == (
        "system", {"role": "recruiter"}, "Both ill.",
    )  # fmt: skip
