"""What an advert says in words: who may apply, pay, times, places. Pure functions, no queries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Protocol

from django.utils import timezone

from vacancies.choices import (
    STAFF_ROLE_CLASSES,
    ContractType,
    RateUnit,
    RoleClass,
    Route,
    WorkingPattern,
)

_WHO_MAY_APPLY: dict[str, str] = {
    Route.EXTERNAL_STAFF: "Anyone may apply, whether or not they work for the Met now.",
    Route.TEMPORARY: (
        "Anyone may register their interest, whether or not they work for the Met now."
    ),
    Route.TRANSFEREE: (
        "Serving constables of a Home Office force, uniform or detective, who have completed their "
        "probation with their current force and meet the day-to-day requirements of their role."
    ),
    Route.NEW_CONSTABLE: (
        "Anyone who meets the criteria below. You do not need any experience of policing."
    ),
    Route.SPECIAL_CONSTABLE: (
        "Anyone who meets the criteria below and wants to volunteer as a police officer in their "
        "spare time."
    ),
}
_INTERNAL = (
    "Met employees who have completed their probation, agency workers with 12 months' continuous "
    "service at the Met, Met special constables with at least 200 duty hours in the last 12 "
    "months, and Met volunteers who meet the volunteering conditions."
)
_INTERNAL_OFFICER = "Serving Met police officers who have completed their probation."


def who_may_apply(*, route: str, role_class: str, restricted: bool) -> str:
    """The audience of an advert as one sentence (domain report 2.1, "who may apply")."""
    if route == Route.INTERNAL_STAFF:
        officer = role_class == RoleClass.POLICE_OFFICER
        sentence = _INTERNAL_OFFICER if officer else _INTERNAL
        return f"{sentence} You need a Met device to apply." if restricted else sentence
    return _WHO_MAY_APPLY[route]


def has_order_of_consideration(*, route: str, role_class: str) -> bool:
    """Internally advertised police staff roles: staff and agency workers are considered first."""
    return route == Route.INTERNAL_STAFF and role_class in STAFF_ROLE_CLASSES


def needs_fitness_test(role_class: str) -> bool:
    """The job-related fitness test is a condition of this role (domain report 5.1 (i))."""
    return role_class in (
        RoleClass.POLICE_OFFICER,
        RoleClass.PCSO,
        RoleClass.DDO,
        RoleClass.SPECIAL_CONSTABLE,
    )


def money(amount: Decimal) -> str:
    """£34,448, or £21.40 where there are pence."""
    return f"£{amount:,.0f}" if amount == amount.to_integral() else f"£{amount:,.2f}"


def plain_number(value: Decimal) -> str:
    """36, 37.5, 12.5: no needless zero."""
    return f"{value.normalize():f}"


def time_left(closes_at: datetime | None, at: datetime) -> str:
    """How long a reader has, in days of the London calendar; empty once closed or rolling."""
    if closes_at is None or at > closes_at:
        return ""
    days = (timezone.localtime(closes_at).date() - timezone.localtime(at).date()).days
    if days > 1:
        return f"{days} days left"
    if days == 1:
        return "Closes tomorrow"
    hours = (closes_at - at) // timedelta(hours=1)
    if hours < 1:
        return "Less than 1 hour left"
    return f"Closes today: {hours} hour{'' if hours == 1 else 's'} left"


def pay_range(salary_min: Decimal | None, salary_max: Decimal | None) -> str:
    """£34,448 to £36,864; one figure where both ends are the same; empty without a salary."""
    if salary_min is None or salary_max is None:
        return ""
    if salary_min == salary_max:
        return money(salary_min)
    return f"{money(salary_min)} to {money(salary_max)}"


def rate(amount: Decimal | None, unit: str) -> str:
    """£21.40 an hour; empty without a rate."""
    return f"{money(amount)} {RateUnit(unit).label}" if amount is not None else ""


class Paid(Protocol):
    """What is paid: the columns of an advert."""

    salary_min: Decimal | None
    salary_max: Decimal | None
    rate: Decimal | None
    rate_unit: str


def pay_in_short(paid: Paid) -> str:
    """The salary or the rate, without what is added to it; empty without either."""
    return pay_range(paid.salary_min, paid.salary_max) or rate(paid.rate, paid.rate_unit)


def contract(contract_type: str, months: int | None) -> str:
    """Temporary, 6 months."""
    label = str(ContractType(contract_type).label)
    if months is None:
        return label
    return f"{label}, {months} month{'' if months == 1 else 's'}"


def patterns(values: Sequence[str]) -> str:
    """Full time, shifts and hybrid: as a sentence part, in the order of the list of patterns."""
    labels = [str(pattern.label) for pattern in WorkingPattern if pattern.value in values]
    return either([labels[0], *(label.lower() for label in labels[1:])], "and") if labels else ""


def either(names: Sequence[str], joint: str = "or") -> str:
    """A, B or C."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {joint} {names[-1]}"
