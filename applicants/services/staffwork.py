"""What every piece of staff work on an application begins with: the lock, the right, the stage."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from applicants.choices import Status
from applicants.errors import NotAllowed, StateChanged
from applicants.models import Application
from applicants.policies import may_work_on
from applicants.services.latest_work import count_save
from applicants.services.transition import describe_latest_change, lock_application
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right


def lock_for_work(
    *,
    application_id: UUID,
    by: User,
    right: Right,
    statuses: Collection[Status],
    otherwise: str,
    expected_version: int | None = None,
    piece: str = "",
    expected_piece: int | None = None,
) -> Application:
    """The application, locked until the caller's transaction ends, if `by` may work on it now.

    `statuses` are the stages in which this work belongs; outside them StateChanged says
    `otherwise` and who changed the application last. `piece` is what is saved, as `latest_work`
    names it, and `expected_piece` the number that the form carried. Raises NotAllowed and
    StateChanged.
    """
    application = lock_application(application_id)
    allowed = may_work_on(by, application, right)
    if not allowed:
        raise NotAllowed(allowed.why)
    if application.status not in statuses:
        raise StateChanged(f"{otherwise} {describe_latest_change(application)}")
    if expected_version not in (None, application.version):
        raise StateChanged(describe_latest_change(application))
    if piece:
        count_save(application=application, piece=piece, by=by, expected=expected_piece)
    return application
