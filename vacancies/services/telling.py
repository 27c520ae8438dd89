"""Tells the people who apply what happened to an advert: in portions, outside the page's request.

The work is written down with the change itself (`Announcement`). A worker is nudged after the
commit, and beat looks for what is left, so that nobody is forgotten if the broker is away.
"""

from __future__ import annotations

from functools import partial

from django.db import transaction

from recruitment.broker import publish
from vacancies import hooks
from vacancies.models import Announcement

TELL_TASK = "vacancies.tasks.tell_of_changes"
PORTION = 100


def nudge_telling() -> None:
    """Ask a worker, after the commit, to tell people now."""
    transaction.on_commit(partial(publish, TELL_TASK), robust=True)


def tell_of_changes() -> int:
    """Tell everybody who still has to be told of a change; returns how many portions it took.

    May run twice at the same time and may stop anywhere: a portion is one transaction, and every
    email has a key of its own.
    """
    portions = 0
    while tell_one_portion():
        portions += 1
    return portions


@transaction.atomic
def tell_one_portion() -> bool:
    """Tell the next people of the oldest change that is free; False if there is none."""
    waiting = (
        Announcement.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("change__vacancy")
        .order_by("change_id")
        .first()
    )
    if waiting is None:
        return False
    reached = hooks.tell_applicants(waiting.change, after=waiting.reached, limit=PORTION)
    if reached:
        waiting.reached = reached
        waiting.save(update_fields=["reached"])
    else:
        waiting.delete()
    return True
