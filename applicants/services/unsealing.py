"""Opening the seal of a vacancy before its closing time: by right, with a reason, in the log."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from applicants.errors import GuardFailed, NotAllowed
from applicants.models import SealOpening
from applicants.policies import may_work_for
from applicants.selectors.seals import is_sealed
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right
from recruitment.audit.services import record
from vacancies.models import Vacancy


@transaction.atomic
def open_seal(*, vacancy_id: int, by: User, reason: str, at: datetime | None = None) -> SealOpening:
    """From now on the people in selection read the applications of this vacancy, although it is
    still open. It cannot be sealed again. Raises Refused."""
    allowed = may_work_for(by, vacancy_id, Right.OPEN_SEALED)
    if not allowed:
        raise NotAllowed(allowed.why)
    if not reason.strip():
        raise GuardFailed("Write why the seal must be opened before the closing time.")
    moment = at or timezone.now()
    vacancy = Vacancy.objects.select_for_update(no_key=True).get(pk=vacancy_id)
    if not is_sealed(vacancy, moment):
        raise GuardFailed("This vacancy is not sealed now.")
    opening = SealOpening.objects.create(
        vacancy=vacancy, opened_by=by, opened_at=moment, reason=reason.strip()
    )
    record(action="seal.open", by=by, target=vacancy, reason=reason)
    return opening
