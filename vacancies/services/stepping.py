"""The one writer of an advert's status and of its history.

In one transaction: the row is locked, right, place and guards are checked, and status, history,
audit and what has to be told are written together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone

from recruitment.accounts.models import User
from recruitment.audit.services import record
from recruitment.ui.dates import london_datetime
from vacancies.choices import VacancyStatus
from vacancies.life import STEPS, UNPUBLISHED, Step, Told
from vacancies.models import Announcement, Vacancy, VacancyChange
from vacancies.policies import actor_label, check_may
from vacancies.services.guards import missing_for
from vacancies.services.saving import save_step
from vacancies.services.staff_notices import tell_staff
from vacancies.services.telling import nudge_telling

if TYPE_CHECKING:
    from vacancies.choices_life import VacancyEvent

CHANGED = "changed"  # the code of the error of whoever came second
_OUTSIDE = frozenset({Told.APPLICANTS, Told.DRAFT_HOLDERS})


@dataclass(frozen=True, slots=True)
class Why:
    """Why a step is taken: a coded reason, words, and what else the history keeps."""

    code: str = ""
    words: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


def lock_vacancy(vacancy_id: int) -> Vacancy:
    """The advert with its row locked until the transaction ends."""
    return Vacancy.objects.select_for_update().get(pk=vacancy_id)


def last_sequence(vacancy: Vacancy) -> int:
    """The number of the latest change; a page shows it so that nobody acts on an older advert."""
    latest: int | None = vacancy.history.aggregate(Max("sequence"))["sequence__max"]
    return latest or 0


def check_step(
    vacancy: Vacancy,
    event: VacancyEvent,
    *,
    by: User | None,
    at: datetime,
    why: Why,
    seen: int | None = None,
) -> Step:
    """Refuse what may not happen now. Raises PermissionDenied and ValidationError."""
    step = STEPS[event]
    status = VacancyStatus(vacancy.status)
    check_may(by=by, right=step.right_at(status), vacancy=vacancy)
    if seen is not None and seen != last_sequence(vacancy):
        raise ValidationError(_changed_since(vacancy), code=CHANGED)
    if status not in step.moves and not (by is None and status in step.portal_from):
        raise ValidationError(
            f"This advert is now “{status.label}”, so this cannot be done: {event.label.lower()}.",
            code=CHANGED,
        )
    if missing := missing_for(step, vacancy, by=by, at=at):
        raise ValidationError([one.words for one in missing])
    if step.reasons and why.code not in step.reasons.values:
        raise ValidationError("Choose a reason.")
    if (step.writes or why.code == "other") and not why.words.strip():
        raise ValidationError("Say why, in a sentence.")
    return step


def _changed_since(vacancy: Vacancy) -> str:
    latest = vacancy.history.order_by("-sequence").first()
    if latest is None:
        return "This advert has changed. Look at it again."
    person = User.objects.filter(pk=latest.actor_id).first() if latest.actor_id else None
    who = person.get_full_name() or person.get_username() if person else "the portal"
    return (
        f"Changed by {who} at {london_datetime(latest.at)}: {latest.get_event_display().lower()}. "
        "Look at the advert again before you act."
    )


def write_step(
    vacancy: Vacancy, step: Step, *, by: User | None, at: datetime, why: Why, action: str = ""
) -> VacancyChange:
    """Set the status, and write it with the times, history, audit and what is to be told.

    `action` names the audit entry where it is not the step's own.
    """
    before = VacancyStatus(vacancy.status)
    vacancy.status = step.moves.get(before, VacancyStatus.OPEN)
    save_step(vacancy)
    change = write_history(vacancy, step.event, by=by, at=at, why=why, before=before)
    _audit(vacancy, change, by=by, action=action or f"vacancy.{step.event}")
    if step.tells & _OUTSIDE and before not in UNPUBLISHED and why.data.get("changes") != []:
        Announcement.objects.create(change=change)
        nudge_telling()
    tell_staff(change, step)
    return change


def write_history(
    vacancy: Vacancy,
    event: VacancyEvent,
    *,
    by: User | None,
    at: datetime,
    why: Why,
    before: VacancyStatus | str = "",
) -> VacancyChange:
    """Add one row to the history of an advert whose row is locked, or that is new."""
    return VacancyChange.objects.create(
        vacancy=vacancy,
        sequence=last_sequence(vacancy) + 1,
        event=event,
        from_status=before,
        to_status=vacancy.status,
        version=vacancy.version,
        actor_id=by.pk if by else None,
        at=at,
        reason_code=why.code,
        reason=why.words.strip(),
        data=dict(why.data),
    )


def _audit(vacancy: Vacancy, change: VacancyChange, *, by: User | None, action: str) -> None:
    """The log is read on any device: a restricted advert's reasons and times stay out of it."""
    before: dict[str, Any] = {"status": change.from_status}
    after: dict[str, Any] = {"status": change.to_status, "version": change.version}
    reason = " ".join(part for part in (change.reason_code, change.reason) if part)
    if not vacancy.is_restricted:
        before |= change.data.get("before", {})
        after |= change.data.get("after", {})
    record(
        action=action,
        by=by,
        target=vacancy,
        before=before,
        after=after,
        reason=change.reason_code if vacancy.is_restricted else reason,
        actor_label=actor_label(by),
    )


def moment(at: datetime | None) -> datetime:
    """The deciding moment: the given one, or now. Read after the row is locked."""
    return at or timezone.now()
