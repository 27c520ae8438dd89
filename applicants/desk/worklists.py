"""What waits for whom: each list once, with the right it belongs to and its condition.

The start page counts a list by its condition, and the list of applications filters by the same
one (`?needs=<code>`): a number and what it opens cannot differ.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from applicants.choices import CheckState, Status, VerificationState, WorkKind
from applicants.desk.models import Assignment, StaffTask
from applicants.desk.stages import GOING_ON
from applicants.models import (
    AdjustmentsRequest,
    EligibilityWork,
    FeedbackRequest,
    Interview,
    Moderation,
    Offer,
    PreEmploymentCheck,
    PreparedDecision,
    ReleaseLine,
    ReserveList,
    Scorecard,
    SiftScore,
    VerificationRequest,
)
from applicants.selectors.reserve import ending_soon
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right, has_right
from vacancies.choices import AssessedBy, TeamRole
from vacancies.models import EssentialCriterion, TeamMember

S = Status
MINE = "me"  # every list that asks something of this person, together
Condition = Callable[[User, datetime], Q]


@dataclass(frozen=True, slots=True)
class Worklist:
    """Applications that wait for somebody with `right`. `acts` is False for a list that only
    informs; `timed` says that a due date stands behind it."""

    code: str
    label: str
    right: Right
    waits: Condition
    acts: bool = True
    timed: bool = False


def worklists_of(user: User) -> list[Worklist]:
    """The lists of this person's rights, in the order of an application's way."""
    return [one for one in WORKLISTS.values() if has_right(user, one.right)]


def needs(code: str, user: User, at: datetime) -> list[Q]:
    """The condition of a list by its code, or those of all that ask something of this person, of
    which an application meets one; empty for a code that is not theirs."""
    lists = worklists_of(user)
    if code == MINE:
        return [one.waits(user, at) for one in lists if one.acts]
    return [one.waits(user, at) for one in lists if one.code == code]


def _unmarked(user: User, at: datetime) -> Q:
    marked = SiftScore.objects.filter(application=OuterRef("pk"), marker=user)
    return Q(~Exists(marked), status=S.SIFT)


def _marked(user: User, at: datetime) -> Q:
    """Every criterion that the sift scores has a score (`selectors/criteria.py` says which)."""
    scored = SiftScore.objects.filter(
        application=OuterRef(OuterRef("pk")), criterion=OuterRef("pk")
    )
    by_form = EssentialCriterion.objects.filter(
        vacancy=OuterRef("vacancy"), assessed_by=AssessedBy.FORM
    )
    missing = EssentialCriterion.objects.filter(
        ~Exists(scored),
        Q(assessed_by=AssessedBy.FORM) | ~Exists(by_form),
        vacancy=OuterRef("vacancy"),
    )
    any_score = SiftScore.objects.filter(application=OuterRef("pk"))
    return Q(Exists(any_score), ~Exists(missing), ~_decided(), status=S.SIFT)


def _decided() -> Exists:
    """An outcome is prepared; the candidate has not been told."""
    return Exists(PreparedDecision.objects.filter(application=OuterRef("pk")))


def _undecided(user: User, at: datetime) -> Q:
    return Q(~_decided(), status=S.INT_DONE)


def _to_release(user: User, at: datetime) -> Q:
    """Prepared, and in no release that is planned already."""
    planned = ReleaseLine.objects.filter(
        application=OuterRef("pk"), outcome=ReleaseLine.Outcome.WAITING
    )
    return Q(_decided(), ~Exists(planned))


def _eligibility(user: User, at: datetime) -> Q:
    """One's own and nobody's; what a colleague has is theirs."""
    work = EligibilityWork.objects.filter(application=OuterRef("pk"), closed_at__isnull=True)
    ours = work.exclude(kind=WorkKind.EVIDENCE).filter(Q(owner=user) | Q(owner__isnull=True))
    waiting = (S.ELIGIBILITY_REFER, S.INELIGIBLE_PROPOSED, S.INELIGIBLE_REVIEW)
    return Q(Exists(ours), status__in=waiting)


def _interview(**wanted: object) -> Exists:
    rows = Interview.objects.filter(application=OuterRef("pk"), cancelled_at__isnull=True)
    return Exists(rows.filter(**wanted))


def _to_arrange(user: User, at: datetime) -> Q:
    cannot_come = Q(
        _interview(cannot_come_to=F("sequence")), status__in=(S.INT_INVITED, S.INT_BOOKED)
    )
    return Q(status=S.INT_MISSED) | cannot_come


def _results(user: User, at: datetime) -> Q:
    return Q(_interview(starts_at__lte=at), status=S.INT_BOOKED)


def _scorecards(user: User, at: datetime) -> Q:
    """Interviews of this person's panels that were held, without their scorecard."""
    mine = TeamMember.objects.filter(
        vacancy=OuterRef("vacancy"),
        user=user,
        role__in=(TeamRole.PANEL_CHAIR, TeamRole.PANEL_MEMBER),
    )
    sent = Scorecard.objects.filter(
        application=OuterRef("pk"),
        member=user,
        sequence=OuterRef("interview__sequence"),
        sent_at__isnull=False,
    )
    settled = Moderation.objects.filter(
        application=OuterRef("pk"), sequence=OuterRef("interview__sequence")
    )
    held = _interview(starts_at__lte=at)
    return Q(held, Exists(mine), ~Exists(sent), ~Exists(settled), status=S.INT_BOOKED)


