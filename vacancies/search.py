"""What a search asks of the table: words in full text, limits and orders, as parts of a query.

Works on whatever `visible_vacancies` allows; nothing here widens it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, OrderBy, Q, QuerySet, Value
from django.db.models.expressions import RawSQL

from vacancies.models import Vacancy
from vacancies.params import SearchParams, Sort
from vacancies.validators import REFERENCE_PATTERN
from vacancies.whereabouts import KnownBase, ids_of_areas, ids_within, known_bases
from vacancies.words import Typed, read_words

_REFERENCE = re.compile(REFERENCE_PATTERN, re.IGNORECASE)
_Adverts = QuerySet[Vacancy]
SOONEST = OrderBy(F("closes_at"), nulls_last=True)
_ID = F("id").asc()


def with_words(
    vacancies: _Adverts, words: str, *, bases: Iterable[KnownBase] | None = None
) -> _Adverts:
    """The adverts that hold every word, or the one whose reference was typed."""
    if not words:
        return vacancies
    if _REFERENCE.fullmatch(words):
        return vacancies.filter(reference=words.upper())
    typed = read_words(words)
    if typed.is_empty:
        return vacancies.none()
    return vacancies.filter(condition_of(typed, bases))


def condition_of(typed: Typed, bases: Iterable[KnownBase] | None = None) -> Q:
    """Every word occurs; a place is named in the text, or the work is there."""
    condition = Q(search=text_query(typed.query)) if typed.query else Q()
    if typed.places:
        known = tuple(known_bases() if bases is None else bases)
        for expression, place in typed.places:
            ids = [
                base.id for base in known if base.areas & place.codes or base.name in place.bases
            ]
            condition &= Q(search=text_query(expression)) | Q(base_ids__overlap=ids)
    return condition


def text_query(expression: str) -> SearchQuery:
    """A `to_tsquery` expression of `words` as PostgreSQL reads it."""
    return SearchQuery(expression, config="english", search_type="raw")


def limits_of(
    params: SearchParams, *, at: datetime, bases: Iterable[KnownBase] | None = None
) -> dict[str, Q]:
    """The conditions in use beside the words, by the name of the filter they belong to.

    Areas, boroughs and bases are one condition, "where": an advert in any of them will do.
    """
    limits = {
        name: _CONDITIONS[name](codes)
        for name, codes in params.filters.items()
        if name in _CONDITIONS
    }
    areas = [*params.filters.get("bcu", ()), *params.filters.get("borough", ())]
    codes = params.filters.get("base", ())
    place = params.place
    if areas or codes or place:
        known = tuple(known_bases() if bases is None else bases)
        if areas or codes:
            ids = ids_of_areas(known, areas=areas, codes=codes)
            limits["where"] = Q(base_ids__overlap=ids)
        if place:
            limits["near"] = Q(base_ids__overlap=ids_within(known, place, params.radius))
    if params.salary:
        limits["salary"] = Q(pay_yearly__gte=params.salary)
    if params.closing:
        limits["closing"] = Q(closes_at__lte=at + timedelta(days=params.closing))
    return limits


_CONDITIONS = {
    "route": lambda codes: Q(route__in=codes),
    "role": lambda codes: Q(role_class__in=codes),
    "family": lambda codes: Q(job_family__in=codes),
    "group": lambda codes: Q(business_group__in=codes),
    "pattern": lambda codes: Q(working_patterns__overlap=list(codes)),
    "contract": lambda codes: Q(contract_type__in=codes),
    "vetting": lambda codes: Q(vetting_level__in=codes),
}


def narrow(
    vacancies: _Adverts,
    params: SearchParams,
    *,
    at: datetime,
    bases: Iterable[KnownBase] | None = None,
) -> _Adverts:
    """Only the adverts that pass every limit."""
    return passing(vacancies, limits_of(params, at=at, bases=bases))


def passing(vacancies: _Adverts, limits: Mapping[str, Q]) -> _Adverts:
    """Only the adverts that meet all of these conditions."""
    condition = Q()
    for one in limits.values():
        condition &= one
    return vacancies.filter(condition)


@dataclass(frozen=True)
class Order:
    """A way to sort: a figure for each advert (its rank or distance) and the columns after it."""

    columns: tuple[OrderBy, ...]  # each of a column of the table, or of `figure`
    figure: Any = None


def order_of(params: SearchParams, *, bases: Iterable[KnownBase], ranked: bool = True) -> Order:
    """The order asked for. Unless `ranked`, the best match is the newest.

    Ranking costs a little for every match, so a set of thousands is put by date instead.
    """
    order = params.order
    if order is Sort.RELEVANCE:
        query = read_words(params.words).query
        if not ranked:
            order = Sort.NEWEST
        elif query:
            rank = SearchRank(F("title_search"), text_query(query))
            return Order((F("figure").desc(), SOONEST, _ID), rank)
    if order is Sort.NEWEST:
        return Order((F("published_at").desc(), F("id").desc()))
    if order is Sort.SALARY:
        return Order((OrderBy(F("pay_yearly"), descending=True, nulls_last=True), SOONEST, _ID))
    if order is Sort.DISTANCE and params.place:
        nearest = _nearest(ids_within(bases, params.place, params.radius))
        return Order((F("figure").asc(), SOONEST, _ID), nearest)
    return Order((SOONEST, _ID))


def in_order(vacancies: _Adverts, order: Order) -> _Adverts:
    """Sorted by the database."""
    figured = vacancies if order.figure is None else vacancies.annotate(figure=order.figure)
    return figured.order_by(*order.columns)


def _nearest(ids: list[int]) -> Any:
    """The first of these bases that the advert has, by its place in the list."""
    ladder = "".join(
        f'WHEN "vacancies_vacancy"."base_ids" && \'{{{int(key)}}}\'::int[] THEN {number} '
        for number, key in enumerate(ids)
    )
    if not ladder:
        return Value(0)
    return RawSQL(f"CASE {ladder} ELSE {len(ids)} END", [])  # nosec B611: whole numbers alone
