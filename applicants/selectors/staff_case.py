"""One application as a member of staff sees it on the case page. Only the case page calls this."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType

from django.db.models import prefetch_related_objects

from applicants.choices import Actor, Event, SiftOutReason, Status
from applicants.labels import staff_label
from applicants.models import (
    AdjustmentsRequest,
    Application,
    Interview,
    InterviewWish,
    Offer,
    PreEmploymentCheck,
    StatusChange,
    VerificationRequest,
)
from applicants.pipeline import ENDED
from applicants.selectors.candidate import interview_of
from applicants.selectors.changes import Change, changes_of
from applicants.selectors.conditions import ConditionRow, condition_rows
from applicants.selectors.panel import PanelStanding, panel_view
from applicants.selectors.prepared import PreparedView, prepared_view
from applicants.selectors.reserve import label_for_staff
from applicants.selectors.sift_standing import standings_remembered
from applicants.selectors.sift_view import SiftView, sift_view
from applicants.selectors.slots import wish_of
from applicants.selectors.staff import Sight, sight_of
from applicants.selectors.staff_answers import (
    AnswerSection,
    answer_sections,
    evidence_sections,
    files_for_staff,
    readers_of,
)
from applicants.selectors.staff_decision import DecisionView, latest_decision
from applicants.selectors.staff_steps import NextStep, WorkLink, next_steps, work_links
from applicants.selectors.verification import manager_in_conflict
from applicants.services.checking import CHECKING
from applicants.wording import check_state_label
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right, has_right, rights_of
from recruitment.outbox.choices import UNDELIVERED
from recruitment.outbox.selectors import emails_about
from recruitment.uploads.models import StoredFile

# Who follows the checks of an accepted offer: those who record them, and those who confirm or end
# the offer by them. Whoever met the person before is done with it (domain document 4.2).
READS_CHECKS = frozenset(
    {Right.RECORD_CHECKS, Right.MAKE_OFFERS, Right.RELEASE_DECISIONS, Right.MANAGE_HOLDS}
)
# Reasons that may hold what a check found, or health in a candidate's own words: who reads each.
# Everybody else reads that it happened (domain document 4.1, "restricted view").
REASON_READERS: Mapping[Event, frozenset[Right]] = MappingProxyType(
    {
        Event.RAISE_CHECK_PROBLEM: frozenset({Right.RECORD_CHECKS}),
        Event.RESOLVE_CHECK_PROBLEM: frozenset({Right.RECORD_CHECKS}),
        Event.END_ON_CHECKS: frozenset({Right.RECORD_CHECKS, Right.RELEASE_DECISIONS}),
        Event.ASK_FOR_REVIEW: frozenset({Right.DECIDE_ELIGIBILITY, Right.RELEASE_DECISIONS}),
    }
)


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One pre-employment check in the words of staff."""

    kind: str
    name: str
    state: str
    state_label: str
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One step of the history: what, when, by whom and why."""

    label: str
    at: datetime
    who: str
    from_label: str
    to_label: str
    reason_label: str
    reason: str


@dataclass(frozen=True, slots=True)
class EmailRow:
    """One email to the candidate or a line manager, and whether it arrived."""

    label: str
    to: str
    at: datetime
    state_label: str
    has_failed: bool
    error: str


@dataclass(frozen=True, slots=True)
class Case:
    """Everything on the case page, as far as this person's sight goes. Empty parts are left out."""

    application: Application
    sight: Sight
    status_label: str
    is_ended: bool
    links: list[WorkLink]
    steps: list[NextStep] = field(default_factory=list)
    sections: list[AnswerSection] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    sift: SiftView | None = None
    decision: DecisionView | None = None
    interview: Interview | None = None
    wish: InterviewWish | None = None
    panel: PanelStanding | None = None
    offer: Offer | None = None
    checks: list[CheckRow] = field(default_factory=list)
    verifications: list[VerificationRequest] = field(default_factory=list)
    arrangement: str = ""
    timeline: list[TimelineEntry] = field(default_factory=list)
    emails: list[EmailRow] = field(default_factory=list)
    may_record_checks: bool = False
    shows_opt_in: bool = False
    files: list[StoredFile] = field(default_factory=list)
    prepared: PreparedView | None = None
    conditions: list[ConditionRow] = field(default_factory=list)
    may_waive: bool = False
    may_set_interviews: bool = False
    manager_conflict: bool = False

    @property
    def has_lost_email(self) -> bool:
        """Whether an email about this application did not arrive."""
        return any(email.has_failed for email in self.emails)


