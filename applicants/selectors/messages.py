"""The emails that a candidate was sent about an application, to be read again in the account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat

from applicants.choices import VerificationState
from applicants.models import Application, VerificationRequest
from recruitment.accounts.models import User
from recruitment.outbox.choices import UNDELIVERED, EmailStatus
from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.registry import Email, email_class_for
from recruitment.outbox.rendering import render
from recruitment.outbox.selectors import emails_about, returned_from
from recruitment.outbox.wording.stored import words_of_version

# Kinds that go to the candidate, and what each is called in the list. What goes to a line manager
# holds a secret link and is never among them.
TITLES: Mapping[str, str] = MappingProxyType(
    {
        "draft_saved": "You started an application",
        "file_quarantined": "We found a virus in a file of yours",
        "draft_reminder": "Your application is not sent yet",
        "vacancy_extended": "There is more time to apply",
        "advert_changed": "The advert has changed",
        "vacancy_closed_early": "The vacancy closed early",
        "application_received": "We have received your application",
        "application_changed": "You changed your application",
        "evidence_needed": "We need more information from you",
        "evidence_received": "We have received your answer",
        "evidence_reminder": "Reminder: we need something from you",
        "automatic_decision": "Automatic eligibility result",
        "application_held": "Other applicants are considered first",
        "eligibility_settled": "You are eligible",
        "not_eligible": "Our decision about your eligibility",
        "review_received": "We have received your request for a review",
        "review_result": "Result of your review",
        "sift_started": "Your application is being assessed",
        "unsuccessful": "Outcome of your application",
        "interview_invitation": "Invitation to interview",
        "interview_confirmed": "Your interview is confirmed",
        "interview_changed": "Your interview has changed",
        "interview_cancelled": "Your interview time is withdrawn",
        "arrangement_agreed": "What we will arrange for you",
        "interview_held": "Thank you for coming to your interview",
        "interview_missed": "We missed you at your interview",
        "reinstated": "We have reversed our decision",
        "reserve_listed": "You are on the reserve list",
        "reserve_extended": "The reserve list lasts longer",
        "reserve_ended": "Your place on the reserve list has ended",
        "reserve_request": "Would you like to be considered for another role?",
        "reserve_drawn": "We consider you for this role from a reserve list",
        "reserve_no_offer": "There is no offer for this role",
        "conditional_offer": "Conditional offer",
        "offer_accepted": "You accepted the offer",
        "offer_declined": "You declined the offer",
        "offer_lapsed": "Your offer has ended",
        "line_manager_unreachable": "We could not reach your line manager",
        "evidence_verified": "Your line manager has answered",
        "check_message": "A message about your checks",
        "conditions_not_met": "We cannot confirm your offer",
        "offer_confirmed": "Your offer is confirmed",
        "start_deferred": "Your new start date",
        "start_reconfirmed": "You confirmed your new start date",
        "started": "Welcome",
        "feedback_answered": "Feedback that you asked for",
        "deletion_warning": "We will delete this application",
        "withdrawn": "You withdrew your application",
        "vacancy_cancelled": "The vacancy was withdrawn",
    }
)
DELIVERY: Mapping[str, str] = MappingProxyType(
    {
        EmailStatus.QUEUED: "On its way",
        EmailStatus.SENDING: "On its way",
        EmailStatus.SENT: "Sent",
        EmailStatus.FAILED: "Could not be delivered",
        EmailStatus.BOUNCED: "Could not be delivered: it came back to us",
    }
)


@dataclass(frozen=True, slots=True)
class ListedMessage:
    """One message of the list."""

    guid: UUID
    title: str
    at: datetime
    delivery: str
    failed: bool


@dataclass(frozen=True, slots=True)
class Message:
    """One message to read. `text` is empty where what it told of is gone."""

    title: str
    at: datetime
    delivery: str
    subject: str
    text: str


def address_trouble(user: User | AnonymousUser) -> str:
    """The person's own address, where an email to it came back; otherwise empty. One query."""
    address: str = getattr(user, "email", "")
    return address if address and returned_from(address) else ""


def messages_of(application: Application) -> list[ListedMessage]:
    """What this candidate was sent, newest first. One query."""
    return [
        ListedMessage(
            guid=row.guid,
            title=TITLES[row.kind],
            at=row.sent_at or row.created_at,
            delivery=DELIVERY[row.status],
            failed=row.status in UNDELIVERED,
        )
        for row in _rows(application)
    ]


def message_of(application: Application, guid: UUID) -> Message | None:
    """One message, made again from its kind; None when this candidate was sent no such one."""
    row = _rows(application).filter(guid=guid).first()
    if row is None:
        return None
    # Not `load`: an invitation that was answered may still be read again.
    email = _recall(row)
    words = words_of_version(row.wording_id)
    rendered = render(email, words) if email is not None else None
    return Message(
        title=TITLES[row.kind],
        at=row.sent_at or row.created_at,
        delivery=DELIVERY[row.status],
        subject=rendered.subject if rendered else "",
        text=rendered.text if rendered else "",
    )


def _recall(row: OutboxEmail) -> Email | None:
    email_class: Any = email_class_for(row.kind)
    found: Email | None = email_class.recall(row.ids)
    return found


def _rows(application: Application) -> QuerySet[OutboxEmail]:
    return (
        emails_about(application.about)
        .filter(kind__in=TITLES)
        .exclude(status=EmailStatus.CANCELLED)
    )


def with_undelivered(applications: QuerySet[Application]) -> QuerySet[Application]:
    """Each with `undelivered`: an email about it did not arrive, at an address that still counts.

    That is the candidate's present one, or that of a line manager who has still to answer: once
    the address is corrected, the old email is history.
    """
    about = Concat(Value("application:"), Cast(OuterRef("pk"), TextField()))
    open_request = VerificationRequest.objects.filter(
        application=OuterRef(OuterRef("pk")),
        state=VerificationState.OPEN,
        manager_email=OuterRef("to_address"),
    )
    lost = OutboxEmail.objects.filter(
        Q(to_address=OuterRef("candidate__user__email")) | Exists(open_request),
        about=about,
        status__in=UNDELIVERED,
    ).exclude(about="")
    return applications.annotate(undelivered=Exists(lost))
