"""Alert runs: each vacancy once per search, only what is visible, safe to repeat and to kill."""

from __future__ import annotations

import contextlib
import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from recruitment.accounts.models import InternalStanding
from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.registry import registered_emails
from recruitment.outbox.rendering import build_message, render
from recruitment.outbox.services import queue_email, send_due_emails
from tests.vacancies.adverts import INTERNAL, NOW, RESTRICTED, make_internal_user, make_open
from tests.vacancies.alerts.searches import (
    ASH,
    MONDAY,
    NEXT_MONDAY,
    TUESDAY,
    ask,
    confirmed,
    deliver,
    owner,
    run_at,
)
from vacancies.alerts import running
from vacancies.alerts.emails import AlertSaved
from vacancies.alerts.links import stop_path
from vacancies.alerts.matching import matching
from vacancies.models import SavedSearch, ToldVacancy, Vacancy
from vacancies.services import close_vacancy

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=3)
KINDS = [kind for kind in registered_emails() if kind.kind.startswith("alert_")]


def opened(title: str, *, at: datetime = LATER, **fields):
    with time_machine.travel(at, tick=False):
        return make_open(at=at, days_ago=0, title=title, **fields)


def titles(message) -> list[str]:
    return [one.title for one in Vacancy.objects.order_by("title") if one.title in message.body]


def test_what_opened_since_is_told_once():
    opened("Seen Before Analyst", at=NOW - timedelta(days=1))
    confirmed("q=analyst")
    assert run_at(NOW + timedelta(hours=1))[1] == []
    opened("New Analyst")
    opened("New Painter")
    run, [message] = run_at(MONDAY)
    assert (run.searches, run.emails) == (1, 1)
    assert message.to == [ASH]
    assert message.subject == "New vacancy: New Analyst"
    assert titles(message) == ["New Analyst"]
    assert run_at(MONDAY)[0].searches == 0
    assert run_at(TUESDAY)[1] == []
    assert ToldVacancy.objects.count() == 1


def test_weekly_comes_on_monday_with_the_whole_week_or_late():
    confirmed("q=analyst", frequency="weekly")
    assert run_at(MONDAY)[0].searches == 1
    opened("Tuesday Analyst", at=TUESDAY)
    opened("Friday Analyst", at=TUESDAY + timedelta(days=3))
    assert run_at(TUESDAY + timedelta(days=4))[0].searches == 0
    _, [message] = run_at(NEXT_MONDAY + timedelta(days=1))
    assert message.subject == "2 new vacancies for “analyst”"
    assert titles(message) == ["Friday Analyst", "Tuesday Analyst"]


def test_one_that_opens_later_is_told_when_it_opens():
    confirmed("q=analyst")
    opened("Scheduled Analyst", opens_at=datetime(2026, 11, 23, 12, 0, tzinfo=UTC))
    assert run_at(MONDAY)[1] == []
    assert len(run_at(TUESDAY)[1]) == 1


def test_an_advert_committed_while_the_run_went_is_told_by_the_next_one():
    confirmed("q=analyst")
    run_at(MONDAY)
    opened("Late Commit Analyst", at=MONDAY - timedelta(minutes=10))
    assert len(run_at(TUESDAY)[1]) == 1


def test_restricted_and_internal_vacancies_are_never_in_a_public_alert():
    confirmed()
    opened("Covert Analyst", **RESTRICTED)
    opened("Inside Analyst", **INTERNAL)
    assert run_at(MONDAY)[1] == []
    opened("Public Analyst", at=MONDAY)
    _, [message] = run_at(TUESDAY)
    assert titles(message) == ["Public Analyst"]
    assert "Covert" not in message.body + message.alternatives[0].content


def test_internal_alerts_follow_the_standing():
    person = make_internal_user("inside")
    owner_address = person.email
    ask(email=owner_address, kind="internal", by=person)
    deliver()
    opened("Covert Analyst", **RESTRICTED)
    opened("Inside Analyst", **INTERNAL)
    _, [message] = run_at(MONDAY)
    assert titles(message) == ["Inside Analyst"]
    InternalStanding.objects.update(valid_until="2026-11-23")
    opened("Second Inside Analyst", at=MONDAY, **INTERNAL)
    assert run_at(TUESDAY)[1] == []
    InternalStanding.objects.update(valid_until="2027-11-23")
    assert run_at(NEXT_MONDAY)[1] == []  # what opened while they had left stays untold


def test_a_leaver_hears_nothing_even_of_what_was_queued():
    person = make_internal_user("inside")
    ask(email=person.email, kind="internal", by=person)
    deliver()
    opened("Inside Analyst", **INTERNAL)
    with time_machine.travel(MONDAY, tick=False):
        assert running.run_alerts(now=MONDAY).emails == 1
        InternalStanding.objects.update(valid_until="2026-11-22")
        assert deliver() == []
    assert OutboxEmail.objects.get(kind="alert_vacancies").status == "cancelled"


def test_what_closed_before_the_email_goes_out_is_left_out():
    confirmed()
    one, two = opened("First Analyst"), opened("Second Analyst")
    with time_machine.travel(MONDAY, tick=False):
        running.run_alerts(now=MONDAY)
        close_vacancy(by=None, vacancy_id=one.pk, reason="filled")
        [message] = deliver()
        assert message.subject == f"New vacancy: {two.title}"


