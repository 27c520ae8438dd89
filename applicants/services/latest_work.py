"""Two people save the same piece of work: one wins, the other is told by whom and what.

A step of the pipeline is guarded by the application's own version. What is written down beside it
(an interview, an offer, a check) has a number of its own here, so that work on one piece stands in
nobody's way who works on another.
"""

from __future__ import annotations

from django.utils import timezone

from applicants.errors import StateChanged
from applicants.models import Application, LatestWork
from recruitment.accounts.models import User
from recruitment.ui.dates import london_datetime

# What each piece is called after “changed”. A piece may go on behind a colon: "check:vetting".
PIECES = {
    "interview": "the interview",
    "result": "the panel’s result",
    "offer": "the offer",
    "check": "this check",
    "condition": "this condition",
    "line_manager": "whom to ask as line manager",
    "unit": "the conditions of the unit",
    "fact": "this fact",
    "arrangement": "the agreed arrangement",
}


def seen_number(application: Application, piece: str) -> int:
    """How often this piece was saved so far: what a form that shows it carries."""
    rows = LatestWork.objects.filter(application=application, piece=piece)
    return rows.values_list("number", flat=True).first() or 0


def count_save(
    *, application: Application, piece: str, by: User, expected: int | None = None
) -> None:
    """Note that `by` saves this piece now. Call it with the application's row locked.

    Raises StateChanged where somebody saved it since the form with the number `expected` was made.
    """
    latest = LatestWork.objects.filter(application=application, piece=piece).first()
    if expected not in (None, latest.number if latest else 0):
        raise StateChanged(_who_was_faster(latest))
    LatestWork.objects.update_or_create(
        application=application,
        piece=piece,
        defaults={
            "number": (latest.number if latest else 0) + 1,
            "saved_by_id": by.pk,
            "saved_at": timezone.now(),
        },
    )


def _who_was_faster(latest: LatestWork | None) -> str:
    if latest is None:
        return "This page is out of date. Nothing of yours was saved. Look at it again."
    colleague = User.objects.filter(pk=latest.saved_by_id).first()
    name = colleague.display_name if colleague else "A colleague"
    what = PIECES[latest.piece.partition(":")[0]]
    return (
        f"{name} changed {what} at {london_datetime(latest.saved_at)}. Nothing of yours was "
        "saved. Look at it again before you change it."
    )
