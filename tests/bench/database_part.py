"""Prints the database's share of 400 searches: p50 and p95 in ms, most queries, the slowest."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.contrib.auth.models import AnonymousUser  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import QueryDict  # noqa: E402
from django.utils import timezone  # noqa: E402

from recruitment.access.device import Device  # noqa: E402
from tests.bench import queries  # noqa: E402
from vacancies.finding import search_vacancies  # noqa: E402
from vacancies.params import read_params  # noqa: E402
from vacancies.visibility import Viewer  # noqa: E402


class Meter:
    """Adds up how long the database takes for one search."""

    def __init__(self) -> None:
        self.seconds, self.count = 0.0, 0

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        started = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.seconds += time.perf_counter() - started
            self.count += 1


def main(kind: str) -> None:
    """Each search twice in a new order of times; the first warms what a minute keeps warm."""
    listed = queries.mixed() if kind == "mixed" else queries.mistakes()
    viewer = Viewer(AnonymousUser(), Device(trusted=False, how="no_header"), timezone.now())
    search_vacancies(viewer, read_params(QueryDict("route=temporary"))[0])
    times, most = [], 0
    for query in listed:
        meter = Meter()
        with connection.execute_wrapper(meter):
            search_vacancies(viewer, read_params(QueryDict(query))[0])
        times.append(meter.seconds * 1000)
        most = max(most, meter.count)
        if "-v" in sys.argv:
            print(f"{meter.seconds * 1000:8.1f} {meter.count} {query}", file=sys.stderr)
    times.sort()
    half, high = times[len(times) // 2], times[int(len(times) * 0.95)]
    print(f"{half:.1f} {high:.1f} {most} {times[-1]:.1f}")


if __name__ == "__main__":
    main(sys.argv[1])
