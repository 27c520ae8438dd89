"""Lets the demo's stories happen on earlier days, so that their histories look like histories."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from unittest import mock

from django.utils import timezone


@contextmanager
def on_the_clock(moment: datetime) -> Iterator[None]:
    """Everything inside believes that it is `moment`; nothing outside this process notices."""
    with mock.patch.object(timezone, "now", return_value=moment):
        yield
