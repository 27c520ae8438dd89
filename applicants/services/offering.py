"""The conditional offer: preparing it, the candidate's reply, and its end without one."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from applicants.choices import Actor, Event, Status
from applicants.errors import GuardFailed, NotAllowed, StateChanged
from applicants.models import Application, Offer
from applicants.policies import owns
from applicants.selectors.verification import selects_for
from applicants.services.checking import create_checks
from applicants.services.conditions import create_conditions
from applicants.services.guards import too_young_to_start
from applicants.services.reserve_drawing import leave_list_of
from applicants.services.staffwork import lock_for_work
from applicants.services.transition import describe_latest_change, lock_application, transition
from applicants.services.verifying import ask_line_manager
from applicants.workdays import add_working_days
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right
from recruitment.audit.services import record

# Domain document 4.4, "offer reply".
REPLY_WORKING_DAYS = 5
# From these an offer is sent.
OFFER_COMES_NEXT = (Status.INT_DONE, Status.RESERVE, Status.DRAWN)


def default_reply_by(*, today: date) -> date:
    """The last day to reply to an offer that is sent today: five working days later."""
    return add_working_days(today, REPLY_WORKING_DAYS)


@transaction.atomic
def prepare_offer(
    *,
    application_id: UUID,
    by: User,
    salary_text: str,
    reply_by: date | None = None,
    start_on: date | None = None,
    expected_version: int | None = None,
    expected_piece: int | None = None,
    at: datetime | None = None,
) -> Offer:
    """Write down what will be offered; nothing is sent yet. Without `reply_by` the usual time.

    Raises Refused.
    """
    application = lock_for_work(
        application_id=application_id,
        by=by,
        right=Right.MAKE_OFFERS,
        statuses=OFFER_COMES_NEXT,
        otherwise="An offer is prepared after the interview and before it is sent.",
        expected_version=expected_version,
        piece="offer",
        expected_piece=expected_piece,
    )
    moment = at or timezone.now()
    today = timezone.localdate(moment)
    last_day = reply_by or default_reply_by(today=today)
    _check_terms(salary_text, last_day, start_on, today)
    if start_on is not None and (too_young := too_young_to_start(application, start_on)):
        raise GuardFailed(too_young)
    offer, _ = Offer.objects.update_or_create(
        application=application,
        defaults={
            "prepared_at": moment,
            "salary_text": salary_text.strip(),
            "reply_by": last_day,
            "start_on": start_on,
        },
    )
    record(
        action="offer.prepare",
        by=by,
        target=application,
        after={"reply_by": last_day, "start_on": start_on},
    )
    return offer


def _check_terms(salary_text: str, reply_by: date, start_on: date | None, today: date) -> None:
    if not salary_text.strip():
        raise GuardFailed("Write the salary as the candidate will read it.")
    if reply_by < today:
        raise GuardFailed("The date to reply by must be today or later.")
    if start_on is not None and start_on < today:
        raise GuardFailed("The start date must be today or later.")


@transaction.atomic
def reply_to_offer(
    *,
    application_id: UUID,
    by: User,
    accept: bool,
    line_manager_name: str = "",
    line_manager_email: str = "",
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Application:
    """The candidate accepts or declines.

    Accepting makes the checks of the route; on the internal route the line manager is asked too,
    so their name and address are needed. Raises Refused.
    """
    application = lock_application(application_id)
    if not owns(by, application):
        raise NotAllowed("This is not your application.")
    if application.status != Status.OFFER_COND:
        raise StateChanged(describe_latest_change(application, reader=Actor.CANDIDATE))
    internal = application.vacancy.is_internal_route
    if accept and internal and not (line_manager_name.strip() and line_manager_email.strip()):
        raise GuardFailed("Give your line manager's name and email address.")
    moment = at or timezone.now()
    changed = transition(
        application_id=application_id,
        event=Event.ACCEPT_OFFER if accept else Event.DECLINE_OFFER,
        by=by,
        expected_version=expected_version,
        at=moment,
    )
    named = (line_manager_name, line_manager_email) if accept else ("", "")
    offer = _keep_reply(changed, accept, moment, *named)
    if not accept:
        return changed
    create_checks(application=changed, at=moment)
    create_conditions(application=changed)
    leave_list_of(changed, at=moment)
    if internal:
        return _ask_line_manager(changed, offer, by)
    return changed


def _keep_reply(
    application: Application, accept: bool, at: datetime, manager_name: str, manager_email: str
) -> Offer:
    offer = Offer.objects.get(application=application)
    offer.accepted, offer.replied_at = accept, at
    offer.line_manager_name = manager_name.strip()
    offer.line_manager_email = manager_email.strip()
    offer.save()
    return offer


def _ask_line_manager(application: Application, offer: Offer, by: User) -> Application:
    """Ask the named person. One who takes part in selecting is a conflict that the checks team
    resolves: the acceptance stands meanwhile."""
    if selects_for(application.vacancy_id, offer.line_manager_email):
        record(action="verification.conflict", by=None, actor_label="system", target=application)
        return application
    ask_line_manager(
        application_id=application.pk,
        by=by,
        manager_name=offer.line_manager_name,
        manager_email=offer.line_manager_email,
    )
    return Application.objects.select_related("candidate__user", "vacancy").get(pk=application.pk)


def lapse_due_offers(*, at: datetime | None = None) -> int:
    """End every offer whose last day to reply has passed; returns how many.

    Each in its own transaction: one that was answered at the last moment stops no other.
    """
    moment = at or timezone.now()
    due = Application.objects.filter(
        status=Status.OFFER_COND, offer__reply_by__lt=timezone.localdate(moment)
    ).order_by("pk")
    ended = 0
    for application_id in list(due.values_list("pk", flat=True)):
        try:
            transition(
                application_id=application_id,
                event=Event.LAPSE_OFFER,
                by=None,
                actor=Actor.SYSTEM,
                at=moment,
            )
        except StateChanged:
            continue
        ended += 1
    return ended
