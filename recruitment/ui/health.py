"""Words that other parts add to the page that says whether this process can serve.

They tell operators something; they never take a process out of service.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import DatabaseError

_words: dict[str, Callable[[], str]] = {}


def register_word(name: str, tell: Callable[[], str]) -> None:
    """Add `name` to /readyz with the word that `tell` gives, such as "ok" or "late"."""
    _words[name] = tell


def told_words() -> dict[str, str]:
    """Every registered word; "unknown" where the database cannot say."""
    return {name: _safe(tell) for name, tell in _words.items()}


def _safe(tell: Callable[[], str]) -> str:
    try:
        return tell()
    except DatabaseError:
        return "unknown"
