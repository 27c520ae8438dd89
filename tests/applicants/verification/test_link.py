"""The link: what it is made of, how long it lives, and what it never gives away (checks 1 to 8)."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.apps import apps
from django.core import mail
from django.db import connection
from django.urls import reverse

from applicants.choices import Actor, Event, Status, VerificationState
from applicants.errors import GuardFailed
from applicants.services.transition import transition
from applicants.services.verifying import ask_line_manager, resend_verification
from applicants.verification_links import derive_token, link_path, token_of
from recruitment.access.logs import MaskTokensFilter
from recruitment.accounts.roles import Role
from recruitment.outbox.links import hash_token
from recruitment.outbox.services import send_due_emails
from tests.accounts.people import make_staff
from tests.applicants.factories import make_accepted_offer, make_application
from tests.applicants.verification.helpers import answer, fingerprint, open_pages
from vacancies.models import TeamMember

pytestmark = pytest.mark.django_db
GONE = "This link does not open anything"


def every_stored_text() -> str:
    with connection.cursor() as cursor:
        parts = []
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f'SELECT t::text FROM "{model._meta.db_table}" t')
            parts += [row[0] for row in cursor.fetchall()]
    return "\n".join(parts)


def test_the_token_has_256_bits_and_is_stored_nowhere(asked, client):
    token = token_of(asked)
    assert len(token) == 43
    assert asked.token_hash == hash_token(token)
    open_pages(client, asked)
    send_due_emails()
    assert token in mail.outbox[-1].body
    assert token not in every_stored_text()


def test_a_retry_derives_the_same_link_and_a_new_generation_another(asked):
    again = derive_token(nonce=asked.nonce, request_id=asked.pk, generation=asked.generation)
    later = derive_token(nonce=asked.nonce, request_id=asked.pk, generation=asked.generation + 1)
    assert again == token_of(asked)
    assert later != again


def test_a_hundred_openings_by_scanners_change_nothing(asked, client):
    before = fingerprint()
    path = link_path(asked)
    for _ in range(34):
        assert client.get(path).status_code == 302
        assert client.head(path).status_code == 302
        client.options(path)
    client.get(path, follow=True)
    assert fingerprint() == before
    response = answer(client, asked)
    assert "Your answers are sent" in response.content.decode()


def test_the_link_moves_into_the_session_and_leaves_the_address(asked, client):
    response = client.get(link_path(asked))
    assert response.status_code == 302
    assert response["Location"] == "/verify/"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]
    page = client.get("/verify/")
    assert "noindex" in page["X-Robots-Tag"]
    assert token_of(asked) not in page.content.decode()


def test_it_lives_fourteen_days_of_seconds_across_the_spring_change(db, client):
    # Fourteen days from 20 March cross the change of 28 March 2027: wall clocks lose an hour.

    start = datetime(2027, 3, 20, 12, 0, tzinfo=UTC)
    with time_machine.travel(start, tick=False):
        application = make_accepted_offer()
        asked = ask_line_manager(
            application_id=application.pk,
            by=None,
            manager_name="Morgan Manager",
            manager_email="m@met.example",
        )
    with time_machine.travel(start + timedelta(days=14, seconds=-1), tick=False):
        assert client.get(link_path(asked)).status_code == 302
    with time_machine.travel(start + timedelta(days=14), tick=False):
        assert client.get(link_path(asked)).status_code == 404


def test_withdrawal_kills_the_link(asked, client):
    path = link_path(asked)
    transition(
        application_id=asked.application_id,
        event=Event.WITHDRAW,
        by=asked.application.candidate.user,
        actor=Actor.CANDIDATE,
    )
    assert client.get(path).status_code == 404


def test_an_answer_kills_the_link(asked, client):
    answer(client, asked)
    assert client.get(link_path(asked)).status_code == 404


def test_resending_kills_the_old_link_and_an_open_page(asked, client):
    officer = make_staff(Role.CHECKS_OFFICER, username="checks.officer")
    TeamMember.objects.create(vacancy=asked.application.vacancy, user=officer, role="recruiter")
    old = link_path(asked)
    open_pages(client, asked)
    renewed = resend_verification(
        request_id=asked.pk, by=officer, manager_email="right.manager@met.example"
    )
    assert client.get(old).status_code == 404
    assert client.get("/verify/").status_code == 404
    assert client.get(link_path(renewed)).status_code == 302
    assert renewed.manager_email == "right.manager@met.example"
    assert renewed.generation == 2


def test_every_dead_link_gives_the_same_answer(asked, client):
    token = token_of(asked)
    wrong = ("A" if token[0] != "A" else "B") + token[1:]
    pages = [client.get(reverse("verification:open", args=[t])) for t in (wrong, "x", "é" * 50)]
    answer(client, asked)
    client.cookies.clear()
    pages.append(client.get(link_path(asked)))
    bodies = {page.content for page in pages}
    assert {page.status_code for page in pages} == {404}
    assert len(bodies) == 1
    text = pages[0].content.decode()
    assert GONE in text
    assert "older than 14 days" in text
    assert "already been answered" in text


def test_the_link_is_in_no_log(asked, client, caplog):
    with caplog.at_level(logging.DEBUG):
        client.get(link_path(asked))
        dead = link_path(asked)[:-3] + "AA/"
        client.get(dead)
    for record in caplog.records:
        MaskTokensFilter().filter(record)
        assert token_of(asked)[:40] not in record.getMessage()


def test_thirty_bad_links_a_minute_and_no_more(asked, client):
    with time_machine.travel(datetime(2026, 11, 22, 12, 0, 5, tzinfo=UTC), tick=False):
        codes = [client.get(f"/verify/{'a' * 43}/").status_code for _ in range(31)]
    assert codes == [404] * 30 + [429]


def test_a_good_link_from_another_address_still_works(asked, client):
    for _ in range(35):
        client.get(f"/verify/{'a' * 43}/", headers={"x-real-ip": "192.0.2.1"})
    response = client.get(link_path(asked), headers={"x-real-ip": "192.0.2.2"})
    assert response.status_code == 302


def test_nobody_is_asked_before_an_offer_is_accepted(db):

    application = make_application(status=Status.CHECKS)
    with pytest.raises(GuardFailed, match="only after the candidate has accepted"):
        ask_line_manager(
            application_id=application.pk, by=None, manager_name="M", manager_email="m@met.example"
        )
    assert application.verifications.count() == 0


def test_the_state_is_open_until_it_is_answered(asked):
    assert asked.state == VerificationState.OPEN
    assert asked.manager_email == "morgan.manager@met.example"
