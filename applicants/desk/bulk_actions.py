"""What may be done to many applications at once. Each is done one by one, as on the case page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from applicants.choices import Event
from applicants.pipeline import PREPARABLE, STEPS
from applicants.services.outcome_words import needs_outcome_reason
from applicants.wording import UNTOLD
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right, has_right

ASSIGN = "assign"
# Steps of the pipeline with nothing to fill in for each one. Nobody is turned down by one of them:
# that is prepared, with words, and told by a release that somebody has looked at.
EVENTS = (Event.RELEASE_TIER, Event.START_SIFT, Event.INVITE_TO_INTERVIEW)


@dataclass(frozen=True, slots=True)
class BulkAction:
    """`does` says it as a button; `event` is the step that is fired, None for work beside the
    pipeline. With `prepares` the step is only prepared. `tells` says who is written to."""

    code: str
    does: str
    right: Right
    tells: str
    event: Event | None = None
    needs_reason: bool = False
    needs_colleague: bool = False
    prepares: bool = False

    @property
    def turns_down(self) -> bool:
        """True where each candidate will read a reason and a sentence for each unmet criterion."""
        return self.prepares and self.event is not None and needs_outcome_reason(self.event)


def _of_step(event: Event) -> BulkAction:
    step = STEPS[event]
    if step.right is None:
        raise ValueError(f"{event} is no step of staff.")
    return BulkAction(
        code=event.value,
        does=str(event.label),
        right=step.right,
        tells=step.tells or "Nobody is sent an email.",
        event=event,
        needs_reason=step.needs_reason,
    )


def _of_outcome(event: Event) -> BulkAction:
    label = str(event.label)
    return BulkAction(
        code=f"prepare_{event.value}",
        does=f"Prepare: {label[:1].lower()}{label[1:]}",
        right=Right.PREPARE_DECISIONS,
        tells=UNTOLD,
        event=event,
        prepares=True,
    )


_ALL = (
    BulkAction(
        code=ASSIGN,
        does="Assign to a colleague",
        right=Right.MOVE_APPLICATIONS,
        tells="Nobody is sent an email. They stand on the colleague’s first page.",
        needs_colleague=True,
    ),
    *(_of_step(event) for event in EVENTS),
    *(_of_outcome(event) for event in sorted(PREPARABLE)),
)
BULK_ACTIONS: Mapping[str, BulkAction] = MappingProxyType({one.code: one for one in _ALL})


def bulk_actions_of(user: User) -> list[BulkAction]:
    """What this person's rights allow."""
    return [one for one in BULK_ACTIONS.values() if has_right(user, one.right)]
