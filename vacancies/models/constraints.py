"""Impossible adverts, refused by the database; each says in words what is wrong."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.db.models import BaseConstraint, CheckConstraint, F, Index, Q

from vacancies.choices import (
    ROLE_CLASSES_OF_ROUTE,
    ContractType,
    Route,
    VacancyStatus,
    Visibility,
)
from vacancies.life import UNPUBLISHED
from vacancies.scoring import HIGHEST_SCORE

# Statuses of an advert that has been put before readers.
PUBLISHED = (VacancyStatus.OPEN, VacancyStatus.CLOSED, VacancyStatus.FILLED)
NO_MONTHS = (ContractType.PERMANENT, ContractType.VOLUNTEER)

_role_fits_route = reduce(
    or_,
    (Q(route=route, role_class__in=list(roles)) for route, roles in ROLE_CLASSES_OF_ROUTE.items()),
)
_internal = Q(route=Route.INTERNAL_STAFF)
_no_pay = Q(
    salary_min=None,
    salary_max=None,
    location_allowance=None,
    non_pensionable_allowance=None,
    rate=None,
    shift_percent=None,
)


class _Check(CheckConstraint):
    """Its message is plain words: Django would read a percent sign in it as a placeholder."""

    def get_violation_error_message(self) -> str:
        return str(self.violation_error_message)

    def deconstruct(self) -> Any:
        """Migrations know it as what it is in the database."""
        _, arguments, options = super().deconstruct()
        return "django.db.models.CheckConstraint", arguments, options


def _check(name: str, condition: Q, message: str) -> CheckConstraint:
    return _Check(name=f"vacancy_{name}", condition=condition, violation_error_message=message)


CONSTRAINTS: list[BaseConstraint] = [
    _check("role_fits_route", _role_fits_route, "This role cannot be advertised by this route."),
    _check(
        "internal_route_not_public",
        (_internal & ~Q(visibility=Visibility.PUBLIC))
        | (~_internal & Q(visibility=Visibility.PUBLIC)),
        "Internal vacancies are internal or restricted; every other route is public.",
    ),
    _check(
        "family_only_temporary",
        (Q(route=Route.TEMPORARY) & ~Q(job_family=""))
        | (~Q(route=Route.TEMPORARY) & Q(job_family="")),
        "Temporary and interim roles need a job family; other roles have none.",
    ),
    _check(
        "salary_pair",
        Q(salary_min=None, salary_max=None)
        | (
            Q(salary_min__isnull=False, salary_max__isnull=False)
            & Q(salary_min__gt=0, salary_max__gte=F("salary_min"))
        ),
        "Give both ends of the salary, the lower one first.",
    ),
    _check(
        "rate_pair",
        Q(rate=None, rate_unit="") | (Q(rate__isnull=False, rate__gt=0) & ~Q(rate_unit="")),
        "A rate needs its unit: an hour or a day.",
    ),
    _check(
        "salary_or_rate",
        Q(salary_min=None) | Q(rate=None),
        "Give a yearly salary or a rate, not both.",
    ),
    _check(
        "allowances_not_negative",
        (Q(location_allowance=None) | Q(location_allowance__gte=0))
        & (Q(non_pensionable_allowance=None) | Q(non_pensionable_allowance__gte=0))
        & (Q(shift_percent=None) | Q(shift_percent__gt=0, shift_percent__lte=100)),
        "Allowances cannot be negative, and a shift allowance is at most 100%.",
    ),
    _check(
        "volunteers_unpaid",
        ~Q(contract_type=ContractType.VOLUNTEER) | _no_pay,
        "A volunteer role has no pay.",
    ),
    _check(
        "months_fit_contract",
        (Q(contract_type__in=NO_MONTHS) & Q(contract_months=None))
        | (~Q(contract_type__in=NO_MONTHS) & (Q(contract_months=None) | Q(contract_months__gte=1))),
        "A permanent or volunteer role has no number of months.",
    ),
    _check("posts_at_least_one", Q(posts__gte=1), "There must be at least 1 post."),
    _check(
        "hours_possible",
        Q(hours_per_week=None) | Q(hours_per_week__gt=0, hours_per_week__lte=60),
        "Hours a week must be between 0 and 60.",
    ),
    _check(
        "residency_possible",
        Q(residency_years__lte=10),
        "Years of residency must be 10 or fewer.",
    ),
    _check(
        "closes_after_opening",
        Q(closes_at=None) | Q(opens_at=None) | Q(closes_at__gt=F("opens_at")),
        "The closing time must be after the opening time.",
    ),
    _check(
        "published_has_times",
        ~Q(status__in=PUBLISHED) | Q(opens_at__isnull=False, published_at__isnull=False),
        "A published advert has an opening time and a time of publication.",
    ),
    _check(
        "unpublished_has_no_time",
        ~Q(status__in=UNPUBLISHED) | Q(published_at=None),
        "An advert that was published cannot be a draft again.",
    ),
    _check(
        "sealed_needs_closing",
        Q(sealed_until_close=False) | Q(closes_at__isnull=False),
        "Only a vacancy with a closing time can stay sealed until it closes.",
    ),
    _check(
        "hybrid_days_possible",
        Q(hybrid_days=None) | Q(hybrid_days__gte=1, hybrid_days__lte=5),
        "Days a week from home must be from 1 to 5.",
    ),
    _check(
        "title_only_with_family",
        Q(family_title="") | ~Q(job_family=""),
        "A title in a job family needs the family.",
    ),
    _check(
        "pass_mark_possible",
        Q(pass_mark=None) | Q(pass_mark__gte=1, pass_mark__lte=HIGHEST_SCORE),
        "The pass mark must be a value of the scale.",
    ),
    _check("markers_one_or_two", Q(markers__in=[1, 2]), "One or two people mark."),
    _check("version_counts_up", Q(version__gte=1), "The version starts at 1."),
]

# Readers only ever list published adverts, so the indexes hold nothing else.
_OPEN = Q(status=VacancyStatus.OPEN)
# Enough of the row to page through a long list without opening each advert.
_LISTED = ["visibility", "opens_at"]
INDEXES: list[Index] = [
    GinIndex(fields=["search"], name="vacancy_search", condition=_OPEN),
    GinIndex(fields=["base_ids"], name="vacancy_base_ids", condition=_OPEN),
    Index(fields=["opens_at"], name="vacancy_by_opening", condition=_OPEN),
    Index(
        F("closes_at").asc(nulls_last=True),
        "id",
        name="vacancy_in_closing_order",
        condition=_OPEN,
        include=_LISTED,
    ),
    Index(
        F("published_at").desc(),
        F("id").desc(),
        name="vacancy_in_newest_order",
        condition=_OPEN,
        include=[*_LISTED, "closes_at"],
    ),
    Index(
        F("pay_yearly").desc(nulls_last=True),
        F("closes_at").asc(nulls_last=True),
        "id",
        name="vacancy_in_pay_order",
        condition=_OPEN,
        include=_LISTED,
    ),
]
