"""Limits are counted in the cache: each test begins with an empty one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.caches import empty_cache


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    empty_cache()
    yield
    empty_cache()
