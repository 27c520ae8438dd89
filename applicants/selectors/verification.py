"""Reads about line managers' verifications."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q

from applicants.choices import Status, VerificationState
from applicants.models import Application, Offer, SiftScore, VerificationRequest
from recruitment.accounts.models import User
from vacancies.models import TeamMember


def get_open_verification(
    *, request_id: int | None, generation: int | None, at: datetime
) -> VerificationRequest | None:
    """The request that a session may answer at `at`; None once it is answered, expired, sent anew
    or its application has moved on."""
    return (
        VerificationRequest.objects.select_related(
            "application__candidate__user", "application__vacancy"
        )
        .filter(
            pk=request_id or 0,
            generation=generation or 0,
            state=VerificationState.OPEN,
            expires_at__gt=at,
            application__status=Status.LM_VERIFY,
        )
        .first()
    )


def get_sent_verification(request_id: int | None) -> VerificationRequest | None:
    """An answered request, for the copy of the person who has just answered it."""
    rows = VerificationRequest.objects.select_related(
        "application__candidate__user", "application__vacancy"
    )
    return rows.filter(pk=request_id or 0, answered_at__isnull=False).first()


def returned_request(application: Application) -> VerificationRequest | None:
    """The open request whose email came back: it waits for the candidate to correct the address."""
    if application.status != Status.LM_VERIFY:
        return None
    rows = VerificationRequest.objects.filter(application=application, state=VerificationState.OPEN)
    return rows.filter(bounced_at__isnull=False).first()


def named_instead(application: Application) -> tuple[str, str]:
    """Name and address that the last person who declined gave of the right one, or ("", "")."""
    rows = VerificationRequest.objects.filter(
        application=application, state=VerificationState.NOT_MANAGER
    )
    named = rows.order_by("-answered_at").values_list("instead_name", "instead_email").first()
    return (named[0], named[1]) if named else ("", "")


def selects_for(vacancy_id: int, email: str) -> bool:
    """Whether somebody with this address takes part in selecting for a vacancy: in its team, or
    among those who marked."""
    address = email.strip()
    if not address:
        return False
    people = User.objects.filter(
        Q(email__iexact=address) | Q(emailaddress__email__iexact=address)
    ).values("pk")
    in_team = TeamMember.objects.filter(vacancy_id=vacancy_id, user__in=people)
    marked = SiftScore.objects.filter(application__vacancy_id=vacancy_id, marker__in=people)
    return in_team.exists() or marked.exists()


def manager_in_conflict(application: Application, *, was_asked: bool) -> bool:
    """Whether the line manager whom the candidate named was not asked, as they take part in
    selecting: somebody has to resolve it. `was_asked`: anybody was asked about this application."""
    internal = application.vacancy.is_internal_route
    if was_asked or application.status != Status.CHECKS or not internal:
        return False
    offer: Offer | None = getattr(application, "offer", None)
    return offer is not None and selects_for(application.vacancy_id, offer.line_manager_email)


def open_verifications_asked_by(day: date) -> list[tuple[int, date, int]]:
    """(id, London date asked, reminders sent) of every open request asked on or before `day`."""
    rows = VerificationRequest.objects.filter(
        state=VerificationState.OPEN,
        application__status=Status.LM_VERIFY,
        asked_at__date__lte=day,
        bounced_at=None,  # nobody read it: it waits for the candidate
    )
    return [(row.pk, row.asked_at.date(), row.reminders_sent) for row in rows]
