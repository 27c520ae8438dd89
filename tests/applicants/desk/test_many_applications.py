"""The invented masses: as many as were asked for, each whole, and never twice."""

from __future__ import annotations

import pytest
from django.utils import timezone

from applicants.choices import Status
from applicants.models import (
    Application,
    ApplicationSection,
    EligibilityDecision,
    EligibilityWork,
    Interview,
    Offer,
    StatusChange,
)
from applicants.pipeline import STEPS
from applicants.selectors.staff import applications_for_staff
from recruitment.accounts.roles import Role
from recruitment.audit.models import AuditEntry
from recruitment.demo.data.many_ways import WAYS
from recruitment.demo.many_applications import load_many_applications
from recruitment.invariants.services import run_checks
from recruitment.outbox.models import OutboxEmail
from tests.applicants.staff.world import make_member, staff_client

COUNT = 120


def test_every_way_leads_where_it_says():
    for _, status, events in WAYS:
        place = Status.DRAFT
        for event in events:
            place = STEPS[event].moves[place]
        assert place is status


@pytest.mark.django_db(transaction=True)
def test_each_invented_application_is_whole_and_none_is_doubled():
    team = (make_member(Role.RECRUITER), make_member(Role.SIFTER))
    now = timezone.now()
    assert load_many_applications(count=COUNT, by=team, now=now) == COUNT
    assert load_many_applications(count=COUNT, by=team, now=now) == 0
    every = list(Application.objects.all())
    assert len(every) == COUNT
    assert EligibilityDecision.objects.count() == COUNT
    assert ApplicationSection.objects.filter(code="evidence").count() == COUNT
    for one in every:
        steps = list(StatusChange.objects.filter(application=one).order_by("sequence"))
        assert [step.sequence for step in steps] == list(range(1, len(steps) + 1))
        assert (steps[-1].to_status, steps[-1].at) == (one.status, one.status_since)
        assert one.version == len(steps)
    assert AuditEntry.objects.filter(target_type="applicants.application").count() == (
        StatusChange.objects.count()
    )
    with_email = [one for one in StatusChange.objects.all() if STEPS[one.event].email]
    assert OutboxEmail.objects.filter(status="sent").count() == len(with_email)
    assert run_checks(at=now).findings == []
    by_status = {status: [one for one in every if one.status == status] for status in Status}
    assert EligibilityWork.objects.count() == len(by_status[Status.ELIGIBILITY_REFER])
    assert Interview.objects.filter(application__in=by_status[Status.INT_BOOKED]).count() == len(
        by_status[Status.INT_BOOKED]
    )
    assert Offer.objects.filter(
        application__in=by_status[Status.CHECKS], accepted=True
    ).count() == (len(by_status[Status.CHECKS]))
    assert applications_for_staff(team[0]).count() == COUNT
    client = staff_client(team[0])
    assert client.get("/staff/").status_code == 200
    for one in (by_status[Status.SIFT][0], by_status[Status.SIFT_OUT][0]):
        case = f"/staff/applicants/application/{one.pk}/case/"
        assert client.get(case).status_code == 200
