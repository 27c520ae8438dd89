"""Finds adverts: words in full text, the nearest titles for typing mistakes, filters and orders.

Works on whatever `visible_vacancies` allows; nothing here widens it.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.search import (
    SearchQuery,
    SearchRank,
    TrigramWordSimilarity,
)
from django.db import connection, transaction
from django.db.models import Exists, F, OrderBy, OuterRef, Q, QuerySet, Value

from vacancies.choices import Zone
from vacancies.models import Vacancy
from vacancies.params import OUTSIDE_LONDON, SearchParams, Sort
from vacancies.validators import REFERENCE_PATTERN
from vacancies.words import near_query, read_words

NEAR_ENOUGH = 0.35  # share of trigrams: "constible" finds constables, "painter" finds nothing
MIN_NEAR = 4  # shorter words have too few trigrams to be alike by more than chance
MAX_NEAR = 100
RANK_LIMIT = 1000  # ranking costs a little for every match, so broad words are put by date
_REFERENCE = re.compile(REFERENCE_PATTERN, re.IGNORECASE)
_Adverts = QuerySet[Vacancy]


def with_words(vacancies: _Adverts, words: str) -> _Adverts:
    """The adverts that hold every word, or the one whose reference was typed."""
    if not words:
        return vacancies
    if _REFERENCE.fullmatch(words):
        return vacancies.filter(reference=words.upper())
    typed = read_words(words)
    if typed.is_empty:
        return vacancies.none()
    condition = Q(search=_query(typed.query)) if typed.query else Q()
    for expression, place in typed.places:
        at_place = Q(base__bcu__in=place.codes) | Q(base__name__in=place.bases)
        condition &= Q(search=_query(expression)) | _at_base(at_place)
    return vacancies.filter(condition)


def _query(expression: str) -> SearchQuery:
    return SearchQuery(expression, config="english", search_type="raw")


def _at_base(place: Q) -> Q:
    through = Vacancy.bases.through
    return Q(Exists(through.objects.filter(place, vacancy_id=OuterRef("pk"))))


@transaction.atomic
def near_titles(vacancies: _Adverts, words: str) -> list[int]:
    """Ids of adverts in whose title every word, or one that looks like it, stands; nearest first.

    The threshold is set for this transaction alone, because only the operator can use the index.
    """
    typed = read_words(words).words
    if not any(len(word) >= MIN_NEAR for word in typed):
        return []
    condition = Q()
    likeness: Any = Value(0.0)
    for word in typed:
        near = Q(search=_query(near_query(word)))
        if len(word) >= MIN_NEAR:
            near |= Q(title__trigram_word_similar=word)
            likeness = likeness + TrigramWordSimilarity(word, "title")
        condition &= near
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(NEAR_ENOUGH)]
        )
    rows = vacancies.filter(condition).order_by(likeness.desc(), "id")
    return list(rows.values_list("id", flat=True)[:MAX_NEAR])


def narrow(
    vacancies: _Adverts, params: SearchParams, *, at: datetime, leaving_out: str = ""
) -> _Adverts:
    """Only the adverts that pass every filter but the one left out (for its counts)."""
    condition = Q()
    for name, codes in params.filters.items():
        if name != leaving_out:
            condition &= _CONDITIONS[name](codes)
    if params.closing:
        condition &= Q(closes_at__lte=at + timedelta(days=params.closing))
    return vacancies.filter(condition)


def _at_bases(codes: tuple[str, ...]) -> Q:
    place = Q(base__bcu__in=[code for code in codes if code != OUTSIDE_LONDON])
    if OUTSIDE_LONDON in codes:
        place |= Q(base__zone=Zone.OUTSIDE)
    return _at_base(place)


_CONDITIONS = {
    "route": lambda codes: Q(route__in=codes),
    "role": lambda codes: Q(role_class__in=codes),
    "group": lambda codes: Q(business_group__in=codes),
    "pattern": lambda codes: Q(working_patterns__overlap=list(codes)),
    "contract": lambda codes: Q(contract_type__in=codes),
    "bcu": _at_bases,
}


def in_order(vacancies: _Adverts, params: SearchParams, *, total: int) -> _Adverts:
    """The adverts in the order asked for; best match is by title, and only of a few hundred."""
    soonest = OrderBy(F("closes_at"), nulls_last=True)
    order = params.order
    if order is Sort.RELEVANCE:
        query = read_words(params.words).query
        if query and total <= RANK_LIMIT:
            rank = SearchRank(F("title_search"), _query(query))
            return vacancies.order_by(rank.desc(), soonest, "id")
        order = Sort.NEWEST if total > RANK_LIMIT else Sort.CLOSING
    if order is Sort.NEWEST:
        return vacancies.order_by("-published_at", "-id")
    return vacancies.order_by(soonest, "id")
