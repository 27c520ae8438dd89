"""Typing mistakes: which of the typed words no advert has, and what was meant by them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from vacancies import survey
from vacancies.by_index import rows_by_index
from vacancies.choices import Visibility
from vacancies.models import Vacancy
from vacancies.search import condition_of
from vacancies.vocabulary import Vocabulary, keep, kept_vocabulary
from vacancies.whereabouts import KnownBase
from vacancies.words import read_words

MAX_WORDS = 6


@dataclass(frozen=True, slots=True)
class WordFound:
    """One word: in how many adverts it occurs, up to `BROAD`, and how many pass the limits."""

    word: str
    count: int
    passing: int


def put_right(
    listed: QuerySet[Vacancy],
    words: Sequence[str],
    *,
    kind: Visibility,
    bases: Iterable[KnownBase],
) -> list[str]:
    """The words with their mistakes put right; empty unless every word has become a known one.

    One query at most: for the words that no title has, and once a minute for the titles.
    """
    asked = _asked(words)
    vocabulary = kept_vocabulary(kind)
    strange = [word for word in asked if vocabulary is None or word not in vocabulary.words]
    counted = "'', (SELECT count(*) FROM ({}) AS a)"
    questions: list[tuple[QuerySet[Vacancy, Any]]] = [
        (listed.filter(condition_of(read_words(word), bases)).order_by().values("id"),)
        for word in strange
    ]
    # Counting all of them keeps the planner at the index; EXISTS made it read the whole table.
    shapes = [counted] * len(questions)
    if vocabulary is None:
        questions.append((listed.order_by().values("title").distinct(),))
        shapes.append("title, -1 FROM ({}) AS t")
    rows = _ask(questions, shapes)
    known = set(asked) - set(strange)
    counts = [count for _, count in rows if count >= 0]
    known |= {word for word, count in zip(strange, counts, strict=True) if count}
    if vocabulary is None:
        vocabulary = Vocabulary(title for title, count in rows if count < 0)
        keep(kind, vocabulary)
    meant = [word if word in known else vocabulary.closest(word) for word in asked]
    return meant if all(meant) else []


def count_words(
    listed: QuerySet[Vacancy],
    narrowed: QuerySet[Vacancy] | None,
    words: Sequence[str],
    *,
    bases: Iterable[KnownBase],
) -> list[WordFound]:
    """How many adverts have each word by itself, in one query. `narrowed` are those that pass the
    limits, None where there are no limits."""
    asked = _asked(words)
    sets = [listed] if narrowed is None else [listed, narrowed]
    questions = []
    for word in asked:
        holds = condition_of(read_words(word), bases)
        questions.append(
            [adverts.filter(holds).order_by().values("id")[: survey.BROAD] for adverts in sets]
        )
    counted = ", ".join(["(SELECT count(*) FROM ({}) AS a)"] * len(sets))
    rows = _ask(questions, [counted] * len(questions))
    return [
        WordFound(word, counts[0], counts[-1]) for word, counts in zip(asked, rows, strict=True)
    ]


def _asked(words: Sequence[str]) -> list[str]:
    return [word for word in words[:MAX_WORDS] if not read_words(word).is_empty]


def _ask(questions: Iterable[Sequence[QuerySet[Vacancy, Any]]], shapes: Iterable[str]) -> list[Any]:
    """The rows of each question in turn; its shape says what to select of its parts."""
    parts: list[str] = []
    parameters: list[Any] = []
    for question, shape in zip(questions, shapes, strict=True):
        sql = [part.query.sql_with_params() for part in question]
        parts.append("SELECT " + shape.format(*(text for text, _ in sql)))
        parameters += [value for _, values in sql for value in values]
    if not parts:
        return []
    return rows_by_index(" UNION ALL ".join(parts), parameters)
