"""The letter after twelve months, and forgetting what nobody wants any more."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from recruitment.outbox.services import queue_email
from vacancies.alerts.links import CONFIRM_WITHIN
from vacancies.alerts.running import GRACE
from vacancies.models import SavedSearch, ToldVacancy

# Far longer than any run can be late; after that a vacancy cannot look new to its search again.
REMEMBER_TOLD = timedelta(days=60)


def searches_to_ask(now: datetime) -> list[int]:
    """Alerts whose twelve months are over and whose owner has not been asked."""
    rows = SavedSearch.objects.filter(
        keep_until__lte=timezone.localdate(now), asked_to_keep_at__isnull=True
    )
    return list(rows.order_by("keep_until", "pk").values_list("pk", flat=True))


@transaction.atomic
def ask_to_keep(search_id: int) -> bool:
    """Queue the letter that asks whether to keep the alert, once however often this is called."""
    search = SavedSearch.objects.select_for_update(of=("self",)).filter(pk=search_id).first()
    if search is None or search.keep_until is None or search.asked_to_keep_at is not None:
        return False
    now = timezone.now()
    if search.keep_until > timezone.localdate(now):
        return False
    queue_email(
        kind="alert_keep",
        dedupe_key=f"alert_keep:{search.pk}:{search.keep_until}",
        to=search.user.email if search.user and search.user.email else search.email,
        ids={"search": search.pk},
        about=search.about,
    )
    search.asked_to_keep_at = now
    search.save(update_fields=["asked_to_keep_at"])
    return True


def searches_to_forget(now: datetime) -> list[int]:
    """Addresses that nobody confirmed in time, and alerts that nobody kept."""
    unconfirmed = SavedSearch.objects.filter(
        confirmed_at__isnull=True, asked_at__lte=now - CONFIRM_WITHIN
    )
    lapsed = SavedSearch.objects.filter(asked_to_keep_at__lte=now - GRACE)
    return [*unconfirmed.values_list("pk", flat=True), *lapsed.values_list("pk", flat=True)]


def forget_old_tellings(now: datetime) -> int:
    """Which vacancy was told when is kept only while it could be told again."""
    before = timezone.localdate(now) - REMEMBER_TOLD
    return ToldVacancy.objects.filter(told_on__lt=before).delete()[0]
