"""Setting an interview, changing it, and writing down what the panel found (domain 4.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from applicants.choices import Event, Status
from applicants.errors import GuardFailed
from applicants.models import Application, Interview, InterviewWish
from applicants.services.moderating import keep_agreed_scores
from applicants.services.slots import cancel_interview, interview_facts
from applicants.services.staffwork import lock_for_work
from applicants.services.transition import transition
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right
from recruitment.audit.services import record

# In these the candidate holds an invitation already, so that a change must be sent to them.
INVITED = (Status.INT_INVITED, Status.INT_BOOKED, Status.INT_MISSED)
# In these nobody is expected on a date that the candidate has agreed to.
MAY_CHOOSE_AGAIN = (Status.INT_INVITED, Status.INT_MISSED)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """When and where: `minutes` is the length, `place` an address or what to click for a video."""

    starts_at: datetime
    place: str
    minutes: int = 45
    format: str = Interview.Format.IN_PERSON
    panel: str = ""
    what_to_bring: str = ""


@transaction.atomic
def arrange_interview(
    *,
    application_id: UUID,
    by: User,
    arrangement: Arrangement,
    reason: str = "",
    expected_version: int | None = None,
    expected_piece: int | None = None,
    at: datetime | None = None,
) -> Interview:
    """Set or change an interview.

    During the sift it is only written down; the invitation is a step of its own. Later the
    candidate holds an invitation, so a change sends them a new one. Raises Refused.
    """
    application = lock_for_work(
        application_id=application_id,
        by=by,
        right=Right.SET_INTERVIEWS,
        statuses=(Status.SIFT, *INVITED),
        otherwise="An interview is set after the sift and before it is held.",
        expected_version=expected_version,
        piece="interview",
        expected_piece=expected_piece,
    )
    moment = at or timezone.now()
    if arrangement.starts_at <= moment:
        raise GuardFailed("Set a date and time in the future.")
    interview = _write(application, arrangement, by)
    if application.status in INVITED:
        transition(
            application_id=application_id, event=Event.REINVITE, by=by, reason=reason, at=moment
        )
    return interview


@transaction.atomic
def invite_to_choose(
    *,
    application_id: UUID,
    by: User,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Application:
    """Ask the candidate to choose one of the offered times, after a missed interview or in the
    place of a date that does not suit them.

    The date that was set is given up: its place is free, and a calendar that holds it learns that
    nobody is expected. Raises Refused: GuardFailed where no offered time has a free place.
    """
    application = lock_for_work(
        application_id=application_id,
        by=by,
        right=Right.SET_INTERVIEWS,
        statuses=MAY_CHOOSE_AGAIN,
        otherwise="A time is chosen after the invitation, or after an interview that was missed.",
        expected_version=expected_version,
    )
    moment = at or timezone.now()
    was_expected = cancel_interview(application, at=moment, missed_as_well=True)
    InterviewWish.objects.filter(application=application).delete()
    record(action="interview.invite_to_choose", by=by, target=application)
    return transition(
        application_id=application_id,
        event=Event.REINVITE,
        by=by,
        data={"interview": interview_facts(application)} if was_expected else {},
        at=moment,
    )


def _write(application: Application, arrangement: Arrangement, by: User) -> Interview:
    interview = Interview.objects.filter(application=application).first()
    before = {"starts_at": interview.starts_at} if interview else None
    if interview is None:
        interview = Interview(application=application)
    else:
        interview.sequence += 1
    interview.starts_at = arrangement.starts_at
    interview.minutes = arrangement.minutes
    interview.format = arrangement.format
    interview.place = arrangement.place.strip()
    interview.panel = arrangement.panel.strip()
    interview.what_to_bring = arrangement.what_to_bring.strip()
    # What a panel found belongs to the interview that was held, not to a new one.
    interview.result = ""
    interview.result_note = ""
    interview.slot = None
    interview.cancelled_at = None
    interview.save()
    InterviewWish.objects.filter(application=application).delete()
    record(
        action="interview.arrange",
        by=by,
        target=application,
        before=before,
        after={"starts_at": interview.starts_at, "sequence": interview.sequence},
    )
    return interview


@transaction.atomic
def record_interview_result(
    *,
    application_id: UUID,
    by: User,
    result: str,
    note: str = "",
    scores: Mapping[str, int] | None = None,
    expected_version: int | None = None,
    expected_piece: int | None = None,
    at: datetime | None = None,
) -> Interview:
    """Write down what the panel found, with the scores it agreed by subject code.

    The candidate is told nothing by this. Raises Refused, also while scorecards are missing.
    """
    application = lock_for_work(
        application_id=application_id,
        by=by,
        right=Right.SET_INTERVIEWS,
        statuses=(Status.INT_BOOKED, Status.INT_DONE),
        otherwise="A result is recorded for an interview that the candidate has confirmed.",
        expected_version=expected_version,
        piece="result",
        expected_piece=expected_piece,
    )
    if result not in Interview.Result.values:
        raise GuardFailed("Choose whether the panel found the candidate appointable.")
    moment = at or timezone.now()
    interview = Interview.objects.filter(application=application).first()
    if interview is None or interview.starts_at > moment:
        raise GuardFailed("The interview has not begun yet, so it has no result.")
    keep_agreed_scores(
        application=application, interview=interview, by=by, scores=scores or {}, at=moment
    )
    before = {"result": interview.result}
    interview.result = result
    interview.result_note = note.strip()
    interview.save(update_fields=["result", "result_note"])
    record(
        action="interview.record_result",
        by=by,
        target=application,
        before=before,
        after={"result": result, "scores": list((scores or {}).values())},
    )
    return interview
