"""Saved views: filters of the list under a name, for one person."""

from __future__ import annotations

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from applicants.desk.models import QUERY_LENGTH, SavedView
from applicants.errors import GuardFailed
from recruitment.accounts.models import User

MOST_VIEWS = 20
# The names of the list's filters, in the order in which a view keeps them.
FILTERS = (
    "needs",
    "due",
    "stage",
    "status",
    "age",
    "eligibility",
    "tier",
    "arrangement",
    "terrorism",
    "adjustments",
    "vacancy",
)


def clean_query(query: str) -> str:
    """The filters of an address, in one order; words of a search and page numbers are left out."""
    given = QueryDict(query)
    kept = QueryDict(mutable=True)
    for name in FILTERS:
        if given.get(name):
            kept[name] = given[name]
    return kept.urlencode()[:QUERY_LENGTH]


@transaction.atomic
def save_view(*, by: User, name: str, query: str, is_default: bool = False) -> SavedView:
    """Keep filters under a name; one that is there under that name is written anew.

    Raises GuardFailed without a name, or where there are MOST_VIEWS already.
    """
    words = " ".join(name.split())
    if not words:
        raise GuardFailed("Give the view a name.")
    User.objects.select_for_update().get(pk=by.pk)  # two tabs: one after the other
    mine = SavedView.objects.filter(owner=by)
    if mine.exclude(name=words).count() >= MOST_VIEWS:
        raise GuardFailed(f"You have {MOST_VIEWS} views. Delete one first.")
    if is_default:
        mine.update(is_default=False)
    view, _ = SavedView.objects.update_or_create(
        owner=by,
        name=words,
        defaults={
            "query": clean_query(query),
            "is_default": is_default,
            "saved_at": timezone.now(),
        },
    )
    return view


@transaction.atomic
def make_default(*, by: User, view_id: int | None) -> None:
    """Open the list with this view from now on; None opens it with everything again."""
    User.objects.select_for_update().get(pk=by.pk)
    mine = SavedView.objects.filter(owner=by)
    mine.update(is_default=False)
    if view_id is not None:
        mine.filter(pk=view_id).update(is_default=True)


def delete_view(*, by: User, view_id: int) -> bool:
    """Forget one of one's own views; False where there is none of that number."""
    return bool(SavedView.objects.filter(owner=by, pk=view_id).delete()[0])


def views_of(user: User) -> list[SavedView]:
    """A person's views by name."""
    return list(SavedView.objects.filter(owner=user))
