"""Background work on adverts and alerts. Every task may run twice, late or killed without harm."""

from __future__ import annotations

import structlog
from celery import shared_task
from django.utils import timezone

from vacancies.alerts import tidying
from vacancies.alerts.running import run_alerts
from vacancies.alerts.saving import stop_alert
from vacancies.services import telling

log = structlog.get_logger(__name__)


@shared_task
def send_alerts() -> int:
    """Tell every due saved search of what is new for it; returns how many emails were queued."""
    run = run_alerts(now=timezone.now())
    if run.searches:
        log.info("alerts_run", searches=run.searches, emails=run.emails)
    return run.emails


@shared_task
def tidy_alerts() -> int:
    """Ask whether to keep alerts of twelve months; forget what nobody confirmed or kept."""
    now = timezone.now()
    asked = sum(tidying.ask_to_keep(pk) for pk in tidying.searches_to_ask(now))
    for pk in tidying.searches_to_forget(now):
        stop_alert(search_id=pk)
    tidying.forget_old_tellings(now)
    return asked


@shared_task
def tell_of_changes() -> int:
    """Tell those who applied, and those with a draft, what happened to an advert."""
    return telling.tell_of_changes()
