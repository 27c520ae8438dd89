"""Many applications at once: begun, checked, confirmed, carried out one by one, reported.

Nothing is done in bulk below the surface: each application is locked, and its right, stage and
guards are checked by the service that the case page calls, in a transaction of its own that also
writes what became of it. So a run may be killed anywhere, be carried on by two workers at once, and
meet a colleague's run: whoever comes second is skipped with a sentence that names the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import partial

import structlog
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from applicants.choices import Actor, Status
from applicants.desk.beside import colleagues_for
from applicants.desk.bulk_actions import BULK_ACTIONS, BulkAction
from applicants.desk.models import BulkItem, BulkRun
from applicants.desk.services.noting import assign
from applicants.desk.services.outcomes import (
    check_one_vacancy,
    checked_outcome,
    in_the_way_of_preparing,
    prepare_item,
)
from applicants.errors import GuardFailed, NotAllowed, Refused
from applicants.labels import staff_label
from applicants.models import Application
from applicants.pipeline import STEPS, Step
from applicants.policies import may_fire, may_work_on
from applicants.services.deciding import decide
from applicants.services.guards import GUARDS
from recruitment.accounts.models import User
from recruitment.accounts.roles import has_right
from recruitment.audit.services import record
from recruitment.broker import publish

log = structlog.get_logger(__name__)

TASK = "applicants.desk.tasks.carry_on"
MOST = 5_000  # in one run
AT_ONCE = 50  # checked while the page waits; a worker does what is left
PORTION = 100
KEPT_DAYS = 90
FAILED = "Something went wrong on our side, and nothing was changed. Try this one again."

State = BulkRun.State
Outcome = BulkItem.Outcome


@transaction.atomic
def begin_run(*, by: User, action: str, applications: Iterable[Application]) -> BulkRun:
    """Note what was chosen, and check the first of it. `applications` come from a list that this
    person may see. Raises Refused without the right, with none, or with too many."""
    chosen = BULK_ACTIONS.get(action)
    if chosen is None:
        raise GuardFailed("Choose what to do.")
    if not has_right(by, chosen.right):
        raise NotAllowed("Your role does not include this. Ask an administrator.")
    applications = list(applications)
    versions = {one.pk: one.version for one in applications}
    if not versions:
        raise GuardFailed("Choose at least one application.")
    if len(versions) > MOST:
        raise GuardFailed(f"Up to {MOST:,} applications go at once. Narrow the filter.")
    check_one_vacancy(chosen, applications)
    run = BulkRun.objects.create(owner=by, action=action, started_at=timezone.now())
    BulkItem.objects.bulk_create(
        (BulkItem(run=run, application_id=pk, version=version) for pk, version in versions.items()),
        batch_size=1_000,
    )
    record(action="bulk.begin", by=by, target=run, after={"what": action, "chosen": len(versions)})
    check_portion(run_id=run.pk, limit=AT_ONCE)
    _nudge(run)
    run.refresh_from_db()
    return run


@transaction.atomic
def check_portion(*, run_id: int, limit: int = PORTION) -> int:
    """Find out what would become of the next applications; returns how many that were."""
    run = BulkRun.objects.select_related("owner").get(pk=run_id)
    if run.state != State.CHECKING:
        return 0
    action, now = BULK_ACTIONS[run.action], timezone.now()
    items = list(_next(run, Outcome.UNCHECKED)[:limit])
    for item in items:
        why = _in_the_way(action, item, run.owner, now)
        item.outcome, item.why = (Outcome.BLOCKED, why) if why else (Outcome.READY, "")
    BulkItem.objects.bulk_update(items, ["outcome", "why"])
    if not run.items.filter(outcome=Outcome.UNCHECKED).exists():
        BulkRun.objects.filter(pk=run.pk, state=State.CHECKING).update(state=State.READY)
    return len(items)


def _in_the_way(action: BulkAction, item: BulkItem, by: User, at: datetime) -> str:
    """Why this one would be skipped, or "". Asked again, with the row locked, when it is done."""
    application = item.application
    if action.event is None:
        return may_work_on(by, application, action.right).why
    if action.prepares:
        return in_the_way_of_preparing(action, application, by, at)
    step: Step = STEPS[action.event]
    allowed = may_fire(user=by, actor=Actor.STAFF, step=step, application=application)
    if not allowed:
        return allowed.why
    if Status(application.status) not in step.moves:
        return f"It is at “{staff_label(application.status)}”, where this cannot be done."
    answers = (GUARDS[name](application, at) for name in step.guards)
    return next((sentence for sentence in answers if sentence), "")


@transaction.atomic
def confirm_run(*, run_id: int, by: User, answers: Mapping[str, str]) -> BulkRun:
    """Let it happen. `answers` is what the action asks: a reason, a colleague's number.

    Confirming twice is the same as once. Raises Refused.
    """
    run = _lock_own(run_id, by)
    if run.state in (State.RUNNING, State.DONE):
        return run
    if run.state != State.READY:
        raise GuardFailed("This cannot be confirmed now. Look at it again.")
    action = BULK_ACTIONS[run.action]
    if not has_right(by, action.right):
        raise NotAllowed("Your role does not include this. Ask an administrator.")
    if not run.items.filter(outcome=Outcome.READY).exists():
        raise GuardFailed("There is nothing to be done: all of them would be skipped.")
    run.answers = checked_outcome(run, answers) if action.turns_down else _checked(action, answers)
    run.state, run.confirmed_at = State.RUNNING, timezone.now()
    run.save(update_fields=["answers", "state", "confirmed_at"])
    record(
        action="bulk.confirm",
        by=by,
        target=run,
        after={"what": run.action, "ready": run.items.filter(outcome=Outcome.READY).count()},
        reason=run.answers.get("reason", ""),
    )
    _nudge(run)
    return run


def _checked(action: BulkAction, answers: Mapping[str, str]) -> dict[str, str]:
    found = {}
    if action.needs_reason:
        found["reason"] = answers.get("reason", "").strip()
        if not found["reason"]:
            raise GuardFailed("Write a reason. The candidate or a colleague may read it.")
    if action.needs_colleague:
        found["colleague"] = answers.get("colleague", "")
        if not found["colleague"].isdecimal():
            raise GuardFailed("Choose a colleague.")
    return found


@transaction.atomic
def cancel_run(*, run_id: int, by: User) -> BulkRun:
    """Leave it before anything was done, or stop it with what is done already. Raises Refused."""
    run = _lock_own(run_id, by)
    if run.state in (State.DONE, State.CANCELLED):
        raise GuardFailed("This has ended already.")
    _end(run, State.CANCELLED)
    return run


def carry_on(*, run_id: int, portions: int = 10) -> bool:
    """Do the next of a run: check, or carry out. True while something is left.

    May run twice at once and be killed anywhere.
    """
    for _ in range(portions):
        run = BulkRun.objects.filter(pk=run_id).first()
        if run is None or run.state not in (State.CHECKING, State.RUNNING):
            return False
        if run.state == State.CHECKING:
            done = check_portion(run_id=run_id)
        else:
            done = sum(do_next(run_id=run_id) for _ in range(PORTION)) or _finish(run_id)
        if not done:
            return False  # another worker has what is left
    return True


@transaction.atomic
def do_next(*, run_id: int) -> bool:
    """Do it to the next application of a confirmed run; False where none is free."""
    run = BulkRun.objects.select_related("owner").get(pk=run_id)
    if run.state != State.RUNNING:
        return False
    # The step reads and locks the application itself.
    item = _next(run, Outcome.READY).select_related(None).first()
    if item is None:
        return False
    try:
        with transaction.atomic():
            _do(run, item)
    except Refused as refused:
        item.outcome, item.why = Outcome.SKIPPED, str(refused)
    except Exception:
        # One that fails must not hold up the others; the log says why, the report that it did.
        log.exception("bulk_item_failed", run=run_id, item=item.pk)
        item.outcome, item.why = Outcome.SKIPPED, FAILED
    else:
        item.outcome = Outcome.DONE
    item.ended_at = timezone.now()
    item.save(update_fields=["outcome", "why", "ended_at"])
    return True


def _do(run: BulkRun, item: BulkItem) -> None:
    action = BULK_ACTIONS[run.action]
    if action.event is None:
        owner_id = int(run.answers["colleague"])
        assign(application_id=item.application_id, by=run.owner, owner_id=owner_id)
        return
    if action.prepares:
        prepare_item(run, item)
        return
    decide(
        application_id=item.application_id,
        by=run.owner,
        event=action.event,
        reason=run.answers.get("reason", ""),
        expected_version=item.version,
    )


@transaction.atomic
def _finish(run_id: int) -> bool:
    """End a run whose last application is done; one that another worker holds is not."""
    run = BulkRun.objects.select_for_update().get(pk=run_id)
    if run.state != State.RUNNING or run.items.filter(outcome=Outcome.READY).exists():
        return False
    _end(run, State.DONE)
    return True


def _end(run: BulkRun, state: BulkRun.State) -> None:
    run.state, run.ended_at = state, timezone.now()
    run.save(update_fields=["state", "ended_at"])
    done = run.items.filter(outcome=Outcome.DONE).count()
    skipped = run.items.filter(outcome__in=(Outcome.SKIPPED, Outcome.BLOCKED)).count()
    record(
        action=f"bulk.{state}",
        by=run.owner,
        target=run,
        after={"what": run.action, "done": done, "skipped": skipped},
    )


def _next(run: BulkRun, outcome: BulkItem.Outcome) -> QuerySet[BulkItem]:
    """The items that wait, locked for this transaction; what another worker holds is passed by."""
    return (
        run.items.select_for_update(skip_locked=True, of=("self",))
        .select_related("application__candidate__user", "application__vacancy")
        .filter(outcome=outcome)
        .order_by("pk")
    )


def _lock_own(run_id: int, by: User) -> BulkRun:
    run = BulkRun.objects.select_for_update(of=("self",)).select_related("owner").get(pk=run_id)
    if run.owner_id != by.pk:
        raise NotAllowed("This was begun by somebody else.")
    return run


def _nudge(run: BulkRun) -> None:
    """Ask a worker, after the commit; beat looks for what is left if the broker is away."""
    transaction.on_commit(partial(publish, TASK, run.pk), robust=True)


def unfinished_runs() -> list[int]:
    """Runs that somebody's worker left in the middle."""
    waiting = BulkRun.objects.filter(state__in=(State.CHECKING, State.RUNNING))
    return list(waiting.order_by("started_at").values_list("pk", flat=True))


def forget_old_runs(*, at: datetime) -> int:
    """Delete reports of three months ago; the audit log keeps the numbers."""
    old = BulkRun.objects.filter(started_at__lt=at - timedelta(days=KEPT_DAYS))
    return old.exclude(state=State.RUNNING).delete()[0]


def colleagues_of(run: BulkRun) -> QuerySet[User]:
    """Who may be given applications of this run: the teams of their vacancies."""
    return colleagues_for(run.items.values("application__vacancy_id"))
