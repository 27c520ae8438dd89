"""Numbers for the person on call, in the form that Prometheus reads.

Requests are counted by django-prometheus, where production installs it; other parts add numbers of
their own. None of them says anything about a person. They are read on the application's own socket:
the proxy answers 404 for them, and so does the page for whatever came through the proxy.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping

from django.db import DatabaseError
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from recruitment.ui.health import told_words

CONTENT_TYPE = CONTENT_TYPE_LATEST
# Where the processes of one web server write down what each of them counted (processes.py).
DIRECTORY = "PROMETHEUS_MULTIPROC_DIR"
Numbers = Mapping[str, float]
_numbers: dict[str, tuple[str, str, Callable[[], Numbers]]] = {}


def register_numbers(name: str, meaning: str, *, by: str, tell: Callable[[], Numbers]) -> None:
    """Add `name`, one number for each value of the label `by`, asked for anew at each reading."""
    _numbers[name] = (meaning, by, tell)


class _Told:
    """What the other parts tell at this moment; what the database cannot say is left out."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        words = GaugeMetricFamily(
            "portal_part_ok", "1 where a part of /readyz is well.", labels=["part"]
        )
        for part, word in told_words().items():
            words.add_metric([part], float(word == "ok"))
        yield words
        for name, (meaning, by, tell) in _numbers.items():
            family = GaugeMetricFamily(name, meaning, labels=[by])
            try:
                found = tell()
            except DatabaseError:
                continue
            for label, number in found.items():
                family.add_metric([label], number)
            yield family


def current_numbers() -> bytes:
    """All of them as text."""
    counted = REGISTRY
    if DIRECTORY in os.environ:
        counted = CollectorRegistry()
        MultiProcessCollector(counted)  # type: ignore[no-untyped-call]
    told = CollectorRegistry()
    told.register(_Told())
    return generate_latest(counted) + generate_latest(told)
