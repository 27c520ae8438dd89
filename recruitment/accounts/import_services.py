"""Importing standings: a plan that people look at, applying it, undoing it.

Standings of other sources are never touched: a file of human resources speaks for its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from recruitment.accounts.importing import Refused, Row, read_file
from recruitment.accounts.models import InternalStanding, StandingImport, StandingSource, User
from recruitment.accounts.roles import Right, has_right
from recruitment.audit.services import record

NO_ACCOUNT = "Nobody has confirmed this address in the portal yet."
OWN = "You cannot change your own standing. Ask a colleague."
OVER = "This ended already, and the portal holds nothing that it would end."
# A whole list that ends more than this share is more likely a wrong file than a wave of leavers.
MOST_ENDED = 0.2
CHANGED = "Something has changed since you looked. Look at the new plan, then apply it."


@dataclass(frozen=True, slots=True)
class Step:
    """What one row does: add, change, end or keep. `number` is 0 for people not in the file."""

    number: int
    what: str
    email: str
    user_id: int
    kind: str
    valid_from: date
    valid_until: date
    standing_id: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """Every step of an import, and the rows that are refused."""

    steps: list[Step]
    refused: list[Refused]

    def of(self, what: str) -> list[Step]:
        """The steps of one sort."""
        return [step for step in self.steps if step.what == what]

    @property
    def counts(self) -> dict[str, int]:
        """How many of each sort."""
        sorts = ("add", "change", "end", "keep")
        return {what: len(self.of(what)) for what in sorts} | {"refused": len(self.refused)}


@transaction.atomic
def upload_import(*, content: bytes, whole_list: bool, by: User) -> StandingImport:
    """Read a file and keep its rows to be looked at; nothing else changes yet.

    Raises PermissionDenied and UnreadableFile.
    """
    _check(by)
    rows, refused = read_file(content)
    made = StandingImport.objects.create(
        uploaded_by=by,
        whole_list=whole_list,
        rows=[_plain(row) for row in rows],
        refused=[_plain(row) for row in refused],
    )
    record(action="standing_import.upload", by=by, target=made, after={"rows": len(rows)})
    return made


def plan_of(one: StandingImport, *, by: User, on: date) -> Plan:
    """What applying the file would do on the London date `on`."""
    rows = [_row(values) for values in one.rows]
    owners = _owners(row.email for row in rows)
    held = _held(on)
    steps: list[Step] = []
    refused = [Refused(**values) for values in one.refused]
    named: set[int] = set()
    for row in rows:
        user_id = owners.get(row.email)
        why = NO_ACCOUNT if user_id is None else OWN if user_id == by.pk else ""
        if user_id is None or why:
            named.add(user_id or 0)
            refused.append(Refused(row.number, row.email, why))
            continue
        named.add(user_id)
        step = _step(row, user_id, held.get((user_id, row.kind)), on)
        if step is None:
            refused.append(Refused(row.number, row.email, OVER))
        else:
            steps.append(step)
    if one.whole_list:
        # Whoever stands in a row that cannot be used is in the file all the same: nobody has left
        # because of a typing mistake.
        named |= set(_owners(row.email for row in refused if row.email).values())
        steps += _leavers(held, named | {by.pk})
    return Plan(steps, sorted(refused, key=lambda one: one.number))


def _step(row: Row, user_id: int, old: InternalStanding | None, on: date) -> Step | None:
    what = "add"
    if old is not None:
        same = (old.valid_from, old.valid_until) == (row.valid_from, row.valid_until)
        what = "keep" if same else "end" if row.valid_until < on else "change"
    elif row.valid_until < on:
        return None
    return Step(
        row.number, what, row.email, user_id, row.kind, row.valid_from, row.valid_until,
        old.pk if old else 0,
    )  # fmt: skip


def _leavers(held: dict[tuple[int, str], InternalStanding], named: set[int]) -> list[Step]:
    return [
        Step(0, "end", old.user.email, user_id, kind, old.valid_from, old.valid_until, old.pk)
        for (user_id, kind), old in held.items()
        if user_id not in named
    ]


def ends_many(plan: Plan, *, on: date) -> bool:
    """True when the plan ends so many standings that somebody should look twice."""
    return len(plan.of("end")) > max(5, MOST_ENDED * len(_held(on)))


@transaction.atomic
def apply_import(*, import_id: int, seen: dict[str, int], by: User) -> StandingImport:
    """Do what the plan says. `seen` are the counts that the person looked at.

    Raises PermissionDenied, and ValidationError when it was applied already or the plan is another
    one by now.
    """
    _check(by)
    one = StandingImport.objects.select_for_update().get(pk=import_id)
    if one.applied_at is not None:
        raise ValidationError("This file was applied already.")
    today = timezone.localdate()
    list(InternalStanding.objects.select_for_update().filter(source=StandingSource.HR_RECORD))
    plan = plan_of(one, by=by, on=today)
    if plan.counts != seen:
        raise ValidationError(CHANGED)
    for step in plan.steps:
        _apply(step, one, by, today)
    one.applied_at, one.counts, one.rows, one.refused = timezone.now(), plan.counts, [], []
    one.save(update_fields=["applied_at", "counts", "rows", "refused"])
    record(action="standing_import.apply", by=by, target=one, after=plan.counts)
    return one


def _apply(step: Step, one: StandingImport, by: User, today: date) -> None:
    if step.what in ("change", "end"):
        old = InternalStanding.objects.get(pk=step.standing_id)
        old.ended_on, old.ended_by, old.ended_by_import = today, by, one
        old.save(update_fields=["ended_on", "ended_by", "ended_by_import"])
        record(action="standing.end", by=by, target=old, after={"ended_on": today})
    if step.what in ("add", "change"):
        new = InternalStanding.objects.create(
            user_id=step.user_id,
            kind=step.kind,
            source=StandingSource.HR_RECORD,
            valid_from=step.valid_from,
            valid_until=step.valid_until,
            recorded_by=by,
            made_by=one,
        )
        after = {"kind": step.kind, "valid_from": step.valid_from, "valid_until": step.valid_until}
        record(action="standing.record", by=by, target=new, after=after)


@transaction.atomic
def undo_import(*, import_id: int, by: User) -> tuple[int, int]:
    """Take back what an import did; returns how many were undone and how many were left.

    What it added never held; what it ended holds again. A standing that somebody has changed since
    then is left as it is, and so is one's own: nobody gives themselves a standing. Raises
    PermissionDenied and ValidationError.
    """
    _check(by)
    one = StandingImport.objects.select_for_update().get(pk=import_id)
    if one.applied_at is None or one.undone_at is not None:
        raise ValidationError("Only a file that is in force can be undone.")
    undone = left = 0
    for new in one.made.select_for_update():
        if new.ended_on is not None:
            left += 1
            continue
        new.ended_on, new.ended_by = new.valid_from, by
        new.save(update_fields=["ended_on", "ended_by"])
        record(action="standing.end", by=by, target=new, reason="The import was undone.")
        undone += 1
    for old in one.ended.select_for_update():
        if old.user_id == by.pk:
            left += 1
            continue
        old.ended_on = old.ended_by = old.ended_by_import = None
        old.save(update_fields=["ended_on", "ended_by", "ended_by_import"])
        record(action="standing.restore", by=by, target=old, reason="The import was undone.")
        undone += 1
    one.undone_at, one.undone_by = timezone.now(), by
    one.save(update_fields=["undone_at", "undone_by"])
    record(action="standing_import.undo", by=by, target=one, after={"undone": undone, "left": left})
    return undone, left


def forget_old_uploads(*, before: timedelta = timedelta(days=1)) -> int:
    """Delete files that were looked at and never applied."""
    old = StandingImport.objects.filter(
        applied_at__isnull=True, uploaded_at__lt=timezone.now() - before
    )
    return old.delete()[0]


def _check(by: User) -> None:
    if not has_right(by, Right.MANAGE_USERS):
        raise PermissionDenied("Only people who manage users may import standings.")


def _owners(emails: Iterable[str]) -> dict[str, int]:
    """Accounts by the addresses that they have confirmed."""
    rows = EmailAddress.objects.filter(email__in=set(emails), verified=True, user__is_active=True)
    return {str(email).lower(): user_id for email, user_id in rows.values_list("email", "user_id")}


def _held(on: date) -> dict[tuple[int, str], InternalStanding]:
    """Standings from this source that hold or will: the latest of each person and kind."""
    rows = InternalStanding.objects.filter(
        source=StandingSource.HR_RECORD, valid_until__gte=on, ended_on__isnull=True
    )
    rows = rows.select_related("user").order_by("valid_until", "pk")
    return {(row.user_id, row.kind): row for row in rows}


def _plain(row: Row | Refused) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(row).items()
    }


def _row(values: dict[str, Any]) -> Row:
    begins, ends = (date.fromisoformat(values[name]) for name in ("valid_from", "valid_until"))
    return Row(values["number"], values["email"], values["kind"], begins, ends)
