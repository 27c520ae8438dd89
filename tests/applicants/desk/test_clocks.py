"""When what is due: the conditions of the list against the day that a case names."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from applicants.choices import Status
from applicants.desk.clocks import DUE, due_day, due_until, latest_start, overdue
from applicants.models import Application, EligibilityWork, VerificationRequest
from applicants.workdays import add_working_days
from tests.applicants.staff.world import make_application, make_candidate, make_vacancy, prepare

WEDNESDAY = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.mark.parametrize("due", [date(2026, 12, 24) + timedelta(days=n) for n in range(12)])
@pytest.mark.parametrize("number", [0, 1, 5, 10])
def test_the_latest_start_is_the_last_day_that_ends_in_time(due, number):
    start = latest_start(due, number)
    assert add_working_days(start, number) <= due
    assert add_working_days(start + timedelta(days=1), number) > due


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("closed", "is_late"),
    [
        # Ten working days after 10 November end on the 24th; after the 11th on the 25th, today.
        (datetime(2026, 11, 10, 23, 59, tzinfo=UTC), True),
        (datetime(2026, 11, 11, 0, 0, tzinfo=UTC), False),
    ],
)
@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.SIFT])
def test_a_sift_is_late_after_ten_working_days(status, closed, is_late):
    application = make_application(make_vacancy(closes_at=closed), status)
    assert Application.objects.filter(overdue(WEDNESDAY)).exists() is is_late
    due = due_day(application)
    assert (due < timezone.localdate(WEDNESDAY)) is is_late


@pytest.mark.django_db
def test_a_vacancy_without_a_closing_time_makes_nothing_late():
    application = make_application(make_vacancy(closes_at=None))
    assert due_day(application) is None
    assert not Application.objects.filter(due_until(date(2099, 1, 1))).exists()


def timed_applications():
    """One at each stage with a last day of its own, all due today."""
    today = timezone.localdate()
    vacancy = make_vacancy()
    evidence = make_application(vacancy, Status.ELIGIBILITY_REFER, candidate=make_candidate())
    EligibilityWork.objects.filter(application=evidence).update(due_on=today)
    offer = make_application(vacancy, Status.OFFER_COND, candidate=make_candidate())
    prepare(offer, days=0)
    manager = make_application(vacancy, Status.LM_VERIFY, candidate=make_candidate())
    VerificationRequest.objects.create(
        application=manager, manager_name="M", manager_email="m@met.example", nonce="n",
        token_hash="h", asked_at=timezone.now(), expires_at=timezone.now(), answer_by=today,
    )  # fmt: skip
    make_application(vacancy, Status.CHECKS, candidate=make_candidate())
    return [evidence, offer, manager]


@pytest.mark.django_db
def test_work_offers_and_managers_have_days_of_their_own():
    made = {one.pk for one in timed_applications()}
    now = timezone.now()
    for code, at, expected in (
        ("today", now, made),
        ("soon", now, made),
        ("overdue", now, set()),
        ("overdue", now + timedelta(days=1), made),
        ("today", now + timedelta(days=1), set()),
    ):
        due = DUE[code].narrow(Application.objects.all(), at)
        found = set(due.values_list("pk", flat=True))
        assert found == expected, (code, at)
    for one in Application.objects.filter(pk__in=made):
        assert due_day(one) == timezone.localdate()
    assert due_day(Application.objects.get(status=Status.CHECKS)) is None
