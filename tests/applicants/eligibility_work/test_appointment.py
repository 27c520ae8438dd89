"""Conditions of appointment: shown where people meet them, and blocking only what they may."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from applicants.choices import CheckKind, CheckState, Event, Status
from applicants.errors import GuardFailed, NotAllowed
from applicants.models import PreEmploymentCheck, UnitGate
from applicants.selectors.appointment import conditions_in_lines
from applicants.services.checking import record_check
from applicants.services.guards import unit_gates_are_met
from applicants.services.unit_gates import record_unit_gate
from eligibility import Level
from recruitment.accounts.roles import Role
from tests.applicants.staff.world import (
    make_application,
    make_member,
    make_vacancy,
    prepare,
    staff_client,
)

pytestmark = pytest.mark.django_db
LEVEL = "The level in force is 3:7"


def tsg(**fields):
    given = {"route": "transferee", "role_class": "police_officer", "unit": "MO7 Taskforce"}
    return make_vacancy(**given, closes_at=timezone.now() + timedelta(days=9), **fields)


def signed_in(client, application):
    client.force_login(application.candidate.user)
    return client


def test_the_advert_the_application_and_the_offer_say_the_level_and_its_source(client):
    vacancy = tsg()
    draft = make_application(vacancy, Status.DRAFT)
    offered = make_application(vacancy, Status.OFFER_COND)
    prepare(offered)
    pages = [
        client.get(vacancy.get_absolute_url()),
        signed_in(client, draft).get(f"/applications/{draft.pk}/tasks/"),
        signed_in(client, offered).get(f"/applications/{offered.pk}/offer/"),
    ]
    for page in pages:
        text = page.content.decode()
        assert LEVEL in text
        assert "national guidance for safety training" in text
        assert "checked on 22 November 2026" in text
        assert "A mentor in MO7" in text
        assert "A CBRN medical" in text
        assert "you are posted to a basic command unit" in text


def test_a_role_without_the_test_and_other_routes_say_nothing_of_it(client):
    text = client.get(make_vacancy(closes_at=None).get_absolute_url()).content.decode()
    assert "The level in force" not in text
    other = make_vacancy(
        route="new_constable", role_class="police_officer", unit="MO7", closes_at=None
    )
    text = client.get(other.get_absolute_url()).content.decode()
    assert LEVEL in text
    assert "A mentor in MO7" not in text


def test_the_conditions_stand_in_the_lines_of_an_offer():
    on = date(2026, 11, 22)
    assert conditions_in_lines(make_vacancy(), on) == []
    assert conditions_in_lines(tsg(), on) == [
        "The job-related fitness test: level 3:7 of the 15-metre shuttle run is in force now",
        "A Level 2 public order course (after you are accepted)",
        "A CBRN medical (after you are accepted)",
        "If one of these does not work out, you are posted to a basic command unit (BCU).",
    ]


@pytest.mark.parametrize(
    ("reached", "state", "refused"),
    [
        (Level(3, 7), CheckState.COMPLETE, ""),
        (Level(3, 10), CheckState.COMPLETE, ""),
        (Level(5, 1), CheckState.COMPLETE, ""),
        (Level(3, 6), CheckState.COMPLETE, "Level 3:6 is below 3:7"),
        (Level(2, 9), CheckState.COMPLETE, "Level 2:9 is below 3:7"),
        (Level(3, 6), CheckState.NOT_PASSED, ""),
        (Level(3, 7), CheckState.NOT_PASSED, "Level 3:7 reaches 3:7"),
        (None, CheckState.COMPLETE, ""),
    ],
)
def test_a_result_is_compared_as_a_pair_and_not_kept(reached, state, refused):
    application = make_application(tsg(), Status.CHECKS)
    check = PreEmploymentCheck.objects.create(
        application=application, kind=CheckKind.FITNESS, updated_at=timezone.now()
    )
    officer = make_member(Role.CHECKS_OFFICER)

    def write():
        return record_check(
            application_id=application.pk,
            by=officer,
            kind=CheckKind.FITNESS,
            state=state,
            reached=reached,
        )

    if refused:
        with pytest.raises(GuardFailed, match=refused):
            write()
        check.refresh_from_db()
        assert check.state == CheckState.NOT_STARTED
    else:
        assert write().state == state


def test_the_form_of_the_fitness_check_takes_a_pair():
    application = make_application(tsg(), Status.CHECKS)
    for kind in (CheckKind.FITNESS, CheckKind.VETTING):
        PreEmploymentCheck.objects.create(
            application=application, kind=kind, updated_at=timezone.now()
        )
    client = staff_client(make_member(Role.CHECKS_OFFICER))
    base = f"/staff/applicants/application/{application.pk}/checks"
    assert 'name="reached"' not in client.get(f"{base}/vetting/").content.decode()
    typed = {"version": 1, "seen": "not_started", "state": "complete", "reached": "3,7"}
    page = client.post(f"{base}/fitness/", typed)
    assert "Enter the level as level:shuttle, for example 5:4." in page.content.decode()
    page = client.post(f"{base}/fitness/", {**typed, "reached": "3:6"})
    assert (page.status_code, "is below 3:7" in page.content.decode()) == (409, True)
    assert client.post(f"{base}/fitness/", {**typed, "reached": "3:8"}).status_code == 302


class TestTheUnitsGate:
    """A mentor and a base visit before the assessment, which nothing else needs."""

    def test_it_is_closed_until_both_are_recorded(self):
        application = make_application(tsg(), Status.SIFT)
        recruiter = make_member(Role.RECRUITER, application.vacancy)
        today = timezone.localdate()
        now = timezone.now()
        assert "A mentor in MO7; An attachment" in unit_gates_are_met(application, now)
        for code in ("mentor", "base_visit"):
            assert unit_gates_are_met(application, now) != ""
            record_unit_gate(application_id=application.pk, by=recruiter, code=code, met_on=today)
        assert unit_gates_are_met(application, now) == ""

    def test_other_vacancies_have_no_gate(self):
        assert unit_gates_are_met(make_application(make_vacancy()), timezone.now()) == ""

    @pytest.mark.parametrize(("code", "days"), [("level_2", 0), ("mentor", 1)])
    def test_it_takes_its_own_conditions_up_to_today(self, code, days):
        application = make_application(tsg())
        recruiter = make_member(Role.RECRUITER, application.vacancy)
        day = timezone.localdate() + timedelta(days=days)
        with pytest.raises(GuardFailed):
            record_unit_gate(application_id=application.pk, by=recruiter, code=code, met_on=day)
        with pytest.raises(NotAllowed):
            record_unit_gate(
                application_id=application.pk,
                by=make_member(Role.RECRUITER),
                code="mentor",
                met_on=timezone.localdate(),
            )
        assert UnitGate.objects.count() == 0

    def test_the_recruiter_records_it_on_a_page_and_reads_why_nobody_is_invited(self):
        application = make_application(tsg(), Status.SIFT)
        client = staff_client(make_member(Role.RECRUITER, application.vacancy))
        base = f"/staff/applicants/application/{application.pk}"
        invite = f"{base}/step/{Event.INVITE_TO_INTERVIEW}/"
        assert "The unit asks for this" in client.get(invite).content.decode()
        page = client.post(
            f"{base}/unit-conditions/",
            {"version": 1, "mentor": "2026-11-01", "base_visit": "2026-11-02"},
        )
        assert page.status_code == 302
        assert "The unit asks for this" not in client.get(invite).content.decode()
        met = UnitGate.objects.values_list("code", "met_on")
        assert list(met) == [("mentor", date(2026, 11, 1)), ("base_visit", date(2026, 11, 2))]
