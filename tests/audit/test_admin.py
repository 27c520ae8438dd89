"""The audit pages: for those with the right, read-only, filtered, at one query count."""

from __future__ import annotations

from datetime import UTC, datetime

import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from recruitment.accounts.roles import Role, grant_role
from recruitment.audit.models import AuditEntry
from recruitment.audit.selectors import known_actions, known_target_types
from recruitment.audit.services import record
from recruitment.ui import paging

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
        "at", "what", "actor", "target", "reason", "request_id",
    )  # fmt: skip
    content = response.content.decode()
    assert f"account holder {person.pk} {person.username}" in content
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
    assert found(who=person.username) == {own.pk}
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


def test_who_and_about_whom_by_name_address_and_number(signed_in, data_protection_officer, person):
    page = signed_in(data_protection_officer)
    (own,) = write(1, action="thing.own", by=person, actor_label="")
    (about,) = write(1, action="thing.about", target=person)
    for text in (person.username, person.email.upper(), str(person.pk), f" {person.username} "):
        assert {e.pk for e in rows(page.get(reverse(LIST), {"who": text}))} == {own.pk}, text
    for text in (person.username, person.email, str(person.pk)):
        assert {e.pk for e in rows(page.get(reverse(LIST), {"about": text}))} == {about.pk}, text
    assert rows(page.get(reverse(LIST), {"about": "nobody"})) == []
    assert rows(page.get(reverse(LIST), {"who": "9" * 40})) == []


def test_who_looked_apart_from_who_changed(signed_in, data_protection_officer, person):
    page = signed_in(data_protection_officer)
    (looked,) = write(1, action="thing.read_contact", target=person)
    (took,) = write(1, action="file.download", target=person)
    (changed,) = write(1, action="thing.readjust", target=person)
    asked = {"about": person.username}

    def found(looked):
        return {entry.pk for entry in rows(page.get(reverse(LIST), {**asked, "looked": looked}))}

    assert found("looked") == {looked.pk, took.pk}
    assert found("changed") == {changed.pk}
    assert found("") == {looked.pk, took.pk, changed.pk}


def test_a_period_is_in_london_days_and_runs_forwards(signed_in, data_protection_officer):
    page = signed_in(data_protection_officer)
    found = {}
    # 11:59pm on 30 June and 12am on 1 July in London, which is an hour ahead then.
    for name, moment in (("june", (2026, 6, 30, 22, 59)), ("july", (2026, 6, 30, 23, 0))):
        with time_machine.travel(datetime(*moment, tzinfo=UTC), tick=False):
            found[name] = write(1, action="thing.old")[0].pk
    asked = {"action": "thing.old", "since": "2026-07-01"}
    assert [e.pk for e in rows(page.get(reverse(LIST), asked))] == [found["july"]]
    asked = {"action": "thing.old", "until": "2026-06-30"}
    assert [e.pk for e in rows(page.get(reverse(LIST), asked))] == [found["june"]]
    wrong = page.get(reverse(LIST), {"since": "2026-07-02", "until": "2026-07-01", "who": "x"})
    content = wrong.content.decode()
    assert rows(wrong) == []
    assert "<title>Error: " in content
    assert 'href="#id_until">Enter a day on or after the first one.' in content
    assert 'value="2026-07-02"' in content
    assert 'value="x"' in content


def test_a_filter_stays_when_the_form_is_sent_and_the_other_way_round(
    signed_in, data_protection_officer
):
    page = signed_in(data_protection_officer)
    write(1, action="thing.read")
    content = page.get(reverse(LIST), {"action": "thing.read", "looked": "looked"}).content.decode()
    assert '<input type="hidden" name="action" value="thing.read">' in content
    assert (
        "?action=thing.read&amp;looked=looked" in content or "looked=looked&amp;action" in content
    )


def test_before_and_after_stand_beside_each_other(signed_in, data_protection_officer):
    entry = record(
        action="thing.change", by=None, actor_label="system",
        before={"status": "sift", "told": True},
        after={"status": "int_invited", "people": [3, 4], "note_kept": None},
    )  # fmt: skip
    page = signed_in(data_protection_officer)
    content = page.get(reverse("admin:audit_auditentry_change", args=[entry.pk])).content.decode()
    for row in (
        '<th scope="row">note kept</th><td>–</td><td>none</td>',
        '<th scope="row">people</th><td>–</td><td>3, 4</td>',
        '<th scope="row">status</th><td>sift</td><td>int_invited</td>',
        '<th scope="row">told</th><td>yes</td><td>–</td>',
    ):
        assert row in content


def test_a_long_log_is_counted_up_to_a_limit(signed_in, data_protection_officer, monkeypatch):
    monkeypatch.setattr(paging, "MOST_COUNTED", 2)
    write(3)
    content = signed_in(data_protection_officer).get(reverse(LIST)).content.decode()
    assert "2 or more entries. Ask for a period or filter to find older ones." in content


def test_the_known_actions_are_each_named_once(db):
    assert known_actions() == []
    write(2, action="thing.read")
    write(1, action="another.one")
    assert known_actions() == ["another.one", "thing.read"]
    assert known_target_types() == []
