"""The candidate's answer to an invitation to interview."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from applicants.choices import Actor, Event, Status
from applicants.errors import GuardFailed, NotAllowed, StateChanged
from applicants.models import Application, Interview
from applicants.policies import owns
from applicants.services.transition import describe_latest_change, lock_application, transition
from recruitment.accounts.models import User
from recruitment.audit.services import record


@transaction.atomic
def confirm_interview(
    *, application_id: UUID, by: User, expected_version: int | None = None
) -> Application:
    """The candidate will come. Raises Refused."""
    return transition(
        application_id=application_id,
        event=Event.CONFIRM_INTERVIEW,
        by=by,
        expected_version=expected_version,
    )


@transaction.atomic
def ask_for_another_date(*, application_id: UUID, by: User, note: str) -> Interview:
    """The candidate cannot come on the date that is set. The application keeps its place: staff
    see the note on the interview and set another date, or write back. Raises Refused."""
    application = lock_application(application_id)
    if not owns(by, application):
        raise NotAllowed("This is not your application.")
    if application.status not in (Status.INT_INVITED, Status.INT_BOOKED):
        raise StateChanged(describe_latest_change(application, reader=Actor.CANDIDATE))
    if not note.strip():
        raise GuardFailed("Enter which dates would suit you better.")
    interview = Interview.objects.select_for_update().filter(application=application).first()
    if interview is None:
        raise GuardFailed("No interview is set. Write to the recruitment team.")
    interview.cannot_come_to = interview.sequence
    interview.cannot_come_note = note.strip()
    interview.save(update_fields=["cannot_come_to", "cannot_come_note"])
    record(
        action="interview.ask_for_another_date",
        by=by,
        target=application,
        after={"sequence": interview.sequence},
    )
    return interview
