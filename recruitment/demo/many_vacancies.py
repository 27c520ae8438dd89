"""Thousands of invented adverts for measurements, written in bulk: no service could do it in time.

The same number always gives the same adverts. They obey every constraint of the table, and their
words are spread as in earnest: some in every tenth advert, most in one of hundreds.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.db import connection, transaction

from recruitment.demo.data.many import FIELDS, GRADES, LEVELS, REST, SENTENCES, THINGS, UNITS, WORDS
from vacancies.choices import (
    BusinessGroup,
    ContractType,
    JobFamily,
    RateUnit,
    RoleClass,
    Route,
    VacancyStatus,
    VettingLevel,
    Visibility,
    WorkingPattern,
)
from vacancies.data.job_families import TITLES
from vacancies.models import Base, EssentialCriterion, Vacancy
from vacancies.services import load_bases

BATCH = 2_000
FIRST = 100_000  # references of invented masses have six figures, those of stories four
# Route, role and list, as often as they occur among a hundred adverts.
_KINDS: tuple[tuple[int, Route, RoleClass, Visibility], ...] = (
    (44, Route.EXTERNAL_STAFF, RoleClass.POLICE_STAFF, Visibility.PUBLIC),
    (4, Route.EXTERNAL_STAFF, RoleClass.PCSO, Visibility.PUBLIC),
    (3, Route.EXTERNAL_STAFF, RoleClass.DDO, Visibility.PUBLIC),
    (30, Route.TEMPORARY, RoleClass.POLICE_STAFF, Visibility.PUBLIC),
    (14, Route.TRANSFEREE, RoleClass.POLICE_OFFICER, Visibility.PUBLIC),
    (2, Route.NEW_CONSTABLE, RoleClass.POLICE_OFFICER, Visibility.PUBLIC),
    (3, Route.SPECIAL_CONSTABLE, RoleClass.SPECIAL_CONSTABLE, Visibility.PUBLIC),
)
_INTERNAL = (Route.INTERNAL_STAFF, RoleClass.POLICE_STAFF, Visibility.INTERNAL)
_WEIGHTS = tuple(kind[0] for kind in _KINDS)
_RANKS = tuple(1 / rank for rank in range(3, len(WORDS) + 3))
_PATTERNS = tuple(WorkingPattern)
SENTENCES_EACH = 32
INTERNAL_EVERY = 20  # beside the public ones; only public adverts count towards the number


def load_many_vacancies(*, count: int, now: datetime) -> int:
    """Add invented public adverts until `count` of them are there. Returns how many were added.

    All are open at `now` and close between 1 and 120 days later, or never.
    """
    load_bases()
    bases = list(Base.objects.order_by("id"))
    there = Vacancy.objects.filter(
        reference__regex=r"^MPS-\d{2}-\d{6}$", visibility=Visibility.PUBLIC
    ).count()
    for start in range(there, count, BATCH):
        add_numbers(range(start, min(start + BATCH, count)), bases, now=now)
    with connection.cursor() as cursor:
        # What autovacuum does in earnest, but only after a minute.
        cursor.execute("VACUUM ANALYZE vacancies_vacancy")
        cursor.execute("VACUUM ANALYZE vacancies_vacancy_bases")
    return max(0, count - there)


@transaction.atomic
def add_numbers(numbers: range, bases: list[Base], *, now: datetime) -> None:
    """Add the adverts with these numbers, in one transaction."""
    vacancies = [one for number in numbers for one in _adverts(number, now=now)]
    Vacancy.objects.bulk_create(vacancies)
    EssentialCriterion.objects.bulk_create(
        EssentialCriterion(vacancy=vacancy, code="facts", text="Respect for facts", order=1)
        for vacancy in vacancies
    )
    through = Vacancy.bases.through
    links = [
        through(vacancy_id=vacancy.pk, base_id=base.pk)
        for vacancy in vacancies
        for base in _places(Random(vacancy.reference), bases)  # nosec B311: invented adverts
    ]
    through.objects.bulk_create(links, batch_size=BATCH * 4)


def _places(draw: Random, bases: list[Base]) -> list[Base]:
    """Most adverts have one base, some two or three, a few are for every area."""
    if draw.random() < 0.01:
        return [base for base in bases if " BCU (" in base.name]
    return draw.sample(bases, draw.choices((1, 2, 3), (80, 15, 5))[0])


def _adverts(number: int, *, now: datetime) -> list[Vacancy]:
    draw = Random(number)  # nosec B311: invented adverts, the same each time
    kind = draw.choices(_KINDS, _WEIGHTS)[0][1:]
    made = [_advert(f"MPS-26-{FIRST + number}", draw, kind, now)]
    if number % INTERNAL_EVERY == 0:
        made.append(_advert(f"MPS-25-{FIRST + number}", draw, _INTERNAL, now))
    return made


def _advert(
    reference: str, draw: Random, kind: tuple[Route, RoleClass, Visibility], now: datetime
) -> Vacancy:
    route, role_class, visibility = kind
    opened = now - timedelta(minutes=draw.randrange(1, 90 * 24 * 60))
    closes = now + timedelta(minutes=draw.randrange(24 * 60, 120 * 24 * 60))
    family = draw.choice(list(JobFamily)) if route == Route.TEMPORARY else ""
    field, thing = draw.choice(FIELDS), draw.choice(THINGS)
    title = f"{draw.choice(LEVELS)}{field} {thing}".strip()
    if family and draw.random() < 0.5:
        title = f"{draw.choice(TITLES[JobFamily(family)])} ({field})"
    words = iter(draw.choices(WORDS, _RANKS, k=3 * SENTENCES_EACH))
    text = [
        draw.choice(SENTENCES).format(next(words), next(words), next(words))
        for _ in range(SENTENCES_EACH)
    ]
    return Vacancy(
        **REST,
        **_pay(draw, route),
        reference=reference,
        title=title[:120],
        route=route,
        role_class=role_class,
        job_family=family,
        visibility=visibility,
        business_group=draw.choice(list(BusinessGroup)),
        unit=draw.choice(UNITS),
        summary=" ".join(text[:2])[:400],
        body=" ".join(text[2:]),
        grade=draw.choice(GRADES),
        contract_type=_contract(draw, route),
        working_patterns=sorted({_PATTERNS[0], draw.choice(_PATTERNS), draw.choice(_PATTERNS)}),
        vetting_level=draw.choice(list(VettingLevel)),
        residency_years=draw.choice((3, 5, 10)),
        posts=draw.randrange(1, 12),
        status=VacancyStatus.OPEN,
        opens_at=opened,
        published_at=opened,
        closes_at=closes if draw.random() < 0.95 else None,
    )


def _contract(draw: Random, route: Route) -> ContractType:
    if route == Route.SPECIAL_CONSTABLE:
        return ContractType.VOLUNTEER
    if route == Route.TEMPORARY:
        return draw.choice((ContractType.TEMPORARY, ContractType.INTERIM))
    return draw.choices((ContractType.PERMANENT, ContractType.FIXED_TERM), (80, 20))[0]


def _pay(draw: Random, route: Route) -> dict[str, Any]:
    if route == Route.TEMPORARY:
        if draw.random() < 0.5:
            return {"rate": Decimal(draw.randrange(14, 40)), "rate_unit": RateUnit.HOUR}
        return {"rate": Decimal(draw.randrange(200, 600, 10)), "rate_unit": RateUnit.DAY}
    if route in (Route.EXTERNAL_STAFF, Route.INTERNAL_STAFF):
        lowest = Decimal(draw.randrange(24_000, 80_000, 250))
        return {"salary_min": lowest, "salary_max": lowest + draw.randrange(0, 9_000, 250)}
    if route == Route.SPECIAL_CONSTABLE:
        return {}
    return {"pay_note": "Officer pay scale, plus London allowances"}
