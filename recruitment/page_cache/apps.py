from __future__ import annotations

from django.apps import AppConfig


class PageCacheConfig(AppConfig):
    """Whole pages for signed-out readers."""

    name = "recruitment.page_cache"
    label = "page_cache"

    def ready(self) -> None:
        """A page made just before the texts' own cache was emptied must not live on."""
        from recruitment.page_cache.kept import fresh_number
        from recruitment.page_cache.stamp import drop_pages
        from recruitment.ui.selectors import keep_in_hand_while_same
        from recruitment.ui.texts import when_changed

        when_changed(drop_pages)
        keep_in_hand_while_same(fresh_number)
