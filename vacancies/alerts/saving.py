"""Saving a search, confirming its address, changing, keeping and stopping it."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from recruitment.accounts.addresses import has_confirmed
from recruitment.accounts.models import User
from recruitment.accounts.standing import current_standing
from recruitment.outbox.links import hash_token, new_nonce
from recruitment.outbox.services import cancel_emails, forget_emails, queue_email, wait_for_turn
from vacancies.alerts.links import derive_alert_token
from vacancies.choices import Visibility
from vacancies.models import Frequency, SavedSearch

# An address that never answers is not written to about more searches than these.
MOST_UNCONFIRMED = 3
MOST_ALERTS = 20
KEEP_MONTHS = 12
LONGEST_QUERY = SavedSearch._meta.get_field("query").max_length or 0

NOT_INTERNAL = (
    "Alerts about internal vacancies are for people who work or volunteer with the Met and are "
    "signed in."
)
TOO_MANY = f"You already have {MOST_ALERTS} alerts. Stop one before you add another."
TOO_LONG = "This search has too many filters for an alert. Take some away and try again."


class AlertRefused(Exception):
    """The alert cannot be kept; the text says what to do."""


@transaction.atomic
def ask_for_alert(
    *, email: str, kind: str, query: str, frequency: str, by: User | AnonymousUser
) -> bool:
    """Keep a search for an address; True if nothing is left to do.

    Somebody who is signed in and gives an address that they have confirmed is taken at their word.
    Any other address is asked first, at most once a day, whatever we know about it already. Raises
    AlertRefused: for restricted vacancies there are no alerts at all, for internal ones only for
    the confirmed address of a person with a standing today.
    """
    address = email.strip().lower()
    known = has_confirmed(by, address)
    _check_kind(kind, by, known=known)
    if len(query) > LONGEST_QUERY:
        raise AlertRefused(TOO_LONG)
    wait_for_turn(address)
    if known and isinstance(by, User):
        _keep(address, kind, query, frequency, by)
        return True
    _ask_address(address, query, frequency)
    return False


@transaction.atomic
def confirm_alert(*, search_id: int) -> SavedSearch | None:
    """Whoever holds the emailed link wants the alert. Again changes nothing.

    Returns the alert that holds from now on; an equal one that was there before stays in its place.
    Raises AlertRefused when the address has as many alerts as it may.
    """
    search = _lock_in_turn(search_id)
    if search is None or search.confirmed_at is not None:
        return search
    same = _confirmed(search.email).filter(kind=search.kind, query=search.query).first()
    if same is not None:
        forget_emails(about=search.about)
        search.delete()
        return _change(same, search.frequency)
    if _confirmed(search.email).count() >= MOST_ALERTS:
        raise AlertRefused(TOO_MANY)
    _mark_confirmed(search)
    search.save(update_fields=["confirmed_at", "keep_until", "run_on"])
    return search


@transaction.atomic
def change_frequency(*, search_id: int, frequency: str) -> SavedSearch | None:
    """How often the alert may come, from now on."""
    search = _lock_in_turn(search_id)
    if search is None or search.confirmed_at is None:
        return None
    return _change(search, frequency)


@transaction.atomic
def keep_alert(*, search_id: int) -> SavedSearch | None:
    """Twelve more months from today."""
    search = _lock_in_turn(search_id)
    if search is None or search.confirmed_at is None:
        return None
    search.keep_until = months_later(timezone.localdate())
    search.asked_to_keep_at = None
    search.save(update_fields=["keep_until", "asked_to_keep_at"])
    cancel_emails(about=search.about, kinds=["alert_keep"])
    return search


@transaction.atomic
def stop_alert(*, search_id: int) -> bool:
    """Forget the search and its address, with what is queued and what the outbox remembers."""
    search = _lock_in_turn(search_id)
    if search is None:
        return False
    forget_emails(about=search.about)
    search.delete()
    return True


def months_later(day: date, months: int = KEEP_MONTHS) -> date:
    """The same day some whole years later; 29 February becomes 1 March."""
    year = day.year + months // 12
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def _check_kind(kind: str, by: User | AnonymousUser, *, known: bool) -> None:
    if kind == Visibility.PUBLIC:
        return
    standing = current_standing(by, on=timezone.localdate()) if known else None
    if kind != Visibility.INTERNAL or standing is None:
        raise AlertRefused(NOT_INTERNAL)


def _confirmed(address: str) -> QuerySet[SavedSearch]:
    return SavedSearch.objects.filter(email=address, confirmed_at__isnull=False)


def _keep(address: str, kind: str, query: str, frequency: str, by: User) -> None:
    same = _confirmed(address).filter(kind=kind, query=query).first()
    if same is not None:
        same.user = by
        same.save(update_fields=["user"])
        _change(same, frequency)
        return
    if _confirmed(address).count() >= MOST_ALERTS:
        raise AlertRefused(TOO_MANY)
    search = _build(address, kind, query, frequency)
    search.user = by
    _mark_confirmed(search)
    search.save()
    _write(search, "alert_saved", f"alert_saved:{search.pk}")


def _ask_address(address: str, query: str, frequency: str) -> None:
    waiting = list(SavedSearch.objects.filter(email=address, confirmed_at__isnull=True))
    search = next((one for one in waiting if one.query == query), None)
    if search is None:
        if len(waiting) >= MOST_UNCONFIRMED:
            return
        search = _build(address, Visibility.PUBLIC, query, frequency)
        search.save()
    elif search.frequency != frequency:
        search.frequency = frequency
        search.save(update_fields=["frequency"])
    _write(search, "alert_confirm", f"alert_confirm:{search.pk}:{timezone.localdate()}")


def _build(address: str, kind: str, query: str, frequency: str) -> SavedSearch:
    nonce, now = new_nonce(), timezone.now()
    return SavedSearch(
        email=address,
        kind=kind,
        query=query,
        frequency=Frequency(frequency),
        nonce=nonce,
        token_hash=hash_token(derive_alert_token(nonce)),
        asked_at=now,
        told_until=now,
    )


def _mark_confirmed(search: SavedSearch) -> None:
    today = timezone.localdate()
    search.confirmed_at = timezone.now()
    search.keep_until = months_later(today)
    # The first alert comes with the next run; what opened since the search was made is in it.
    search.run_on = today


def _change(search: SavedSearch, frequency: str) -> SavedSearch:
    if search.frequency != frequency:
        search.frequency = Frequency(frequency)
        search.save(update_fields=["frequency"])
    return search


def _lock_in_turn(search_id: int) -> SavedSearch | None:
    seen = SavedSearch.objects.filter(pk=search_id).first()
    if seen is None:
        return None
    wait_for_turn(seen.email)
    return SavedSearch.objects.select_for_update(of=("self",)).filter(pk=search_id).first()


def _write(search: SavedSearch, kind: str, dedupe_key: str) -> None:
    queue_email(
        kind=kind,
        dedupe_key=dedupe_key,
        to=search.email,
        ids={"search": search.pk},
        about=search.about,
    )
