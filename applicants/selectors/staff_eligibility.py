"""What an eligibility reviewer sees of one application, and of the queue."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from applicants.eligibility_facts import fact_label, paths_for
from applicants.models import Application
from applicants.policies import may_decide_eligibility
from applicants.selectors.decision_facts import FactView, facts_at
from applicants.selectors.eligibility_work import WorkView, work_of
from applicants.selectors.staff_decision import DecisionView, decisions_of
from applicants.selectors.staff_steps import NextStep, next_steps
from applicants.services.eligibility_work import WORK_OF
from applicants.services.facts import facts_in_force, gather_facts
from recruitment.accounts.models import User


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact with what each source says; `settled` says what a reviewer has seen."""

    path: str
    label: str
    values: list[FactView]
    settled: str = ""


@dataclass(frozen=True, slots=True)
class EligibilityReview:
    """The reviewer's page. `refusal` is why this person may not decide here; then nothing may be
    changed. `decision` is the one in force, `earlier` those before it."""

    refusal: str
    open_work: WorkView | None
    past_work: list[WorkView]
    is_mine: bool
    decision: DecisionView | None
    earlier: list[DecisionView]
    facts: list[FactRow] = field(default_factory=list)
    steps: list[NextStep] = field(default_factory=list)
    may_correct: bool = False


def eligibility_of(application: Application, user: User, *, at: datetime) -> EligibilityReview:
    """Everything that bears on the decision, for a person with the right to decide."""
    work = work_of(application, at=at)
    current = next((one for one in work if one.is_open), None)
    made = decisions_of(application)
    allowed = may_decide_eligibility(user, application)
    decides = application.status in WORK_OF
    return EligibilityReview(
        refusal=allowed.why,
        open_work=current,
        past_work=[one for one in work if not one.is_open],
        is_mine=current is not None and current.owner_id == user.pk,
        decision=made[0] if made else None,
        earlier=made[1:],
        facts=_fact_rows(application),
        steps=next_steps(application, user, at=at) if allowed and decides else [],
        may_correct=bool(allowed) and decides,
    )


def _fact_rows(application: Application) -> list[FactRow]:
    facts = gather_facts(application)
    settled = {one.path: one.note for one in facts_in_force(application) if one.settles}
    vacancy = application.vacancy
    return [
        FactRow(
            path=path,
            label=fact_label(path, vacancy),
            values=facts_at(path, facts, vacancy),
            settled=settled.get(path, ""),
        )
        for path in paths_for(vacancy, facts)
    ]
