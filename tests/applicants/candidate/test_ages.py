"""How old somebody must be: at the field, when it is sent, and on the first day."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.utils import timezone

from applicants.choices import Status
from applicants.errors import GuardFailed
from applicants.models import ApplicationSection, Offer
from applicants.sections.ages import starts_from, youngest_to_apply
from applicants.selectors.sections import incomplete_sections
from applicants.services.applying import submit_application
from applicants.services.appointing import set_start_date
from applicants.services.guards import old_enough_to_start
from recruitment.accounts.roles import Role
from tests.applicants.candidate.world import (
    answers_for,
    draft,
    owner,
    posted,
    ready_draft,
    section_of,
    section_url,
    signed_in,
    vacancy_of,
)
from tests.applicants.staff.world import make_application, make_member, prepare

pytestmark = pytest.mark.django_db
SHIFTS = ["full_time", "shifts"]
TITLE = "Your name and contact details"


@pytest.mark.parametrize(
    ("route", "patterns", "years"),
    [
        ("external_staff", ["full_time"], 16),
        ("external_staff", SHIFTS, 18),
        ("internal_staff", ["part_time"], 16),
        ("internal_staff", SHIFTS, 18),
        ("new_constable", SHIFTS, 17),
        ("special_constable", SHIFTS, 17),
        ("transferee", SHIFTS, 0),
    ],
)
def test_the_route_and_its_hours_say_how_old_somebody_must_be(route, patterns, years) -> None:
    assert youngest_to_apply(vacancy_of(route, working_patterns=patterns)) == years


@pytest.mark.parametrize(
    ("patterns", "born", "error"),
    [
        (SHIFTS, "2008-11-25", ""),
        (
            SHIFTS,
            "2008-11-26",
            "You must be 18 or over for shift work. From your date of birth, you can apply from "
            "26 November 2026.",
        ),
        (["full_time"], "2008-11-26", ""),
        (
            ["full_time"],
            "2012-02-29",
            "You must be 16 or over to apply. From your date of birth, you can apply from "
            "29 February 2028.",
        ),
    ],
)
def test_the_field_says_from_which_day_somebody_may_apply(patterns, born, error) -> None:
    with time_machine.travel("2026-11-25T12:00:00Z", tick=False):
        application = draft(vacancy=vacancy_of("external_staff", working_patterns=patterns))
        answers = answers_for(section_of(application, "personal")) | {"date_of_birth": born}
        where = section_url(application, "personal")
        answer = signed_in(application.candidate).post(where, posted(answers))
    assert answer.status_code == (200 if error else 302)
    if error:
        text = answer.content.decode()
        assert text.count(error) == 2  # in the summary and at the field
        assert "<title>Error: " in text
    row = ApplicationSection.objects.get(application=application, code="personal")
    assert row.completed is not bool(error)


def test_an_advert_that_turns_to_shifts_stops_a_draft_that_was_complete() -> None:
    application = ready_draft(vacancy=vacancy_of("external_staff", working_patterns=["full_time"]))
    row = ApplicationSection.objects.get(application=application, code="personal")
    row.answers = {**row.answers, "date_of_birth": f"{timezone.localdate().year - 17}-01-01"}
    row.save()
    assert incomplete_sections(application) == []
    application.vacancy.working_patterns = SHIFTS
    application.vacancy.save()
    assert incomplete_sections(application) == [TITLE]
    with pytest.raises(GuardFailed, match=f"Complete these sections first: {TITLE}"):
        submit_application(application_id=application.pk, by=owner(application))
    application.refresh_from_db()
    assert application.status == Status.DRAFT


@pytest.mark.parametrize("route", ["new_constable", "special_constable"])
def test_a_constable_starts_at_eighteen(route: str) -> None:
    vacancy = vacancy_of(route)
    recruiter = make_member(Role.RECRUITER, vacancy)
    with time_machine.travel("2026-11-25T12:00:00Z", tick=False):
        application = make_application(vacancy, Status.CHECKS)
        prepare(application)
        ApplicationSection.objects.create(
            application=application, code="personal", answers={"date_of_birth": "2009-02-28"}
        )
        early, right = date(2027, 2, 27), date(2027, 2, 28)
        with pytest.raises(GuardFailed, match=r"can start from 28 February 2027\.$"):
            set_start_date(application_id=application.pk, by=recruiter, start_on=early)
        set_start_date(application_id=application.pk, by=recruiter, start_on=right)
        assert old_enough_to_start(application, application.status_since) == ""
        Offer.objects.update(start_on=early)
        application.refresh_from_db()  # a guard keeps the offer that it has read
        assert "must be 18 on the first day" in (
            old_enough_to_start(application, application.status_since)
        )


def test_no_rule_says_when_staff_start() -> None:
    assert starts_from(vacancy_of("external_staff"), date(2010, 1, 1)) is None
