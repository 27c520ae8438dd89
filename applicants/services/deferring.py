"""A later start: moved by staff with a reason, and confirmed again by the candidate.

Once they have confirmed, the offer is back among the checks and is confirmed anew when every
condition holds on that day (domain 4.1, `deferred`). Nothing lapses by itself: an offer that was
confirmed once is ended by nobody's silence.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from applicants.choices import Actor, Event, Status
from applicants.errors import GuardFailed, NotAllowed, StateChanged
from applicants.models import Application, Offer
from applicants.policies import owns
from applicants.services.guards import too_young_to_start
from applicants.services.staffwork import lock_for_work
from applicants.services.transition import describe_latest_change, lock_application, transition
from applicants.workdays import add_working_days
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right

# As long as for the offer itself (domain document 4.4, "offer reply").
CONFIRM_WORKING_DAYS = 5


def default_confirm_by(*, today: date) -> date:
    """The last day to confirm a new start date that is sent today."""
    return add_working_days(today, CONFIRM_WORKING_DAYS)


@transaction.atomic
def defer_start(
    *,
    application_id: UUID,
    by: User,
    start_on: date,
    reason: str,
    confirm_by: date | None = None,
    expected_version: int | None = None,
    expected_piece: int | None = None,
    at: datetime | None = None,
) -> Offer:
    """Move the first day to a later one and ask the candidate to confirm it. Raises Refused."""
    application = lock_for_work(
        application_id=application_id,
        by=by,
        right=Right.MAKE_OFFERS,
        statuses=(Status.CHECKS, Status.OFFER_FINAL),
        otherwise="A start is deferred after the offer is accepted and before the first day.",
        expected_version=expected_version,
        piece="offer",
        expected_piece=expected_piece,
    )
    moment = at or timezone.now()
    today = timezone.localdate(moment)
    offer = Offer.objects.filter(application=application).first()
    if offer is None:
        raise GuardFailed("There is no offer yet.")
    last_day = confirm_by or default_confirm_by(today=today)
    _check_days(offer, start_on, last_day, today)
    too_young = too_young_to_start(application, start_on)
    if too_young:
        raise GuardFailed(too_young)
    before = offer.start_on
    offer.start_on, offer.confirm_by = start_on, last_day
    offer.save(update_fields=["start_on", "confirm_by"])
    transition(
        application_id=application_id,
        event=Event.DEFER,
        by=by,
        reason=reason,
        data={"from": before.isoformat() if before else "", "to": start_on.isoformat()},
        at=moment,
    )
    return offer


def _check_days(offer: Offer, start_on: date, confirm_by: date, today: date) -> None:
    if start_on <= today:
        raise GuardFailed("The new start date must be later than today.")
    if offer.start_on is not None and start_on <= offer.start_on:
        raise GuardFailed("The new start date must be later than the one that is set.")
    if confirm_by < today:
        raise GuardFailed("The last day to confirm must be today or later.")
    if confirm_by >= start_on:
        raise GuardFailed("The last day to confirm must be before the new start date.")


@transaction.atomic
def reply_to_deferral(
    *,
    application_id: UUID,
    by: User,
    accept: bool,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Application:
    """The candidate confirms the new start date, or declines the offer. Raises Refused."""
    application = lock_application(application_id)
    if not owns(by, application):
        raise NotAllowed("This is not your application.")
    if application.status != Status.DEFERRED:
        raise StateChanged(describe_latest_change(application, reader=Actor.CANDIDATE))
    moment = at or timezone.now()
    changed = transition(
        application_id=application_id,
        event=Event.CONFIRM_DEFERRAL if accept else Event.DECLINE_OFFER,
        by=by,
        expected_version=expected_version,
        at=moment,
    )
    if not accept:
        Offer.objects.filter(application=application).update(accepted=False, replied_at=moment)
    return changed
