"""The parsed case: the day, the vacancy and the facts, with every status as its own class."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from .dates import Day
from .facts import UNKNOWN, Fact
from .operators import Operator

NOT_CONFIRMED: Final = "not_confirmed"


class Criterion:
    """One typed criterion of the advert, with the candidate's answer to it."""

    __slots__ = ("answer", "at_closing", "code", "operator", "value")

    def __init__(self, code: str, operator: Operator, value: Any, at_closing: bool) -> None:
        self.code = code
        self.operator = operator
        self.value = value
        self.at_closing = at_closing
        self.answer: Fact[Any] = UNKNOWN


class Vacancy:
    """What the rules need to know about the advert."""

    __slots__ = ("closes_on", "criteria", "role_class", "route")

    def __init__(
        self, route: str, role_class: str, closes_on: date | None, criteria: tuple[Criterion, ...]
    ) -> None:
        self.route = route
        self.role_class = role_class
        self.closes_on = closes_on
        self.criteria = criteria


class Employment:
    """Current employment with the Met; officers count."""

    __slots__ = ("kind", "probation_confirmed_on")

    def __init__(self) -> None:
        self.kind: Fact[str] = UNKNOWN
        self.probation_confirmed_on: Fact[Day | str] = UNKNOWN


class Break:
    """A break in an agency worker's service."""

    __slots__ = ("from_", "reason", "to")

    def __init__(self) -> None:
        self.from_: Fact[Day] = UNKNOWN
        self.to: Fact[Day] = UNKNOWN
        self.reason: Fact[str] = UNKNOWN


class Agency:
    """A current assignment through an agency."""

    __slots__ = ("breaks", "service_started_on")

    def __init__(self) -> None:
        self.service_started_on: Fact[Day] = UNKNOWN
        self.breaks: Fact[tuple[Break, ...]] = UNKNOWN


class Duty:
    """One duty of a special constable; `training` is None where the key is absent."""

    __slots__ = ("minutes", "on", "training")

    def __init__(self) -> None:
        self.on: Fact[Day] = UNKNOWN
        self.minutes: Fact[int] = UNKNOWN
        self.training: Fact[bool] | None = None


class Special:
    """A serving Met special constable."""

    __slots__ = ("duties", "duty_minutes", "prevented")

    def __init__(self) -> None:
        self.duties: Fact[tuple[Duty, ...]] = UNKNOWN
        self.duty_minutes: Fact[int] = UNKNOWN
        self.prevented: Fact[bool] = UNKNOWN


class Volunteer:
    """A current Met volunteer."""

    __slots__ = (
        "attendance_confirmed",
        "lifetime_minutes",
        "minutes_last_12_months",
        "started_on",
        "with_cadets",
    )

    def __init__(self) -> None:
        self.started_on: Fact[Day] = UNKNOWN
        self.minutes_last_12_months: Fact[int] = UNKNOWN
        self.lifetime_minutes: Fact[int] = UNKNOWN
        self.with_cadets: Fact[bool] = UNKNOWN
        self.attendance_confirmed: Fact[bool] = UNKNOWN


class Transfer:
    """An officer of another force."""

    __slots__ = (
        "force_kind",
        "meets_day_to_day_requirements",
        "probation_confirmed_on",
        "probation_with_current_force",
        "rank",
        "serving",
    )

    def __init__(self) -> None:
        self.serving: Fact[bool] = UNKNOWN
        self.force_kind: Fact[str] = UNKNOWN
        self.rank: Fact[str] = UNKNOWN
        self.probation_confirmed_on: Fact[Day | str] = UNKNOWN
        self.probation_with_current_force: Fact[bool] = UNKNOWN
        self.meets_day_to_day_requirements: Fact[bool] = UNKNOWN


class Service:
    """One period of earlier service with the Met."""

    __slots__ = ("compensation", "early_departure_scheme", "left_on")

    def __init__(self) -> None:
        self.left_on: Fact[Day] = UNKNOWN
        self.early_departure_scheme: Fact[bool] = UNKNOWN
        self.compensation: Fact[bool] = UNKNOWN


class Facts:
    """Everything stated about the person; a status the person does not have is None.

    `previous_met_service` holds an empty tuple for "none".
    """

    __slots__ = (
        "agency",
        "employment",
        "previous_met_service",
        "special",
        "transfer",
        "volunteer",
    )

    def __init__(self) -> None:
        self.employment: Employment | None = None
        self.agency: Agency | None = None
        self.special: Special | None = None
        self.volunteer: Volunteer | None = None
        self.transfer: Transfer | None = None
        self.previous_met_service: Fact[tuple[Service, ...]] = UNKNOWN


class Case:
    """A parsed case. `stated` is the data it was read from, so it can be stored and re-read."""

    __slots__ = ("as_of", "facts", "id", "stated", "vacancy")

    def __init__(
        self,
        case_id: str | int | None,
        as_of: date,
        vacancy: Vacancy,
        facts: Facts,
        stated: Mapping[str, object],
    ) -> None:
        self.id = case_id
        self.as_of = as_of
        self.vacancy = vacancy
        self.facts = facts
        self.stated = stated
