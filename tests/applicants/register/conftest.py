"""Every test here happens at noon on 22 November 2026 in London."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from tests.caches import empty_cache
from tests.vacancies.adverts import NOW


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    empty_cache()
    with time_machine.travel(NOW, tick=False):
        yield