def _manager_late(user: User, at: datetime) -> Q:
    late = VerificationRequest.objects.filter(
        application=OuterRef("pk"),
        state=VerificationState.OPEN,
        answer_by__lt=timezone.localdate(at),
    )
    return Q(Exists(late), status=S.LM_VERIFY)


def _confirm(user: User, at: datetime) -> Q:
    checks = PreEmploymentCheck.objects.filter(application=OuterRef("pk"))
    missing = checks.exclude(state=CheckState.COMPLETE)
    return Q(Exists(checks), ~Exists(missing), status=S.CHECKS)


def _start(user: User, at: datetime) -> Q:
    due = Offer.objects.filter(application=OuterRef("pk"), start_on__lte=timezone.localdate(at))
    return Q(Exists(due), status=S.OFFER_FINAL)


def _reserve_ending(user: User, at: datetime) -> Q:
    """On a list that ends soon: make offers, extend it, or let it end."""
    today = timezone.localdate(at)
    soon = ReserveList.objects.filter(ending_soon(today), vacancy=OuterRef("vacancy"))
    return Q(Exists(soon), status=S.RESERVE)


def _feedback(user: User, at: datetime) -> Q:
    asked = FeedbackRequest.objects.filter(application=OuterRef("pk"), answered_at__isnull=True)
    return Q(Exists(asked))


def _adjustments(user: User, at: datetime) -> Q:
    unread = Q(agreed_at=None) | Q(agreed_at__lt=F("changed_at"))
    asked = AdjustmentsRequest.objects.filter(unread, application=OuterRef("pk"), asks=True)
    return Q(Exists(asked))


def _tasks(user: User, at: datetime) -> Q:
    mine = StaffTask.objects.filter(application=OuterRef("pk"), owner=user, done_at__isnull=True)
    return Q(Exists(mine))


def _tasks_late(user: User, at: datetime) -> Q:
    mine = StaffTask.objects.filter(
        application=OuterRef("pk"),
        owner=user,
        done_at__isnull=True,
        due_on__lt=timezone.localdate(at),
    )
    return Q(Exists(mine))


def _assigned(user: User, at: datetime) -> Q:
    going_on = [status for stage in GOING_ON for status in stage.statuses]
    mine = Assignment.objects.filter(application=OuterRef("pk"), owner=user)
    return Q(Exists(mine), status__in=going_on)


def _at(*statuses: Status) -> Condition:
    return lambda user, at: Q(status__in=statuses)


_ALL = (
    Worklist("tasks", "Tasks of yours", Right.READ_APPLICATIONS, _tasks),
    Worklist("tasks-late", "Tasks of yours that are late", Right.READ_APPLICATIONS, _tasks_late),
    Worklist("new", "New, to be sifted", Right.MOVE_APPLICATIONS, _at(S.SUBMITTED), timed=True),
    Worklist(
        "eligibility",
        "Eligibility to decide",
        Right.DECIDE_ELIGIBILITY,
        _eligibility,
        timed=True,
    ),
    Worklist(
        "held",
        "Held until the first tier is considered",
        Right.MOVE_APPLICATIONS,
        _at(S.HELD_PRIORITY),
        acts=False,
    ),
    Worklist(
        "adjustments", "Adjustments nobody has agreed yet", Right.READ_ADJUSTMENTS, _adjustments
    ),
    Worklist("mark", "To be marked by you", Right.SCORE_APPLICATIONS, _unmarked, timed=True),
    Worklist("marked", "Marked, waiting for an outcome", Right.SET_INTERVIEWS, _marked, timed=True),
    Worklist("arrange", "Interviews to arrange again", Right.SET_INTERVIEWS, _to_arrange),
    Worklist("scorecards", "Scorecards to send", Right.SCORE_INTERVIEWS, _scorecards),
    Worklist("results", "Interviews without a result", Right.SET_INTERVIEWS, _results),
    Worklist("outcomes", "Interviewed, to be decided", Right.MAKE_OFFERS, _undecided),
    Worklist("prepared", "Decided, to be released", Right.RELEASE_DECISIONS, _to_release),
    Worklist(
        "checks",
        "Checks to follow",
        Right.RECORD_CHECKS,
        _at(S.CHECKS, S.CHECK_PROBLEM),
    ),
    Worklist(
        "manager",
        "Line managers who are late",
        Right.MAKE_OFFERS,
        _manager_late,
        timed=True,
    ),
    Worklist("confirm", "Checks complete, to be confirmed", Right.MAKE_OFFERS, _confirm),
    Worklist("start", "Start date reached", Right.MAKE_OFFERS, _start),
    Worklist(
        "reserve-ending",
        "On a reserve list that ends soon",
        Right.MAKE_OFFERS,
        _reserve_ending,
        acts=False,
    ),
    Worklist("drawn", "Drawn from a reserve list, to be offered", Right.MAKE_OFFERS, _at(S.DRAWN)),
    Worklist("feedback", "Feedback asked for", Right.RELEASE_DECISIONS, _feedback),
    Worklist("assigned", "Looked after by you", Right.READ_APPLICATIONS, _assigned, acts=False),
)
WORKLISTS: Mapping[str, Worklist] = MappingProxyType({one.code: one for one in _ALL})
