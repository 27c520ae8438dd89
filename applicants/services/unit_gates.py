"""Recording what a unit asks before it assesses (transferring officers page)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from applicants.choices import Status
from applicants.errors import GuardFailed
from applicants.models import Application, UnitGate
from applicants.services.staffwork import lock_for_work
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right
from recruitment.audit.services import record
from vacancies.data.unit_conditions import unit_conditions

BEFORE_ASSESSMENT = (Status.SUBMITTED, Status.SIFT)


@transaction.atomic
def record_unit_gate(*, application_id: UUID, by: User, code: str, met_on: date) -> UnitGate:
    """Say since when a condition of the unit is met; a later word replaces an earlier one.

    Raises NotAllowed, StateChanged, and GuardFailed for a condition that this unit does not have
    or a day to come.
    """
    application = _lock(application_id, by, None)
    return _record(application, by, code, met_on)


@transaction.atomic
def record_unit_gates(
    *, application_id: UUID, by: User, days: Mapping[str, date], expected_piece: int | None = None
) -> list[UnitGate]:
    """The same for several conditions by their codes, all or none. Raises Refused."""
    application = _lock(application_id, by, expected_piece)
    return [_record(application, by, code, met_on) for code, met_on in days.items()]


def _lock(application_id: UUID, by: User, expected_piece: int | None) -> Application:
    return lock_for_work(
        application_id=application_id,
        by=by,
        right=Right.SET_INTERVIEWS,
        statuses=BEFORE_ASSESSMENT,
        otherwise="This is recorded before the assessment.",
        piece="unit",
        expected_piece=expected_piece,
    )


def _record(application: Application, by: User, code: str, met_on: date) -> UnitGate:
    vacancy = application.vacancy
    unit = unit_conditions(route=vacancy.route, unit=vacancy.unit)
    if unit is None or code not in dict(unit.before_assessment):
        raise GuardFailed("This unit asks for nothing of the kind.")
    now = timezone.now()
    if met_on > timezone.localdate(now):
        raise GuardFailed("Enter the day on which it was met, today or earlier.")
    gate, _ = UnitGate.objects.update_or_create(
        application=application,
        code=code,
        defaults={"met_on": met_on, "recorded_at": now, "recorded_by_id": by.pk},
    )
    record(
        action="unit_gate.record",
        by=by,
        target=application,
        after={"code": code, "met_on": met_on.isoformat()},
    )
    return gate
