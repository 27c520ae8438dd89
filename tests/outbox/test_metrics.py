"""Numbers for the person on call: switched on, on the socket alone, and about nobody."""

from __future__ import annotations

from unittest import mock

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from recruitment.settings import base
from recruitment.ui import metrics

pytestmark = pytest.mark.django_db


@pytest.fixture
def on(settings):
    settings.METRICS = True


def test_it_is_off_until_production_switches_it_on(client: Client) -> None:
    assert base.METRICS is False
    assert client.get("/metrics").status_code == 404


def test_whatever_came_through_the_proxy_is_refused(client: Client, on: None) -> None:
    assert client.get("/metrics", headers={"X-Real-IP": "203.0.113.9"}).status_code == 404
    assert client.get("/metrics", headers={"X-Real-IP": ""}).status_code == 404


def test_the_queue_and_the_daily_checks_are_told(client: Client, on: None, queue) -> None:
    row = queue()
    type(row).objects.filter(pk=row.pk).update(due_at=timezone.now() - timezone.timedelta(hours=1))
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert answer["Content-Type"] == metrics.CONTENT_TYPE
    lines = dict(
        line.rsplit(" ", 1) for line in answer.text.splitlines() if line.startswith("portal_")
    )
    assert lines['portal_emails{state="queued"}'] == "1.0"
    assert 3600 <= float(lines['portal_email_seconds{which="oldest"}']) < 3700
    assert lines['portal_part_ok{part="daily_checks"}'] == "0.0"  # they never ran
    assert row.to_address not in answer.text


def test_what_the_database_cannot_say_is_left_out(client: Client, on: None) -> None:
    with mock.patch("recruitment.invariants.infrastructure.queue_state", side_effect=DatabaseError):
        text = client.get("/metrics").text
    assert "portal_part_ok" in text
    assert "portal_emails" not in text
