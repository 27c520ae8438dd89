"""A panel's scorecards: each member writes their own, sends it once, and reads the others' when all
are there or the chair goes on without one (domain document 4.1, 4.2)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from applicants.choices import Status
from applicants.errors import GuardFailed, NotAllowed, StateChanged
from applicants.models import Application, Interview, Moderation, Scorecard, ScorecardScore
from applicants.selectors.interview_subjects import Subject, subjects_of
from applicants.selectors.panel import panel_of, result_is_for, standing_of
from applicants.services.staffwork import lock_for_work
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right
from recruitment.audit.services import record
from vacancies.scoring import scale_of

CHAIR_ALONE = "The chair of the panel does this."
TAKEN_FROM = (Status.INT_BOOKED,)
TOO_EARLY_OR_LATE = "Scorecards are written after the interview, until its result is recorded."


@dataclass(frozen=True, slots=True)
class Given:
    """What a member gave for one subject; None where they have not scored it yet."""

    score: int | None
    note: str = ""


@transaction.atomic
def save_scorecard(
    *,
    application_id: UUID,
    by: User,
    given: Mapping[str, Given],
    send: bool = False,
    at: datetime | None = None,
) -> Scorecard:
    """Keep `by`'s scores by subject code, and with `send` hand them in: then every subject needs a
    score, and nothing can be changed any more. Raises Refused."""
    moment = at or timezone.now()
    application, interview = _lock(application_id, by, Right.SCORE_INTERVIEWS, moment)
    if by not in panel_of(application):
        raise NotAllowed("You are not on the panel of this vacancy.")
    standing = standing_of(application, interview)
    if standing.is_agreed or standing.went_on:
        raise StateChanged("The panel has gone on: no further scorecard is taken.")
    card, _ = Scorecard.objects.get_or_create(
        application=application,
        sequence=interview.sequence,
        member=by,
        defaults={"saved_at": moment},
    )
    if card.sent_at is not None:
        raise StateChanged("You have sent your scorecard already. It cannot be changed.")
    subjects = subjects_of(application.vacancy)
    check_scores({code: one.score for code, one in given.items()}, subjects, application, send)
    card.saved_at = moment
    card.sent_at = moment if send else None
    card.save()
    card.scores.all().delete()
    ScorecardScore.objects.bulk_create(
        ScorecardScore(
            scorecard=card,
            subject=one.code,
            about=one.words[:300],
            order=order,
            score=given[one.code].score,
            note=given[one.code].note.strip(),
        )
        for order, one in enumerate(subjects)
        if one.code in given
    )
    # The log says that, never what: nobody learns a score there before all are in.
    record(
        action="scorecard.send" if send else "scorecard.save",
        by=by,
        target=application,
        after={"subjects": len(given)},
    )
    return card


@transaction.atomic
def go_on_without_scorecards(
    *, application_id: UUID, by: User, reason: str, at: datetime | None = None
) -> Moderation:
    """Read what was sent although a member's scorecard is missing, and say why. No further one is
    taken then. Raises Refused."""
    moment = at or timezone.now()
    application, interview = _lock(application_id, by, Right.SET_INTERVIEWS, moment)
    if not result_is_for(by, application):
        raise NotAllowed(CHAIR_ALONE)
    standing = standing_of(application, interview)
    if not standing.waits:
        raise StateChanged("No scorecard is missing.")
    if not reason.strip():
        raise GuardFailed("Write why the panel goes on without it.")
    row, _ = Moderation.objects.update_or_create(
        application=application,
        sequence=interview.sequence,
        defaults={"went_on_without": reason.strip(), "went_on_at": moment},
    )
    record(
        action="scorecard.go_on_without",
        by=by,
        target=application,
        after={"missing": [one.pk for one in standing.missing]},
        reason=reason,
    )
    return row


def check_scores(
    scores: Mapping[str, int | None],
    subjects: Collection[Subject],
    application: Application,
    complete: bool,
) -> None:
    """Refuse a score off the vacancy's scale or for something the interview does not look at, and
    with `complete` a subject without one. Raises GuardFailed."""
    values = scale_of(application.vacancy.score_scale).values
    if set(scores) - {one.code for one in subjects}:
        raise GuardFailed("This is not what the interview of this vacancy looks at.")
    if any(score is not None and score not in values for score in scores.values()):
        raise GuardFailed(f"Give a score from {values[0]} to {values[-1]}.")
    if complete and any(scores.get(one.code) is None for one in subjects):
        raise GuardFailed("Give a score for each subject.")


def _lock(
    application_id: UUID, by: User, right: Right, at: datetime
) -> tuple[Application, Interview]:
    application = lock_for_work(
        application_id=application_id,
        by=by,
        right=right,
        statuses=TAKEN_FROM,
        otherwise=TOO_EARLY_OR_LATE,
    )
    interview = Interview.objects.filter(application=application, cancelled_at=None).first()
    if interview is None or interview.starts_at > at:
        raise GuardFailed("The interview has not begun yet.")
    return application, interview
