"""The register as its recruiters and timed work see it: each already limited to what is theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from applicants.register.choices import InvitationState, ProfileState
from applicants.register.matching import Match, matches, titles_of
from applicants.register.models import Invitation, RegisterProfile
from applicants.register.periods import (
    DRAFT_WARNING,
    FIRST_WARNING,
    draft_ends_on,
    drafts_to_look_at,
)
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right, has_right
from vacancies.choices import Route, VacancyStatus, Visibility
from vacancies.models import Vacancy
from vacancies.selectors import vacancies_for_staff

if TYPE_CHECKING:
    from recruitment.access.device import Device


@dataclass(frozen=True, slots=True)
class MatchRow:
    """A match with the invitation to this opening, if there is one."""

    match: Match
    invitation: Invitation | None


def openings_of(user: User, *, device: Device | None = None) -> QuerySet[Vacancy]:
    """The temporary openings of the person's teams. Restricted ones are never matched: the emails
    would tell of them anywhere."""
    if not has_right(user, Right.USE_REGISTER):
        return Vacancy.objects.none()
    own = vacancies_for_staff(user, device=device).exclude(visibility=Visibility.RESTRICTED)
    return own.filter(route=Route.TEMPORARY)


def open_openings(user: User, *, at: datetime) -> list[Vacancy]:
    """Those that take people now, with how many were invited."""
    invited = Count("invitations_of", distinct=True)
    now = openings_of(user).filter(
        Q(closes_at=None) | Q(closes_at__gte=at), status=VacancyStatus.OPEN, opens_at__lte=at
    )
    return list(now.annotate(invited=invited).order_by("closes_at", "id"))


def on_register(today: date) -> Q:
    """Whose profile recruiters may see: registered, not lapsed, and an account that is in use."""
    return Q(state=ProfileState.ACTIVE, active_until__gte=today, user__is_active=True)


def matches_for(vacancy: Vacancy, *, at: datetime, profile_id: int | None = None) -> list[MatchRow]:
    """Everybody on the register who looks for this kind of role, with reasons; or one of them."""
    today = timezone.localdate(at)
    looks_for = Q(titles__overlap=titles_of(vacancy))
    if vacancy.job_family:
        looks_for |= Q(families__contains=[vacancy.job_family])
    # What people wrote stays encrypted: only the columns are compared.
    active = RegisterProfile.objects.filter(looks_for, on_register(today))
    sent_here = Invitation.objects.filter(vacancy=vacancy)
    if profile_id is not None:
        active = active.filter(pk=profile_id)
        sent_here = sent_here.filter(profile=profile_id)
    active = active.defer("answers", "bar_decided").select_related("user")
    bcus = list(vacancy.bases.values_list("bcu", flat=True))
    found = matches(active, vacancy, bcus=bcus, today=today)
    sent = {one.profile_id: one for one in sent_here}
    return [MatchRow(one, sent.get(one.profile.pk)) for one in found]


def match_of(vacancy: Vacancy, profile_id: int, *, at: datetime) -> MatchRow | None:
    """One of them, or None: who does not match an opening does not exist for its recruiter."""
    return next(iter(matches_for(vacancy, at=at, profile_id=profile_id)), None)


def may_see_profile(user: User, profile: RegisterProfile, *, at: datetime) -> bool:
    """Whether one of this recruiter's openings matches the profile, or its person said yes to one:
    the conversation goes on when the opening has closed."""
    if not profile.is_active:
        return False
    said_yes = invitations_for_staff(user).filter(profile=profile, state=InvitationState.ACCEPTED)
    return said_yes.exists() or any(
        match_of(vacancy, profile.pk, at=at) is not None for vacancy in open_openings(user, at=at)
    )


def earlier_service_of(profile: RegisterProfile) -> str:
    """What the five-year rule said when they registered, for the recruiter: never the facts."""
    if (profile.bar_decided or {}).get("result") in ("needs_evidence", "refer"):
        return "not settled yet, because they could not say all of it. It is decided if they apply."
    return "the five-year rule does not stop them, by what they told us"


def invitations_for_staff(user: User, *, device: Device | None = None) -> QuerySet[Invitation]:
    """The invitations to one's own openings."""
    own = openings_of(user, device=device)
    return Invitation.objects.filter(vacancy__in=own).select_related("profile__user", "vacancy")


def ends_due(now: datetime) -> list[int]:
    """Profiles whose last day is over, and drafts that nobody touched for their period."""
    today = timezone.localdate(now)
    over = RegisterProfile.objects.filter(state=ProfileState.ACTIVE, active_until__lt=today)
    idle = [pk for pk, day in _idle_drafts(today) if day <= today]
    return [*over.values_list("pk", flat=True), *idle]


def warnings_due(now: datetime) -> list[int]:
    """Those who are asked whether to stay: 30 and 7 days before the end, drafts 14 days before."""
    today = timezone.localdate(now)
    soon = RegisterProfile.objects.filter(
        state=ProfileState.ACTIVE, active_until__range=(today, today + FIRST_WARNING)
    )
    idle = [pk for pk, day in _idle_drafts(today) if today < day <= today + DRAFT_WARNING]
    return [*soon.values_list("pk", flat=True), *idle]


def _idle_drafts(today: date) -> list[tuple[int, date]]:
    """Drafts whose end is near or past, with the day of it."""
    drafts = RegisterProfile.objects.filter(
        state=ProfileState.DRAFT, changed_at__lt=drafts_to_look_at(today)
    )
    return [(pk, draft_ends_on(at)) for pk, at in drafts.values_list("pk", "changed_at")]


def looks_of(profile: RegisterProfile) -> Sequence[str]:
    """Who looked, by role and day; never by name."""
    return [str(look) for look in profile.looks.all()[:50]]
