"""The scores that a panel agreed, written down with its result (domain document 4.2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from applicants.errors import GuardFailed, NotAllowed
from applicants.models import Application, Interview, ModeratedScore, Moderation
from applicants.selectors.interview_subjects import subjects_of
from applicants.selectors.panel import result_is_for, standing_of
from applicants.services.scorecards import CHAIR_ALONE, check_scores
from recruitment.accounts.models import User


def keep_agreed_scores(
    *,
    application: Application,
    interview: Interview,
    by: User,
    scores: Mapping[str, int],
    at: datetime,
) -> None:
    """Write the agreed scores by subject code; call it with the application's row locked.

    A panel of two or more agrees on every subject once all scorecards are in, or the chair said
    why it goes on without one. Where fewer interview, scores are given for all or for none.
    Raises Refused.
    """
    if not result_is_for(by, application):
        raise NotAllowed(CHAIR_ALONE)
    standing = standing_of(application, interview)
    if standing.waits:
        names = ", ".join(one.display_name for one in standing.missing)
        raise GuardFailed(
            f"Scorecards are missing from: {names}. Wait for them, or say why the panel goes on "
            "without them."
        )
    subjects = subjects_of(application.vacancy)
    check_scores(scores, subjects, application, complete=bool(scores) or standing.is_needed)
    row, _ = Moderation.objects.update_or_create(
        application=application, sequence=interview.sequence, defaults={"agreed_at": at}
    )
    row.scores.all().delete()
    ModeratedScore.objects.bulk_create(
        ModeratedScore(
            moderation=row,
            subject=one.code,
            about=one.words[:300],
            order=order,
            score=scores[one.code],
        )
        for order, one in enumerate(subjects)
        if one.code in scores
    )
