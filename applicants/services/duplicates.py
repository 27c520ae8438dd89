"""Noticing that a person may have two accounts, and settling that they have not."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from applicants.errors import GuardFailed, NotAllowed, StateChanged
from applicants.models import Application, Candidate, PossibleDuplicate
from applicants.selectors.duplicates import duplicate_of_pair, paired_with
from applicants.selectors.profile import profile_answers
from applicants.selectors.sections import answers_of
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right, has_right
from recruitment.audit.services import record
from recruitment.outbox.services import queue_email

State = PossibleDuplicate.State


def identity_key(*, family_name: str, date_of_birth: str, postcode: str) -> str:
    """A keyed hash of who somebody is, to be compared and never read; "" when a part is missing.

    Accents, capitals, spaces and hyphens make no difference.
    """
    name = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", family_name).casefold()
        if letter.isalpha()
    )
    code = "".join(sign for sign in postcode.upper() if sign.isalnum())
    if not (name and date_of_birth and code):
        return ""
    value = f"{name}|{date_of_birth}|{code}"
    return salted_hmac("applicants.identity_key", value, algorithm="sha256").hexdigest()


def notice_duplicates(*, application: Application, by: User, at: datetime) -> int:
    """Compare the person with all others at their submission; returns how many pairs are new.

    Part of the transaction that sends the application, which nothing here can refuse. The person
    is told without a word of the other account.
    """
    candidate = application.candidate
    key = _key_of(application)
    if not key:
        return 0
    with connection.cursor() as cursor:
        # Two accounts of one person that send at the same moment wait for each other here: the
        # function is called before its row is written, and whoever waited reads anew below.
        cursor.execute(
            "UPDATE applicants_candidate SET identity_key = held.key FROM (SELECT %s AS key,"
            " pg_advisory_xact_lock(hashtextextended(%s, 0)) AS lock) AS held WHERE id = %s",
            [key, key, candidate.pk],
        )
    others = Candidate.objects.filter(identity_key=key, user__is_active=True)
    same = list(others.exclude(pk=candidate.pk).order_by("pk"))
    known = paired_with(candidate) if same else set()
    pairs = PossibleDuplicate.objects.bulk_create(
        PossibleDuplicate(noticed_for=candidate, other=other, noticed_at=at)
        for other in same
        if other.pk not in known
    )
    for pair in pairs:
        record(action="account.possible_duplicate", by=by, target=pair)
    if pairs:
        queue_email(
            kind="possible_duplicate",
            dedupe_key=f"possible_duplicate:{application.pk}",
            to=candidate.email,
            ids={"candidate": candidate.pk},
            about=application.about,
        )
    return len(pairs)


def _key_of(application: Application) -> str:
    personal = answers_of(application, "personal")
    address: Mapping[str, Any] = answers_of(application, "address")
    if not address:
        # Internal forms do not ask where somebody lives; the profile may know.
        address = profile_answers(application.candidate).get("address", (None, {}))[1]
    return identity_key(
        family_name=str(personal.get("family_name", "")),
        date_of_birth=str(personal.get("date_of_birth", "")),
        postcode=str(address.get("postcode", "")),
    )


@transaction.atomic
def name_duplicate(*, first: Candidate, second: Candidate, by: User) -> PossibleDuplicate:
    """Support names a pair that was not noticed, to decide on it next. Raises Refused."""
    check_may_merge(by=by)
    if first.pk == second.pk:
        raise GuardFailed("These are the same account. Enter the usernames of two accounts.")
    present = duplicate_of_pair(first, second)
    if present is not None:
        return present
    pair = PossibleDuplicate.objects.create(
        noticed_for=first, other=second, noticed_at=timezone.now()
    )
    record(action="account.possible_duplicate", by=by, target=pair)
    return pair


@transaction.atomic
def keep_apart(*, duplicate_id: int, by: User, reason: str) -> PossibleDuplicate:
    """They are different people: nothing is noticed about this pair again. Raises Refused."""
    check_may_merge(by=by)
    pair = lock_open(duplicate_id)
    settle(pair, state=State.DIFFERENT, by=by, reason=reason)
    record(action="account.keep_apart", by=by, target=pair, reason=reason)
    return pair


def check_may_merge(*, by: User) -> None:
    """Raises NotAllowed without the right to manage users."""
    if not has_right(by, Right.MANAGE_USERS):
        raise NotAllowed("Your role does not include this. Ask an administrator.")


def lock_open(duplicate_id: int) -> PossibleDuplicate:
    """The pair, locked. Raises StateChanged when somebody has decided on it."""
    pair = PossibleDuplicate.objects.select_for_update().get(pk=duplicate_id)
    if pair.state != State.OPEN:
        raise StateChanged("Somebody else has decided on these accounts in the meantime.")
    return pair


def settle(pair: PossibleDuplicate, *, state: State, by: User, reason: str) -> None:
    """Write the decision."""
    pair.state, pair.decided_at, pair.decided_by = state, timezone.now(), by
    pair.reason = " ".join(reason.split())[:300]
    pair.save(update_fields=["state", "decided_at", "decided_by", "reason"])
