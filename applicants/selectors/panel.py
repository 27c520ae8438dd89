"""Where a panel stands with an interview: who has sent a scorecard, whom it waits for, and what it
agreed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from applicants.choices import Status
from applicants.models import Application, Interview, ModeratedScore, Moderation, Scorecard
from applicants.selectors.candidate import interview_of
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right, has_right, roles_with
from vacancies.choices import TeamRole
from vacancies.models import TeamMember

PANEL_ROLES = (TeamRole.PANEL_CHAIR, TeamRole.PANEL_MEMBER)
# A person who interviews alone has nobody to be independent of: a scorecard is theirs to write or
# to leave out.
NEEDED_FROM = 2


@dataclass(frozen=True, slots=True)
class PanelStanding:
    """One interview and its panel. `sent` are the scorecards in the order in which they came."""

    members: tuple[User, ...]
    sent: tuple[Scorecard, ...]
    moderation: Moderation | None
    agreed: tuple[ModeratedScore, ...] = ()

    @property
    def is_needed(self) -> bool:
        """Whether a result has to wait for scorecards: two people or more are on the panel."""
        return len(self.members) >= NEEDED_FROM

    @property
    def missing(self) -> list[User]:
        """The members who have sent none."""
        sent = {card.member_id for card in self.sent}
        return [one for one in self.members if one.pk not in sent]

    @property
    def went_on(self) -> bool:
        """Whether the panel went on without somebody's scorecard."""
        return self.moderation is not None and bool(self.moderation.went_on_without)

    @property
    def is_agreed(self) -> bool:
        """Whether the chair has recorded what the panel agreed."""
        return self.moderation is not None and self.moderation.agreed_at is not None

    @property
    def is_open(self) -> bool:
        """Whether the scorecards can be read by others than the one who wrote each."""
        return self.is_agreed or self.went_on or not self.missing

    @property
    def waits(self) -> bool:
        """Whether the result waits for scorecards."""
        return self.is_needed and not self.is_open

    @property
    def total(self) -> int | None:
        """The sum of the agreed scores."""
        return sum(one.score for one in self.agreed) if self.agreed else None


def panel_of(application: Application) -> tuple[User, ...]:
    """The people of the vacancy's team who interview for it, by name; never the candidate."""
    roles = [role.value for role in roles_with(Right.SCORE_INTERVIEWS)]
    in_team = TeamMember.objects.filter(vacancy_id=application.vacancy_id, role__in=PANEL_ROLES)
    rows = User.objects.filter(
        pk__in=in_team.values("user"), is_active=True, groups__name__in=roles
    ).exclude(pk=application.candidate.user_id)
    return tuple(rows.distinct().order_by("last_name", "first_name", "pk"))


def chairs_of(application: Application) -> set[int]:
    """Who of the panel chairs it."""
    rows = TeamMember.objects.filter(vacancy_id=application.vacancy_id, role=TeamRole.PANEL_CHAIR)
    return set(rows.values_list("user_id", flat=True)) & {one.pk for one in panel_of(application)}


def standing_of(application: Application, interview: Interview) -> PanelStanding:
    """The panel of an interview and what it has given so far."""
    cards = (
        Scorecard.objects.filter(
            application=application, sequence=interview.sequence, sent_at__isnull=False
        )
        .select_related("member")
        .prefetch_related("scores")
        .order_by("sent_at", "pk")
    )
    moderation = Moderation.objects.filter(
        application=application, sequence=interview.sequence
    ).first()
    agreed: Sequence[ModeratedScore] = list(moderation.scores.all()) if moderation else []
    return PanelStanding(panel_of(application), tuple(cards), moderation, tuple(agreed))


def own_card(application: Application, interview: Interview, member: User) -> Scorecard | None:
    """What this member has written of this interview, sent or not."""
    return (
        Scorecard.objects.filter(
            application=application, sequence=interview.sequence, member=member
        )
        .prefetch_related("scores")
        .first()
    )


def scorecard_missing_of(application: Application, member_id: int, sequence: int) -> User | None:
    """The member, where the result of that date still waits for their scorecard."""
    interview = Interview.objects.filter(
        application=application,
        application__status=Status.INT_BOOKED,
        sequence=sequence,
        cancelled_at=None,
    ).first()
    if interview is None:
        return None
    standing = standing_of(application, interview)
    missing = standing.missing if standing.waits else []
    return next((one for one in missing if one.pk == member_id), None)


def panel_view(application: Application, at: datetime) -> PanelStanding | None:
    """What the case page shows: None before the interview, and where no panel had to do with it."""
    interview = interview_of(application)
    if interview is None or interview.starts_at > at:
        return None
    standing = standing_of(application, interview)
    return standing if standing.members or standing.sent or standing.agreed else None


def result_is_for(user: User, application: Application) -> bool:
    """Whether recording the result is this person's: the chair's, where a panel has one; without
    one, anybody's who sets interviews (domain document 4.2)."""
    if not has_right(user, Right.SET_INTERVIEWS):
        return False
    if len(panel_of(application)) < NEEDED_FROM:
        return True
    chairs = chairs_of(application)
    return not chairs or user.pk in chairs
