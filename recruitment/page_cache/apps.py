from __future__ import annotations

from django.apps import AppConfig


class PageCacheConfig(AppConfig):
    """Whole pages for signed-out readers."""

    name = "recruitment.page_cache"
    label = "page_cache"
