"""What this person may do next with an application, whom it tells, and what is in the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from applicants.choices import Actor, Event, Status, VerificationState
from applicants.models import Application, Offer, VerificationRequest
from applicants.pipeline import ENDED, events_from
from applicants.policies import may_decide_eligibility
from applicants.selectors.candidate import interview_of
from applicants.selectors.staff_records import feedback_waits
from applicants.services.checking import CHECKING
from applicants.services.deciding import fireable_alone
from applicants.services.eligibility_work import WORK_OF
from applicants.services.guards import GUARDS
from applicants.services.interviewing import INVITED, MAY_CHOOSE_AGAIN
from applicants.services.offering import OFFER_COMES_NEXT
from applicants.services.unit_gates import BEFORE_ASSESSMENT
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right, has_right
from vacancies.data.unit_conditions import unit_conditions


@dataclass(frozen=True, slots=True)
class NextStep:
    """A step of the pipeline. With `blocked` it is shown as sentences in place of a button;
    `ends` says that the candidate's way ends with it."""

    event: Event
    label: str
    tells: str
    blocked: list[str] = field(default_factory=list)
    ends: bool = False


@dataclass(frozen=True, slots=True)
class WorkLink:
    """A form page of this application: `page` is the last part of its URL name."""

    page: str
    label: str

    @property
    def url_name(self) -> str:
        """For `{% url %}`, with the application's key."""
        return f"admin:applicants_application_{self.page}"


def next_steps(application: Application, user: User, *, at: datetime) -> list[NextStep]:
    """The steps this person holds the right for, from the application's status."""
    found = []
    answered: dict[str, str] = {}
    status = Status(application.status)
    for step in events_from(status, actor=Actor.STAFF):
        if step.right is None or not has_right(user, step.right):
            continue
        if not fireable_alone(step.event):
            continue
        for name in step.guards:
            if name not in answered:  # two steps may need the same
                answered[name] = GUARDS[name](application, at)
        answers = [answered[name] for name in step.guards]
        if step.right is Right.DECIDE_ELIGIBILITY:
            answers.insert(0, may_decide_eligibility(user, application).why)
        found.append(
            NextStep(
                event=step.event,
                label=str(step.event.label),
                tells=step.tells or "Nobody is sent an email.",
                blocked=[sentence for sentence in answers if sentence],
                ends=step.moves[status] in ENDED and step.event is not Event.APPOINT,
            )
        )
    return found


def work_links(application: Application, user: User, *, at: datetime) -> list[WorkLink]:
    """The forms that belong to this stage and to this person's rights, in the order of work."""
    fitting = [
        *_eligibility_links(application),
        *_unit_links(application),
        *_selection_links(application, at),
        *_offer_links(application),
        *_record_links(application),
        (Right.READ_ADJUSTMENTS, "adjustments", "Adjustments the candidate asked for"),
        (Right.READ_DECLARATIONS, "declaration", "Conduct declaration"),
    ]
    return [WorkLink(page, label) for right, page, label in fitting if has_right(user, right)]


def _eligibility_links(application: Application) -> list[tuple[Right, str, str]]:
    """The reviewer's own page, while something is open about eligibility."""
    if application.status not in WORK_OF:
        return []
    return [(Right.DECIDE_ELIGIBILITY, "eligibility", "Facts, evidence and the candidate’s words")]


def _record_links(application: Application) -> list[tuple[Right, str, str]]:
    """What stands beside the application."""
    found = [(Right.MANAGE_HOLDS, "hold", "Legal hold")]
    if feedback_waits(application):
        found.append((Right.RELEASE_DECISIONS, "feedback", "Answer the request for feedback"))
    return found


def _unit_links(application: Application) -> list[tuple[Right, str, str]]:
    """What the unit asks before its assessment."""
    vacancy = application.vacancy
    asks = unit_conditions(route=vacancy.route, unit=vacancy.unit)
    if asks is None or application.status not in BEFORE_ASSESSMENT:
        return []
    return [(Right.SET_INTERVIEWS, "unit_conditions", "Mentor, base visit and the like")]


def _selection_links(application: Application, at: datetime) -> list[tuple[Right, str, str]]:
    """Scoring and interviewing."""
    status = Status(application.status)
    interview = interview_of(application)
    found = []
    if status is Status.SIFT:
        found.append((Right.SCORE_APPLICATIONS, "score", "Score the evidence"))
        found.append((Right.SCORE_APPLICATIONS, "conflict", "I think I know this person"))
        label = "Change the interview" if interview else "Set the interview"
        found.append((Right.SET_INTERVIEWS, "interview", label))
    if status in INVITED:
        found.append((Right.SET_INTERVIEWS, "interview", "Change the interview and invite again"))
    if status in MAY_CHOOSE_AGAIN:
        found.append((Right.SET_INTERVIEWS, "choose_again", "Invite again, to choose a time"))
    held = interview is not None and interview.starts_at <= at
    if held and status is Status.INT_BOOKED:
        found.append((Right.SCORE_INTERVIEWS, "scorecard", "Your scorecard of the interview"))
    if held and status in (Status.INT_BOOKED, Status.INT_DONE):
        found.append((Right.SET_INTERVIEWS, "result", "Record the panel's result"))
    return found


def _offer_links(application: Application) -> list[tuple[Right, str, str]]:
    """The offer, its start date, and the line manager."""
    status = Status(application.status)
    found = []
    if status in OFFER_COMES_NEXT:
        found.append((Right.MAKE_OFFERS, "offer", "Prepare the offer"))
    if status in (Status.RESERVE, Status.DRAWN):
        found.append((Right.MAKE_OFFERS, "offer_from_reserve", "Send the offer"))
    if status is Status.OFFER_COND or status in CHECKING:
        found.append((Right.MAKE_OFFERS, "start_date", "Set the start date"))
    offer: Offer | None = getattr(application, "offer", None)
    dated = offer is not None and offer.start_on is not None
    if dated and status in (Status.CHECKS, Status.OFFER_FINAL):
        found.append((Right.MAKE_OFFERS, "defer", "Defer the start"))
    if may_ask_line_manager(application):
        found.append((Right.RECORD_CHECKS, "line_manager", "Ask the line manager"))
    return found


def may_ask_line_manager(application: Application) -> bool:
    """True on the internal route, in the checks, until the manager is asked or has answered."""
    if application.status != Status.CHECKS or not application.vacancy.is_internal_route:
        return False
    rows = VerificationRequest.objects.filter(application=application)
    settled = (VerificationState.OPEN, VerificationState.ANSWERED)
    return not rows.filter(state__in=settled).exists()
