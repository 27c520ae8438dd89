"""Fixtures of the whole suite."""

from __future__ import annotations

import pytest

from tests.audit.flush import let_tests_truncate


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database, whose append-only tables may be emptied between tests."""
    with django_db_blocker.unblock():
        let_tests_truncate()
