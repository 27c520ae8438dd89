"""The conditions of an offer: each pending, met, not met, or waived by right with a reason.

Those that rest on a pre-employment check follow it; the others come from the advert and the unit.
A final offer needs every one of them met or waived (domain 4.1, `offer_final`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from applicants.choices import ConditionState
from applicants.errors import GuardFailed
from applicants.models import Application, OfferCondition
from applicants.selectors.conditions import NEVER_WAIVED
from applicants.services.checking import CHECKING, kinds_for
from applicants.services.staffwork import lock_for_work
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right
from recruitment.audit.services import record
from vacancies.conditions import Condition
from vacancies.conditions import conditions_of as listed_conditions
from vacancies.data.unit_conditions import unit_conditions
from vacancies.models import Vacancy

# Conditions of the advert's list that are settled before an offer, by a check, or after the start.
SETTLED_ELSEWHERE = frozenset(
    {
        Condition.VETTING,
        Condition.JRFT,
        Condition.FIVE_YEAR_BAR,
        Condition.RIGHT_TO_WORK,
        Condition.MEDICAL,
        Condition.TRAINING,
        Condition.ATTACHMENT,
        Condition.MENTOR,
    }
)
OTHERWISE = "Conditions are settled after the offer is accepted and before it is confirmed."


def create_conditions(*, application: Application) -> None:
    """Write down the conditions of an accepted offer that are not there yet."""
    there = set(
        OfferCondition.objects.filter(application=application).values_list("code", flat=True)
    )
    OfferCondition.objects.bulk_create(
        condition for condition in _needed(application) if condition.code not in there
    )


def _needed(application: Application) -> Iterator[OfferCondition]:
    vacancy = application.vacancy
    for kind in kinds_for(vacancy):
        yield OfferCondition(
            application=application, code=f"check-{kind}", words=kind.label, check_kind=kind
        )
    for code, words in _of_advert(vacancy):
        yield OfferCondition(application=application, code=code, words=words)
    unit = unit_conditions(route=vacancy.route, unit=vacancy.unit)
    for code, words in unit.after_acceptance if unit else ():
        # Whoever does not pass these is posted elsewhere; the offer stands.
        yield OfferCondition(
            application=application, code=f"unit-{code}", words=words, blocks=False
        )


def _of_advert(vacancy: Vacancy) -> Iterator[tuple[str, str]]:
    for one in listed_conditions(vacancy):
        if one not in SETTLED_ELSEWHERE:
            yield f"advert-{one}", str(one.label)
    for number, line in enumerate(vacancy.conditions, start=1):
        yield f"advert-{number}", str(line)


@transaction.atomic
def settle_condition(
    *,
    application_id: UUID,
    by: User,
    code: str,
    state: ConditionState,
    reason: str = "",
    expected_piece: int | None = None,
    at: datetime | None = None,
) -> OfferCondition:
    """Say that a condition is met, not met (with a reason for colleagues) or pending again.

    Raises Refused, also for one that follows a check or is waived.
    """
    condition = _lock(application_id, by, code, Right.RECORD_CHECKS, expected_piece)
    if condition.check_kind:
        raise GuardFailed("This condition follows its check. Record the check instead.")
    if condition.state == ConditionState.WAIVED:
        raise GuardFailed("This condition is waived. The waiver must be taken back first.")
    if state not in (ConditionState.MET, ConditionState.NOT_MET, ConditionState.PENDING):
        raise GuardFailed("Choose whether the condition is met.")
    if state == ConditionState.NOT_MET and not reason.strip():
        raise GuardFailed("Write why the condition is not met.")
    return _write(condition, by, state, reason, "condition.settle", at)


@transaction.atomic
def waive_condition(
    *,
    application_id: UUID,
    by: User,
    code: str,
    reason: str,
    expected_piece: int | None = None,
    at: datetime | None = None,
) -> OfferCondition:
    """Do without a condition, by right and with a reason. Raises Refused."""
    condition = _lock(application_id, by, code, Right.WAIVE_CONDITIONS, expected_piece)
    if condition.check_kind in NEVER_WAIVED:
        raise GuardFailed(f"{condition.words} can be waived by nobody.")
    if condition.state == ConditionState.WAIVED:
        raise GuardFailed("This condition is waived already.")
    if not reason.strip():
        raise GuardFailed("Write why this condition is waived.")
    return _write(condition, by, ConditionState.WAIVED, reason, "condition.waive", at)


@transaction.atomic
def take_waiver_back(
    *,
    application_id: UUID,
    by: User,
    code: str,
    expected_piece: int | None = None,
    at: datetime | None = None,
) -> OfferCondition:
    """Ask for a waived condition after all. Raises Refused."""
    condition = _lock(application_id, by, code, Right.WAIVE_CONDITIONS, expected_piece)
    if condition.state != ConditionState.WAIVED:
        raise GuardFailed("This condition is not waived.")
    return _write(condition, by, ConditionState.PENDING, "", "condition.unwaive", at)


def _lock(
    application_id: UUID, by: User, code: str, right: Right, expected_piece: int | None
) -> OfferCondition:
    application = lock_for_work(
        application_id=application_id,
        by=by,
        right=right,
        statuses=CHECKING,
        otherwise=OTHERWISE,
        piece=f"condition:{code}",
        expected_piece=expected_piece,
    )
    create_conditions(application=application)  # offers that were accepted before there were any
    condition = OfferCondition.objects.filter(application=application, code=code).first()
    if condition is None:
        raise GuardFailed("This offer has no such condition.")
    condition.application = application
    return condition


def _write(
    condition: OfferCondition,
    by: User,
    state: ConditionState,
    reason: str,
    action: str,
    at: datetime | None,
) -> OfferCondition:
    before, condition.state = condition.state, state
    condition.reason = (
        "" if state in (ConditionState.MET, ConditionState.PENDING) else reason.strip()
    )
    condition.decided_by_id, condition.decided_at = by.pk, at or timezone.now()
    condition.save()
    record(
        action=action,
        by=by,
        target=condition.application,
        before={"condition": condition.code, "state": before},
        after={"condition": condition.code, "state": state},
        reason=condition.reason,
    )
    return condition
