"""Quiet hours: who waits, until when, and that clocks may change meanwhile."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from django.utils import timezone

from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.quiet import may_go_at
from recruitment.outbox.services import ToQueue, queue_emails, send_due_emails
from tests.outbox.kinds import Note


@pytest.fixture(autouse=True)
def quiet(settings):
    settings.QUIET_HOURS = (time(21), time(8))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("due", "goes"),
    [
        ("2026-12-09T20:59:59", "2026-12-09T20:59:59"),
        ("2026-12-09T21:00:00", "2026-12-10T08:00:00"),
        ("2026-12-09T23:30:00", "2026-12-10T08:00:00"),
        ("2026-12-10T00:30:00", "2026-12-10T08:00:00"),
        ("2026-12-10T07:59:59", "2026-12-10T08:00:00"),
        ("2026-12-10T08:00:00", "2026-12-10T08:00:00"),
        ("2026-07-09T20:30:00", "2026-07-10T07:00:00"),  # summer time: half past nine
        ("2027-03-27T22:00:00", "2027-03-28T07:00:00"),  # the clocks go forward that night
        ("2026-10-24T21:00:00", "2026-10-25T08:00:00"),  # and back
    ],
)
def test_what_is_not_urgent_waits_until_eight_in_london(due, goes):
    assert may_go_at("test_note", at(due)) == at(goes)


def test_what_is_urgent_goes_and_so_does_everything_without_quiet_hours(settings, monkeypatch):
    night = at("2026-12-09T23:30:00")
    assert may_go_at("a_kind_of_another_release", night) == night
    monkeypatch.setattr(Note, "urgent", True, raising=False)
    assert may_go_at("test_note", night) == night
    monkeypatch.setattr(Note, "urgent", False)
    settings.QUIET_HOURS = None
    assert may_go_at("test_note", night) == night


@pytest.mark.django_db
def test_queued_at_night_it_is_sent_in_the_morning(
    queue, person, nudges, monkeypatch, mailoutbox, django_capture_on_commit_callbacks
):
    now = at("2026-12-09T22:00:00")
    monkeypatch.setattr(timezone, "now", lambda: now)
    with django_capture_on_commit_callbacks(execute=True):
        row = queue()
        queue_emails([ToQueue(kind="test_note", dedupe_key="x", to=person.email, ids={"user": 1})])
    assert nudges == []
    assert set(OutboxEmail.objects.values_list("due_at", flat=True)) == {at("2026-12-10T08:00:00")}
    assert row.due_at > now


@pytest.mark.django_db(transaction=True)
def test_a_retry_does_not_fall_into_the_night(queue, monkeypatch, mailoutbox):
    row = queue()
    now = at("2026-12-09T20:59:30")
    OutboxEmail.objects.filter(pk=row.pk).update(due_at=now - timedelta(minutes=1), attempts=8)
    monkeypatch.setattr(timezone, "now", lambda: now)

    def refuse(self, message):
        raise OSError

    monkeypatch.setattr("recruitment.outbox.transport.Mailer.send", refuse)
    send_due_emails()
    row.refresh_from_db()
    assert (row.status, row.due_at) == ("queued", at("2026-12-10T08:00:00"))
