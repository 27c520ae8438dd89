"""Entries whose period is over go in one way, which the database writes down; nothing else goes."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from recruitment.audit import forgetting
from recruitment.audit.forgetting import entries_due, forget_entries, kept_records
from recruitment.audit.models import AuditEntry, Forgetting
from recruitment.audit.services import record

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365)
PERIOD = timedelta(days=24 * 31)  # no 24 months are longer


def write(action: str, *, ago: timedelta, target=None) -> AuditEntry:
    """An entry of that long ago, by the clock of the database too."""
    with time_machine.travel(timezone.now() - ago, tick=False):
        return record(action=action, by=None, actor_label="system", target=target)


def actions() -> set[str]:
    return set(AuditEntry.objects.values_list("action", flat=True))


def test_what_is_over_its_period_goes_and_a_second_run_deletes_nothing():
    write("thing.old", ago=PERIOD)
    write("thing.older", ago=3 * YEAR)
    write("thing.young", ago=timedelta(days=24 * 30))
    now = timezone.now()
    assert entries_due(at=now).count() == 2
    assert forget_entries(at=now) == 2
    assert actions() == {"thing.young"}
    row = Forgetting.objects.get()
    assert (row.number, row.kept, row.most) == (2, [], forgetting.AT_ONCE)
    assert forget_entries(at=now) == 0
    assert Forgetting.objects.count() == 1


def test_long_logs_go_in_portions_each_written_down(monkeypatch):
    monkeypatch.setattr(forgetting, "AT_ONCE", 2)
    for number in range(5):
        write(f"thing.old_{number}", ago=3 * YEAR - timedelta(days=number))
    assert forget_entries(at=timezone.now()) == 5
    assert list(Forgetting.objects.order_by("id").values_list("number", flat=True)) == [2, 2, 1]


def test_what_is_on_hold_stays(monkeypatch, person):
    write("thing.held", ago=3 * YEAR, target=person)
    write("thing.old", ago=3 * YEAR)
    monkeypatch.setattr(forgetting, "_holders", [lambda: [("accounts.user", str(person.pk))]])
    assert kept_records() == [f"accounts.user {person.pk}"]
    assert forget_entries(at=timezone.now()) == 1
    assert actions() == {"thing.held"}
    monkeypatch.setattr(forgetting, "_holders", [])
    assert forget_entries(at=timezone.now()) == 1


def test_neither_a_wrong_clock_nor_a_setting_shortens_the_period(settings):
    settings.RETENTION_MONTHS = {**settings.RETENTION_MONTHS, "audit": 1}
    write("thing.young", ago=timedelta(days=24 * 30))
    assert forget_entries(at=timezone.now()) == 0
    assert forget_entries(at=timezone.now() + 5 * YEAR) == 0
    assert actions() == {"thing.young"}


def test_a_row_that_asks_for_too_much_is_cut_by_the_database():
    write("thing.young", ago=timedelta(days=24 * 30))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_forgetting (at, older_than, most, kept, number)"
            " VALUES (now(), now() + interval '1 year', 1000, '{}', 99)"
            " RETURNING number, older_than < now() - interval '23 months'"
        )
        assert cursor.fetchone() == (0, True)
    assert actions() == {"thing.young"}


def refused(statement: str) -> str:
    with (
        pytest.raises(IntegrityError) as refusal,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    return str(refusal.value).splitlines()[0]


def test_old_entries_cannot_be_deleted_by_hand():
    write("thing.old", ago=3 * YEAR)
    said = refused("DELETE FROM audit_auditentry")
    assert said == "The audit log only grows: DELETE on audit_auditentry is refused."


def test_a_trigger_of_somebody_elses_cannot_delete_what_is_young():
    """Whoever could make tables and triggers would still meet the period, row by row."""
    write("thing.young", ago=timedelta(days=1))
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE other (id integer);"
            "CREATE FUNCTION other_deletes() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN DELETE FROM audit_auditentry; RETURN NEW; END $$;"
            "CREATE TRIGGER other_trigger BEFORE INSERT ON other"
            " FOR EACH ROW EXECUTE FUNCTION other_deletes();"
        )
    said = refused("INSERT INTO other VALUES (1)")
    assert said == "The audit log keeps its entries for 24 months."


@pytest.mark.parametrize(
    ("statement", "operation"),
    [
        ("UPDATE audit_forgetting SET number = 0", "UPDATE"),
        ("DELETE FROM audit_forgetting", "DELETE"),
    ],
)
def test_what_was_deleted_stays_written_down(statement, operation):
    write("thing.old", ago=3 * YEAR)
    forget_entries(at=timezone.now())
    said = refused(statement)
    assert said == f"The audit log only grows: {operation} on audit_forgetting is refused."
