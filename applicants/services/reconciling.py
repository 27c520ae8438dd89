"""Two markers who differ too much agree on scores, with a note; or the panel chair settles it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from applicants.choices import Status
from applicants.errors import GuardFailed, NotAllowed, StateChanged
from applicants.models import AgreedScore, Application, Reconciliation
from applicants.policies import may_mark, may_work_on
from applicants.selectors.sift_standing import Standing, standing_of
from applicants.services.transition import describe_latest_change, lock_application
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right, has_right
from recruitment.audit.services import record
from vacancies.scoring import scale_of


@transaction.atomic
def propose_scores(
    *,
    application_id: UUID,
    by: User,
    scores: Mapping[str, int],
    note: str,
    at: datetime | None = None,
) -> Reconciliation:
    """Say which score each criterion that is apart should have (by its code), and why.

    A marker's proposal counts once the other marker agrees; the chair's counts at once. Proposing
    again replaces what was proposed before. Raises Refused.
    """
    application, standing, open_one = _lock(application_id, by)
    wanted = {one.code: one.pk for one in standing.apart}
    values = scale_of(application.vacancy.score_scale).values
    if set(scores) != set(wanted):
        raise GuardFailed("Give a score for each criterion on which the markers differ.")
    if any(score not in values for score in scores.values()):
        raise GuardFailed(f"Give a score from {values[0]} to {values[-1]}.")
    if not note.strip():
        raise GuardFailed("Write why you agree on these scores.")
    moment = at or timezone.now()
    open_one.note, open_one.proposed_by, open_one.proposed_at = note.strip(), by, moment
    if by.pk not in standing.done:  # the chair
        open_one.agreed_by, open_one.agreed_at = by, moment
    open_one.save()
    open_one.scores.all().delete()
    AgreedScore.objects.bulk_create(
        AgreedScore(reconciliation=open_one, criterion_id=wanted[code], score=score)
        for code, score in scores.items()
    )
    record(
        action="sift_score.settle" if open_one.agreed_at else "sift_score.propose",
        by=by,
        target=application,
        after={f"criterion_{wanted[code]}": score for code, score in scores.items()},
    )
    return open_one


@transaction.atomic
def agree_scores(
    *, application_id: UUID, by: User, proposed_at: datetime, at: datetime | None = None
) -> Reconciliation:
    """The other marker agrees to what was proposed at `proposed_at`: it counts from now on.

    Raises Refused, also where the proposal has changed meanwhile.
    """
    application, standing, open_one = _lock(application_id, by)
    if open_one.proposed_at is None:
        raise GuardFailed("Nobody has proposed scores yet.")
    if by.pk not in standing.done or open_one.proposed_by_id == by.pk:
        raise NotAllowed("The other marker agrees to these scores, or proposes others.")
    if open_one.proposed_at != proposed_at:
        raise StateChanged("Your colleague has changed the proposal. Look at it again.")
    open_one.agreed_by, open_one.agreed_at = by, at or timezone.now()
    open_one.save(update_fields=["agreed_by", "agreed_at"])
    record(action="sift_score.agree", by=by, target=application)
    return open_one


def may_reconcile(user: User, application: Application, standing: Standing) -> str:
    """Empty for one of the markers and for the chair; otherwise why not."""
    if has_right(user, Right.RECONCILE_SCORES):
        return may_work_on(user, application, Right.RECONCILE_SCORES).why
    allowed = may_mark(user, application)
    if not allowed:
        return allowed.why
    return "" if user.pk in standing.done else "Only the two markers and the panel chair do this."


def _lock(application_id: UUID, by: User) -> tuple[Application, Standing, Reconciliation]:
    application = lock_application(application_id)
    standing = standing_of(application)
    why = may_reconcile(by, application, standing)
    if why:
        raise NotAllowed(why)
    if application.status != Status.SIFT:
        raise StateChanged(f"The sift is over. {describe_latest_change(application)}")
    if standing.reconciliation is None or not standing.must_reconcile:
        raise GuardFailed("There is nothing to agree on: the markers are close enough, or done.")
    return application, standing, standing.reconciliation
