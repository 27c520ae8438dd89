"""Putting two accounts of one person together, with everything they hold."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import ForeignObjectRel, Model
from django.utils import timezone

from applicants.choices import Status
from applicants.errors import GuardFailed
from applicants.models import (
    MAY_BEGIN_AGAIN,
    STANDS,
    Application,
    Candidate,
    PossibleDuplicate,
    ProfileSection,
)
from applicants.pipeline import ENDED
from applicants.selectors.lists import PROFILE
from applicants.services.duplicates import check_may_merge, lock_open, settle
from applicants.services.profile import delete_profile
from recruitment.accounts.holdings import forget_what_stayed, move_mail
from recruitment.accounts.models import User
from recruitment.accounts.services import deactivate_user, move_standings
from recruitment.audit.services import record
from recruitment.outbox.services import queue_email
from recruitment.uploads.services import move_uploads

# How somebody signs in, and what Django logged of them, belongs to the account and not the person.
STAYS_WITH_ACCOUNT = frozenset({"account", "mfa", "usersessions", "admin", "auth", "sessions"})
BOTH_LIVE = (
    "Both accounts have an application for the same vacancy that is still going on. The person "
    "must withdraw one of them first: ask which one they want to keep."
)


@dataclass(frozen=True, slots=True)
class Merged:
    """What came over."""

    applications: int
    to_read: int  # of those, for a vacancy that both applied for: kept to be read
    profile_pages: int


@transaction.atomic
def merge_accounts(*, duplicate_id: int, keep_id: int, by: User, reason: str) -> Merged:
    """Move everything of the other account of the pair to the candidate `keep_id`, and close it.

    Applications come with their history, decisions, messages, files and sealed answers, which all
    hang on them. A draft or an ended one for a vacancy that the kept account has applied for as
    well comes to be read alone. Of profile pages that both have, the kept account's stay and the
    others are deleted. Both addresses are told the same. Raises Refused; nothing has moved then.
    """
    check_may_merge(by=by)
    pair = lock_open(duplicate_id)
    keep, close = _lock_both(pair, keep_id)
    _check_people(keep, close, by)
    moving, to_read = _sort_applications(keep, close)
    for application in (*moving, *to_read):
        Application.objects.filter(pk=application.pk).update(
            candidate=keep, kept_to_read=application.kept_to_read or application in to_read
        )
        record(
            action="application.change_account",
            by=by,
            target=application,
            before={"candidate": close.pk},
            after={"candidate": keep.pk},
        )
    pages = _move_profile(keep, close)
    # What was emailed to the other account opens nothing any more: nobody reads there for sure.
    move_mail(close.user, keep.email)
    move_standings(source=close.user, target=keep.user, by=by)
    _move_relations(Candidate, close, keep)
    _move_relations(User, close.user, keep.user)
    forget_what_stayed(close.user)
    settle(pair, state=PossibleDuplicate.State.MERGED, by=by, reason=reason)
    delete_profile(candidate=close, by=by)
    # Once nothing hangs on it any more, retention takes the closed account away.
    Candidate.objects.filter(pk=close.pk).update(closed_at=timezone.now())
    deactivate_user(user=close.user, by=by, reason=reason)
    merged = Merged(len(moving) + len(to_read), len(to_read), pages)
    record(
        action="account.merge",
        by=by,
        target=keep.user,
        before={"closed": close.user_id},
        after={
            "applications": merged.applications,
            "to_read": merged.to_read,
            "profile_pages": merged.profile_pages,
        },
        reason=reason,
    )
    for address in dict.fromkeys((keep.email, close.email)):
        if address:
            queue_email(
                kind="accounts_merged",
                dedupe_key=f"accounts_merged:{pair.pk}:{address}",
                to=address,
                ids={"candidate": keep.pk},
                about=f"candidate:{keep.pk}",
            )
    return merged


def _lock_both(pair: PossibleDuplicate, keep_id: int) -> tuple[Candidate, Candidate]:
    """(kept, closed), locked in the order of their keys."""
    ids = {pair.noticed_for_id, pair.other_id}
    if keep_id not in ids:
        raise GuardFailed("Choose which of the two accounts is kept.")
    rows = Candidate.objects.select_for_update(of=("self",)).select_related("user")
    found = {one.pk: one for one in rows.filter(pk__in=ids).order_by("pk")}
    return found[keep_id], found[(ids - {keep_id}).pop()]


def _check_people(keep: Candidate, close: Candidate, by: User) -> None:
    if by.pk in (keep.user_id, close.user_id):
        raise GuardFailed("This is your own account. A colleague must do this.")
    if keep.user.is_staff or close.user.is_staff:
        raise GuardFailed("Accounts of recruitment staff are not put together here.")
    if not (keep.user.is_active and close.user.is_active):
        raise GuardFailed("One of the accounts is closed. Open it again first.")


def _sort_applications(
    keep: Candidate, close: Candidate
) -> tuple[list[Application], list[Application]]:
    """Those that move, and those that come to be read: the kept account has one there as well."""
    standing = Application.objects.select_for_update().filter(STANDS, candidate=keep)
    held = {one.vacancy_id for one in standing}
    moving, to_read = [], []
    for one in Application.objects.select_for_update().filter(candidate=close).order_by("pk"):
        status = Status(one.status)
        if one.vacancy_id not in held or status in MAY_BEGIN_AGAIN:
            moving.append(one)
        elif one.is_draft or status in ENDED:
            to_read.append(one)
        else:
            raise GuardFailed(BOTH_LIVE)
    return moving, to_read


def _move_profile(keep: Candidate, close: Candidate) -> int:
    present = set(ProfileSection.objects.filter(candidate=keep).values_list("code", flat=True))
    pages = ProfileSection.objects.filter(candidate=close).exclude(code__in=present)
    codes = list(pages.values_list("code", flat=True))
    pages.update(candidate=keep)
    for code in codes:
        move_uploads(kind=PROFILE, owner_id=close.pk, to_id=keep.pk, purpose_prefix=f"{code}-")
    return len(codes)


def _move_relations(model: type[Model], source: Model, target: Model) -> None:
    """Every further row that belongs to the person, whichever app keeps it.

    A column without a reverse name says who did something: that is history and stays. A row that
    the kept account has already (a unique one) stays as well.
    """
    for relation in model._meta.related_objects:
        related = relation.related_model
        if relation.hidden or not isinstance(related, type):
            continue
        if related._meta.app_label in STAYS_WITH_ACCOUNT or related is Candidate:
            continue
        _move_rows(related, relation, source, target)


def _move_rows(
    related: type[Model], relation: ForeignObjectRel, source: Model, target: Model
) -> None:
    name = relation.field.name
    for row in related._default_manager.filter(**{name: source}):
        try:
            with transaction.atomic():
                related._default_manager.filter(pk=row.pk).update(**{name: target})
        except IntegrityError:
            continue
