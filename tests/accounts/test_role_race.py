"""One administrator agrees while another turns it down: one wins. Without the lock both would."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from recruitment.accounts.models import RoleProposal
from recruitment.accounts.role_changes import services
from recruitment.accounts.roles import Role, roles_of
from recruitment.audit.models import AuditEntry
from tests.accounts.people import make_manager, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene():
    ada, ben, carol = (make_manager(name) for name in ("ada", "ben", "carol"))
    rowan = make_user("rowan")
    proposal = services.propose_role(user=rowan, role=Role.RECRUITER, reason="New.", by=ada)
    return proposal, ben, carol, rowan


def both(proposal, ben, carol):
    """What Ben's yes and Carol's no got at the same moment: "done", or the words they read."""
    start = Barrier(2)

    def run(act, **more):
        start.wait(10)
        try:
            act(proposal_id=proposal.pk, **more)
        except ValidationError as refused:
            return refused.messages[0]
        else:
            return "done"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        yes = pool.submit(run, services.agree_to_role, by=ben)
        no = pool.submit(run, services.turn_down_role, by=carol, reason="No.")
        return yes.result(), no.result()


def written():
    actions = AuditEntry.objects.filter(action__in=["role.agree", "role.refuse"])
    return sorted(actions.values_list("action", flat=True))


def test_one_of_them_wins_and_the_other_is_told(scene):
    proposal, ben, carol, rowan = scene
    yes, no = both(proposal, ben, carol)
    proposal.refresh_from_db()
    if yes == "done":
        assert "agreed by ben" in no
        assert (proposal.state, roles_of(rowan)) == ("agreed", {Role.RECRUITER})
        assert written() == ["role.agree"]
    else:
        assert "turned down by carol" in yes
        assert (no, proposal.state, roles_of(rowan)) == ("done", "refused", frozenset())
        assert written() == ["role.refuse"]


def test_with_the_lock_removed_both_win(scene, monkeypatch):
    proposal, ben, carol, _ = scene
    both_have_looked = Barrier(2)

    def look_without_lock(pk):
        found = RoleProposal.objects.select_related("user", "proposed_by").get(pk=pk)
        both_have_looked.wait(10)
        return found

    monkeypatch.setattr(services, "lock_proposal", look_without_lock)
    assert both(proposal, ben, carol) == ("done", "done")
    assert written() == ["role.agree", "role.refuse"]
