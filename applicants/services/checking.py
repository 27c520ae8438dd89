"""Pre-employment checks: which ones a vacancy needs, and how far each is (domain 4.1, 5.1 (i)).

Only the category and the state are kept. What a check found never enters the portal.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

import eligibility
from applicants.choices import CheckKind, CheckState, Status
from applicants.errors import GuardFailed
from applicants.models import Application, PreEmploymentCheck
from applicants.services.staffwork import lock_for_work
from eligibility import Level
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right
from recruitment.audit.services import record
from vacancies.choices import RoleClass, Route
from vacancies.models import Vacancy

# The job-related fitness test belongs to these roles alone (domain 5.1 (i)).
FITNESS_ROLES = frozenset(
    {RoleClass.POLICE_OFFICER, RoleClass.PCSO, RoleClass.DDO, RoleClass.SPECIAL_CONSTABLE}
)
CHECKING = (Status.CHECKS, Status.LM_VERIFY, Status.CHECK_PROBLEM)


def kinds_for(vacancy: Vacancy) -> list[CheckKind]:
    """The checks that a person must pass before a final offer for this vacancy, in their order."""
    internal = vacancy.route == Route.INTERNAL_STAFF
    kinds = [CheckKind.IDENTITY, CheckKind.RIGHT_TO_WORK, CheckKind.VETTING]
    if not internal:
        kinds.append(CheckKind.REFERENCES)
    kinds.append(CheckKind.MEDICAL)
    if vacancy.role_class in FITNESS_ROLES:
        kinds.append(CheckKind.FITNESS)
    if internal:
        kinds.append(CheckKind.LINE_MANAGER)
    return kinds


@transaction.atomic
def create_checks(
    *, application: Application, at: datetime | None = None
) -> list[PreEmploymentCheck]:
    """Make the checks of this vacancy that are not there yet. Called on acceptance."""
    moment = at or timezone.now()
    kinds = kinds_for(application.vacancy)
    there = set(
        PreEmploymentCheck.objects.filter(application=application).values_list("kind", flat=True)
    )
    made = PreEmploymentCheck.objects.bulk_create(
        PreEmploymentCheck(application=application, kind=kind, updated_at=moment)
        for kind in kinds
        if kind not in there
    )
    record(
        action="checks.create",
        by=None,
        actor_label="system",
        target=application,
        after={"kinds": [str(check.kind) for check in made]},
    )
    return made


@transaction.atomic
def record_check(
    *,
    application_id: UUID,
    by: User,
    kind: str,
    state: str,
    expected_state: str | None = None,
    reached: Level | None = None,
    expected_piece: int | None = None,
    at: datetime | None = None,
) -> PreEmploymentCheck:
    """Write down how far a check is. `expected_state` is what the person saw. Raises Refused.

    `reached` is the level of a fitness test: compared with the level in force, as a pair, and not
    kept.
    """
    application = lock_for_work(
        application_id=application_id,
        by=by,
        right=Right.RECORD_CHECKS,
        statuses=CHECKING,
        otherwise="Checks are recorded after the offer is accepted and before it is confirmed.",
        piece=f"check:{kind}",
        expected_piece=expected_piece,
    )
    if state not in CheckState.values:
        raise GuardFailed("Choose how far the check is.")
    check = PreEmploymentCheck.objects.filter(application=application, kind=kind).first()
    if check is None:
        raise GuardFailed("This application does not need that check.")
    if kind == CheckKind.FITNESS and reached is not None:
        _compare_level(application.vacancy, state, reached, at or timezone.now())
    if expected_state not in (None, check.state):
        raise GuardFailed("A colleague changed this check while you looked at it. Look again.")
    before, check.state = check.state, state
    check.updated_at = at or timezone.now()
    check.save(update_fields=["state", "updated_at"])
    record(
        action="check.record",
        by=by,
        target=application,
        before={"kind": kind, "state": before},
        after={"kind": kind, "state": state},
    )
    return check


def _compare_level(vacancy: Vacancy, state: str, reached: Level, at: datetime) -> None:
    required = eligibility.required_level(vacancy.role_class, timezone.localdate(at))
    if required is None:
        return
    enough = reached >= required.level
    if state == CheckState.COMPLETE and not enough:
        raise GuardFailed(
            f"Level {reached} is below {required.level}, the level in force, so the test is not "
            "complete. It can be taken again."
        )
    if state == CheckState.NOT_PASSED and enough:
        raise GuardFailed(f"Level {reached} reaches {required.level}, the level in force.")
