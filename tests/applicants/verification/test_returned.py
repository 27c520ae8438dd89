"""From the report of a mail server to the page on which the candidate puts the address right."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.reports import read_notification
from recruitment.outbox.services.bouncing import take_reports
from tests.applicants.candidate.world import signed_in
from tests.outbox.notifications import FORMS, notification

pytestmark = pytest.mark.django_db


def email_of(asked) -> OutboxEmail:
    """The email with the link, as it stands once a mail server has taken it."""
    row = OutboxEmail.objects.get(kind="verification_request", about=asked.application.about)
    OutboxEmail.objects.filter(pk=row.pk).update(status="sent", sent_at=timezone.now(), attempts=1)
    row.refresh_from_db()
    return row


def report_of(row: OutboxEmail, form: str, *, action: str, status: str) -> bytes:
    return notification(
        form, message_id=row.message_id, address=row.to_address, action=action, status=status,
        diagnostic=f"<{row.to_address}>: mailbox unavailable",
    )  # fmt: skip


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_a_report_of_a_mail_server_asks_the_candidate_for_the_right_address(asked, form):
    browser = signed_in(asked.application.candidate)
    page = reverse("applicants:line_manager", args=[asked.application_id])
    status = reverse("applicants:status", args=[asked.application_id])
    assert browser.get(page).url == status  # nothing to put right
    row = email_of(asked)
    reports = read_notification(report_of(row, form, action="failed", status="5.1.1"))
    assert take_reports(reports) == 1
    assert take_reports(reports) == 0  # told twice
    row.refresh_from_db()
    asked.refresh_from_db()
    assert row.status == "bounced"
    assert asked.bounced_at is not None
    told = OutboxEmail.objects.get(kind="line_manager_unreachable")
    assert told.to_address == asked.application.candidate.email
    assert "We could not reach your line manager" in browser.get(status).content.decode()
    assert f"came back from {row.to_address}" in browser.get(page).content.decode()


def test_what_comes_back_for_now_asks_nobody(asked):
    row = email_of(asked)
    form = next(iter(FORMS.values()))
    take_reports(read_notification(report_of(row, form, action="failed", status="4.2.2")))
    asked.refresh_from_db()
    assert asked.bounced_at is None
    assert not OutboxEmail.objects.filter(kind="line_manager_unreachable").exists()


def test_a_report_of_an_earlier_link_changes_nothing(asked):
    row = email_of(asked)
    asked.generation = 2
    asked.save(update_fields=["generation"])
    form = next(iter(FORMS.values()))
    take_reports(read_notification(report_of(row, form, action="failed", status="5.1.1")))
    row.refresh_from_db()
    asked.refresh_from_db()
    assert row.status == "bounced"
    assert asked.bounced_at is None
