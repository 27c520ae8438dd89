"""An alert run: which searches are due, what is new for each, one email each.

Safe to repeat and to kill: searches are worked through in batches, and a batch is one transaction
that writes what was told, the emails and the day of the run together. What a killed run did not
commit the next one does; what it did commit is not due any more.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Min, Q, QuerySet
from django.db.models.functions import Greatest
from django.utils import timezone

from recruitment.accounts.standing import current_standing
from recruitment.outbox.services import ToQueue, queue_emails
from vacancies.alerts.matching import params_of
from vacancies.choices import Visibility
from vacancies.models import Frequency, SavedSearch, ToldVacancy, Vacancy
from vacancies.search import limits_of, passing, with_words
from vacancies.visibility import anonymous_viewer, visible_vacancies
from vacancies.whereabouts import KnownBase, known_bases

BATCH = 250
RUN_SECONDS = 200.0  # below the task's soft time limit; the next run goes on where this one stopped
# An advert whose transaction began before the run and ended after it is met by the next run.
LOOK_BACK = timedelta(minutes=15)
# A search that nobody has kept goes on so long after the letter that asks.
GRACE = timedelta(days=30)


@dataclass(slots=True)
class Run:
    """One run: its moment, what is new, and what each distinct search finds among it."""

    now: datetime
    emails: int = 0
    searches: int = 0
    fresh: dict[str, dict[int, datetime]] = field(default_factory=dict)
    parts: dict[tuple[str, str | Q], frozenset[int]] = field(default_factory=dict)
    found: dict[tuple[str, str], frozenset[int]] = field(default_factory=dict)
    internal: dict[int, bool] = field(default_factory=dict)
    bases: tuple[KnownBase, ...] = ()

    @property
    def today(self) -> date:
        """The London day of the run."""
        return timezone.localdate(self.now)

    def new_for(self, search: SavedSearch) -> list[int]:
        """Ids of vacancies that opened since this search was told, if they match it."""
        fresh = self.fresh[search.kind]
        key = (search.kind, search.query)
        if key not in self.found:
            self.found[key] = self._found(search) if fresh else frozenset()
        return sorted(pk for pk in self.found[key] if fresh[pk] > search.told_until)

    def _found(self, search: SavedSearch) -> frozenset[int]:
        """What `matching` finds among the fresh ones, put together from parts.

        Thousands of searches share a few hundred words and filters: each part is asked for once.
        """
        params = params_of(search.query)
        found = self._part(search.kind, params.words)
        for limit in limits_of(params, at=self.now, bases=self.bases).values():
            found &= self._part(search.kind, limit)
        return found

    def _part(self, kind: str, part: str | Q) -> frozenset[int]:
        """Fresh vacancies with these words, or within this limit."""
        if (kind, part) not in self.parts:
            fresh = Vacancy.objects.filter(pk__in=self.fresh[kind])
            if isinstance(part, str):
                rows = with_words(fresh, part, bases=self.bases)
            else:
                rows = passing(fresh, {"": part})
            self.parts[kind, part] = frozenset(rows.order_by().values_list("pk", flat=True))
        return self.parts[kind, part]

    def may_hear(self, search: SavedSearch) -> bool:
        """Public vacancies: everybody. Internal ones: a person with a standing on this day."""
        if search.kind == Visibility.PUBLIC:
            return True
        if search.user is None:
            return False
        if search.user.pk not in self.internal:
            standing = current_standing(search.user, on=self.today)
            self.internal[search.user.pk] = standing is not None
        return self.internal[search.user.pk]


def run_alerts(*, now: datetime, seconds: float = RUN_SECONDS) -> Run:
    """Tell every due search of what is new for it, once; stops after `seconds`."""
    run = Run(now=now)
    since = due_searches(now).aggregate(Min("told_until"))["told_until__min"]
    if since is None:
        return run
    run.bases = known_bases()
    for kind in (Visibility.PUBLIC, Visibility.INTERNAL):
        run.fresh[kind] = dict(_opened_since(since, kind, now))
    stop_at = time.monotonic() + seconds
    while time.monotonic() < stop_at and run_batch(run):
        pass
    return run


def due_searches(now: datetime) -> QuerySet[SavedSearch]:
    """Confirmed searches whose day has come and that no run of this day, or this week, has had."""
    today = timezone.localdate(now)
    monday = today - timedelta(days=today.weekday())
    daily = Q(frequency=Frequency.DAILY, run_on__lt=today)
    weekly = Q(frequency=Frequency.WEEKLY, run_on__lt=monday)
    return SavedSearch.objects.filter(daily | weekly, confirmed_at__isnull=False)


def _opened_since(since: datetime, kind: str, now: datetime) -> Iterable[tuple[int, datetime]]:
    """Open vacancies with the moment from which readers could see them: anonymous eyes only."""
    open_now = visible_vacancies(anonymous_viewer(now)).filter(visibility=kind)
    seen_from = open_now.annotate(seen_from=Greatest("opens_at", "published_at"))
    return seen_from.filter(seen_from__gt=since).order_by().values_list("pk", "seen_from")


@transaction.atomic
def run_batch(run: Run) -> int:
    """The next due searches that no other run is at; returns how many there were."""
    rows = due_searches(run.now).select_for_update(skip_locked=True, of=("self",))
    searches = list(rows.select_related("user").order_by("pk")[:BATCH])
    news = {one: run.new_for(one) for one in searches if run.may_hear(one)}
    told = _told_before(news)
    fresh = {
        search: [pk for pk in new if pk not in told[search.pk]] for search, new in news.items()
    }
    fresh = {search: new for search, new in fresh.items() if new}
    ToldVacancy.objects.bulk_create(
        ToldVacancy(search=search, vacancy_id=pk, told_on=run.today)
        for search, new in fresh.items()
        for pk in new
    )
    run.emails += queue_emails([_email(search, run.today) for search in fresh])
    run.searches += len(searches)
    SavedSearch.objects.filter(pk__in=[one.pk for one in searches]).update(
        run_on=run.today, told_until=run.now - LOOK_BACK
    )
    return len(searches)


def _told_before(news: dict[SavedSearch, list[int]]) -> dict[int, set[int]]:
    told: dict[int, set[int]] = defaultdict(set)
    vacancies = {pk for new in news.values() for pk in new}
    rows = ToldVacancy.objects.filter(search__in=list(news), vacancy__in=vacancies)
    for search_id, vacancy_id in rows.values_list("search_id", "vacancy_id"):
        told[search_id].add(vacancy_id)
    return told


def _email(search: SavedSearch, today: date) -> ToQueue:
    address = search.user.email if search.user and search.user.email else search.email
    return ToQueue(
        kind="alert_vacancies",
        dedupe_key=f"alert_vacancies:{search.pk}:{today}",
        to=address,
        ids={"search": search.pk, "day": today.isoformat()},
        about=search.about,
    )
