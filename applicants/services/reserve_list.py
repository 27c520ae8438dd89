"""The reserve list: placing people on it, offering from it in the order of merit, its length and
its end (domain documents 1, 4.1 and 4.3, nos. 16 and 17).

Locks are taken in the order application, list.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from applicants.choices import Actor, Event, Status
from applicants.errors import GuardFailed, NotAllowed, Refused, StateChanged
from applicants.models import Application, ReserveList
from applicants.policies import may_work_for, may_work_on
from applicants.selectors.reserve import ahead_of, ended_lists
from applicants.services.transition import lock_application, transition
from eligibility.dates import tenure_date
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right
from recruitment.audit.services import record
from recruitment.batches import each
from recruitment.outbox.services import queue_email
from recruitment.ui.dates import london_date

LIST_CHANGED = (
    "A colleague made an offer from this reserve list, or placed somebody on it, while you looked "
    "at it. Nothing of yours was changed. Look at the list again."
)
SAY_WHY = (
    "{count} on the reserve list {stand} before this person in the order of merit. Write why you "
    "offer out of that order, or offer to who is next."
)


def lock_list(vacancy_id: int) -> ReserveList | None:
    """The list of a vacancy with its row locked until the transaction ends."""
    return ReserveList.objects.select_for_update(of=("self",)).filter(vacancy_id=vacancy_id).first()


def join_list(application: Application, *, by: User | None, at: datetime) -> Mapping[str, Any]:
    """Open the list of the application's vacancy where there is none that goes on; what the
    history keeps of the step. Called by the step that places somebody on it, within its lock."""
    today = timezone.localdate(at)
    ends = tenure_date(today, settings.RESERVE_LIST_MONTHS)
    found, made = ReserveList.objects.select_for_update(of=("self",)).get_or_create(
        vacancy_id=application.vacancy_id, defaults={"begins_on": today, "ends_on": ends}
    )
    if not made and found.ends_on < today:
        found.begins_on, found.ends_on = today, ends
        found.extended_at, found.extended_by_id, found.extension_reason = None, None, ""
        made = True
    found.version += 1
    found.save()
    if made:
        record(action="reserve.open", by=by, target=found, after={"ends_on": found.ends_on})
    return {"until": found.ends_on.isoformat()}


@transaction.atomic
def offer_from_reserve(
    *,
    application_id: UUID,
    by: User,
    reason: str = "",
    expected_version: int | None = None,
    expected_list: int | None = None,
    at: datetime | None = None,
) -> Application:
    """Send the prepared offer to somebody on a reserve list, or drawn from one.

    `reason` is why somebody with a better place is passed over; without one only who is next gets
    an offer. `expected_list` is the version of the list that the person looked at: where two make
    offers from one list at once, the second is asked to look again. Raises Refused.
    """
    application = lock_application(application_id)
    allowed = may_work_on(by, application, Right.MAKE_OFFERS)
    if not allowed:
        raise NotAllowed(allowed.why)
    found = lock_list(application.vacancy_id)
    passed_over = 0
    if application.status == Status.RESERVE and found is not None:
        if expected_list not in (None, found.version):
            raise StateChanged(LIST_CHANGED)
        passed_over = len(ahead_of(application))
        if passed_over and not reason.strip():
            raise GuardFailed(_say_why(passed_over))
        ReserveList.objects.filter(pk=found.pk).update(version=found.version + 1)
    changed = transition(
        application_id=application_id,
        event=Event.OFFER_FROM_RESERVE,
        by=by,
        data={"passed_over": passed_over} if passed_over else None,
        expected_version=expected_version,
        at=at,
    )
    if passed_over:
        # Kept for colleagues: the candidate reads neither that nor why others were passed over.
        record(
            action="reserve.pass_over",
            by=by,
            target=changed,
            after={"passed_over": passed_over},
            reason=reason.strip(),
        )
    return changed


def _say_why(passed_over: int) -> str:
    one = passed_over == 1
    return SAY_WHY.format(
        count="One person" if one else f"{passed_over} people", stand="stands" if one else "stand"
    )


def latest_end(found: ReserveList) -> date:
    """The last day that an extension may give a list."""
    return tenure_date(found.begins_on, settings.RESERVE_LIST_LONGEST_MONTHS)


@transaction.atomic
def extend_list(
    *,
    list_id: int,
    by: User,
    ends_on: date,
    reason: str,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> ReserveList:
    """Let a list last longer, with a reason, and tell everybody on it. Raises Refused."""
    moment = at or timezone.now()
    found = ReserveList.objects.select_for_update(of=("self",)).get(pk=list_id)
    allowed = may_work_for(by, found.vacancy_id, Right.EXTEND_RESERVE_LISTS)
    if not allowed:
        raise NotAllowed(allowed.why)
    if expected_version not in (None, found.version):
        raise StateChanged(LIST_CHANGED)
    _check_end(found, ends_on, today=timezone.localdate(moment))
    if not reason.strip():
        raise GuardFailed("Write why the list is extended. The people on it read this.")
    before = found.ends_on
    found.ends_on, found.extension_reason = ends_on, reason.strip()
    found.extended_at, found.extended_by_id = moment, by.pk
    found.version += 1
    found.save()
    record(
        action="reserve.extend",
        by=by,
        target=found,
        before={"ends_on": before},
        after={"ends_on": ends_on},
        reason=found.extension_reason,
    )
    on_it = Application.objects.filter(vacancy_id=found.vacancy_id, status=Status.RESERVE)
    for application in on_it.select_related("candidate__user").order_by("pk"):
        queue_email(
            kind="reserve_extended",
            dedupe_key=f"reserve_extended:{application.pk}:{ends_on.isoformat()}",
            to=application.candidate.email,
            ids={"application": str(application.pk), "until": ends_on.isoformat()},
            about=application.about,
        )
    return found


def _check_end(found: ReserveList, ends_on: date, *, today: date) -> None:
    if found.ends_on < today:
        raise GuardFailed(
            f"This list ended on {london_date(found.ends_on)}, and the people on it were told."
        )
    if ends_on <= found.ends_on:
        raise GuardFailed(f"Choose a day after {london_date(found.ends_on)}.")
    latest = latest_end(found)
    if ends_on > latest:
        raise GuardFailed(
            f"A reserve list lasts {settings.RESERVE_LIST_LONGEST_MONTHS} months at most: until "
            f"{london_date(latest)}."
        )


def lapse_due_places(*, at: datetime | None = None) -> int:
    """End the place of everybody whose list has ended; returns how many.

    Each in its own transaction: one that got an offer at the last moment stops no other.
    """
    moment = at or timezone.now()
    due = Application.objects.filter(ended_lists(moment)).order_by("pk")
    keys = list(due.values_list("pk", flat=True))
    return each("lapse_places", keys, partial(_lapse, at=moment))


@transaction.atomic
def _lapse(application_id: UUID, *, at: datetime) -> bool:
    lock_list(lock_application(application_id).vacancy_id)
    try:
        transition(
            application_id=application_id,
            event=Event.LAPSE_RESERVE,
            by=None,
            actor=Actor.SYSTEM,
            at=at,
        )
    except Refused:
        return False  # an offer was made, or the list was extended, since it was listed
    return True
