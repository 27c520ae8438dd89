"""Fifty people send their applications around the closing moment (security document, check 43)."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.utils import timezone

from applicants.errors import GuardFailed
from applicants.models import Application, ApplicationSection
from applicants.services.applying import submit_application
from tests.applicants.candidate.world import crowd_of, external_vacancy, ready_draft
from vacancies.models import Vacancy

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 50
SPREAD = timedelta(milliseconds=1200)  # from the first to the last, around the closing moment


def send_at(pk: UUID, moment: datetime) -> bool:
    """Send one application at a moment; False where it was refused as late."""
    time.sleep(max(0.0, (moment - timezone.now()).total_seconds()))
    owner = Application.objects.select_related("candidate__user").get(pk=pk).candidate.user
    try:
        submit_application(application_id=pk, by=owner)
    except GuardFailed:
        return False
    finally:
        connection.close()
    return True


def test_nobody_is_accepted_after_the_closing_moment_and_no_late_draft_is_lost() -> None:
    crowd = crowd_of(ready_draft(vacancy=external_vacancy()), PEOPLE)
    closes_at = timezone.now() + timedelta(seconds=1) + SPREAD / 2
    Vacancy.objects.update(closes_at=closes_at)
    moments = [closes_at - SPREAD / 2 + SPREAD * number / PEOPLE for number in range(PEOPLE)]
    with ThreadPoolExecutor(max_workers=PEOPLE) as pool:
        accepted = list(pool.map(send_at, [one.pk for one in crowd], moments))
    found = {one.pk: one for one in Application.objects.filter(pk__in=[one.pk for one in crowd])}
    assert {True, False} == set(accepted)
    for application, sent in zip(crowd, accepted, strict=True):
        row = found[application.pk]
        assert row.is_draft is not sent
        if row.submitted_at is not None:
            assert row.submitted_at <= closes_at
        assert ApplicationSection.objects.filter(application=row, completed=True).count() == 13
