"""Opening what is sensitive. Each function writes who opened it into the audit log, then answers.

The application comes from a staff selector, which has looked at the scope and the device.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from applicants.errors import NotAllowed
from applicants.models import AdjustmentsRequest, Application, ConductDeclaration, ReserveList
from applicants.policies import may_work_on, owns
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right
from recruitment.audit.services import record
from vacancies.models import Vacancy


@transaction.atomic
def open_case(*, application: Application, by: User) -> None:
    """Write down that somebody opened a case."""
    if owns(by, application):
        raise NotAllowed("This is your own application. A colleague must do this.")
    record(action="application.read", by=by, target=application)


@transaction.atomic
def open_merit_order(*, vacancy: Vacancy, by: User) -> None:
    """Write down that somebody opened the merit order of a vacancy."""
    record(action="merit_order.read", by=by, target=vacancy)


@transaction.atomic
def open_reserve_list(*, found: ReserveList, by: User) -> None:
    """Write down that somebody opened a reserve list."""
    record(action="reserve_list.read", by=by, target=found)


@transaction.atomic
def open_lists_to_draw_on(*, vacancy: Vacancy, lists: Sequence[int], by: User) -> None:
    """Write down that somebody looked at reserve lists for a later vacancy."""
    record(action="reserve_list.draw", by=by, target=vacancy, after={"lists": list(lists)})


@transaction.atomic
def read_declaration(*, application: Application, by: User) -> dict[str, Any] | None:
    """The answers about convictions and conduct, or None where nothing was declared.

    Raises NotAllowed without Right.READ_DECLARATIONS.
    """
    _check(by, application, Right.READ_DECLARATIONS)
    record(action="declaration.read", by=by, target=application)
    row = ConductDeclaration.objects.filter(application=application).first()
    return row.answers if row else None


@transaction.atomic
def read_adjustments(*, application: Application, by: User) -> AdjustmentsRequest | None:
    """What the candidate asked for so that they can take part, or None.

    Raises NotAllowed without Right.READ_ADJUSTMENTS.
    """
    _check(by, application, Right.READ_ADJUSTMENTS)
    record(action="adjustments.read", by=by, target=application)
    return AdjustmentsRequest.objects.filter(application=application).first()


def _check(by: User, application: Application, right: Right) -> None:
    allowed = may_work_on(by, application, right)
    if not allowed:
        raise NotAllowed(allowed.why)
