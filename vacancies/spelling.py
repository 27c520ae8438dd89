"""Typing mistakes: which of the typed words no advert has, and which word of a title was meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from vacancies.models import Vacancy
from vacancies.search import condition_of, text_query
from vacancies.survey import BROAD
from vacancies.whereabouts import KnownBase
from vacancies.words import near_query, read_words, swapped, words_of

MIN_LETTERS = 4  # shorter words have too few trigrams to be alike by more than chance
MAX_WORDS = 6
TITLES = 100  # titles that are looked at for each word
ALIKE = 0.75  # share of letters in common: "constible" is constable, "painter" is nothing


@dataclass(frozen=True, slots=True)
class WordFound:
    """One word: in how many adverts it occurs (up to `BROAD`), how many of them pass the limits,
    and titles that hold something like it."""

    word: str
    count: int
    passing: int
    titles: tuple[str, ...]


def look_at_words(
    listed: QuerySet[Vacancy],
    narrowed: QuerySet[Vacancy],
    words: Sequence[str],
    *,
    bases: Iterable[KnownBase],
) -> list[WordFound]:
    """Ask about each word by itself, in one query."""
    parts: list[str] = []
    parameters: list[Any] = []
    asked = [word for word in words[:MAX_WORDS] if not read_words(word).is_empty]
    for word in asked:
        holds = condition_of(read_words(word), bases)
        questions = (
            listed.filter(holds).order_by().values("id")[:BROAD],
            narrowed.filter(holds).order_by().values("id")[:BROAD],
            titles_like(listed, word),
        )
        sql = [question.query.sql_with_params() for question in questions]
        parts.append(
            f"SELECT (SELECT count(*) FROM ({sql[0][0]}) AS a),"
            f" (SELECT count(*) FROM ({sql[1][0]}) AS b), ARRAY({sql[2][0]})"
        )
        parameters += [value for _, values in sql for value in values]
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), parameters)
        rows = cursor.fetchall()
    return [
        WordFound(word, count, passing, tuple(titles))
        for word, (count, passing, titles) in zip(asked, rows, strict=True)
    ]


def titles_like(listed: QuerySet[Vacancy], word: str) -> QuerySet[Vacancy, str]:
    """Titles with a word that looks like this one, by trigrams; swapped letters by their words."""
    alike = Q(search=text_query(near_query(word)))
    if len(word) >= MIN_LETTERS:
        alike |= Q(title__trigram_word_similar=word)
    return listed.filter(alike).order_by().values_list("title", flat=True)[:TITLES]


def corrected(found: Iterable[WordFound]) -> list[str]:
    """The words with their mistakes put right; empty unless every word has become a known one."""
    words = []
    for one in found:
        word = one.word if one.count else _closest(one)
        if not word:
            return []
        words.append(word)
    return words


def _closest(found: WordFound) -> str:
    candidates = {word for title in found.titles for word in words_of(title)}
    turned = swapped(found.word) & candidates
    if turned:
        return min(turned)
    best = max(
        ((SequenceMatcher(None, found.word, word).ratio(), word) for word in candidates),
        default=(0.0, ""),
    )
    return best[1] if best[0] >= ALIKE else ""
