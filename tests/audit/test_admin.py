"""The audit pages: for those with the right, read-only, filtered, at one query count."""

from __future__ import annotations

from datetime import UTC, datetime

import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from recruitment.accounts.roles import Role, grant_role
from recruitment.audit.models import AuditEntry
from recruitment.audit.services import record

LIST = "admin:audit_auditentry_changelist"


def rows(response) -> list[AuditEntry]:
    return list(response.context["cl"].result_list)


def write(number: int, **values) -> list[AuditEntry]:
    values = {"action": "thing.change", "by": None, "actor_label": "system"} | values
    return [record(**values) for _ in range(number)]


def test_the_list_needs_the_right(signed_in, person):
    grant_role(user=person, role=Role.RECRUITER, by=None)
    assert signed_in(person).get(reverse(LIST)).status_code == 403


def test_the_list_shows_six_columns(signed_in, data_protection_officer, person):
    page = signed_in(data_protection_officer)
    record(action="user.read", by=person, target=person, reason="Asked to")
    response = page.get(reverse(LIST), {"action": "user.read"})
    assert response.status_code == 200
    assert response.context["cl"].list_display == (
        "at", "action", "actor", "target", "reason", "request_id",
    )  # fmt: skip
    content = response.content.decode()
    assert f"account holder {person.pk}" in content
    assert f"accounts.user {person.pk}" in content
    assert "Asked to" in content


def test_one_and_three_rows_cost_the_same_queries(signed_in, data_protection_officer):
    page = signed_in(data_protection_officer)
    page.get(reverse(LIST))  # the first request of a session writes when it began
    counts = []
    for number in (1, 2):
        write(number, action="thing.read")
        with CaptureQueriesContext(connection) as queries:
            response = page.get(reverse(LIST), {"action": "thing.read"})
        counts.append((len(rows(response)), len(queries)))
    assert [number for number, _ in counts] == [1, 3]
    assert counts[0][1] == counts[1][1]


def test_filters_by_action_record_actor_and_day(signed_in, data_protection_officer, person):
    page = signed_in(data_protection_officer)
    with time_machine.travel(datetime(2026, 12, 1, 12, tzinfo=UTC), tick=False):
        (old,) = write(1, action="thing.old")
    (read,) = write(1, action="thing.read", target=person)
    (own,) = write(1, action="thing.own", by=person, actor_label="")
    (link,) = write(1, action="thing.link", actor_label="line manager link")

    def found(**query):
        return {entry.pk for entry in rows(page.get(reverse(LIST), query))}

    assert found(action="thing.read") == {read.pk}
    assert read.pk in found(record="accounts.user")
    assert old.pk not in found(record="accounts.user")
    assert found(actor_label="line manager link") == {link.pk}
    assert found(q=person.username) == {own.pk}
    assert found(q="thing.old") == {old.pk}
    assert found(at__gte="2026-12-01 00:00:00+00:00", at__lt="2026-12-02 00:00:00+00:00") == {
        old.pk
    }
    assert found(q="nothing like it") == set()


def test_nothing_can_be_added_changed_or_deleted(signed_in, data_protection_officer):
    page = signed_in(data_protection_officer)
    (entry,) = write(1)
    args = [entry.pk]
    assert page.get(reverse("admin:audit_auditentry_add")).status_code == 403
    assert page.post(reverse("admin:audit_auditentry_delete", args=args)).status_code == 403
    change = reverse("admin:audit_auditentry_change", args=args)
    response = page.get(change)
    assert response.status_code == 200
    assert b'<input type="submit"' not in response.content
    assert page.post(change, {"reason": "changed"}).status_code == 403
    page.post(reverse(LIST), {"action": "delete_selected", "_selected_action": args})
    assert AuditEntry.objects.filter(pk=entry.pk, reason="").count() == 1


def test_an_unknown_lookup_is_turned_away(signed_in, data_protection_officer):
    response = signed_in(data_protection_officer).get(
        reverse(LIST), {"user__password__startswith": "a"}
    )
    assert response.status_code == 400
