"""A saved search as a search: what it says, what it finds, how it reads in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db.models import QuerySet
from django.http import QueryDict

from vacancies.choices import Visibility
from vacancies.filters import FILTERS
from vacancies.models import Vacancy
from vacancies.nothing import filter_labels
from vacancies.params import SearchParams, read_params
from vacancies.search import narrow, with_words
from vacancies.whereabouts import KnownBase, known_bases


def lasting(params: SearchParams) -> SearchParams:
    """The part of a search that still means something next month: no order, page or deadline."""
    return replace(params, closing=None, sort=None, page=1)


def params_of(query: str) -> SearchParams:
    """The search behind a stored address; what is no longer known is left out."""
    return lasting(read_params(QueryDict(query))[0])


def matching(
    vacancies: QuerySet[Vacancy],
    query: str,
    *,
    at: datetime,
    bases: tuple[KnownBase, ...] | None = None,
) -> QuerySet[Vacancy]:
    """Those of `vacancies` that hold the words and pass every filter of a stored search.

    Whoever asks for many searches gives the known `bases` once.
    """
    params = params_of(query)
    known = known_bases() if bases is None else bases
    found = with_words(vacancies, params.words, bases=known)
    return narrow(found, params, at=at, bases=known)


def describe(query: str, kind: str) -> tuple[str, ...]:
    """A stored search in words: one line for what was typed and one for each filter."""
    params = params_of(query)
    lines = [f"“{params.words}”"] if params.words else []
    for one in FILTERS:
        labels = filter_labels(params, one.name)
        if labels:
            lines.append(f"{one.heading}: {' or '.join(labels)}")
    lines += filter_labels(params, "near") + filter_labels(params, "salary")
    if lines:
        return tuple(lines)
    every = "Every internal vacancy" if kind == Visibility.INTERNAL else "Every public vacancy"
    return (every,)
