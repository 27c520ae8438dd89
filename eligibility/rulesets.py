"""The rules as they stand on a day, built once for each period in which nothing changes."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from typing import Any, Final

from .case_model import Case
from .dates import ONE_DAY, spoken
from .decisions import RuleResult
from .errors import FactError, ParameterError
from .outcomes import NOT_MET
from .parameters import DatedValue, ParameterBook, load_entries
from .rules.agency import AgencyRule
from .rules.base import Rule
from .rules.criteria import CriteriaRule
from .rules.early_departure import EarlyDepartureRule
from .rules.employee import EmployeeRule
from .rules.special import SpecialRule
from .rules.transferee import TransfereeRule
from .rules.volunteer import VolunteerRule

RULES: Final[tuple[type[Rule] | type[CriteriaRule], ...]] = (
    EmployeeRule,
    AgencyRule,
    SpecialRule,
    VolunteerRule,
    EarlyDepartureRule,
    TransfereeRule,
    CriteriaRule,
)
"""Every rule, in the order in which decisions list them (section 3)."""


class Ruleset:
    """All rules with the figures of one period.

    `name` is the later of two days: that on which its newest value began to hold, and that on
    which it was decided. Figures that were laid down later than the days they cover say so.
    """

    def __init__(self, values: dict[str, DatedValue]) -> None:
        newest = max(max(value.valid_from, value.decided_on) for value in values.values())
        self.name = newest.isoformat()
        figures: dict[str, Any] = {name: value.value for name, value in values.items()}
        self.figures = figures
        self.employee = EmployeeRule(figures)
        self.agency = AgencyRule(figures)
        self.special = SpecialRule(figures)
        self.volunteer = VolunteerRule(figures)
        self.bar = EarlyDepartureRule(figures)
        self.transferee = TransfereeRule(figures)
        self.criteria = CriteriaRule()
        self.tier_role_classes = frozenset(figures["tier.role_classes"])
        self.first_tier = frozenset(figures["tier.first"])
        self.fitness_role_classes = frozenset(figures["conditions.jrft_role_classes"])

    def internal(self, case: Case) -> list[RuleResult]:
        """The internal conditions that apply to the person."""
        facts, as_of = case.facts, case.as_of
        found = []
        if facts.employment is not None:
            found.append(self.employee.apply(facts.employment, as_of))
        if facts.agency is not None:
            found.append(self.agency.apply(facts.agency, as_of))
        if facts.special is not None:
            found.append(self.special.apply(facts.special, as_of))
        if facts.volunteer is not None:
            found.append(self.volunteer.apply(facts.volunteer, as_of))
        return found

    def tier(self, case: Case, internal: list[RuleResult]) -> int | None:
        """1 or 2 for an internal police staff role, in which order applications are considered.

        Where records differ on the kind of employment, all of them must be of the first tier.
        """
        if case.vacancy.role_class not in self.tier_role_classes:
            return None
        tier = None
        for one in internal:
            if one.outcome == NOT_MET:
                continue
            if one.rule == EmployeeRule.ID and case.facts.employment is not None:
                kinds = case.facts.employment.kind.values
                if kinds and self.first_tier.issuperset(kinds):
                    return 1
            elif one.rule == AgencyRule.ID and "agency" in self.first_tier:
                return 1
            tier = 2
        return tier

    def conditions(self, role_class: str) -> tuple[str, ...]:
        """What must be passed before a final offer, and blocks nothing earlier."""
        return ("jrft",) if role_class in self.fitness_role_classes else ()


class Rulebook:
    """The rulesets of every period, by day. Raises ParameterError for unusable values."""

    def __init__(self, book: ParameterBook) -> None:
        self.book = book
        self._begins = book.changes
        self._by_day: dict[date, Ruleset] = {}
        self._by_period: dict[int, Ruleset] = {}
        self._refuse_equal_names()

    def _refuse_equal_names(self) -> None:
        """Two periods with different figures must be told apart by the name of their ruleset."""
        seen: dict[str, dict[str, object]] = {}
        for period, begins in enumerate(self._begins):
            ruleset = self._by_period[period] = Ruleset(self.book.on(begins))
            if seen.setdefault(ruleset.name, ruleset.figures) != ruleset.figures:
                raise ParameterError(f"two rulesets with different values are named {ruleset.name}")

    def on(self, day: date) -> Ruleset:
        """The ruleset of `day`. FactError on `as_of` where a value has ended without successor."""
        known = self._by_day.get(day)
        if known is not None:
            return known
        try:
            self.book.on(day)
        except ParameterError:
            message = f"no rules are laid down for {spoken(day)}"
            raise FactError("as_of", message) from None
        ruleset = self._by_period[bisect_right(self._begins, day) - 1]
        self._by_day[day] = ruleset
        return ruleset

    def periods(self) -> list[dict[str, str | None]]:
        """Every ruleset with its first and last day (None: open)."""
        ends = [begins - ONE_DAY for begins in self._begins[1:]]
        last_days = [end.isoformat() for end in ends]
        return [
            {
                "ruleset": self._by_period[period].name,
                "valid_from": begins.isoformat(),
                "valid_to": last_days[period] if period < len(last_days) else None,
            }
            for period, begins in enumerate(self._begins)
        ]


RULEBOOK: Final = Rulebook(ParameterBook(load_entries()))
"""The rules in force, from parameters.json."""
