"""record(): what an entry holds, and what it refuses."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
import time_machine

from recruitment.accounts.models import User
from recruitment.audit.context import request_context
from recruitment.audit.models import AuditEntry
from recruitment.audit.selectors import entries_about
from recruitment.audit.services import record
from recruitment.audit.values import RefusedAuditValue

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 12, 9, 23, 59, 0, 7, tzinfo=UTC)


def test_an_entry_says_who_what_which_when_and_why(person):
    with time_machine.travel(NOW, tick=False), request_context("request-0001"):
        entry = record(
            action="application.withdraw",
            by=person,
            target=person,
            before={"status": "submitted"},
            after={"status": "withdrawn", "version": 3, "urgent": False, "panel": None},
            reason="Asked  by\ntelephone",
        )
    entry.refresh_from_db()
    assert (entry.at, entry.action, entry.request_id) == (
        NOW,
        "application.withdraw",
        "request-0001",
    )
    assert (entry.actor_id, entry.actor_label) == (person.pk, "account holder")
    assert (entry.target_type, entry.target_id) == ("accounts.user", str(person.pk))
    assert entry.before == {"status": "submitted"}
    assert entry.after == {"status": "withdrawn", "version": 3, "urgent": False, "panel": None}
    assert entry.reason == "Asked by telephone"
    assert str(entry) == f"application.withdraw accounts.user:{person.pk}"


def test_the_system_acts_under_a_label_and_without_a_target():
    entry = record(action="outbox.sweep", by=None, actor_label="system")
    assert (entry.actor_id, entry.actor_label, entry.target_type, entry.target_id) == (
        None,
        "system",
        "",
        "",
    )
    assert (entry.before, entry.after, entry.request_id) == ({}, {}, "")


def test_staff_are_told_from_account_holders(person):
    person.is_staff = True
    assert record(action="user.read", by=person).actor_label == "staff"


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        ("p2_internal", "p2_internal"),
        ("MPS-26-0401", "MPS-26-0401"),
        ("2027-04:a/b+c", "2027-04:a/b+c"),
        ("", ""),
        (17, 17),
        (True, True),
        (None, None),
        (date(2026, 12, 9), "2026-12-09"),
        (NOW, "2026-12-09T23:59:00.000007+00:00"),
        (Decimal("41000.50"), "41000.50"),
        (UUID(int=5), "00000000-0000-0000-0000-000000000005"),
        (["b", "a", 1], ["b", "a", 1]),
        ({"b", "a"}, ["a", "b"]),
    ],
)
def test_codes_numbers_dates_and_flags_are_kept(value, stored):
    entry = record(action="thing.change", by=None, actor_label="system", after={"value": value})
    entry.refresh_from_db()
    assert entry.after == {"value": stored}


@pytest.mark.parametrize(
    "value",
    [
        "Test Person",
        "someone@mail.example",
        "020 7946 0123",
        "02079460123",
        "+447700900123",
        "QQ123456C",
        "qq123456c",
        "ZZ991AA",
        "line\nbreak",
        "=1+1",
        "x" * 81,
        1.5,
        b"bytes",
        {"nested": "mapping"},
        ["fine", "not fine"],
        [["a"]],
        list(range(51)),
    ],
)
def test_a_personal_or_odd_value_is_refused_unrepeated_and_nothing_is_written(value):
    with pytest.raises(RefusedAuditValue) as refusal:
        record(action="thing.change", by=None, actor_label="system", after={"value": value})
    assert str(refusal.value) in {
        "The audit value 'value' must be a code, a number, a date, true, false, nothing, or a"
        " short list of those.",
        "The audit list 'value' is longer than 50.",
    }
    assert AuditEntry.objects.count() == 0


@pytest.mark.parametrize("key", ["Name", "with space", "", "k" * 41, "1st"])
def test_a_key_that_is_no_code_is_refused(key):
    with pytest.raises(RefusedAuditValue):
        record(action="thing.change", by=None, actor_label="system", before={key: 1})


def test_more_than_thirty_values_are_refused():
    with pytest.raises(RefusedAuditValue):
        record(
            action="thing.change",
            by=None,
            actor_label="system",
            after={f"key_{number}": number for number in range(31)},
        )


@pytest.mark.parametrize("action", ["submit", "Application.submit", "a b.c", "", "a." + "b" * 63])
def test_an_action_is_noun_dot_verb(action):
    with pytest.raises(RefusedAuditValue):
        record(action=action, by=None, actor_label="system")


@pytest.mark.parametrize("label", ["", "someone@mail.example", "x" * 61])
def test_without_a_person_a_plain_label_is_needed(label):
    with pytest.raises(RefusedAuditValue):
        record(action="thing.change", by=None, actor_label=label)


def test_somebody_without_an_account_is_no_actor():
    with pytest.raises(RefusedAuditValue, match="The actor has no account"):
        record(action="thing.change", by=User(username="Test-Nobody"), actor_label="visitor")


def test_an_unsaved_target_is_refused():
    with pytest.raises(RefusedAuditValue):
        record(action="thing.change", by=None, actor_label="system", target=User())


def test_a_long_reason_is_cut_at_the_column(person):
    entry = record(action="thing.change", by=person, reason="because " * 100)
    assert len(entry.reason) == 500
    assert entry.reason.endswith("…")


def test_entries_about_gives_this_row_alone_newest_first(person):
    other = User.objects.create_user("Test-Person-Two", "person.two@mail.example")
    with time_machine.travel(NOW, tick=False) as clock:
        first = record(action="user.change", by=person, target=person)
        clock.shift(1)
        second = record(action="user.change", by=other, target=person)
        record(action="user.change", by=person, target=other)
    assert list(entries_about(person)) == [second, first]
