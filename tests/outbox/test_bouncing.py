"""Emails that come back: what a report says, what becomes of the row, and who may report."""

from __future__ import annotations

import io
import json
import time
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from recruitment.audit.models import AuditEntry
from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.rendering import build_message
from recruitment.outbox.reports import (
    MOST_BYTES,
    BadReport,
    Report,
    read_events,
    read_notification,
)
from recruitment.outbox.services import try_address_again
from recruitment.outbox.services.bouncing import take_report, take_reports
from recruitment.outbox.services.resending import send_again
from recruitment.outbox.webhook import sign
from tests.outbox.kinds import Note
from tests.outbox.notifications import EXCHANGE, FORMS, OUT_OF_OFFICE, notification

ADDRESS = "person.one@mail.example"
NOW = datetime(2026, 12, 9, 9, 0, tzinfo=UTC)
SECRET = "a-secret-of-the-mail-relay"


@pytest.fixture
def sent(queue) -> OutboxEmail:
    row = queue()
    changes = {"status": "sent", "sent_at": timezone.now(), "attempts": 1}
    OutboxEmail.objects.filter(pk=row.pk).update(**changes)
    row.refresh_from_db()
    return row


def hard(row: OutboxEmail, **changes) -> Report:
    values = {"guid": row.guid, "recipient": ADDRESS, "is_permanent": True, "text": "550 no"}
    return Report(**{**values, **changes})


@pytest.mark.django_db
@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_a_notification_names_email_address_and_reason(form, sent):
    content = notification(
        form, message_id=sent.message_id, address=ADDRESS,
        diagnostic=f"550 5.1.1 <{ADDRESS}>: Recipient address rejected",
    )  # fmt: skip
    assert read_notification(content) == [
        Report(sent.guid, ADDRESS, True, "550 5.1.1 <[address]>: Recipient address rejected")
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("action", "status", "expected"),
    [
        ("failed", "5.1.1", [True]),
        ("failed", "5.7.1", [True]),
        ("failed", "5.2.2", [False]),  # the mailbox is full
        ("failed", "4.4.7", [False]),  # given up after days of trying
        ("FAILED", "5.1.1", [True]),
        ("delayed", "4.4.1", []),
        ("delivered", "2.0.0", []),
        ("failed", "rubbish", [False]),
    ],
)
def test_for_good_or_for_now(sent, action, status, expected):
    content = notification(
        EXCHANGE, message_id=sent.message_id, address=ADDRESS, action=action, status=status
    )
    assert [report.is_permanent for report in read_notification(content)] == expected


@pytest.mark.django_db
def test_what_is_no_report_of_ours_says_nothing(sent):
    away = OUT_OF_OFFICE.format(address=ADDRESS, message_id=sent.message_id).encode()
    assert read_notification(away) == []
    for message_id in ("<1@elsewhere.example>", f"<{sent.guid}@elsewhere.example>", ""):
        content = notification(EXCHANGE, message_id=message_id, address=ADDRESS)
        assert read_notification(content) == []
    assert read_notification(b"\x00\xff not an email") == []
    with pytest.raises(BadReport):
        read_notification(b"x" * (MOST_BYTES + 1))


@pytest.mark.django_db
def test_returned_for_good(sent):
    assert take_report(hard(sent)) is True
    sent.refresh_from_db()
    assert (sent.status, sent.last_error) == ("bounced", "550 no")
    assert sent.bounced_at is not None
    assert sent.sent_at is not None
    assert take_report(hard(sent)) is False  # the same report twice


@pytest.mark.django_db
def test_a_report_of_another_address_or_of_what_was_not_sent_changes_nothing(sent, queue):
    waiting = queue()
    reports = [
        hard(sent, recipient="somebody.else@mail.example"),
        hard(sent, guid="00000000-0000-4000-8000-000000000000"),
        hard(waiting),
    ]
    assert take_reports(reports) == 0
    assert set(OutboxEmail.objects.values_list("status", flat=True)) == {"sent", "queued"}


