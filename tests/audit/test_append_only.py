"""PostgreSQL refuses to change the log (security document, check 38): proved with raw SQL."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from recruitment.audit.models import AuditEntry
from recruitment.audit.services import record
from tests.audit.flush import enabled_truncate_trigger, let_tests_truncate

TABLE = "audit_auditentry"


@pytest.fixture
def entry(db) -> AuditEntry:
    return record(action="thing.change", by=None, actor_label="system", after={"number": 1})


def refused(statement: str) -> str:
    """Run it in a savepoint; give back PostgreSQL's refusal."""
    with (
        pytest.raises(IntegrityError) as refusal,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    return str(refusal.value).splitlines()[0]


@pytest.mark.parametrize(
    ("statement", "operation"),
    [
        (f"UPDATE {TABLE} SET reason = 'x'", "UPDATE"),
        (f"UPDATE {TABLE} SET reason = reason WHERE id = -1", "UPDATE"),
        (f"DELETE FROM {TABLE}", "DELETE"),
        (f"DELETE FROM {TABLE} WHERE id = -1", "DELETE"),
        (
            f"INSERT INTO {TABLE} SELECT * FROM {TABLE} ON CONFLICT (id) DO UPDATE SET reason='x'",
            "UPDATE",
        ),
    ],
)
def test_update_and_delete_are_refused(entry, statement, operation):
    assert refused(statement) == f"The audit log only grows: {operation} on {TABLE} is refused."
    assert list(AuditEntry.objects.values_list("pk", "reason")) == [(entry.pk, "")]


def test_truncate_is_refused_with_the_trigger_as_in_production(entry):
    with enabled_truncate_trigger(TABLE, "audit_no_truncate"):
        for statement in (f"TRUNCATE {TABLE}", f"TRUNCATE {TABLE} RESTART IDENTITY CASCADE"):
            assert refused(statement) == (
                f"The audit log only grows: TRUNCATE on {TABLE} is refused."
            )
    assert AuditEntry.objects.count() == 1


def test_the_orm_is_refused_too(entry):
    entry.reason = "changed"
    for change in (
        entry.save,
        entry.delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(reason="changed"),
        lambda: AuditEntry.objects.bulk_update([entry], ["reason"]),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    assert AuditEntry.objects.get().reason == ""


def test_a_session_that_claims_to_be_a_replica_is_refused_too(entry):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
    assert refused(f"DELETE FROM {TABLE}").startswith("The audit log only grows: DELETE")


def test_both_triggers_are_there_and_one_is_off_in_the_test_database_alone(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname, tgenabled FROM pg_trigger WHERE tgrelid = %s::regclass"
            " AND NOT tgisinternal ORDER BY tgname",
            [TABLE],
        )
        states = dict(cursor.fetchall())
    # "A": always; "D": disabled by tests/audit/flush.py, which refuses any other database.
    assert states == {
        "audit_keeps_its_period": "A",
        "audit_no_truncate": "D",
        "audit_no_update_or_delete": "A",
    }


def test_no_other_database_has_its_triggers_disabled(monkeypatch, db):
    monkeypatch.setitem(connection.settings_dict, "NAME", "portal")
    with pytest.raises(RuntimeError, match="portal is not a test database"):
        let_tests_truncate()


@pytest.mark.django_db(transaction=True)
def test_django_can_still_empty_the_test_database():
    record(action="thing.change", by=None, actor_label="system")
    call_command("flush", interactive=False, inhibit_post_migrate=True, verbosity=0)
    assert AuditEntry.objects.count() == 0


@pytest.mark.parametrize(
    "values",
    [
        {"action": "", "actor_label": "system"},
        {"action": "thing.change", "actor_label": ""},
        {"action": "thing.change", "actor_label": "system", "target_id": "1"},
        {"action": "thing.change", "actor_label": "system", "target_type": "accounts.user"},
    ],
)
def test_impossible_entries_are_refused_by_the_database(db, values):
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEntry.objects.create(at=timezone.now(), **values)
