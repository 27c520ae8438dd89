"""Faults under the email outbox, with real processes (security document, section 3).

Nothing is lost, ever. A copy happens only where SMTP allows no better: a worker that dies between
the server's "250" and its own note of it; and a copy has the Message-ID of the first.
"""

from __future__ import annotations

import random
import socket
import statistics
import time

import pytest
from django.db.models import Sum
from django.utils import timezone

from recruitment.outbox.models import MailServerState, OutboxEmail
from recruitment.outbox.selectors import emails_about
from tests.drills.stage import CONCURRENCY, must, wait_until

pytestmark = pytest.mark.drill

LEASE_SECONDS = 8  # tests/drills/settings.py
EMAILS = 200


def unsent() -> int:
    return OutboxEmail.objects.exclude(status="sent").count()


def sending() -> int:
    return OutboxEmail.objects.filter(status="sending").count()


def all_sent() -> bool:
    return unsent() == 0


def lost_and_copies(sink) -> tuple[int, int]:
    """How many never came, and how many came once too often; strangers are an error."""
    expected = {row.message_id for row in OutboxEmail.objects.all()}
    copies = sink.copies()
    assert set(copies) <= expected, "A copy had another Message-ID."
    return len(expected - set(copies)), sum(copies.values()) - len(copies)


def must_have_received(sink, number: int) -> None:
    must(lambda: len(sink.received) >= number, seconds=60, what=f"{number} emails were sent")


def skip_waits() -> None:
    """As if the waits between tries were over."""
    OutboxEmail.objects.filter(status="queued").update(due_at=timezone.now())


def p95(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=20)[-1]


def timed(do, times: int, first: int = 0) -> list[float]:
    taken = []
    for number in range(first, first + times):
        started = time.perf_counter()
        do(number)
        taken.append(time.perf_counter() - started)
    return taken


