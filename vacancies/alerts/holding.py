"""Job alerts in a person's own data, and their end with the account."""

from __future__ import annotations

from recruitment.accounts.holdings import Held, Holder, register_holder
from recruitment.accounts.models import User
from recruitment.ui.dates import london_date
from vacancies.alerts.matching import describe
from vacancies.alerts.saving import stop_alert
from vacancies.alerts.selectors import alerts_of


def read(user: User) -> Held | None:
    """Each alert in words, with how often it comes and since when."""
    lines = [
        (
            "; ".join(describe(one.query, one.kind)),
            f"{one.get_frequency_display()}, since {london_date(one.asked_at)}",
        )
        for one in alerts_of(user)
    ]
    return Held("alerts", "Job alerts", lines) if lines else None


def forget(user: User) -> None:
    """Nobody who closed the account is written to any more."""
    for search_id in list(alerts_of(user).values_list("pk", flat=True)):
        stop_alert(search_id=search_id)


def register() -> None:
    """Called once, from apps.py."""
    register_holder(Holder("alerts", read, forget))
