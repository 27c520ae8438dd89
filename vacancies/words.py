"""Reads what a person typed: words, things that mean the same, beginnings of words, places.

Only letters and figures ever reach PostgreSQL's query language, so no quote, operator or control
character can break or bend it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from vacancies.data.places import LONGEST, PLACES, Place
from vacancies.data.synonyms import SAME, STOP_WORDS

MAX_LENGTH = 100
MAX_WORDS = 12
MIN_PREFIX = 3  # a shorter beginning matches half the dictionary
_WORD = re.compile(r"[^\W_]+")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff]")
_UNIT = re.compile(r"(m|s|c)[o0](\d{1,2})\Z")


@dataclass(frozen=True, slots=True)
class Typed:
    """A search as it was understood.

    `query` is a `to_tsquery` expression in which every word, or something that means the same,
    occurs; it is empty where only places, or nothing, is left to look for. A place comes with the
    expression for adverts that name it in their text.
    """

    query: str
    places: tuple[tuple[str, Place], ...]
    words: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Nothing was typed that could be looked for."""
        return not (self.query or self.places)


def without_controls(text: str) -> str:
    """With spaces in the place of characters that stand for no sign: XML cannot hold them, and
    word processors leave some behind."""
    return _CONTROLS.sub(" ", text)


def words_of(text: str) -> list[str]:
    """The words of a search in small letters, unit names with their right letter: m07 is mo7."""
    found = _WORD.findall(text[:MAX_LENGTH].lower())
    return [_UNIT.sub(r"\1o\2", word) for word in found][:MAX_WORDS]


def read_words(text: str) -> Typed:
    """Understand a search."""
    words = words_of(text)
    parts: list[str] = []
    places: list[tuple[str, Place]] = []
    position = 0
    while position < len(words):
        group, length = _same_at(words, position)
        name, place_length = _place_at(words, position)
        if name:
            places.append((_phrase(name), PLACES[name]))
            length = place_length
        elif group:
            parts.append("(" + " | ".join(_phrase(one) for one in group) + ")")
        elif words[position] not in STOP_WORDS:
            parts.append(_beginning(words[position]))
        position += length
    kept = tuple(word for word in words if word not in STOP_WORDS)
    return Typed(" & ".join(parts), tuple(places), kept)


def swapped(word: str) -> set[str]:
    """The word with each two neighbouring letters the other way round."""
    turned = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)}
    return turned - {word}


def _same_at(words: list[str], position: int) -> tuple[tuple[str, ...], int]:
    """The group of synonyms that starts here and how many words it takes; the longest wins."""
    best: tuple[tuple[str, ...], int] = ((), 1)
    for group in SAME:
        for name in group:
            length = name.count(" ") + 1
            matches = words[position : position + length] == name.split()
            if matches and (not best[0] or length > best[1]):
                best = (group, length)
    return best


def _place_at(words: list[str], position: int) -> tuple[str, int]:
    """The longest place name that starts here and how many words it takes."""
    for length in range(LONGEST, 0, -1):
        name = " ".join(words[position : position + length])
        if name in PLACES and len(words) >= position + length:
            return name, length
    return "", 0


def _phrase(name: str) -> str:
    kept = [word for word in name.split() if word not in STOP_WORDS]
    if len(kept) == 1:
        return _beginning(kept[0])
    gaps = _gaps(name)
    rest = (f" <{gap}> {word}" for gap, word in zip(gaps, kept[1:], strict=True))
    return f"({kept[0]}{''.join(rest)})"


def _gaps(name: str) -> list[int]:
    """How far apart the kept words of a phrase stand, since stop words keep their places."""
    places = [place for place, word in enumerate(name.split()) if word not in STOP_WORDS]
    return [after - before for before, after in pairwise(places)]


def _beginning(word: str) -> str:
    unit = _UNIT.match(word)
    if unit:
        # Adverts are written by people too: one that says M07 is found by MO7.
        return f"({word} | {unit[1]}0{unit[2]})"
    return f"{word}:*" if len(word) >= MIN_PREFIX else word