@pytest.mark.parametrize("kills", [1, 3])
def test_worker_killed_in_the_middle(stage, sink, queue, report, kills):
    sink.delay = 0.1  # the moment in which a death makes a copy
    stage.start_beat()
    worker = stage.start_worker()
    for number in range(EMAILS):
        queue(number)
    interrupted = 0
    for kill in range(kills):
        must_have_received(sink, EMAILS * (kill + 1) // (kills + 2))
        must(lambda: sending() == CONCURRENCY, seconds=30, every=0.01, what="All processes send")
        stage.kill(worker)
        interrupted += sending()
        killed_at = time.monotonic()
        worker = stage.start_worker()
    done = wait_until(all_sent, seconds=LEASE_SECONDS + 60)
    took = time.monotonic() - killed_at
    lost, copies = lost_and_copies(sink)
    report(emails=EMAILS, kills=kills, interrupted=interrupted, lost=lost, copies=copies,
           allowed=CONCURRENCY * kills, done_after_last_kill=f"{took:.1f} s",
           limit=f"{LEASE_SECONDS + 60} s")  # fmt: skip
    assert done, f"{unsent()} emails were not sent in time."
    assert lost == 0
    assert 0 < interrupted <= CONCURRENCY * kills, "No email was interrupted: nothing is proved."
    assert copies <= interrupted
    assert set(OutboxEmail.objects.values_list("status", flat=True)) == {"sent"}


def test_two_deployments(stage, sink, queue, report):
    sink.delay = 0.1
    stage.start_beat()
    worker = stage.start_worker()
    for number in range(EMAILS):
        queue(number)
    for part in (1, 2):
        must_have_received(sink, EMAILS * part // 4)
        stage.stop(worker)
        assert unsent() > 0, "The worker was stopped too late to prove anything."
        worker = stage.start_worker()
    done = wait_until(all_sent, seconds=LEASE_SECONDS + 60)
    lost, copies = lost_and_copies(sink)
    report(emails=EMAILS, lost=lost, copies=copies)
    assert done, f"{unsent()} emails were not sent in time."
    assert (lost, copies) == (0, 0)


def test_redis_away(stage, sink, queue, report):
    stage.start_beat()
    worker = stage.start_worker()
    queue(0)
    assert sink.wait_for(1, seconds=20)
    stage.broker.close()
    taken = timed(queue, EMAILS, first=1)
    assert len(sink.received) == 1
    stage.broker.start()
    back = time.monotonic()

    def works_again() -> bool:
        nonlocal worker
        worker = stage.supervise(worker)
        return len(sink.received) > 1

    must(works_again, seconds=60, what="The worker resumes")
    resumed = time.monotonic()
    done = wait_until(all_sent, seconds=60)
    rate = EMAILS / (time.monotonic() - resumed)
    lost, copies = lost_and_copies(sink)
    report(emails=EMAILS, queueing_p95=f"{p95(taken) * 1000:.0f} ms",
           slowest=f"{max(taken) * 1000:.0f} ms", resumed_after=f"{resumed - back:.1f} s",
           backlog=f"{rate:.0f} a second", lost=lost, copies=copies)  # fmt: skip
    assert done, f"{unsent()} emails were not sent in time."
    assert (lost, copies) == (0, 0)
    assert p95(taken) <= 1.0
    assert rate >= 30


def test_redis_hung(stage, sink, queue, report):
    stage.start_beat()
    worker = stage.start_worker()
    queue(0)
    assert sink.wait_for(1, seconds=20)
    stage.broker.hang()
    taken = timed(queue, 50, first=1)
    stage.broker.resume()

    def all_sent_in_the_end() -> bool:
        nonlocal worker
        worker = stage.supervise(worker)
        return all_sent()

    done = wait_until(all_sent_in_the_end, seconds=60)
    lost, copies = lost_and_copies(sink)
    report(emails=50, first=f"{taken[0] * 1000:.0f} ms",
           p95_after=f"{p95(taken[1:]) * 1000:.0f} ms", lost=lost, copies=copies)  # fmt: skip
    assert done, f"{unsent()} emails were not sent in time."
    assert (lost, copies) == (0, 0)
    assert p95(taken[1:]) <= 0.5


def test_smtp_flaky_at_thirty_per_cent(stage, sink, queue, report):
    dice = random.Random(20261209)
    sink.reply_to_data = lambda _: "451 4.3.0 try later" if dice.random() < 0.3 else None
    stage.start_beat()
    stage.start_worker()
    for number in range(EMAILS):
        queue(number)

    def sent_in_the_end() -> bool:
        skip_waits()
        return all_sent()

    done = wait_until(sent_in_the_end, seconds=60, every=0.5)
    lost, copies = lost_and_copies(sink)
    tries = OutboxEmail.objects.aggregate(tries=Sum("attempts"))["tries"]
    report(emails=EMAILS, refused=sink.refused, tries=tries, lost=lost, copies=copies)
    assert done, f"{unsent()} emails were not sent in time."
    assert sink.refused > EMAILS * 0.2
    assert (lost, copies, tries) == (0, 0, EMAILS + sink.refused)


def test_smtp_550(stage, sink, queue, report):
    sink.reply_to_recipient = lambda to: "550 5.1.1 unknown" if to.startswith("gone.") else None
    stage.start_beat()
    stage.start_worker()
    for number in range(20):
        queue(number, to=f"gone.{number}@mail.example" if number % 4 == 0 else "")
    must(lambda: not OutboxEmail.objects.filter(status__in=("queued", "sending")).exists(),
         seconds=30, what="All emails have ended")  # fmt: skip
    time.sleep(3)  # three more sweeps must leave them alone
    failed = OutboxEmail.objects.filter(status="failed")
    report(failed=failed.count(), tries=sink.refused, sent=len(sink.received))
    assert (failed.count(), sink.refused, len(sink.received)) == (5, 5, 15)
    seen = emails_about("application:0").get()
    assert (seen.get_status_display(), seen.last_error, seen.attempts) == (
        "Not delivered",
        "550 5.1.1 unknown",
        1,
    )


def test_smtp_hangs_and_comes_back(stage, sink, queue, report):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        healthy, sink.port = sink.port, silent.getsockname()[1]
        dead_end = stage.start_worker()
        stage.start_beat()
        for number in range(20):
            queue(number)
        must(lambda: MailServerState.objects.filter(closed_until__isnull=False).exists(),
             seconds=30, what="The mail server is spared")  # fmt: skip
        stage.stop(dead_end)
    sink.port = healthy
    wait_until(lambda: not OutboxEmail.objects.filter(status="sending").exists(), seconds=20)
    burnt = OutboxEmail.objects.aggregate(tries=Sum("attempts"))["tries"]
    stage.start_worker()
    back = time.monotonic()
    done = wait_until(all_sent, seconds=60)
    lost, copies = lost_and_copies(sink)
    report(emails=20, tries_burnt=burnt, sent_after=f"{time.monotonic() - back:.1f} s",
           lost=lost, copies=copies)  # fmt: skip
    assert done, f"{unsent()} emails were not sent in time."
    assert (lost, copies) == (0, 0)
    assert burnt == 0
    assert set(OutboxEmail.objects.values_list("attempts", flat=True)) == {1}


def test_connection_dropped_after_data(stage, sink, queue, report):
    sink.hang_up_after_data = 20
    stage.start_beat()
    stage.start_worker()
    for number in range(20):
        queue(number)

    def sent_in_the_end() -> bool:
        skip_waits()
        MailServerState.objects.update(closed_until=None)  # its pauses are met in another drill
        return all_sent()

    done = wait_until(sent_in_the_end, seconds=60, every=0.5)
    lost, copies = lost_and_copies(sink)
    report(emails=20, dropped=20, lost=lost, copies=copies)
    assert done, f"{unsent()} emails were not sent in time."
    assert (lost, copies, len(sink.received)) == (0, 20, 40)


def test_four_dispatchers_at_once(stage, sink, queue, report):
    for number in range(400):
        queue(number)
    dispatchers = [stage.start_dispatcher() for _ in range(4)]
    must(lambda: all(one.exit_code() is not None for one in dispatchers),
         seconds=80, what="All dispatchers have ended")  # fmt: skip
    lost, copies = lost_and_copies(sink)
    shares = [one.log.read_text().strip().splitlines()[-1] for one in dispatchers]
    report(emails=400, lost=lost, copies=copies, shares=" / ".join(shares))
    assert [one.exit_code() for one in dispatchers] == [0, 0, 0, 0]
    assert (lost, copies, len(sink.received), unsent()) == (0, 0, 400, 0)
    assert sum(share.startswith("sent ") for share in shares) >= 2, "Only one dispatcher worked."
