"""What a candidate reads of their own applications. Somebody else's do not exist here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from applicants.choices import CheckState, Event, Status
from applicants.models import (
    STANDS,
    Application,
    EligibilityDecision,
    Interview,
    Offer,
    PreEmploymentCheck,
    StatusChange,
)
from applicants.models.application import UNREAD_OF_VACANCY
from applicants.pipeline import ENDED
from applicants.selectors.conditions import condition_rows
from applicants.selectors.reserve import label_for_candidate
from recruitment.accounts.models import User
from recruitment.ui.dates import london_deadline
from vacancies.models import Vacancy
from vacancies.visibility import Viewer, may_see_restricted, viewer_of

ONLY_TO_READ = "Not sent, and only to be read"
RESTRICTED_LINE = "A restricted vacancy (sign in on a Met device)"


def own_applications(user: User) -> QuerySet[Application]:
    """This person's applications, newest first."""
    return (
        Application.objects.filter(candidate__user_id=user.pk)
        .select_related("vacancy__reserve_list", "candidate__user")
        .defer(*UNREAD_OF_VACANCY)
        .order_by("-created_at", "-id")
    )


def find_own_application(viewer: Viewer, pk: UUID) -> Application | None:
    """The person's own application, or None: not theirs, or restricted and not on a Met device."""
    if not isinstance(viewer.user, User):
        return None
    application = own_applications(viewer.user).filter(pk=pk).first()
    if application is None:
        return None
    if application.vacancy.is_restricted and not may_see_restricted(viewer):
        return None
    return application


def get_own_application(request: HttpRequest, pk: UUID) -> Application:
    """`find_own_application` for a view. Raises Http404."""
    application = find_own_application(viewer_of(request), pk)
    if application is None:
        raise Http404
    return application


@dataclass(frozen=True, slots=True)
class ListedApplication:
    """One line of "Your applications". A restricted one away from a Met device has no title, no
    reference and no page."""

    title: str
    reference: str
    status: str
    since: datetime
    pk: UUID | None
    closes: str
    has_closed: bool
    is_draft: bool
    is_over: bool


def listed_applications(viewer: Viewer) -> list[ListedApplication]:
    """All applications of this person, as far as they may be named here. At most two queries."""
    if not isinstance(viewer.user, User):
        return []
    applications = list(own_applications(viewer.user))
    any_restricted = any(one.vacancy.is_restricted for one in applications)
    opened = any_restricted and may_see_restricted(viewer)
    return [
        _listed(one, named=opened or not one.vacancy.is_restricted, at=viewer.at)
        for one in applications
    ]


def _listed(application: Application, *, named: bool, at: datetime) -> ListedApplication:
    vacancy, kept = application.vacancy, application.kept_to_read
    draft = application.is_draft
    closes = vacancy.closes_at if draft and named and not kept else None
    return ListedApplication(
        title=vacancy.title if named else RESTRICTED_LINE,
        reference=application.reference if named else "",
        status=ONLY_TO_READ if kept and draft else label_for_candidate(application),
        since=application.status_since,
        pk=application.pk if named else None,
        closes=london_deadline(closes) if closes else "",
        has_closed=not vacancy.accepts_applications_at(at),
        is_draft=draft,
        is_over=kept or Status(application.status) in ENDED,
    )


def live_application(user: User, vacancy: Vacancy) -> Application | None:
    """The person's application for a vacancy that is not withdrawn or expired, if there is one."""
    return own_applications(user).filter(STANDS, vacancy=vacancy).first()


def shows_decision(application: Application) -> bool:
    """False while a person has not confirmed yet what the rules propose: no notice before that."""
    return application.status != Status.INELIGIBLE_PROPOSED


def has_decision(application: Application) -> bool:
    """Whether there is an eligibility decision that the candidate may read."""
    made = EligibilityDecision.objects.filter(application=application)
    return shows_decision(application) and made.exists()


def interview_of(application: Application) -> Interview | None:
    """The interview that the candidate was told of; None when it is cancelled or not chosen yet.

    One that was read with the application costs no query.
    """
    interview: Interview | None = getattr(application, "interview", None)
    return None if interview is None or interview.cancelled_at else interview


def offer_of(application: Application) -> Offer | None:
    """The offer, if one is written down. Show it only from the status that sent it."""
    return Offer.objects.filter(application=application).first()


def deferral_reason(application: Application) -> str:
    """Why the start was moved last, in the words that the candidate was sent."""
    moved = StatusChange.objects.filter(application=application, event=Event.DEFER)
    return moved.order_by("-sequence").values_list("reason", flat=True).first() or ""


@dataclass(frozen=True, slots=True)
class ListedCheck:
    """One pre-employment check: its kind, and complete or in progress. Never more."""

    title: str
    status: str


def listed_checks(application: Application) -> list[ListedCheck]:
    """The checks and the further conditions of an accepted offer, without any detail of how one
    stands. An offer accepted before conditions were kept has its checks alone."""
    rows = condition_rows(application)
    if rows:
        return [ListedCheck(row.words, row.for_candidate) for row in rows]
    return [
        ListedCheck(
            check.get_kind_display(),
            "Complete" if check.state == CheckState.COMPLETE else "In progress",
        )
        for check in PreEmploymentCheck.objects.filter(application=application).order_by("id")
    ]
