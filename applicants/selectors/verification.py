"""Reads about line managers' verifications."""

from __future__ import annotations

from datetime import date, datetime

from applicants.choices import Status, VerificationState
from applicants.models import VerificationRequest


def get_open_verification(
    *, request_id: int | None, generation: int | None, at: datetime
) -> VerificationRequest | None:
    """The request that a session may answer at `at`; None once it is answered, expired, sent anew
    or its application has moved on."""
    return (
        VerificationRequest.objects.select_related(
            "application__candidate__user", "application__vacancy"
        )
        .filter(
            pk=request_id or 0,
            generation=generation or 0,
            state=VerificationState.OPEN,
            expires_at__gt=at,
            application__status=Status.LM_VERIFY,
        )
        .first()
    )


def open_verifications_asked_by(day: date) -> list[tuple[int, date, int]]:
    """(id, London date asked, reminders sent) of every open request asked on or before `day`."""
    rows = VerificationRequest.objects.filter(
        state=VerificationState.OPEN, application__status=Status.LM_VERIFY, asked_at__date__lte=day
    )
    return [(row.pk, row.asked_at.date(), row.reminders_sent) for row in rows]
