"""The staff pages of interview times."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from applicants.choices import Status
from applicants.models import Interview, InterviewSlot
from recruitment.accounts.roles import Role
from tests.applicants.factories import make_slot
from tests.applicants.staff.world import (
    make_application,
    make_member,
    make_vacancy,
    staff_client,
)

pytestmark = pytest.mark.django_db
LIST = "admin:applicants_interviewslot_changelist"


@pytest.fixture
def vacancy():
    return make_vacancy()


@pytest.fixture
def browser(vacancy):
    return staff_client(make_member(Role.RECRUITER, vacancy))


def filled_in(vacancy, **other):
    day = timezone.localdate() + timedelta(days=6)
    return {
        "vacancy": vacancy.pk, "day": day.isoformat(), "time": "09:30", "minutes": 45, "times": 4,
        "gap": 15, "places": 2, "notice_hours": 24, "format": "in_person", "place": "Lambeth",
        **other,
    }  # fmt: skip


def test_a_morning_of_times_is_offered_at_once(vacancy, browser):
    answer = browser.post(
        reverse("admin:applicants_interviewslot_add"), filled_in(vacancy), follow=True
    )
    assert "Interview times offered: 4." in answer.content.decode()
    starts = [timezone.localtime(slot.starts_at) for slot in InterviewSlot.objects.all()]
    assert [f"{one:%H:%M}" for one in starts] == ["09:30", "10:30", "11:30", "12:30"]


def test_errors_stand_at_their_fields_and_nothing_is_lost(vacancy, browser):
    elsewhere = make_vacancy()
    add = reverse("admin:applicants_interviewslot_add")
    text = browser.post(add, filled_in(elsewhere, place="")).content.decode()
    assert "Choose one of your vacancies." in text
    assert "Enter the place, or the link for a video call." in text
    assert 'value="09:30"' in text
    late = timezone.localtime() + timedelta(hours=2)
    given = filled_in(vacancy, day=late.date().isoformat(), time=f"{late:%H:%M}")
    refused = browser.post(add, given)
    assert refused.status_code == 409
    assert "Candidates could not choose this any more" in refused.content.decode()
    assert InterviewSlot.objects.count() == 0


def test_the_list_holds_the_teams_times_and_says_how_full_they_are(
    vacancy, browser, django_assert_max_num_queries
):
    slot = make_slot(vacancy, places=3)
    make_slot(make_vacancy(), place="Elsewhere")
    application = make_application(vacancy, Status.INT_BOOKED)
    Interview.objects.create(
        application=application, slot=slot, starts_at=slot.starts_at, place=slot.place
    )
    text = browser.get(reverse(LIST)).content.decode()
    assert "1 of 3" in text
    assert "Elsewhere" not in text
    for days in (8, 9):
        make_slot(vacancy, days=days)
    with django_assert_max_num_queries(14):
        browser.get(reverse(LIST))


def test_withdrawing_asks_for_a_reason_where_somebody_chose_it(vacancy, browser):
    slot = make_slot(vacancy)
    application = make_application(vacancy, Status.INT_BOOKED)
    Interview.objects.create(
        application=application, slot=slot, starts_at=slot.starts_at, place=slot.place
    )
    page = reverse("admin:applicants_interviewslot_withdraw", args=[slot.pk])
    refused = browser.post(page, {"reason": ""})
    assert refused.status_code == 409
    assert "the candidates who chose this time will read it" in refused.content.decode()
    done = browser.post(page, {"reason": "The panel changed."}, follow=True).content.decode()
    assert "The time is withdrawn. Candidates told: 1." in done
    application.refresh_from_db()
    assert application.status == Status.INT_INVITED
