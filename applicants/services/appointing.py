"""The way from passed checks to the first day: the start date (domain 4.1, `offer_final`)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from applicants.choices import Status
from applicants.errors import GuardFailed
from applicants.models import Offer
from applicants.services.guards import too_young_to_start
from applicants.services.staffwork import lock_for_work
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right
from recruitment.audit.services import record


@transaction.atomic
def set_start_date(
    *,
    application_id: UUID,
    by: User,
    start_on: date,
    expected_version: int | None = None,
    expected_piece: int | None = None,
    at: datetime | None = None,
) -> Offer:
    """Set the day on which the person starts, before the offer is confirmed. Raises Refused."""
    application = lock_for_work(
        application_id=application_id,
        by=by,
        right=Right.MAKE_OFFERS,
        statuses=(Status.OFFER_COND, Status.CHECKS, Status.LM_VERIFY, Status.CHECK_PROBLEM),
        otherwise="The start date is set before the offer is confirmed.",
        expected_version=expected_version,
        piece="offer",
        expected_piece=expected_piece,
    )
    if start_on < timezone.localdate(at or timezone.now()):
        raise GuardFailed("The start date must be today or later.")
    if too_young := too_young_to_start(application, start_on):
        raise GuardFailed(too_young)
    offer = Offer.objects.filter(application=application).first()
    if offer is None:
        raise GuardFailed("There is no offer yet.")
    before, offer.start_on = offer.start_on, start_on
    offer.save(update_fields=["start_on"])
    record(
        action="offer.set_start_date",
        by=by,
        target=application,
        before={"start_on": before},
        after={"start_on": start_on},
    )
    return offer
