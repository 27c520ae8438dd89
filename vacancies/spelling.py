"""Typing mistakes: which of the typed words no advert has, and which word of a title was meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from vacancies import survey
from vacancies.models import Vacancy
from vacancies.search import condition_of, text_query
from vacancies.whereabouts import KnownBase
from vacancies.words import near_query, read_words, swapped, words_of

MIN_LETTERS = 4  # shorter words have too few trigrams to be alike by more than chance
MAX_WORDS = 6
TITLES = 100  # titles that are looked at for each word
ALIKE = 0.75  # share of letters in common: "constible" is constable, "painter" is nothing


@dataclass(frozen=True, slots=True)
class WordSeen:
    """One word: whether any advert has it, and if none, titles that hold something like it."""

    word: str
    is_known: bool
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordFound:
    """One word: in how many adverts it occurs, up to `BROAD`, and how many pass the limits."""

    word: str
    count: int
    passing: int


def look_at_words(
    listed: QuerySet[Vacancy], words: Sequence[str], *, bases: Iterable[KnownBase]
) -> list[WordSeen]:
    """Does anything have this word, and what looks like it? One query for all of them."""
    asked = _asked(words)
    questions = []
    for word in asked:
        holds = listed.filter(condition_of(read_words(word), bases)).order_by().values("id")
        questions.append((holds, titles_like(listed, word)))
    # Titles are looked for only where the word is not there: most words are right.
    # Counting all of them keeps the planner at the index; EXISTS made it read the whole table.
    known = "(SELECT count(*) FROM ({}) AS a) > 0"
    rows = _ask(questions, f"CASE WHEN {known} THEN NULL ELSE ARRAY({{}}) END")
    return [
        WordSeen(word, titles is None, tuple(titles or ()))
        for word, (titles,) in zip(asked, rows, strict=True)
    ]


def count_words(
    listed: QuerySet[Vacancy],
    narrowed: QuerySet[Vacancy],
    words: Sequence[str],
    *,
    bases: Iterable[KnownBase],
) -> list[WordFound]:
    """How many adverts have each word by itself, in one query."""
    asked = _asked(words)
    questions = []
    for word in asked:
        holds = condition_of(read_words(word), bases)
        questions.append(
            tuple(
                adverts.filter(holds).order_by().values("id")[: survey.BROAD]
                for adverts in (listed, narrowed)
            )
        )
    counted = "(SELECT count(*) FROM ({}) AS a), (SELECT count(*) FROM ({}) AS b)"
    rows = _ask(questions, counted)
    return [WordFound(word, *counts) for word, counts in zip(asked, rows, strict=True)]


def _asked(words: Sequence[str]) -> list[str]:
    return [word for word in words[:MAX_WORDS] if not read_words(word).is_empty]


def _ask(questions: Iterable[Sequence[QuerySet[Vacancy, Any]]], shape: str) -> list[Any]:
    """One row for each question; `shape` says what to select of its parts."""
    parts: list[str] = []
    parameters: list[Any] = []
    for question in questions:
        sql = [part.query.sql_with_params() for part in question]
        parts.append("SELECT " + shape.format(*(text for text, _ in sql)))
        parameters += [value for _, values in sql for value in values]
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), parameters)
        return list(cursor.fetchall())


def titles_like(listed: QuerySet[Vacancy], word: str) -> QuerySet[Vacancy, str]:
    """Titles with a word that looks like this one, by trigrams; swapped letters by their words."""
    alike = Q(search=text_query(near_query(word)))
    if len(word) >= MIN_LETTERS:
        alike |= Q(title__trigram_word_similar=word)
    return listed.filter(alike).order_by().values_list("title", flat=True)[:TITLES]


def corrected(found: Iterable[WordSeen]) -> list[str]:
    """The words with their mistakes put right; empty unless every word has become a known one."""
    words = []
    for one in found:
        word = one.word if one.is_known else _closest(one)
        if not word:
            return []
        words.append(word)
    return words


def _closest(found: WordSeen) -> str:
    candidates = {word for title in found.titles for word in words_of(title)}
    turned = swapped(found.word) & candidates
    if turned:
        return min(turned)
    best = max(
        ((SequenceMatcher(None, found.word, word).ratio(), word) for word in candidates),
        default=(0.0, ""),
    )
    return best[1] if best[0] >= ALIKE else ""
