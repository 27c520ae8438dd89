"""Adverts as pages show them: rows of lists, and the facts of one. No queries of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from recruitment.ui.dates import london_deadline
from vacancies import wording
from vacancies.behaviours import Behaviours, behaviours_of
from vacancies.choices import JobFamily, VacancyStatus, VettingLevel
from vacancies.conditions import condition_lines
from vacancies.data.london import LondonPlace
from vacancies.data.unit_conditions import UnitConditions, unit_conditions
from vacancies.fitness import FitnessTest, fitness_test
from vacancies.models import Vacancy
from vacancies.stages import Stage, shown_stage
from vacancies.whereabouts import KnownBase

SOON = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Fact:
    """A heading and its words; several lines where there are several parts."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One advert in a list."""

    title: str
    url: str
    reference: str
    group: str
    summary: str
    facts: tuple[Fact, ...]
    left: str
    closing_soon: bool
    distance: str = ""


@dataclass(frozen=True, slots=True)
class Advert:
    """What an advert page shows beside its texts."""

    closing: str
    ended: str
    left: str
    closing_soon: bool
    closing_sentence: str
    main_facts: tuple[Fact, ...]
    more_facts: tuple[Fact, ...]
    vetting: str
    residency: str
    fitness_test: FitnessTest | None
    unit: UnitConditions | None
    considered_first: bool
    five_year_bar: bool
    labels: tuple[str, ...]
    stages: tuple[Stage, ...]
    behaviours: Behaviours | None
    conditions: tuple[str, ...]


def closing(vacancy: Vacancy) -> str:
    """When an advert closes; one without a date says how it ends."""
    if vacancy.closes_at is None:
        return "Open until all posts are filled"
    return london_deadline(vacancy.closes_at)


def state_of(vacancy: Vacancy, *, at: datetime) -> str:
    """What readers see now, in staff's words, which the stored status alone does not say."""
    if vacancy.is_scheduled_at(at):
        return "Opens later"
    if vacancy.status == VacancyStatus.OPEN:
        return "Closed by time" if vacancy.has_closed_at(at) else "Open"
    return str(vacancy.get_status_display())


def is_closing_soon(vacancy: Vacancy, at: datetime) -> bool:
    return vacancy.closes_at is not None and at <= vacancy.closes_at <= at + SOON


def time_left_if_soon(vacancy: Vacancy, at: datetime) -> str:
    """How long a reader has, where that is so little that a list says it."""
    return wording.time_left(vacancy.closes_at, at) if is_closing_soon(vacancy, at) else ""


def places(vacancy: Vacancy) -> tuple[str, ...]:
    """Where the work is. Twelve areas are one; bases that the note names are not repeated."""
    note = vacancy.location_note
    names = [base.name for base in vacancy.bases.all() if base.name not in note]
    areas = sum(1 for name in names if " BCU (" in name)
    if areas == 12:
        names = [name for name in names if " BCU (" not in name]
        names.append("Any of the 12 Basic Command Units (BCUs) across London")
    spoken = wording.either(sorted(names))
    return tuple(text for text in (spoken, note) if text)


def addresses(vacancy: Vacancy) -> tuple[str, ...]:
    """The address of each base that has one."""
    bases = sorted(vacancy.bases.all(), key=lambda base: base.name)
    return tuple(f"{base.name}: {base.address}" for base in bases if base.address)


def pay(vacancy: Vacancy) -> tuple[str, ...]:
    """Each part of the pay on a line of its own, so that nobody has to take a total apart."""
    parts = [wording.pay_range(vacancy.salary_min, vacancy.salary_max)]
    if parts[0]:
        parts[0] += " a year, basic"
    parts.append(wording.rate(vacancy.rate, vacancy.rate_unit))
    if vacancy.location_allowance:
        parts.append(f"plus {wording.money(vacancy.location_allowance)} location allowance")
    if vacancy.non_pensionable_allowance:
        amount = wording.money(vacancy.non_pensionable_allowance)
        parts.append(f"plus {amount} non-pensionable allowance")
    if vacancy.shift_percent:
        percent = wording.plain_number(vacancy.shift_percent)
        parts.append(f"plus {percent}% shift allowance")
    parts.append(vacancy.pay_note)
    return tuple(part for part in parts if part)


