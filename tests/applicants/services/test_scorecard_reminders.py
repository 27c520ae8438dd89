"""Scorecards that are late: one email to each member, for each interview."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from applicants import tasks
from applicants.choices import Status
from applicants.desk.any_of import any_of
from applicants.desk.worklists import needs
from applicants.models import Application, Moderation, Scorecard
from recruitment.accounts.roles import Role
from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.registry import email_class_for
from tests.applicants.staff.world import make_application, make_member, make_vacancy, set_interview

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
FRIDAY = datetime(2026, 11, 20, 14, tzinfo=LONDON)


def on(day, hour=10):
    return time_machine.travel(datetime(2026, 11, day, hour, tzinfo=LONDON), tick=False)


@pytest.fixture
def vacancy():
    return make_vacancy()


@pytest.fixture
def chair(vacancy):
    return make_member(Role.PANEL_CHAIR, vacancy)


@pytest.fixture
def member(vacancy):
    return make_member(Role.PANEL_MEMBER, vacancy)


@pytest.fixture
def application(vacancy):
    found = make_application(vacancy, Status.INT_BOOKED)
    interview = set_interview(found)
    interview.starts_at = FRIDAY
    interview.save()
    return found


def sent_by(application, user):
    Scorecard.objects.create(
        application=application, sequence=0, member=user,
        saved_at=timezone.now(), sent_at=timezone.now(),
    )  # fmt: skip


def reminded():
    return set(
        OutboxEmail.objects.filter(kind="scorecard_reminder").values_list("to_address", flat=True)
    )


def test_each_member_who_is_late_is_reminded_once(application, chair, member):
    sent_by(application, chair)
    with on(23, 18):
        assert tasks.chase_scorecards() == 0
    with on(24, 8):  # two working days after Friday
        assert tasks.chase_scorecards() == 1
        assert tasks.chase_scorecards() == 0
    with on(26):
        assert tasks.chase_scorecards() == 0
    assert reminded() == {member.email}


def test_the_email_names_nobody_and_is_not_sent_once_the_scorecard_is(application, chair, member):
    with on(24):
        assert tasks.chase_scorecards() == 2
        row = OutboxEmail.objects.get(to_address=member.email)
        load = email_class_for(row.kind).load
        email = load(row.ids)
        assert email.subject == f"Your scorecard is missing: {application.reference}"
        assert email.link.endswith(f"/{application.pk}/scorecard/")
        for word in (application.candidate.family_name, application.vacancy.title):
            assert word not in str(email)
        sent_by(application, member)
        assert load(row.ids) is None


@pytest.mark.parametrize("case", ["alone", "went on", "over", "cancelled"])
def test_nobody_is_reminded_of_what_nobody_waits_for(application, chair, member, case):
    if case == "alone":
        member.vacancy_teams.all().delete()
    elif case == "went on":
        Moderation.objects.create(
            application=application, sequence=0, went_on_without="Ill.", went_on_at=FRIDAY
        )
    elif case == "over":
        Application.objects.update(status=Status.INT_MISSED)
    else:
        application.interview.cancelled_at = FRIDAY
        application.interview.save()
    with on(24):
        assert tasks.chase_scorecards() == 0
    assert reminded() == set()


def test_the_start_page_lists_what_a_member_has_to_send(application, chair, member):
    now = timezone.now()

    def waits(user):
        return list(any_of(Application.objects.all(), needs("scorecards", user, now)))

    make_application(application.vacancy, Status.INT_BOOKED)
    other = make_member(Role.PANEL_MEMBER, make_vacancy())
    assert (waits(member), waits(chair), waits(other)) == ([application], [application], [])
    sent_by(application, member)
    assert (waits(member), waits(chair)) == ([], [application])
    assert needs("scorecards", make_member(Role.RECRUITER, application.vacancy), now) == []
