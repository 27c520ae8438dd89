"""P10: one alert run over 10,000 saved searches and 200 new vacancies. Prints, never fails.

`make bench-alerts`. Every search is different, so that nothing is found once for many.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from itertools import product
from random import Random
from urllib.parse import urlencode

import pytest
import time_machine

from recruitment.demo.data.many import WORDS
from recruitment.demo.many_vacancies import load_many_vacancies
from recruitment.outbox.links import hash_token, new_nonce
from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.services import nudging
from vacancies.alerts.links import derive_alert_token
from vacancies.alerts.running import run_alerts
from vacancies.choices import BusinessGroup, WorkingPattern
from vacancies.data.organisation import BCUS
from vacancies.models import SavedSearch, ToldVacancy, Vacancy

SEARCHES = 10_000
NEW = 200
GOAL = 60.0
NOW = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)


def make_searches() -> None:
    """Words, groups, patterns and areas in 10,000 different combinations."""
    words = ["", *sorted({word.lower() for word in WORDS if word.isalpha()})[:40]]
    groups, patterns = ["", *BusinessGroup], ["", *WorkingPattern]
    areas = ["", *(bcu.code for bcu in BCUS)]
    everything = list(product(words, groups, patterns, areas))
    Random(1).shuffle(everything)
    rows = []
    for number, (word, group, pattern, area) in enumerate(everything[:SEARCHES]):
        pairs = {"q": word, "group": group, "pattern": pattern, "bcu": area}
        nonce = new_nonce()
        rows.append(
            SavedSearch(
                email=f"person.{number}@applicant.example",
                kind="public",
                query=urlencode({name: value for name, value in pairs.items() if value}),
                frequency="daily",
                nonce=nonce,
                token_hash=hash_token(derive_alert_token(nonce)),
                asked_at=NOW - timedelta(days=9),
                confirmed_at=NOW - timedelta(days=9),
                keep_until=NOW.date() + timedelta(days=300),
                run_on=NOW.date() - timedelta(days=1),
                told_until=NOW - timedelta(days=1),
            )
        )
    SavedSearch.objects.bulk_create(rows, batch_size=2000)


@pytest.mark.bench
@pytest.mark.django_db(transaction=True)
def test_alert_run(monkeypatch, capsys):
    monkeypatch.setattr(nudging, "_publish", lambda task, argument: True)
    with time_machine.travel(NOW, tick=True):
        load_many_vacancies(count=NEW + 1000, now=NOW)
        public = Vacancy.objects.filter(visibility="public").order_by("-id")
        newest = list(public.values_list("pk", flat=True)[:NEW])
        fresh = NOW - timedelta(hours=2)
        long_ago = NOW - timedelta(days=9)
        Vacancy.objects.update(opens_at=long_ago, published_at=long_ago)
        Vacancy.objects.filter(pk__in=newest).update(opens_at=fresh, published_at=fresh)
        make_searches()
        started = time.perf_counter()
        run = run_alerts(now=NOW, seconds=3600)
        took = time.perf_counter() - started
        again = time.perf_counter()
        second = run_alerts(now=NOW, seconds=3600)
        again = time.perf_counter() - again
    distinct = SavedSearch.objects.values("query").distinct().count()
    with capsys.disabled():
        print(f"\n{run.searches:,} saved searches ({distinct:,} different), {NEW} new vacancies")
        told = ToldVacancy.objects.count()
        print(
            f"first run   {took:6.1f} s (goal {GOAL:.0f} s), {run.emails:,} emails, {told:,} told"
        )
        print(f"queued      {OutboxEmail.objects.count():,}")
        print(f"second run  {again:6.3f} s, {second.searches} searches, {second.emails} emails")