def hours(vacancy: Vacancy) -> tuple[str, ...]:
    """Patterns, hours and what else there is to know about working times."""
    weekly = vacancy.hours_per_week
    spoken = f"{wording.plain_number(weekly)} hours a week" if weekly else ""
    home = vacancy.hybrid_days
    hybrid = f"{home} day{'' if home == 1 else 's'} a week from home" if home else ""
    parts = (wording.patterns(vacancy.working_patterns), spoken, hybrid, vacancy.working_note)
    return tuple(part for part in parts if part)


def row(
    vacancy: Vacancy,
    *,
    at: datetime,
    place: LondonPlace | None = None,
    bases: Iterable[KnownBase] = (),
) -> Row:
    """The advert as a list shows it; with a place, how far its nearest base is."""
    pay_lines = pay(vacancy)
    facts = (
        Fact("Where", places(vacancy)),
        Fact("Pay", pay_lines[:1]),
        Fact("Contract", (wording.contract(vacancy.contract_type, vacancy.contract_months),)),
        Fact("Closes", (closing(vacancy),)),
    )
    group = " · ".join(
        part for part in (vacancy.get_business_group_display(), vacancy.unit) if part
    )
    return Row(
        title=vacancy.title,
        url=vacancy.get_absolute_url(),
        reference=vacancy.reference,
        group=group,
        summary=vacancy.summary,
        facts=facts,
        left=wording.time_left(vacancy.closes_at, at),
        closing_soon=is_closing_soon(vacancy, at),
        distance=distance(vacancy, place, bases) if place else "",
    )


def distance(vacancy: Vacancy, place: LondonPlace, bases: Iterable[KnownBase]) -> str:
    """How far the nearest base is from a place, in words."""
    own = set(vacancy.base_ids)
    miles = min((base.miles_from(place) for base in bases if base.id in own), default=None)
    if miles is None:
        return ""
    if miles < 1:
        return f"less than a mile from {place.name}"
    return f"{miles:.0f} mile{'' if round(miles) == 1 else 's'} from {place.name}"


def advert(vacancy: Vacancy, *, at: datetime) -> Advert:
    """The advert's facts, and which standing statements belong on its page."""
    posts = f"{vacancy.posts:,} post{'' if vacancy.posts == 1 else 's'}"
    contract = wording.contract(vacancy.contract_type, vacancy.contract_months)
    main = (
        Fact("Pay", pay(vacancy)),
        Fact("Where", (*places(vacancy), *addresses(vacancy))),
        Fact("Contract", (contract,)),
    )
    more = (
        Fact("Band or rank", (vacancy.grade,)),
        Fact("Working pattern", hours(vacancy)),
        Fact("Posts", (posts,)),
        Fact("Business group", (vacancy.get_business_group_display(),)),
        Fact("Unit", (vacancy.unit,)),
        Fact("Job family", (_family(vacancy),)),
        Fact("Reference", (vacancy.reference,)),
    )
    vetting = str(VettingLevel(vacancy.vetting_level).label)
    return Advert(
        closing=closing(vacancy),
        ended=closing(vacancy) if vacancy.closes_at and vacancy.closes_at < at else "",
        left=wording.time_left(vacancy.closes_at, at),
        closing_soon=is_closing_soon(vacancy, at),
        closing_sentence=_closing_sentence(vacancy),
        main_facts=tuple(fact for fact in main if any(fact.lines)),
        more_facts=tuple(fact for fact in more if any(fact.lines)),
        vetting=vetting,
        residency=_residency(vacancy.residency_years),
        fitness_test=fitness_test(vacancy.role_class, timezone.localdate(at)),
        unit=unit_conditions(route=vacancy.route, unit=vacancy.unit),
        considered_first=wording.has_order_of_consideration(
            route=vacancy.route, role_class=vacancy.role_class
        ),
        five_year_bar=vacancy.is_staff_role,
        labels=tuple(criterion["label"] for criterion in vacancy.criteria),
        stages=tuple(shown_stage(item) for item in vacancy.assessment_plan),
        behaviours=behaviours_of(vacancy),
        conditions=condition_lines(vacancy),
    )


def _family(vacancy: Vacancy) -> str:
    if not vacancy.job_family:
        return ""
    family = str(JobFamily(vacancy.job_family).label)
    return f"{family}: {vacancy.family_title}" if vacancy.family_title else family


def _closing_sentence(vacancy: Vacancy) -> str:
    if vacancy.closes_at is None:
        return "There is no closing date. We close this vacancy when all posts are filled."
    return f"You can apply until {closing(vacancy)}."


def _residency(years: int) -> str:
    if not years:
        return ""
    spoken = f"{years} year{'' if years == 1 else 's'}"
    return f"You normally need to have lived in the UK for the last {spoken} for this level."
