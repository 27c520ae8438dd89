"""The one email a day to staff: for whom, with which numbers, and what it never holds."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from applicants.choices import Status
from applicants.desk.digest import digest_of
from applicants.desk.emails import StaffDigest
from applicants.desk.services.digesting import send_digest, staff_to_tell
from applicants.desk.tasks import send_digests
from recruitment.accounts.roles import Role
from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.rendering import render
from tests.applicants.staff.world import make_application, make_candidate, make_member, make_vacancy

pytestmark = pytest.mark.django_db


@pytest.fixture
def vacancy():
    return make_vacancy()


@pytest.fixture
def recruiter(vacancy):
    return make_member(Role.RECRUITER, vacancy)


def test_it_counts_what_the_start_page_counts_and_names_nobody(vacancy, recruiter):
    for _ in range(2):
        application = make_application(vacancy, Status.SUBMITTED)
    (line,) = digest_of(recruiter, at=timezone.now())
    assert (line.label, line.waiting) == ("New, to be sifted", 2)
    assert line.url == "https://portal.example/staff/applicants/application/?needs=new"
    email = StaffDigest.load({"user": recruiter.pk, "day": str(timezone.localdate())})
    rendered = render(email)
    for part in (rendered.text, rendered.html):
        assert "New, to be sifted: 2" in part
        for secret in (
            application.reference, application.candidate.full_name, application.candidate.email,
        ):  # fmt: skip
            assert secret not in part


def test_restricted_vacancies_are_not_counted(vacancy):
    hidden = make_vacancy(visibility="restricted", route="internal_staff")
    recruiter = make_member(Role.RECRUITER, hidden)
    make_application(hidden, Status.SUBMITTED)
    assert digest_of(recruiter, at=timezone.now()) == []


def test_only_when_something_waits_and_once_a_day(vacancy, recruiter):
    now = timezone.now()
    assert send_digest(recruiter.pk, at=now) is False
    make_application(vacancy, Status.SUBMITTED)
    assert send_digest(recruiter.pk, at=now) is True
    assert send_digest(recruiter.pk, at=timezone.now()) is False
    row = OutboxEmail.objects.get(kind="staff_digest")
    assert row.to_address == recruiter.email
    send_digest(recruiter.pk, at=timezone.now() + timedelta(days=1))
    assert OutboxEmail.objects.filter(kind="staff_digest").count() == 2


def test_what_is_done_by_then_is_not_sent(vacancy, recruiter):
    application = make_application(vacancy, Status.SUBMITTED)
    ids = {"user": recruiter.pk, "day": str(timezone.localdate())}
    assert StaffDigest.load(ids) is not None
    assert StaffDigest.load({**ids, "day": "2026-01-01"}) is None
    application.status = Status.WITHDRAWN
    application.save()
    assert StaffDigest.load(ids) is None


def test_candidates_and_former_staff_get_none(vacancy, recruiter):
    make_application(vacancy, Status.SUBMITTED)
    make_candidate()
    assert staff_to_tell() == [recruiter.pk]
    recruiter.is_active = False
    recruiter.save()
    assert send_digests() == 0
