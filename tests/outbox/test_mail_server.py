"""The breaker that all workers share: three failures, a pause, one probe."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from recruitment.outbox.models import MailServerState
from recruitment.outbox.services.mail_server import (
    mail_is_held,
    may_send,
    note_answer,
    note_failure,
    pause_after,
)

NOW = datetime(2026, 12, 9, 9, 0, tzinfo=UTC)


@pytest.fixture
def clock(db):
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def allowed() -> bool:
    return may_send(now=timezone.now())


def held() -> bool:
    return mail_is_held(now=timezone.now())


def fail(times: int) -> None:
    for _ in range(times):
        note_failure()


def test_two_failures_hold_nothing(clock):
    assert (allowed(), held()) == (True, False)
    fail(2)
    assert (allowed(), held()) == (True, False)


def test_the_third_failure_in_a_row_holds_all_mail_for_fifteen_seconds(clock):
    fail(3)
    assert (allowed(), held()) == (False, True)
    clock.shift(14.999)
    assert (allowed(), held()) == (False, True)
    clock.shift(0.001)
    assert held() is False
    assert [allowed(), allowed(), allowed()] == [True, False, False]


def test_an_answer_in_between_starts_the_count_again(clock):
    fail(2)
    note_answer()
    fail(2)
    assert allowed() is True
    assert MailServerState.objects.get().failures == 2


def test_a_probe_that_succeeds_opens_the_gate_for_all(clock):
    fail(3)
    clock.shift(15)
    assert allowed() is True
    note_answer()
    assert [allowed(), allowed()] == [True, True]
    assert list(MailServerState.objects.values_list("failures", "closed_until")) == [(0, None)]


def test_a_probe_that_fails_doubles_the_pause(clock):
    fail(3)
    clock.shift(15)
    assert allowed() is True
    note_failure()
    assert MailServerState.objects.get().closed_until == timezone.now() + timedelta(seconds=30)


def test_a_probe_that_never_comes_back_is_replaced_after_twenty_seconds(clock):
    fail(3)
    clock.shift(15)
    assert allowed() is True
    clock.shift(19.999)
    assert allowed() is False
    clock.shift(0.001)
    assert allowed() is True


def test_pauses_grow_to_five_minutes():
    seconds = [pause_after(failures).total_seconds() for failures in (3, 4, 5, 6, 7, 8, 9, 10_000)]
    assert seconds == [15, 30, 60, 120, 240, 300, 300, 300]


def test_an_answer_in_good_times_writes_nothing(clock, django_assert_num_queries):
    with django_assert_num_queries(1):
        note_answer()
    assert MailServerState.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_workers_that_fail_together_count_together_and_send_one_probe():
    barrier = Barrier(6, timeout=10)
    answers: list[bool] = []

    def work() -> None:
        try:
            barrier.wait()
            note_failure()
            barrier.wait()
            answers.append(may_send(now=timezone.now() + timedelta(minutes=10)))
        finally:
            connection.close()

    threads = [Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert MailServerState.objects.get().failures == 6
    assert sorted(answers) == [False] * 5 + [True]
