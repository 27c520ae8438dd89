"""The facts of an application: the candidate's answers, and what other sources supplied."""

from __future__ import annotations

import re
from typing import Any

from django.db import transaction
from django.utils import timezone

from applicants.eligibility_answers import facts_from_answers
from applicants.models import Application, EligibilityFact
from applicants.sections import ELIGIBILITY_CODE
from applicants.selectors.sections import answers_of
from applicants.services.stated import add_stated_in_form, is_told_twice
from recruitment.accounts.models import User
from recruitment.audit.services import record

_PLACE = re.compile(r"(\w+)(?:\[(\d+)\])?")
_PLACE_IN_PATH = re.compile(r"\[(\d+)\]")  # the audit log takes codes: no brackets


def gather_facts(application: Application) -> dict[str, Any]:
    """The candidate's answers, with what other sources supplied set beside them.

    Where a source other than the candidate speaks, its value stands with the declared one as a
    list, so that the rules see a contradiction where there is one (section 2 of the document). A
    value with which a reviewer has settled such a question stands alone.
    """
    answers = answers_of(application, ELIGIBILITY_CODE)
    facts = facts_from_answers(answers, application.vacancy.criteria)
    add_stated_in_form(facts, application)
    by_path: dict[str, list[EligibilityFact]] = {}
    for fact in facts_in_force(application):
        by_path.setdefault(fact.path, []).append(fact)
    for path, found in by_path.items():
        _merge(facts, path, found)
    return facts


def facts_in_force(application: Application) -> list[EligibilityFact]:
    """What others supplied, the whole list of earlier service before one date in it.

    The later word counts: a reviewer who finds that there never was any earlier service sets aside
    what was said of its parts before.
    """
    rows = EligibilityFact.objects.filter(application=application)
    found = list(rows.order_by("path", "recorded_at"))
    whole = [fact for fact in found if fact.settles]
    return [
        fact
        for fact in found
        if not any(
            fact.path.startswith(f"{one.path}[") and fact.recorded_at <= one.recorded_at
            for one in whole
        )
    ]


def _merge(facts: dict[str, Any], path: str, found: list[EligibilityFact]) -> None:
    """Set a path's value to the sourced ones; a declared value joins them where it differs."""
    *parents, last = path.split(".")
    block: Any = facts
    for parent in parents:
        block = _step_into(block, parent)
    settling = [fact for fact in found if fact.settles]
    if settling:
        block[last] = _sourced(settling[-1])
        return
    declared = block.get(last)
    values = [_sourced(fact) for fact in found]
    if is_told_twice(declared):
        values = [*declared, *values]
    elif declared is not None and all(declared != one["value"] for one in values):
        values.insert(0, {"value": declared, "source": "declared"})
    block[last] = values[0] if len(values) == 1 else values


def _sourced(fact: EligibilityFact) -> dict[str, Any]:
    return {"value": fact.value, "source": fact.source}


def _step_into(block: dict[str, Any], part: str) -> dict[str, Any]:
    """The block of this name, or the numbered one of a list; made where it is missing."""
    found = _PLACE.fullmatch(part)
    if found is None:
        raise ValueError(f"{part} is no part of a fact's path.")
    name, number = found[1], found[2]
    if number is None:
        inner = block.get(name)
        if not isinstance(inner, dict):
            inner = block[name] = {}
        return inner
    rows = block.get(name)
    if isinstance(rows, dict) and isinstance(rows.get("value"), list):
        rows = rows["value"]
    if not isinstance(rows, list):
        rows = block[name] = []
    while len(rows) <= int(number):
        rows.append({})
    row: dict[str, Any] = rows[int(number)]
    return row


@transaction.atomic
def record_fact(
    *,
    application: Application,
    path: str,
    value: Any,
    source: EligibilityFact.Source,
    by: User | None,
    settles: bool = False,
    note: str = "",
) -> EligibilityFact:
    """Keep a fact that was added after the answers. The same source's later word replaces its
    earlier one; decisions made before keep the facts that they were made on. With `settles` the
    other values of this fact are set aside."""
    if settles:
        others = EligibilityFact.objects.filter(application=application, path=path, settles=True)
        others.update(settles=False)
    fact, _ = EligibilityFact.objects.update_or_create(
        application=application,
        path=path,
        source=source,
        defaults={
            "value": value,
            "recorded_at": timezone.now(),
            "recorded_by_id": by.pk if by else None,
            "settles": settles,
            "note": note.strip(),
        },
    )
    record(
        action="eligibility.record_fact",
        by=by,
        actor_label="" if by else "line manager",
        target=application,
        after={"path": _PLACE_IN_PATH.sub(r".\1", path), "source": source, "settles": settles},
    )
    return fact
