"""The outbox pages: who may read them, the previews, and "send again"."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from recruitment.audit.models import AuditEntry
from recruitment.audit.selectors import entries_about
from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.services.resending import send_again
from tests.audit.people import sign_in_with_second_factor

LIST = "admin:outbox_outboxemail_changelist"
NOW = datetime(2026, 12, 9, 9, 0, tzinfo=UTC)


@pytest.fixture
def failed(queue) -> OutboxEmail:
    row = queue()
    OutboxEmail.objects.filter(pk=row.pk).update(
        status="failed", attempts=10, first_tried_at=NOW, closed_at=NOW, last_error="550 no"
    )
    row.refresh_from_db()
    return row


def _details(page: str) -> list[str]:
    return re.findall(r"<dd>\s*(.*?)\s*</dd>", page)


def address(name: str, *args: object) -> str:
    return reverse(f"admin:outbox_outboxemail_{name}", args=args)


def test_only_those_who_read_the_outbox_and_every_vacancy_come_in(
    signed_in, person, recruiter, officer, failed
):
    pages = [
        address("changelist"),
        address("change", failed.pk),
        address("previews"),
        address("preview", "test_note"),
        address("preview_html", "test_note"),
    ]
    for user, code in ((recruiter, 403), (officer, 200)):
        page = signed_in(user)
        assert [page.get(url).status_code for url in pages] == [code] * len(pages)
    page = signed_in(person)
    assert [page.get(url).status_code for url in pages] == [302] * len(pages)


def test_the_list_shows_six_columns(signed_in, officer, failed):
    response = signed_in(officer).get(reverse(LIST))
    assert response.context["cl"].list_display == [
        "action_checkbox", "created_at", "kind", "to_address", "state", "about", "attempts",
    ]  # fmt: skip
    content = response.content.decode()
    assert "Not delivered" in content
    assert "person.one@mail.example" in content


def test_one_and_three_rows_cost_the_same_queries(signed_in, officer, queue):
    page = signed_in(officer)
    page.get(reverse(LIST))  # the first request of a session writes when it began
    costs = []
    for number in (1, 2):
        for _ in range(number):
            queue()
        with CaptureQueriesContext(connection) as queries:
            response = page.get(reverse(LIST))
        costs.append((len(response.context["cl"].result_list), len(queries)))
    assert [rows for rows, _ in costs] == [1, 3]
    assert costs[0][1] == costs[1][1]


def test_filters_and_search(signed_in, officer, queue, failed):
    page = signed_in(officer)
    other = queue(kind="test_invitation", to="b@mail.example", about="application:7")

    def found(**query):
        return {row.pk for row in page.get(reverse(LIST), query).context["cl"].result_list}

    assert found(status__exact="failed") == {failed.pk}
    assert found(kind="test_invitation") == {other.pk}
    assert found(q="b@mail.example") == {other.pk}
    assert found(q="application:7") == {other.pk}
    assert found(q=str(failed.guid)) == {failed.pk}
    assert found(q="nothing like it") == set()


def test_nothing_can_be_added_changed_or_deleted(signed_in, officer, failed):
    page = signed_in(officer)
    assert page.get(address("add")).status_code == 403
    assert page.post(address("delete", failed.pk)).status_code == 403
    assert page.post(address("change", failed.pk), {"status": "sent"}).status_code == 403
    failed.refresh_from_db()
    assert failed.status == "failed"


def test_an_email_shows_its_story_and_a_button_when_it_failed(signed_in, officer, failed, queue):
    page = signed_in(officer)
    content = page.get(address("change", failed.pk)).content.decode()
    for text in ("550 no", failed.message_id.strip("<>"), "Not delivered", "Send again"):
        assert text in content
    waiting = page.get(address("change", queue().pk)).content.decode()
    assert "Send again" not in waiting


def test_every_kind_is_listed_and_shown(signed_in, officer, own_kinds):
    page = signed_in(officer)
    listed = page.get(address("previews")).content.decode()
    assert "A note for Test Sample" in listed
    assert address("preview", "test_note") in listed
    shown = page.get(address("preview", "test_note")).content.decode()
    assert _details(shown)[:2] == ["A note for Test Sample", "recruitment@met.example"]
    assert "Dear Test Sample,\n\nOne.\n\nTwo." in shown
    invitation = page.get(address("preview", "test_invitation")).content.decode()
    assert _details(invitation) == ["An invitation", "panel@met.example", "interview.ics"]
    assert page.get(address("preview", "nothing")).status_code == 404


def test_the_html_part_is_shown_in_a_sandbox(signed_in, officer):
    response = signed_in(officer).get(address("preview_html", "test_note"))
    assert "<p>Dear Test Sample,</p>" in response.content.decode()
    policy = {
        part.split()[0]: part.split()[1:]
        for part in response["Content-Security-Policy"].split("; ")
    }
    assert policy["sandbox"] == []
    assert policy["style-src"] == ["'unsafe-inline'"]
    assert policy["default-src"] == policy["script-src"] == policy["img-src"] == ["'none'"]
    assert policy["frame-ancestors"] == ["'none'"]


def test_send_again_queues_a_failed_email_with_all_its_tries(
    signed_in, officer, failed, nudges, django_capture_on_commit_callbacks, mailoutbox
):
    page = signed_in(officer)
    with django_capture_on_commit_callbacks(execute=True):
        response = page.post(address("send_again", failed.pk))
    assert response["Location"] == address("change", failed.pk)
    before = failed.guid
    failed.refresh_from_db()
    assert (failed.status, failed.attempts, failed.guid) == ("queued", 0, before)
    assert (failed.first_tried_at, failed.closed_at) == (None, None)
    assert nudges == [("send_queued_email", failed.pk)]
    (entry,) = entries_about(failed)
    assert (entry.action, entry.actor_id, entry.before, entry.after) == (
        "email.send_again",
        officer.pk,
        {"status": "failed", "tries": 10},
        {"status": "queued", "kind": "test_note"},
    )
    assert entry.request_id != ""
    text = page.get(response["Location"]).content.decode()
    assert "The email is waiting to be sent again." in text


def test_send_again_twice_is_one_email(signed_in, officer, failed):
    page = signed_in(officer)
    page.post(address("send_again", failed.pk))
    response = page.post(address("send_again", failed.pk), follow=True)
    assert "only emails that were not delivered can be" in response.content.decode()
    assert entries_about(failed).count() == 1


def test_send_again_is_a_post_with_the_right_and_for_what_exists(
    signed_in, officer, recruiter, failed
):
    page = signed_in(officer)
    response = page.get(address("send_again", failed.pk))
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert page.post(address("send_again", 10**9)).status_code == 404
    assert signed_in(recruiter).post(address("send_again", failed.pk)).status_code == 403
    failed.refresh_from_db()
    assert failed.status == "failed"


def test_the_service_checks_the_right_itself(failed, person, recruiter):
    with pytest.raises(PermissionDenied):
        send_again(email_id=failed.pk, by=person)
    assert AuditEntry.objects.filter(action="email.send_again").count() == 0
    assert send_again(email_id=failed.pk, by=recruiter) is True


def test_the_action_sends_the_chosen_failed_emails_again(signed_in, officer, failed, queue):
    waiting = queue()
    response = signed_in(officer).post(
        reverse(LIST),
        {"action": "send_again_action", "_selected_action": [failed.pk, waiting.pk]},
        follow=True,
    )
    assert "The email is waiting to be sent again." in response.content.decode()
    failed.refresh_from_db()
    assert failed.status == "queued"
    assert AuditEntry.objects.filter(action="email.send_again").count() == 1


def test_posting_without_the_token_is_refused(officer, failed):
    page = sign_in_with_second_factor(Client(enforce_csrf_checks=True), officer)
    assert page.post(address("send_again", failed.pk)).status_code == 403
    failed.refresh_from_db()
    assert failed.status == "failed"
