"""The secret link of a saved search (recruitment/outbox/links.py)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q
from django.urls import reverse

from recruitment.outbox.links import derive_link_token, hash_to_find
from vacancies.models import SavedSearch

CONFIRM_WITHIN = timedelta(days=3)


def derive_alert_token(nonce: str) -> str:
    """The token of a saved search."""
    return derive_link_token(purpose="alert", message=nonce)


def alert_path(search: SavedSearch) -> str:
    """The path at which the alert is confirmed, changed and kept."""
    return reverse("vacancies:alert", args=[derive_alert_token(search.nonce)])


def stop_path(search: SavedSearch) -> str:
    """The path at which the alert is stopped: a page with a button, or one POST (RFC 8058)."""
    return reverse("vacancies:alert_stop", args=[derive_alert_token(search.nonce)])


def find_search(token: str, *, at: datetime) -> SavedSearch | None:
    """The search that `token` opens at `at`; None alike for unknown, stopped and expired."""
    alive = Q(confirmed_at__isnull=False) | Q(asked_at__gt=at - CONFIRM_WITHIN)
    return SavedSearch.objects.filter(alive, token_hash=hash_to_find(token)).first()