def test_a_run_that_is_killed_in_the_middle_tells_the_rest_once(monkeypatch):
    for number in range(3):
        confirmed("q=analyst", email=f"a{number}@applicant.example")
    opened("New Analyst")
    monkeypatch.setattr(running, "BATCH", 1)
    real, calls = running.queue_emails, []

    def dies_at_the_second(emails):
        calls.append(emails)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(emails)

    monkeypatch.setattr(running, "queue_emails", dies_at_the_second)
    with time_machine.travel(MONDAY, tick=False):
        with pytest.raises(KeyboardInterrupt):
            running.run_alerts(now=MONDAY)
        assert (
            ToldVacancy.objects.count(),
            OutboxEmail.objects.filter(kind="alert_vacancies").count(),
        ) == (
            1,
            1,
        )
        running.run_alerts(now=MONDAY)
        assert sorted(m.to[0] for m in deliver()) == [f"a{n}@applicant.example" for n in range(3)]
    assert ToldVacancy.objects.count() == 3


def test_a_run_stops_when_its_time_is_over():
    confirmed()
    opened("New Analyst")
    with time_machine.travel(MONDAY, tick=False):
        assert running.run_alerts(now=MONDAY, seconds=0).searches == 0
        assert running.run_alerts(now=MONDAY).searches == 1


def test_a_batch_costs_the_same_for_one_and_for_three_searches():
    def cost(day: datetime) -> int:
        with time_machine.travel(day, tick=False), CaptureQueriesContext(connection) as seen:
            running.run_alerts(now=day)
        return len(seen)

    confirmed("q=analyst")
    opened("One Analyst")
    one = cost(MONDAY)
    for number in range(2):
        confirmed("q=analyst", email=f"b{number}@applicant.example")
    opened("Two Analyst", at=MONDAY)
    assert cost(TUESDAY) == one
    deliver()
    assert SavedSearch.objects.filter(run_on=TUESDAY.date()).count() == 3


def test_an_account_that_changed_its_address_is_written_to_there():
    user = owner()
    ask(email=user.email, by=user)
    deliver()
    user.email = "moved@applicant.example"
    user.save()
    opened("New Analyst")
    assert [m.to for m in run_at(MONDAY)[1]] == [["moved@applicant.example"]]


def test_more_than_twenty_are_counted_and_linked():
    confirmed()
    template = opened("Analyst 0")
    for number in range(1, 22):
        opened(f"Analyst {number}")
    _, [message] = run_at(MONDAY)
    assert message.subject == "22 new vacancies for Every public vacancy"
    assert message.body.count("/vacancies/MPS-") == 20
    assert "And 2 more." in message.body
    assert template.pk


def test_the_headers_let_a_mail_program_unsubscribe():
    search = confirmed()
    row = queue_email(
        kind="alert_saved", dedupe_key="x", to=ASH, ids={"search": search.pk}, about=search.about
    )
    message = build_message(row, AlertSaved.load({"search": search.pk}))
    raw = message.message()
    assert raw["List-Unsubscribe"] == f"<https://portal.example{stop_path(search)}>"
    assert raw["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    # Folded at most, never encoded: mail programs read the plain address.
    assert f"<https://portal.example{stop_path(search)}>\n" in raw.as_string()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_both_parts_of_every_kind_say_the_same(kind):
    email = kind.sample()
    rendered = render(email)
    for way in (email.link, email.stop_link):
        assert way in rendered.text
        assert f'href="{way}"' in rendered.html
    assert "List-Unsubscribe" in rendered.headers
    assert all(line in rendered.text for line in email.search)
    assert "{{" not in rendered.text + rendered.html


def test_there_are_four_kinds():
    assert [kind.kind for kind in KINDS] == [
        "alert_confirm", "alert_keep", "alert_saved", "alert_vacancies",
    ]  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_tell_each_search_once(monkeypatch):
    """Without the lock of `run_batch` the second run would meet the same searches."""
    for number in range(4):
        confirmed("q=analyst", email=f"c{number}@applicant.example")
    opened("New Analyst")
    monkeypatch.setattr(running, "BATCH", 2)
    meet = threading.Barrier(2, timeout=10)
    real = running._told_before

    def together(news):
        with contextlib.suppress(threading.BrokenBarrierError):
            meet.wait(timeout=2)
        return real(news)

    monkeypatch.setattr(running, "_told_before", together)
    failed: list[BaseException] = []

    def work() -> None:
        try:
            running.run_alerts(now=MONDAY)
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    with time_machine.travel(MONDAY, tick=False):
        threads = [threading.Thread(target=work) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failed == []
        send_due_emails()
        assert OutboxEmail.objects.filter(kind="alert_vacancies", status="sent").count() == 4
    assert ToldVacancy.objects.count() == 4


@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=analyst",
        "q=croydon+analyst",
        "q=MPS-26-0001",
        "group=finance&group=met_operations",
        "q=analyst&group=finance&pattern=shifts",
        "bcu=SN&borough=lambeth&q=analyst",
        "near=Croydon&miles=3&salary=30000",
        "q=the",
    ],
)
def test_the_parts_of_a_search_put_together_are_the_search(query):
    make_open(title="Analyst", bases=("Croydon",))
    make_open(title="Shift Analyst", business_group="finance", working_patterns=["shifts"])
    make_open(title="Lambeth Painter", bases=("Lambeth",), business_group="met_operations")
    search = confirmed(query)
    at = MONDAY
    run = running.Run(now=at, bases=running.known_bases())
    run.fresh["public"] = dict.fromkeys(Vacancy.objects.values_list("pk", flat=True), at)
    whole = matching(Vacancy.objects.all(), query, at=at).values_list("pk", flat=True)
    assert run.new_for(search) == sorted(whole)