@pytest.mark.django_db
def test_returned_for_now_waits_twice_and_is_then_returned_for_good(sent, time_machine_at):
    soft = hard(sent, is_permanent=False, text="452 mailbox full")
    for number, hours in ((1, 4), (2, 24)):
        time_machine_at(NOW)
        assert take_report(soft) is True
        sent.refresh_from_db()
        assert (sent.status, sent.returns, sent.sent_at) == ("queued", number, None)
        assert sent.due_at == NOW + timedelta(hours=hours)
        OutboxEmail.objects.filter(pk=sent.pk).update(status="sent", sent_at=NOW)
    assert take_report(soft) is True
    sent.refresh_from_db()
    assert (sent.status, sent.returns, sent.bounced_at) == ("bounced", 2, NOW)


@pytest.fixture
def time_machine_at(monkeypatch):
    def stop(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return stop


@pytest.mark.django_db
def test_the_kind_is_told_in_the_same_transaction(sent, monkeypatch):
    told = []
    monkeypatch.setattr(
        Note, "returned", classmethod(lambda cls, ids: told.append(ids)), raising=False
    )
    take_report(hard(sent, is_permanent=False))
    assert told == []
    OutboxEmail.objects.filter(pk=sent.pk).update(status="sent", sent_at=NOW)
    take_report(hard(sent))
    assert told == [sent.ids]


@pytest.mark.django_db(transaction=True)
def test_twenty_reports_at_once_tell_the_kind_once(queue, monkeypatch):
    """Shown to fail without the row's lock: each of the twenty then finds the email sent."""
    row = queue()
    OutboxEmail.objects.filter(pk=row.pk).update(status="sent", sent_at=NOW)
    told, results = [], []

    def returned(cls, ids):
        time.sleep(0.01)
        told.append(ids)

    monkeypatch.setattr(Note, "returned", classmethod(returned), raising=False)
    barrier = Barrier(20, timeout=10)

    def report() -> None:
        barrier.wait()
        try:
            results.append(take_report(hard(row)))
        finally:
            connection.close()

    threads = [Thread(target=report) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert sorted(results) == [False] * 19 + [True]
    assert told == [row.ids]


@pytest.mark.django_db
def test_a_returned_email_can_be_sent_again(
    sent, officer, nudges, django_capture_on_commit_callbacks
):
    take_report(hard(sent))
    with django_capture_on_commit_callbacks(execute=True):
        assert send_again(email_id=sent.pk, by=officer) is True
    sent.refresh_from_db()
    assert (sent.status, sent.attempts, sent.returns) == ("queued", 0, 0)
    assert (sent.sent_at, sent.bounced_at) == (None, None)
    assert nudges[-1] == ("send_queued_email", sent.pk)
    assert AuditEntry.objects.get(action="email.send_again").before == {
        "status": "bounced", "tries": 1,
    }  # fmt: skip


@pytest.mark.django_db
def test_the_owner_of_an_address_has_it_tried_again(sent, queue, person):
    other = queue(to="somebody.else@mail.example")
    OutboxEmail.objects.filter(pk=other.pk).update(status="sent", sent_at=NOW)
    take_report(hard(sent))
    take_report(hard(other, recipient="somebody.else@mail.example"))
    assert try_address_again(address=ADDRESS, by=person) == 1
    sent.refresh_from_db()
    other.refresh_from_db()
    assert (sent.status, other.status) == ("queued", "bounced")
    assert try_address_again(address=ADDRESS, by=person) == 0
    entry = AuditEntry.objects.get(action="email.try_address_again")
    assert (entry.actor_id, entry.after) == (person.pk, {"emails": 1})


@pytest.mark.django_db
def test_the_command_reads_a_message_from_standard_input(sent, monkeypatch, capsys):
    content = notification(EXCHANGE, message_id=sent.message_id, address=ADDRESS)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
    call_command("receive_bounce")
    assert capsys.readouterr().out == "emails changed: 1\n"
    sent.refresh_from_db()
    assert sent.status == "bounced"


# --- the address for providers ---


@pytest.fixture
def post(client, settings):
    settings.MAIL_REPORT_SECRETS = ["an-older-secret", SECRET]

    def send(body, *, secret=SECRET, at=None, form="application/json", **headers):
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        seconds = str(int(time.time() if at is None else at))
        signed = f"t={seconds},v1={sign(secret, seconds, content)}"
        return client.post(
            reverse("outbox:returned"), content, content_type=form,
            headers={"X-Signature": signed, **headers},
        )  # fmt: skip

    return send


def event(row: OutboxEmail, **changes) -> dict[str, object]:
    values = {
        "event": "bounced", "message_id": row.message_id, "recipient": ADDRESS,
        "status": "5.1.1", "diagnostic": f"550 no such user {ADDRESS}",
    }  # fmt: skip
    return {"events": [{**values, **changes}]}


@pytest.mark.django_db
def test_a_signed_report_counts_once(post, sent, settings):
    response = post(event(sent))
    assert (response.status_code, response.json()) == (200, {"changed": 1})
    assert response["Cache-Control"] == "no-store"
    sent.refresh_from_db()
    assert (sent.status, sent.last_error) == ("bounced", "5.1.1 550 no such user [address]")
    assert post(event(sent), secret="an-older-secret").json() == {"changed": 0}


@pytest.mark.django_db
def test_a_report_that_is_played_again_cannot_return_an_email_sent_anew(post, sent, officer):
    now = time.time()
    post(event(sent), at=now)
    send_again(email_id=sent.pk, by=officer)
    OutboxEmail.objects.filter(pk=sent.pk).update(status="sent", sent_at=NOW)
    assert post(event(sent), at=now).json() == {"changed": 0}
    sent.refresh_from_db()
    assert sent.status == "sent"


@pytest.mark.django_db
def test_a_whole_notification_is_read_as_well(post, sent):
    content = notification(EXCHANGE, message_id=sent.message_id, address=ADDRESS)
    assert post(content, form="message/rfc822").json() == {"changed": 1}


@pytest.mark.django_db
def test_who_is_turned_away(post, client, sent, settings):
    body = event(sent)
    there = reverse("outbox:returned")
    assert client.get(there).status_code == 405
    assert client.post(there, body, content_type="application/json").status_code == 403
    assert post(body, secret="guessed").status_code == 403
    assert post(body, at=time.time() - 301).status_code == 403
    assert post(body, at=time.time() + 310).status_code == 403
    assert post(body, **{"X-Signature": "t=1,v1=x"}).status_code == 403
    assert post(body, form="text/plain").status_code == 415
    assert post(b"x" * (MOST_BYTES + 1)).status_code == 413
    for bad in (b"{", {}, {"events": [{}]}, {"events": "x"}, [], {"events": [1]}):
        assert post(bad).status_code == 400
    settings.MAIL_REPORT_SECRETS = []
    assert post(body).status_code == 404
    sent.refresh_from_db()
    assert sent.status == "sent"


def test_events_that_tell_of_no_failure_are_passed_over():
    one = {"event": "delivered", "message_id": "<1@met.example>"}
    assert read_events(json.dumps({"events": [one]}).encode()) == []
    with pytest.raises(BadReport):
        read_events(json.dumps({"events": [one] * 101}).encode())


@pytest.mark.django_db
def test_servers_return_it_to_the_bounce_address_and_readers_do_not_see_it(queue, settings):
    settings.BOUNCE_ADDRESS = "bounces@met.example"
    message = build_message(queue(), Note.sample())
    assert message.from_email == "bounces@met.example"
    assert message.message()["From"] == "Met recruitment <recruitment@met.example>"
