"""Eligibility in the portal: facts are gathered, decided by the rules, and stored whole.

The rules themselves are in `eligibility/`; nothing here decides anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone

import eligibility
from applicants.choices import Actor, Event, Status
from applicants.eligibility_answers import facts_from_answers
from applicants.eligibility_subjects import Subject
from applicants.errors import Refused
from applicants.models import Application, ApplicationSection, EligibilityDecision
from applicants.sections import ELIGIBILITY_CODE
from applicants.selectors.checks import own_draft
from applicants.services.facts import gather_facts
from applicants.services.transition import lock_application, transition
from recruitment.accounts.models import User
from recruitment.audit.services import record
from vacancies.choices import TierPolicy
from vacancies.models import Vacancy

FOLLOW_UPS = {
    "barred": Event.REJECT_AUTOMATICALLY,
    "refer": Event.REFER_ELIGIBILITY,
    "needs_evidence": Event.ASK_FOR_EVIDENCE,
}


class NotEligible(Refused):
    """The stated facts do not meet the conditions, so the application is not accepted.

    `decided` is the decision in the output format of the eligibility document.
    """

    def __init__(self, decided: Mapping[str, Any]) -> None:
        super().__init__("On the facts you gave, you cannot apply for this role now.")
        self.decided = decided


def case_of(
    *, vacancy: Subject, facts: Mapping[str, Any], on: date, case_id: str = "check"
) -> dict[str, Any]:
    """The input of a decision (eligibility document, section 1). `on` is a London date."""
    return {
        "id": case_id,
        "as_of": on.isoformat(),
        "vacancy": vacancy.eligibility_input(),
        "facts": dict(facts),
    }


def preview_decision(*, vacancy: Subject, answers: Mapping[str, Any], on: date) -> dict[str, Any]:
    """What the rules say of a check's answers on a day. Nothing is stored."""
    facts = facts_from_answers(answers, vacancy.criteria)
    return eligibility.decide(case_of(vacancy=vacancy, facts=facts, on=on)).as_dict()


@transaction.atomic
def keep_check(
    *, vacancy: Vacancy, answers: Mapping[str, Any], by: User | AnonymousUser
) -> Application | None:
    """Let the person's own draft take over the answers of a check; None when there is no draft."""
    draft = own_draft(by, vacancy)
    if draft is not None:
        # Sent in another tab meanwhile? What was sent never changes.
        draft = lock_application(draft.pk)
        if not draft.is_draft:
            return None
        row, _ = ApplicationSection.objects.get_or_create(
            application=draft, code=ELIGIBILITY_CODE, defaults={"version": 0}
        )
        row.answers, row.completed, row.version = dict(answers), True, row.version + 1
        row.save()
    return draft


@transaction.atomic
def decide_at_submission(*, application: Application, at: datetime) -> EligibilityDecision:
    """Decide a just-submitted application on its London date, store it, and send it on its way.

    Call it after the submit step, in the same transaction and with the application that this has
    locked, with the moment that decided the closing time. Raises NotEligible for a result that
    stops before submission: the caller's transaction is then rolled back and the draft stays.
    """
    decision = _decide(application, at, EligibilityDecision.Occasion.SUBMISSION)
    if decision.result == "not_eligible":
        raise NotEligible(decision.decided)
    follow_result(application=application, result=decision.result, at=at, held=True)
    return decision


def follow_result(
    *, application: Application, result: str, at: datetime, held: bool = False
) -> None:
    """Send an application on its way by a result: to a person, to the candidate, to the second
    tier, or nowhere. A rejection is only proposed where the operators want a person to confirm.

    `held` says that this transaction has locked the application, which is changed itself then."""
    event = FOLLOW_UPS.get(result)
    if event is Event.REJECT_AUTOMATICALLY and settings.CONFIRM_AUTOMATIC_REJECTIONS:
        event = Event.PROPOSE_REJECTION
    if event is None and _is_second_tier(application):
        event = Event.HOLD_FOR_PRIORITY
    if event is not None:
        transition(
            application_id=application.pk,
            event=event,
            by=None,
            actor=Actor.SYSTEM,
            at=at,
            held=application if held else None,
        )
    elif not held:  # at sending, whoever drew it admits it
        admit_drawn(application=application, at=at)


@transaction.atomic
def decide_again(
    *, application: Application, at: datetime, occasion: EligibilityDecision.Occasion
) -> EligibilityDecision:
    """Decide with the facts as they are now, on the date of the submission; a new row is stored.

    The reference date stays the day on which the application was received: a fact that arrives
    later says what was true then. Moves nothing: the caller looks at the result.
    """
    return _decide(application, application.submitted_at or at, occasion, made_at=at)


def _is_second_tier(application: Application) -> bool:
    """To be held where the vacancy considers the first tier first."""
    return application.vacancy.tier_policy == TierPolicy.P2_HOLD and application.tier == 2


def admit_drawn(*, application: Application, at: datetime) -> None:
    """Let an application that a reserve list was drawn on for go on to its offer: sift and
    interview were those of the earlier vacancy."""
    waits = Application.objects.filter(
        pk=application.pk, status=Status.SUBMITTED, drawn_by__isnull=False
    )
    if waits.exists():
        transition(
            application_id=application.pk,
            event=Event.ADMIT_DRAWN,
            by=None,
            actor=Actor.SYSTEM,
            at=at,
        )


def _decide(
    application: Application,
    at: datetime,
    occasion: EligibilityDecision.Occasion,
    made_at: datetime | None = None,
) -> EligibilityDecision:
    given = case_of(
        vacancy=application.vacancy,
        facts=gather_facts(application),
        on=timezone.localdate(at),
        case_id=str(application.pk),
    )
    decided: dict[str, Any] = eligibility.decide(given).as_dict()
    decision = EligibilityDecision.objects.create(
        application=application,
        made_at=made_at or at,
        occasion=occasion,
        as_of=given["as_of"],
        ruleset=decided["ruleset"],
        result=decided["result"],
        given=given,
        decided=decided,
    )
    application.eligibility_result = decided["result"]
    application.tier = decided["tier"]
    application.save(update_fields=["eligibility_result", "tier"])
    record(
        action="eligibility.decide",
        by=None,
        actor_label="system",
        target=application,
        after={"result": decided["result"], "ruleset": decided["ruleset"], "occasion": occasion},
    )
    return decision
