"""Fixtures of the whole suite."""

from __future__ import annotations

import os
import shutil
from typing import Any

import pytest

from recruitment.ui.selectors import remember_texts
from tests.audit.flush import let_tests_truncate


@pytest.fixture(autouse=True)
def _texts_are_at_hand() -> None:
    """As a minute after the start: nobody has written a text, and pages need no query to know."""
    remember_texts({})


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database, whose append-only tables may be emptied between tests."""
    with django_db_blocker.unblock():
        let_tests_truncate()


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Debian's chromium for every browser test; nothing is downloaded."""
    # The browser's event loop runs in this thread, where fixtures use the database too.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    executable = shutil.which("chromium")
    assert executable, "The browser tests need Chromium. On Debian: apt-get install chromium"
    return {
        "executable_path": executable,
        "args": [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }
