"""Telling people on the day from which they can apply: asked, confirmed, sent once, forgotten."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone

from applicants.errors import NotAllowed
from applicants.models import EligibilityNotice
from applicants.notice_links import CONFIRM_WITHIN, derive_notice_token
from recruitment.accounts.addresses import has_confirmed
from recruitment.accounts.models import User
from recruitment.outbox.choices import EmailStatus
from recruitment.outbox.links import hash_token, new_nonce
from recruitment.outbox.selectors import emails_about
from recruitment.outbox.services import forget_emails, queue_email, wait_for_turn
from vacancies.choices import Route
from vacancies.models import Vacancy

# An address that never answers is not written to about more vacancies than these.
MOST_UNCONFIRMED = 3
# A failed email stays so long for somebody to see to it.
KEEP_FAILED = timedelta(days=7)
GONE_OUT = (EmailStatus.SENT, EmailStatus.CANCELLED)


@transaction.atomic
def ask_for_notice(
    *,
    vacancy: Vacancy | None,
    email: str,
    due_on: date,
    by: User | AnonymousUser,
    route: str = "",
) -> bool:
    """Keep an address to be written to on the London day `due_on`; True if nothing is left to do.

    Somebody who is signed in and gives an address that they have confirmed is taken at their word.
    Any other address is asked first, at most once a day. Raises NotAllowed for a restricted
    vacancy, which no email ever tells of. Without a vacancy it is about `route` in general.
    """
    if vacancy is not None and vacancy.is_restricted:
        raise NotAllowed("We cannot write to you about this vacancy.")
    about = _About(vacancy, vacancy.route if vacancy else Route(route))
    address = email.strip().lower()
    wait_for_turn(address)
    if has_confirmed(by, address):
        _keep(address, about, due_on)
        return True
    _ask_address(address, about, due_on)
    return False


@transaction.atomic
def confirm_notice(*, notice_id: int) -> bool:
    """Whoever holds the emailed link wants to be written to. Again changes nothing."""
    seen = EligibilityNotice.objects.filter(pk=notice_id).first()
    if seen is None:
        return False
    wait_for_turn(seen.email)
    notice = _lock(notice_id)
    if notice is None or notice.confirmed_at is not None:
        return False
    _forget_others(notice.email, _About(notice.vacancy, notice.route), but=notice.pk)
    notice.confirmed_at = timezone.now()
    notice.save(update_fields=["confirmed_at"])
    return True


@transaction.atomic
def remove_notice(*, notice_id: int) -> bool:
    """Forget the address, with what is queued for it and what the outbox remembers."""
    notice = _lock(notice_id)
    if notice is None:
        return False
    forget_emails(about=notice.about)
    notice.delete()
    return True


def notices_due(now: datetime) -> list[int]:
    """Confirmed notices whose London day has come and whose email is not queued yet."""
    due = EligibilityNotice.objects.filter(
        confirmed_at__isnull=False, queued_at__isnull=True, due_on__lte=timezone.localdate(now)
    )
    return list(due.order_by("due_on", "pk").values_list("pk", flat=True))


@transaction.atomic
def send_notice(notice_id: int) -> bool:
    """Queue the one email of a notice, at most once however often this is called."""
    notice = _lock(notice_id)
    now = timezone.now()
    if notice is None or notice.confirmed_at is None or notice.queued_at is not None:
        return False
    if notice.due_on > timezone.localdate(now):
        return False
    _write(notice, "eligibility_notice", f"eligibility_notice:{notice.pk}")
    notice.queued_at = now
    notice.save(update_fields=["queued_at"])
    return True


def notices_to_forget(now: datetime) -> list[int]:
    """Notices whose email has gone out, and addresses that nobody confirmed in time."""
    late = EligibilityNotice.objects.filter(
        confirmed_at__isnull=True, asked_at__lte=now - CONFIRM_WITHIN
    )
    found = list(late.values_list("pk", flat=True))
    for notice in EligibilityNotice.objects.filter(queued_at__isnull=False):
        mail = emails_about(notice.about).filter(kind="eligibility_notice").first()
        given_up = mail is not None and mail.status == EmailStatus.FAILED
        long_ago = notice.queued_at is not None and notice.queued_at <= now - KEEP_FAILED
        if mail is None or mail.status in GONE_OUT or (given_up and long_ago):
            found.append(notice.pk)
    return found


def forget_notice(notice_id: int) -> bool:
    """Delete a notice that has served."""
    return remove_notice(notice_id=notice_id)


class _About(NamedTuple):
    """One vacancy, or without one a route in general."""

    vacancy: Vacancy | None
    route: str

    @property
    def found_by(self) -> dict[str, Any]:
        """What a notice of it is found by."""
        if self.vacancy is not None:
            return {"vacancy": self.vacancy}
        return {"vacancy": None, "route": self.route}


def _keep(address: str, about: _About, due_on: date) -> None:
    same = {"email": address, "due_on": due_on, **about.found_by}
    known = EligibilityNotice.objects.filter(confirmed_at__isnull=False, queued_at__isnull=True)
    if known.filter(**same).exists():
        return
    _forget_others(address, about)
    notice = _create(address, about, due_on, confirmed=True)
    _write(notice, "eligibility_notice_kept", f"eligibility_notice_kept:{notice.pk}")


def _ask_address(address: str, about: _About, due_on: date) -> None:
    waiting = list(EligibilityNotice.objects.filter(email=address, confirmed_at__isnull=True))
    this = (about.vacancy.pk if about.vacancy else None, about.route)
    found = next((one for one in waiting if (one.vacancy_id, one.route) == this), None)
    if found is None:
        if len(waiting) >= MOST_UNCONFIRMED:
            return
        found = _create(address, about, due_on, confirmed=False)
    elif found.due_on != due_on:
        found.due_on = due_on
        found.save(update_fields=["due_on"])
    today = timezone.localdate()
    _write(found, "eligibility_notice_confirm", f"eligibility_notice_confirm:{found.pk}:{today}")


def _lock(notice_id: int) -> EligibilityNotice | None:
    rows = EligibilityNotice.objects.select_for_update(of=("self",)).select_related("vacancy")
    return rows.filter(pk=notice_id).first()


def _forget_others(address: str, about: _About, but: int = 0) -> None:
    rows = EligibilityNotice.objects.select_for_update(of=("self",))
    others = rows.filter(email=address, **about.found_by)
    for one in others.exclude(pk=but):
        forget_emails(about=one.about)
        one.delete()


def _create(address: str, about: _About, due_on: date, *, confirmed: bool) -> EligibilityNotice:
    nonce, now = new_nonce(), timezone.now()
    return EligibilityNotice.objects.create(
        email=address,
        vacancy=about.vacancy,
        route=about.route,
        due_on=due_on,
        nonce=nonce,
        token_hash=hash_token(derive_notice_token(nonce)),
        asked_at=now,
        confirmed_at=now if confirmed else None,
    )


def _write(notice: EligibilityNotice, kind: str, dedupe_key: str) -> None:
    queue_email(
        kind=kind,
        dedupe_key=dedupe_key,
        to=notice.email,
        ids={"notice": notice.pk},
        about=notice.about,
    )
