"""How the conditions of an offer stand: for staff, for the candidate, and for the final offer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from applicants.choices import CheckKind, CheckState, ConditionState
from applicants.models import Application, OfferCondition
from recruitment.accounts.models import User

# The law, or the page of the vacancy, leaves nobody a choice about these.
NEVER_WAIVED = frozenset(
    {CheckKind.IDENTITY, CheckKind.RIGHT_TO_WORK, CheckKind.VETTING, CheckKind.FITNESS}
)
HOLDS = (ConditionState.MET, ConditionState.WAIVED)
_OF_CHECK: Mapping[str, ConditionState] = MappingProxyType(
    {
        CheckState.COMPLETE.value: ConditionState.MET,
        CheckState.NOT_PASSED.value: ConditionState.NOT_MET,
    }
)
# What a candidate reads; that one is not met is said to them by a person, never by a list.
_FOR_CANDIDATE: Mapping[ConditionState, str] = MappingProxyType(
    {
        ConditionState.PENDING: "In progress",
        ConditionState.NOT_MET: "In progress",
        ConditionState.MET: "Complete",
        ConditionState.WAIVED: "Not needed",
    }
)


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """One condition of an accepted offer."""

    code: str
    words: str
    state: ConditionState
    of_check: bool
    blocks: bool
    waivable: bool
    reason: str
    who: str
    at: datetime | None

    @property
    def state_label(self) -> str:
        """The state in words of staff."""
        return str(self.state.label)

    @property
    def holds(self) -> bool:
        """True where it stands in no way of a final offer."""
        return self.state in HOLDS or not self.blocks

    @property
    def for_candidate(self) -> str:
        """The state as the candidate reads it."""
        return _FOR_CANDIDATE[self.state]


def condition_rows(application: Application) -> list[ConditionRow]:
    """Every condition with its state, those of checks as theirs. Three queries at most."""
    rows = list(application.offer_conditions.all())
    if not rows:
        return []
    states = {check.kind: check.state for check in application.checks.all()}
    people = User.objects.in_bulk([row.decided_by_id for row in rows if row.decided_by_id])
    return [_row(one, states, people) for one in rows]


def _row(
    one: OfferCondition, checks: Mapping[str, str], people: Mapping[int, User]
) -> ConditionRow:
    person = people.get(one.decided_by_id or 0)
    return ConditionRow(
        code=one.code,
        words=one.words,
        state=_state_of(one, checks),
        of_check=bool(one.check_kind),
        blocks=one.blocks,
        waivable=one.check_kind not in NEVER_WAIVED,
        reason=one.reason,
        who=person.display_name if person else "",
        at=one.decided_at,
    )


def _state_of(one: OfferCondition, checks: Mapping[str, str]) -> ConditionState:
    if one.check_kind and one.state != ConditionState.WAIVED:
        return _OF_CHECK.get(checks.get(one.check_kind, ""), ConditionState.PENDING)
    return ConditionState(one.state)


def find_condition(application: Application, code: str) -> ConditionRow | None:
    """One condition by its code."""
    return next((row for row in condition_rows(application) if row.code == code), None)


def open_conditions(application: Application) -> list[str]:
    """What a final offer still waits for, in words.

    A check without a condition of its own (an offer that was accepted before conditions were kept)
    counts by itself.
    """
    rows = condition_rows(application)
    named = {row.code for row in rows}
    alone = [
        str(check.get_kind_display())
        for check in application.checks.all()
        if check.state != CheckState.COMPLETE and f"check-{check.kind}" not in named
    ]
    return [*(row.words for row in rows if not row.holds), *alone]
