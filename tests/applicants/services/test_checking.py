"""Pre-employment checks, and that the final offer waits for each of them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from applicants.choices import CheckKind, CheckState, Event, Status
from applicants.errors import GuardFailed, NotAllowed, StateChanged
from applicants.models import PreEmploymentCheck
from applicants.services.checking import create_checks, kinds_for, record_check
from applicants.services.deciding import decide
from recruitment.accounts.roles import Role
from recruitment.audit.selectors import entries_about
from tests.applicants.staff.world import make_application, make_member, make_vacancy, prepare
from vacancies.models import Vacancy

pytestmark = pytest.mark.django_db
BASE = ["identity", "right_to_work", "vetting"]


@pytest.mark.parametrize(
    ("route", "role_class", "expected"),
    [
        ("external_staff", "police_staff", [*BASE, "references", "medical"]),
        ("external_staff", "pcso", [*BASE, "references", "medical", "fitness"]),
        ("external_staff", "ddo", [*BASE, "references", "medical", "fitness"]),
        ("external_staff", "volunteer", [*BASE, "references", "medical"]),
        ("internal_staff", "police_staff", [*BASE, "medical", "line_manager"]),
        ("internal_staff", "police_officer", [*BASE, "medical", "fitness", "line_manager"]),
        ("transferee", "police_officer", [*BASE, "references", "medical", "fitness"]),
        ("special_constable", "special_constable", [*BASE, "references", "medical", "fitness"]),
        ("temporary", "police_staff", [*BASE, "references", "medical"]),
    ],
)
def test_each_route_and_role_has_its_checks(route, role_class, expected):
    assert kinds_for(Vacancy(route=route, role_class=role_class)) == expected


@pytest.fixture
def officer():
    return make_member(Role.CHECKS_OFFICER)


@pytest.fixture
def application():
    made = make_application(make_vacancy(), Status.CHECKS)
    create_checks(application=made)
    return made


def test_checks_are_made_once(application):
    assert create_checks(application=application) == []
    assert PreEmploymentCheck.objects.count() == 5


def test_a_check_is_recorded_and_logged_by_category_and_state_alone(application, officer):
    record_check(application_id=application.pk, by=officer, kind="vetting", state="complete")
    assert PreEmploymentCheck.objects.get(kind="vetting").state == CheckState.COMPLETE
    entry = entries_about(application)[0]
    assert (entry.action, entry.actor_id) == ("check.record", officer.pk)
    assert entry.before == {"kind": "vetting", "state": "not_started"}
    assert entry.after == {"kind": "vetting", "state": "complete"}


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"state": "doubtful"}, "Choose how far the check is"),
        ({"kind": "fitness"}, "does not need that check"),
        ({"expected_state": "with_us"}, "A colleague changed this check"),
    ],
)
def test_what_cannot_be_recorded_is_refused(application, officer, values, sentence):
    given = {"kind": "vetting", "state": "complete", **values}
    with pytest.raises(GuardFailed, match=sentence):
        record_check(application_id=application.pk, by=officer, **given)


def test_recruiters_record_no_checks_and_none_are_recorded_before_an_offer(application, officer):
    recruiter = make_member(Role.RECRUITER, application.vacancy)
    with pytest.raises(NotAllowed):
        record_check(application_id=application.pk, by=recruiter, kind="vetting", state="complete")
    early = make_application(application.vacancy, Status.SIFT)
    with pytest.raises(StateChanged, match=r"^Checks are recorded after"):
        record_check(application_id=early.pk, by=officer, kind="vetting", state="complete")


def test_the_offer_is_confirmed_only_when_every_check_is_complete(application, officer):
    recruiter = make_member(Role.RECRUITER, application.vacancy)
    prepare(application, start_on=timezone.localdate() + timedelta(days=30))
    for kind in kinds_for(application.vacancy)[:-1]:
        record_check(application_id=application.pk, by=officer, kind=kind, state="complete")
    with pytest.raises(GuardFailed, match=r"^These conditions are not met yet: Medical\.$"):
        decide(application_id=application.pk, by=recruiter, event=Event.CONFIRM_OFFER)
    record_check(
        application_id=application.pk, by=officer, kind=CheckKind.MEDICAL, state="complete"
    )
    changed = decide(application_id=application.pk, by=recruiter, event=Event.CONFIRM_OFFER)
    assert changed.status == Status.OFFER_FINAL
