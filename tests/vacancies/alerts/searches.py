"""Saved searches and runs for tests, through the product's own services."""

from __future__ import annotations

from datetime import UTC, datetime

import time_machine
from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.core import mail

from recruitment.accounts.models import User
from recruitment.outbox.services import send_due_emails
from tests.accounts.people import make_user
from vacancies.alerts.running import Run, run_alerts
from vacancies.alerts.saving import ask_for_alert, confirm_alert
from vacancies.models import SavedSearch

ASH = "ash@applicant.example"
MONDAY = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
TUESDAY = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
NEXT_MONDAY = datetime(2026, 11, 30, 7, 0, tzinfo=UTC)


def ask(
    query: str = "", *, email: str = ASH, kind: str = "public", frequency: str = "daily", by=None
) -> SavedSearch:
    """An alert that was asked for; confirmed only if `by` has confirmed the address."""
    ask_for_alert(
        email=email, kind=kind, query=query, frequency=frequency, by=by or AnonymousUser()
    )
    return SavedSearch.objects.get(email=email, query=query, kind=kind)


def confirmed(query: str = "", **options) -> SavedSearch:
    """An alert whose own mailbox has said yes; nothing is left in the mailbox."""
    search = confirm_alert(search_id=ask(query, **options).pk)
    assert search is not None
    deliver()
    return search


def owner(username: str = "alert.owner") -> User:
    """An account with a confirmed address."""
    user = make_user(username)
    EmailAddress.objects.get_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    EmailAddress.objects.filter(user=user).update(verified=True)
    return user


def deliver() -> list[mail.EmailMultiAlternatives]:
    """Send what is queued, empty the mailbox, and give what was in it."""
    send_due_emails()
    sent = list(mail.outbox)
    mail.outbox.clear()
    return sent


def run_at(moment: datetime) -> tuple[Run, list[mail.EmailMultiAlternatives]]:
    """A run at that moment, and the emails that it sent."""
    with time_machine.travel(moment, tick=False):
        return run_alerts(now=moment), deliver()
