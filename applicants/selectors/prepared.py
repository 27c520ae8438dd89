"""What is prepared for one application, and what could be: a part of the case page."""

from __future__ import annotations

from dataclasses import dataclass, field

from applicants.choices import Event, SiftOutReason, Status
from applicants.models import Application, PreparedDecision, Release
from applicants.pipeline import PREPARED_STAGES
from applicants.selectors.releasing import planned_of, prepared_of, reads_prepared
from applicants.selectors.unmet import criterion_lines
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right, has_right


@dataclass(frozen=True, slots=True)
class PreparedView:
    """`choices` are the outcomes of this stage that the person may prepare, by event."""

    decision: PreparedDecision | None
    planned: Release | None = None
    reason: str = ""
    words: list[tuple[str, str]] = field(default_factory=list)
    choices: list[tuple[Event, str]] = field(default_factory=list)


def prepared_view(application: Application, user: User) -> PreparedView | None:
    """None where nothing is prepared at this stage, or for whom it is not meant."""
    events = PREPARED_STAGES.get(Status(application.status))
    if events is None or not reads_prepared(user):
        return None
    choices = []
    if has_right(user, Right.PREPARE_DECISIONS):
        choices = [(event, str(event.label)) for event in events]
    decision = prepared_of(application)
    if decision is None:
        return PreparedView(None, choices=choices) if choices else None
    return PreparedView(
        decision=decision,
        planned=planned_of(application),
        reason=dict(SiftOutReason.choices).get(decision.reason_code, ""),
        words=_words(application, decision),
        choices=choices,
    )


def _words(application: Application, decision: PreparedDecision) -> list[tuple[str, str]]:
    if not decision.criteria:
        return []
    lines = criterion_lines(application, Event(decision.event))
    return [
        (one.text, decision.criteria[one.code]) for one in lines if one.code in decision.criteria
    ]
