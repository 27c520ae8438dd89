"""An empty cache as it is a minute after the start."""

from __future__ import annotations

from django.core.cache import cache

from recruitment.ui.selectors import remember_texts


def empty_cache() -> None:
    """Forget every limit and page; that nobody has written a text stays known."""
    cache.clear()
    remember_texts({})
