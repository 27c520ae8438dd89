"""When things are deleted (domain document 6.3), and what is due. The periods are settings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Case, Exists, Max, OuterRef, Q, QuerySet, When
from django.db.models.functions import Greatest
from django.utils import timezone

from applicants.choices import Status
from applicants.models import (
    AdjustmentsRequest,
    Application,
    Candidate,
    ConductDeclaration,
    LegalHold,
)
from applicants.pipeline import ENDED
from eligibility.dates import tenure_date

NEVER_SENT = Q(submitted_at=None)
INELIGIBLE = (Status.INELIGIBLE_AUTO, Status.INELIGIBLE_FINAL)


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of information and how long it is kept, in words, for pages."""

    what: str
    how_long: str


def months_of(kind: str) -> int:
    """The months that one kind of information is kept (settings.RETENTION_MONTHS)."""
    return int(settings.RETENTION_MONTHS[kind])


def retention_table() -> list[Kept]:
    """What every candidate may know: how long each thing is kept."""
    rows = (
        ("draft", "An application that you did not send", "after you last changed it"),
        (
            "unsuccessful",
            "An application that has ended, with the notes, emails and files about it",
            "after the vacancy closed, or after it ended where that is later",
        ),
        ("reserve", "A place on a reserve list", "after the list ended"),
        ("successful", "An application with which you joined us", "after your start"),
        ("adjustments", "What you told us about adjustments", "after your application ended"),
        ("conduct", "What you told us about convictions", "after your application ended"),
        (
            "register",
            "Your profile on the temporary register",
            "after you last told us that you want to stay",
        ),
        (
            "register_draft",
            "What you wrote for the register without registering",
            "after you last changed it",
        ),
        ("emails", "The record of emails that we sent you", "after they were sent"),
        ("audit", "The record of who read or changed something", "after it happened"),
    )
    found = [Kept(what, f"{months_of(kind)} months {since}") for kind, what, since in rows]
    return [
        *found,
        Kept("Answers to the equality questions", "never kept with you: only counted"),
    ]


def on_hold() -> Exists:
    """Whether a legal hold stands on an application, for a query."""
    return Exists(LegalHold.objects.filter(application=OuterRef("pk"), lifted_at=None))


def records_on_hold() -> Iterator[tuple[str, str]]:
    """What entries of the audit log are about that stay as long as a hold: the application and its
    candidate's account, as kind and id."""
    standing = LegalHold.objects.filter(lifted_at=None).order_by()
    rows = standing.values_list("application_id", "application__candidate__user_id")
    for application_id, user_id in rows:
        yield Application._meta.label_lower, str(application_id)
        yield "accounts.user", str(user_id)


def with_touched() -> QuerySet[Application]:
    """All applications with `touched_at`, when a section was changed last."""
    return Application.objects.select_related("vacancy__reserve_list", "candidate__user").annotate(
        touched_at=Max("sections__updated_at"), held=on_hold()
    )


def deletion_day(application: Application) -> date | None:
    """The London day on which this application (from `with_touched`) goes; None while it lives."""
    if application.submitted_at is None:
        moments = [application.created_at, getattr(application, "touched_at", None)]
        if application.status != Status.DRAFT:
            moments.append(application.status_since)
        last = max(moment for moment in moments if moment is not None)
        return _later(last, "draft")
    if application.status == Status.STARTED:
        return _later(application.status_since, "successful")
    if application.status == Status.RESERVE_ENDED:
        return _later(application.status_since, "reserve")
    if Status(application.status) in ENDED or application.status in INELIGIBLE:
        closed = application.vacancy.closes_at
        since = max(application.status_since, closed or application.status_since)
        return _later(since, "unsuccessful")
    return None


def _later(moment: datetime, kind: str) -> date:
    return tenure_date(timezone.localdate(moment), months_of(kind))


def ended_or_unsent(*, begun_before: datetime) -> Iterator[Application]:
    """Applications that may be due: ended or never sent, and nothing new since. In chunks."""
    ended = Q(status__in=[*ENDED, *INELIGIBLE])
    found = with_touched().filter(NEVER_SENT | ended, created_at__lt=begun_before)
    return found.order_by("created_at", "pk").iterator(chunk_size=500)


def sealed_due(
    model: type[AdjustmentsRequest] | type[ConductDeclaration], *, today: date
) -> list[int]:
    """Keys of sealed rows whose application ended long enough ago, unless the person joined.

    An automatic decision ends nothing while the vacancy is open: a review may be asked for, and
    what follows it needs these answers.
    """
    kind = "adjustments" if model is AdjustmentsRequest else "conduct"
    held = LegalHold.objects.filter(application=OuterRef("application"), lifted_at=None)
    closed = Greatest("application__status_since", "application__vacancy__closes_at")
    decided = Q(application__status=Status.INELIGIBLE_AUTO, application__vacancy__closes_at=None)
    rows = (
        model._default_manager.filter(
            application__status__in=ENDED.union(INELIGIBLE) - {Status.STARTED}
        )
        .exclude(Exists(held))
        .exclude(decided)
        .annotate(
            since=Case(
                When(application__status=Status.INELIGIBLE_AUTO, then=closed),
                default="application__status_since",
            )
        )
        .values_list("pk", "since")
    )
    return [pk for pk, since in rows if _later(since, kind) <= today]


def closed_accounts() -> QuerySet[Candidate]:
    """People who closed their account and of whom no application is left."""
    return Candidate.objects.filter(
        closed_at__isnull=False, applications__isnull=True
    ).select_related("user")
