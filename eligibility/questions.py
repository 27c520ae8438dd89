"""Which unknown facts are still worth asking for, the most decisive first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from .case_model import NOT_CONFIRMED, Case, Criterion, Duty, Service, Transfer
from .cases import KINDS_OF_EMPLOYMENT, parse_case
from .dates import FIRST_DAY, LAST_DAY, ONE_DAY, Span
from .evaluation import decide
from .facts import Fact
from .outcomes import NEEDS_EVIDENCE
from .rulesets import RULEBOOK, Rulebook

_MANY_MINUTES: Final = 10**9
_FLAGS: Final = (True, False)
_SAMPLES: Final[dict[str, tuple[object, ...]]] = {
    "kind": KINDS_OF_EMPLOYMENT,
    "reason": ("leave", "other"),
    "force_kind": ("home_office", "other"),
    "rank": ("constable", "sergeant_or_above"),
    "duty_minutes": (0, _MANY_MINUTES),
    "minutes": (0, _MANY_MINUTES),
    "minutes_last_12_months": (0, _MANY_MINUTES),
    "lifetime_minutes": (0, _MANY_MINUTES),
}
_DATES: Final = frozenset(
    {"probation_confirmed_on", "service_started_on", "started_on", "left_on", "on", "to"}
)
_PLACE: Final = re.compile(r"(\w+)(?:\[(\d+)\])?")


def questions_that_matter(
    case: Mapping[str, object] | Case, *, rulebook: Rulebook = RULEBOOK
) -> list[str]:
    """The paths of the unknown facts that can still change the result, most decisive first.

    Decisive is a fact of which most of its possible answers settle the result alone. Facts that
    only make a settled result firmer are left out, and so is the list of duties where their
    total answers the same question. FactError as for `decide`.
    """
    stated = case.stated if isinstance(case, Case) else case
    # Read afresh, since the facts are tried out on it.
    trial = parse_case(stated)
    if trial.facts.transfer is None and trial.vacancy.route == "transferee":
        trial.facts.transfer = Transfer()
    decision = decide(trial, rulebook=rulebook)
    open_facts = [path for path in decision.missing if path != "special.duties"]
    if "special.duties" in decision.missing and "special.duty_minutes" not in open_facts:
        open_facts.append("special.duties")
    shares = {path: _share_that_settles(trial, path, rulebook) for path in open_facts}
    return sorted(open_facts, key=lambda path: -shares[path])


def _share_that_settles(trial: Case, path: str, rulebook: Rulebook) -> float:
    """The share of a fact's sample answers after which nothing more needs to be known."""
    holders = list(_holders(trial, path))
    samples = list(_samples(holders[0][0], holders[0][1], trial.as_of))
    settled = 0
    for sample in samples:
        before = [getattr(holder, name) for holder, name in holders]
        for holder, name in holders:
            setattr(holder, name, Fact((sample,), (False,), False))
        settled += decide(trial, rulebook=rulebook).result != NEEDS_EVIDENCE
        for (holder, name), fact in zip(holders, before, strict=True):
            setattr(holder, name, fact)
    return settled / len(samples)


def _holders(case: Case, path: str) -> Iterator[tuple[Any, str]]:
    """The objects that hold the fact: several where several sources give the list it is in."""
    if path.startswith("answers."):
        code = path.removeprefix("answers.")
        for criterion in case.vacancy.criteria:
            if criterion.code == code:
                yield criterion, "answer"
        return
    if path == "previous_met_service":
        yield case.facts, path
        return
    *steps, name = path.split(".")
    holders: list[Any] = [case.facts]
    for step in steps:
        found = _PLACE.fullmatch(step)
        if found is None:
            continue
        inner = [getattr(holder, found[1]) for holder in holders]
        if found[2] is not None:
            at = int(found[2])
            inner = [items[at] for fact in inner for items in fact.values if at < len(items)]
        holders = inner
    for holder in holders:
        yield holder, name


def _samples(holder: Any, name: str, as_of: date) -> Iterator[object]:
    """Answers that stand for all possible ones of a fact."""
    if isinstance(holder, Criterion):
        yield from _answer_samples(holder, as_of)
        return
    fact: Fact[Any] = getattr(holder, name)
    vague = [value for value in fact.values if isinstance(value, Span)]
    if vague:
        for span in vague:
            yield span.first
            yield span.last
    elif name in _DATES:
        yield from (FIRST_DAY, as_of, as_of + ONE_DAY)
        if name == "probation_confirmed_on":
            yield NOT_CONFIRMED
        if name == "left_on":
            yield as_of - ONE_DAY
    elif name == "previous_met_service":
        yield ()
        yield (_barring_service(as_of),)
    elif name == "duties":
        yield ()
        yield (_long_duty(as_of),)
    else:
        yield from _SAMPLES.get(name, _FLAGS)


def _barring_service(as_of: date) -> Service:
    service = Service()
    service.left_on = Fact((as_of - ONE_DAY,), (False,), False)
    service.early_departure_scheme = service.compensation = Fact((True,), (False,), False)
    return service


def _long_duty(as_of: date) -> Duty:
    duty = Duty()
    duty.on = Fact((as_of,), (False,), False)
    duty.minutes = Fact((_MANY_MINUTES,), (False,), False)
    return duty


def _answer_samples(criterion: Criterion, as_of: date) -> Iterator[object]:
    name, value = criterion.operator.name, criterion.value
    if name in ("is_true", "judged"):
        yield from _FLAGS
    elif name in ("at_least", "at_most"):
        yield from (value, value - 1, value + 1)
    elif name == "equals":
        yield from (value, None)
    elif name == "one_of":
        yield from (value[0], None)
    else:
        for day in criterion.answer.values:
            if isinstance(day, Span):
                yield from (day.first, day.last)
                return
        yield from (FIRST_DAY, as_of, LAST_DAY)
