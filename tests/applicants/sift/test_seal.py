"""A sealed vacancy: nobody in selection reads before it closes, unless by right with a reason."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from applicants.errors import GuardFailed, NotAllowed
from applicants.models import SealOpening
from applicants.selectors.staff import applications_for_staff, count_sealed, scope_of
from applicants.services.guards import seal_is_open
from applicants.services.sift_handing import hand_next
from applicants.services.unsealing import open_seal
from recruitment.accounts.roles import Role
from recruitment.audit.selectors import entries_about
from tests.applicants.staff.world import make_application, make_member, make_vacancy

pytestmark = pytest.mark.django_db
SEALED = "Applications for this vacancy are sealed until it closes."


@pytest.fixture
def vacancy():
    return make_vacancy(sealed_until_close=True, closes_at=timezone.now() + timedelta(days=3))


def test_an_opened_seal_lets_the_team_read_and_is_in_the_log(vacancy):
    application = make_application(vacancy)
    recruiter = make_member(Role.RECRUITER, vacancy)
    assert applications_for_staff(recruiter).count() == 0
    assert seal_is_open(application, timezone.now()) == SEALED
    open_seal(vacancy_id=vacancy.pk, by=recruiter, reason=" The tests must be set up first. ")
    assert list(applications_for_staff(recruiter)) == [application]
    scope = scope_of(recruiter, device=None, at=timezone.now())
    assert count_sealed(recruiter, scope=scope) == 0
    assert seal_is_open(application, timezone.now()) == ""
    entry = entries_about(vacancy).get(action="seal.open")
    assert (entry.actor_id, entry.reason) == (recruiter.pk, "The tests must be set up first.")


@pytest.mark.parametrize("role", [Role.SIFTER, Role.PANEL_CHAIR, Role.VACANCY_HOLDER])
def test_whoever_selects_does_not_open_it(vacancy, role):
    with pytest.raises(NotAllowed, match="Your role does not include this"):
        open_seal(vacancy_id=vacancy.pk, by=make_member(role, vacancy), reason="Curious.")
    assert SealOpening.objects.count() == 0


def test_it_takes_a_reason_and_a_seal(vacancy):
    recruiter = make_member(Role.RECRUITER, vacancy)
    with pytest.raises(GuardFailed, match="Write why the seal"):
        open_seal(vacancy_id=vacancy.pk, by=recruiter, reason="  ")
    later = timezone.now() + timedelta(days=4)
    with pytest.raises(GuardFailed, match="not sealed now"):
        open_seal(vacancy_id=vacancy.pk, by=recruiter, reason="Late.", at=later)
    with pytest.raises(NotAllowed, match="not on the team"):
        open_seal(vacancy_id=vacancy.pk, by=make_member(Role.RECRUITER), reason="Mine?")


def test_no_marker_is_given_anything_while_it_is_sealed(vacancy):
    make_application(vacancy, "sift")
    marker = make_member(Role.SIFTER, vacancy)
    with pytest.raises(GuardFailed, match=SEALED):
        hand_next(vacancy_id=vacancy.pk, by=marker)
