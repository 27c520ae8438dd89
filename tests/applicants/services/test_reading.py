"""Sealed things: who opens them, and that each opening is written down."""

from __future__ import annotations

import pytest

from applicants.errors import NotAllowed
from applicants.models import AdjustmentsRequest, ConductDeclaration
from applicants.selectors.staff_case import agreed_arrangement
from applicants.services.adjusting import agree_arrangement
from applicants.services.reading import read_adjustments, read_declaration
from recruitment.accounts.roles import Role
from recruitment.audit.selectors import entries_about
from tests.applicants.staff.world import make_application, make_member, make_vacancy

pytestmark = pytest.mark.django_db


@pytest.fixture
def application():
    made = make_application(make_vacancy())
    ConductDeclaration.objects.create(application=made, answers={"convictions": "yes"})
    AdjustmentsRequest.objects.create(application=made, answers={"needs": "A quiet room."})
    return made


def test_the_checks_team_reads_the_declaration_and_it_is_logged(application):
    officer = make_member(Role.CHECKS_OFFICER)
    assert read_declaration(application=application, by=officer) == {"convictions": "yes"}
    entries = list(entries_about(application).values_list("action", "actor_id"))
    assert entries == [("declaration.read", officer.pk)]


def test_advisers_read_the_request_and_it_is_logged(application):
    adviser = make_member(Role.ADJUSTMENTS_ADVISER)
    found = read_adjustments(application=application, by=adviser)
    assert found.answers == {"needs": "A quiet room."}
    entries = list(entries_about(application).values_list("action", "actor_id"))
    assert entries == [("adjustments.read", adviser.pk)]


@pytest.mark.parametrize(
    "role",
    [Role.RECRUITER, Role.SIFTER, Role.PANEL_CHAIR, Role.PANEL_MEMBER, Role.VACANCY_HOLDER],
)
def test_those_who_decide_open_neither(application, role):
    member = make_member(role, application.vacancy)
    for read in (read_declaration, read_adjustments):
        with pytest.raises(NotAllowed):
            read(application=application, by=member)
    assert entries_about(application).count() == 0


def test_what_is_agreed_is_all_that_others_read(application):
    adviser = make_member(Role.ADJUSTMENTS_ADVISER)
    agree_arrangement(application=application, by=adviser, text=" A room on the ground floor. ")
    assert agreed_arrangement(application) == "A room on the ground floor."
    assert entries_about(application)[0].after == {"agreed": True}
    recruiter = make_member(Role.RECRUITER, application.vacancy)
    with pytest.raises(NotAllowed):
        agree_arrangement(application=application, by=recruiter, text="Nothing")
