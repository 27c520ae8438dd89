"""An outcome as the candidate reads it: only what was released, taken from the history alone.

What is prepared and not released stands in a table of its own that nothing here reads.
"""

from __future__ import annotations

from dataclasses import dataclass

from applicants.choices import Event, SiftOutReason, Status
from applicants.models import Application, StatusChange

# The stage that an outcome follows, in the middle of a sentence.
STAGES = {Event.SIFT_OUT: "the sift", Event.REJECT_AFTER_INTERVIEW: "the interview"}
TURNED_DOWN = (Status.SIFT_OUT, Status.UNSUCCESSFUL_INT)


@dataclass(frozen=True, slots=True)
class CriterionWords:
    """What was said of one criterion."""

    criterion: str
    words: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """Why somebody was turned down, in the words that they were sent."""

    stage: str
    reason_label: str
    criteria: list[CriterionWords]
    feedback: str


def outcome_in(change: StatusChange) -> Outcome:
    """The outcome that a step of the history tells."""
    code = change.reason_code
    return Outcome(
        stage=STAGES.get(Event(change.event), ""),
        reason_label=str(SiftOutReason(code).label) if code in SiftOutReason.values else "",
        criteria=[
            CriterionWords(one["criterion"], one["words"])
            for one in change.data.get("criteria", [])
        ],
        feedback=change.reason,
    )


def outcome_of(application: Application) -> Outcome | None:
    """Why this application was turned down; None while it is not. At most one query."""
    if application.status not in TURNED_DOWN:
        return None
    latest = (
        StatusChange.objects.filter(application=application, event__in=list(STAGES))
        .order_by("-sequence")
        .first()
    )
    return None if latest is None else outcome_in(latest)
