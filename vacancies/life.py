"""The life of an advert, declared: which event leads where, who may fire it, whom it tells.

Authority: domain document 2.1 and 5.1 (j); issue text of the adverts. Nothing here touches the
database: guards are named, and `services/guards.py` answers them. Opening at its time and closing
at its time are no events: they are computed from the clock, so nothing has to run for them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from django.db.models import TextChoices

from recruitment.accounts.roles import Right
from vacancies.choices import VacancyStatus
from vacancies.choices_life import (
    CancelReason,
    ClosingReason,
    ExtensionReason,
    RelistReason,
    VacancyEvent,
)

S = VacancyStatus
# Nobody outside has ever seen an advert that is one of these.
UNPUBLISHED = (S.DRAFT, S.WAITING, S.APPROVED)


class Told(StrEnum):
    """Who is written to when a step is taken."""

    APPLICANTS = "applicants"
    DRAFT_HOLDERS = "draft_holders"
    APPROVERS = "approvers"
    SENDER = "sender"


@dataclass(frozen=True, slots=True)
class Step:
    """One event: where it leads from each source, who may fire it, and what must hold.

    `portal_from` are sources from which the portal itself may fire it as well (demonstration
    data). `lighter` is the right that is enough before anybody outside has seen the advert.
    `reasons` is the list that the person chooses from; `writes` asks for words too. `sets_closing`
    asks for a new closing time. `does` says on the page what happens.
    """

    event: VacancyEvent
    moves: Mapping[VacancyStatus, VacancyStatus]
    right: Right
    does: str
    guards: tuple[str, ...] = ()
    tells: frozenset[Told] = frozenset()
    reasons: type[TextChoices] | None = None
    writes: bool = False
    sets_closing: bool = False
    portal_from: tuple[VacancyStatus, ...] = ()
    lighter: Right | None = None

    def right_at(self, status: VacancyStatus) -> Right:
        """The right that it takes to fire this from `status`."""
        return self.lighter if self.lighter and status in UNPUBLISHED else self.right


def _to(target: VacancyStatus, *sources: VacancyStatus) -> Mapping[VacancyStatus, VacancyStatus]:
    return MappingProxyType(dict.fromkeys(sources, target))


_EVERYBODY = frozenset({Told.APPLICANTS, Told.DRAFT_HOLDERS})

_STEPS: tuple[Step, ...] = (
    Step(
        event=VacancyEvent.EDIT,
        # What was approved is what is published: a change of it has to be approved again.
        moves=MappingProxyType(
            {
                S.DRAFT: S.DRAFT,
                S.WAITING: S.DRAFT,
                S.APPROVED: S.DRAFT,
                S.OPEN: S.OPEN,
                S.CLOSED: S.CLOSED,
                S.FILLED: S.FILLED,
            }
        ),
        right=Right.EDIT_VACANCIES,
        does="The advert changes. If it is published, readers see the change at once.",
        tells=_EVERYBODY,
    ),
    Step(
        event=VacancyEvent.SEND,
        moves=_to(S.WAITING, S.DRAFT),
        right=Right.EDIT_VACANCIES,
        does="A second person reads the advert and approves it, or sends it back to you. "
        "If you change it meanwhile, it is a draft again.",
        guards=("advert_is_complete", "has_holder", "somebody_can_approve"),
        tells=frozenset({Told.APPROVERS}),
    ),
    Step(
        event=VacancyEvent.RETURN,
        moves=_to(S.DRAFT, S.WAITING, S.APPROVED),
        right=Right.APPROVE_VACANCIES,
        does="The advert is a draft again. Its writer reads what you write here.",
        tells=frozenset({Told.SENDER}),
        writes=True,
    ),
    Step(
        event=VacancyEvent.APPROVE,
        moves=_to(S.APPROVED, S.WAITING),
        right=Right.APPROVE_VACANCIES,
        does="The advert may be published as it is. You say that you have read all of it.",
        guards=("advert_is_complete", "second_person"),
        tells=frozenset({Told.SENDER}),
    ),
    Step(
        event=VacancyEvent.PUBLISH,
        moves=_to(S.OPEN, S.APPROVED),
        right=Right.APPROVE_VACANCIES,
        does="Readers find the advert from its opening time on, and can apply until it closes. "
        "Without an opening time it opens now.",
        guards=("advert_is_complete",),
        portal_from=(S.DRAFT,),
    ),
    Step(
        event=VacancyEvent.EXTEND,
        moves=_to(S.OPEN, S.OPEN),
        right=Right.APPROVE_VACANCIES,
        does="People have longer to apply. If the time has already run out, the advert opens "
        "again, and drafts that had not been sent can be finished.",
        guards=("has_closing_time",),
        tells=_EVERYBODY,
        reasons=ExtensionReason,
        sets_closing=True,
    ),
    Step(
        event=VacancyEvent.CLOSE,
        moves=_to(S.CLOSED, S.OPEN),
        right=Right.APPROVE_VACANCIES,
        does="Nobody can apply any more from this moment on. The page stays and says that the "
        "vacancy is closed. Applications that were sent go on.",
        tells=frozenset({Told.DRAFT_HOLDERS}),
        reasons=ClosingReason,
    ),
    Step(
        event=VacancyEvent.RELIST,
        moves=_to(S.OPEN, S.CLOSED, S.FILLED),
        right=Right.APPROVE_VACANCIES,
        does="The advert opens again now, with a new closing time. Applications that were sent "
        "stay where they are, and drafts that had not been sent can be finished.",
        guards=("advert_is_complete_but_for_its_time",),
        tells=frozenset({Told.DRAFT_HOLDERS}),
        reasons=RelistReason,
        sets_closing=True,
    ),
    Step(
        event=VacancyEvent.CANCEL,
        moves=_to(S.CANCELLED, S.DRAFT, S.WAITING, S.APPROVED, S.OPEN, S.CLOSED),
        right=Right.APPROVE_VACANCIES,
        does="The vacancy is withdrawn for good, and its page is gone for readers. Every "
        "application that is still going on ends. This cannot be undone.",
        tells=_EVERYBODY,
        reasons=CancelReason,
        lighter=Right.EDIT_VACANCIES,
    ),
    Step(
        event=VacancyEvent.FILL,
        moves=_to(S.FILLED, S.OPEN, S.CLOSED),
        right=Right.APPROVE_VACANCIES,
        does="The advert closes and says that it is closed. Applications that are still going on "
        "stay where they are: decide each of them.",
        tells=frozenset({Told.DRAFT_HOLDERS}),
    ),
)

STEPS: Mapping[VacancyEvent, Step] = MappingProxyType({step.event: step for step in _STEPS})


def steps_from(status: VacancyStatus) -> list[Step]:
    """The steps of the page "Life of this advert", in the table's order; editing has its own."""
    return [
        step
        for step in STEPS.values()
        if status in step.moves and step.event is not VacancyEvent.EDIT
    ]