@standings_remembered()
def case_of(application: Application, user: User, *, at: datetime) -> Case:
    """The case page of an application from `find_application`, for this person, at this moment."""
    sight = sight_of(user)
    case = Case(
        application=application,
        sight=sight,
        status_label=label_for_staff(application, user),
        is_ended=Status(application.status) in ENDED,
        links=work_links(application, user, at=at),
    )
    if sight.blind:
        return replace(
            case,
            sections=evidence_sections(application),
            sift=sift_view(application, user),
        )
    if not sight.whole:
        return case  # an adviser comes for the adjustments alone
    follows_checks = bool(rights_of(user) & READS_CHECKS)
    offer = getattr(application, "offer", None)
    # For the list of them and for what stands in the way of a step.
    prefetch_related_objects([application], "checks", *(["offer_conditions"] if offer else []))
    verifications = verifications_of(application) if follows_checks else []
    return replace(
        case,
        steps=next_steps(application, user, at=at),
        sections=answer_sections(application, user),
        changes=changes_of(application, readers=readers_of(user)),
        sift=sift_view(application, user),
        decision=latest_decision(application),
        interview=interview_of(application),
        wish=wish_of(application),
        panel=panel_view(application, at),
        offer=offer,
        checks=checks_of(application) if follows_checks else [],
        verifications=verifications,
        arrangement=agreed_arrangement(application),
        timeline=timeline_of(application, rights=rights_of(user)),
        emails=emails_of(application),
        files=files_for_staff(application, user),
        prepared=prepared_view(application, user),
        conditions=condition_rows(application) if follows_checks and offer else [],
        manager_conflict=follows_checks
        and manager_in_conflict(application, was_asked=bool(verifications)),
        may_set_interviews=has_right(user, Right.SET_INTERVIEWS),
        may_waive=application.status in CHECKING and has_right(user, Right.WAIVE_CONDITIONS),
        may_record_checks=application.status in CHECKING and has_right(user, Right.RECORD_CHECKS),
        # Markers never learn who asked for the offer of an interview (domain document 3.1 O).
        shows_opt_in=not has_right(user, Right.SCORE_APPLICATIONS),
    )


def checks_of(application: Application) -> list[CheckRow]:
    """The checks in their order."""
    return [
        CheckRow(
            kind=check.kind,
            name=check.get_kind_display(),
            state=check.state,
            state_label=check_state_label(check.state),
            updated_at=check.updated_at,
        )
        for check in application.checks.all()
    ]


def find_check(application: Application, kind: str) -> PreEmploymentCheck | None:
    """One check of an application by its kind."""
    return PreEmploymentCheck.objects.filter(application=application, kind=kind).first()


def verifications_of(application: Application) -> list[VerificationRequest]:
    """Requests to line managers, newest first, with their claims; nobody asks one elsewhere than
    on the internal route."""
    if not application.vacancy.is_internal_route:
        return []
    rows = VerificationRequest.objects.filter(application=application)
    return list(rows.prefetch_related("claims").order_by("-asked_at", "-pk"))


def find_verification(application: Application, request_id: int) -> VerificationRequest | None:
    """One request of this application."""
    return VerificationRequest.objects.filter(application=application, pk=request_id).first()


def agreed_arrangement(application: Application) -> str:
    """What was agreed so that the candidate can take part; never what they asked or why."""
    rows = AdjustmentsRequest.objects.filter(application=application)
    return rows.values_list("agreed_arrangement", flat=True).first() or ""


def timeline_of(application: Application, *, rights: frozenset[Right]) -> list[TimelineEntry]:
    """The whole history, newest first, with the names of those who acted, and the reasons that
    somebody with these rights reads."""
    changes = list(StatusChange.objects.filter(application=application).order_by("-sequence"))
    staff = [change.actor_id for change in changes if change.actor_kind == Actor.STAFF]
    names = _names_of([actor_id for actor_id in staff if actor_id])
    reasons = dict(SiftOutReason.choices)
    return [
        TimelineEntry(
            label=Event(change.event).label,
            at=change.at,
            who=_who(change, names),
            from_label=staff_label(change.from_status),
            to_label=staff_label(change.to_status),
            reason_label=str(reasons.get(change.reason_code, "")),
            reason=change.reason if _reads_reason(change.event, rights) else "",
        )
        for change in changes
    ]


def _reads_reason(event: str, rights: frozenset[Right]) -> bool:
    readers = REASON_READERS.get(Event(event))
    return readers is None or bool(readers & rights)


def _who(change: StatusChange, names: Mapping[int, str]) -> str:
    """A colleague by name; everybody else by what they are here."""
    name = names.get(change.actor_id or 0, "")
    if change.actor_kind == Actor.STAFF and name:
        return name
    label = str(change.get_actor_kind_display())
    return label[:1].upper() + label[1:]


def emails_of(application: Application) -> list[EmailRow]:
    """What was sent about this application, newest first, with its delivery state."""
    return [
        EmailRow(
            label=row.kind.replace("_", " ").capitalize(),
            to=row.to_address,
            at=row.sent_at or row.created_at,
            state_label=str(row.get_status_display()),
            has_failed=row.status in UNDELIVERED,
            error=row.last_error,
        )
        for row in emails_about(application.about)
    ]


def _names_of(ids: Sequence[int]) -> dict[int, str]:
    if not ids:
        return {}
    return {user.pk: user.display_name for user in User.objects.filter(pk__in=set(ids))}
