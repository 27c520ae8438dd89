"""Gives the test suite its own PostgreSQL and Valkey, unless the environment names others.

pytest-django reads the settings before any conftest hook, so this plugin is named in `addopts`
and wraps the hook in which that happens. Workers of pytest-xdist inherit the addresses.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from recruitment.demo.places import ServiceError
from recruitment.demo.servers import start_missing


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    """Runs before pytest-django imports the settings."""
    try:
        os.environ.update(start_missing(early_config.add_cleanup))
    except ServiceError as error:
        raise pytest.UsageError(str(error)) from error
    return (yield)
