"""The words of all titles of a list, kept for a minute: what a mistyped word may have meant.

Asking 50,000 titles by trigrams cost 30 ms and more for each mistake; a list has only a few
hundred different words in its titles. Words of restricted adverts are never kept.
"""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher

from django.conf import settings

from vacancies.choices import Visibility
from vacancies.words import swapped, words_of

KEPT_SECONDS = 60.0
MIN_LETTERS = 4  # shorter words have too few trigrams to be alike by more than chance
ALIKE = 0.75  # share of letters in common: "constible" is constable, "painter" is nothing
CANDIDATES = 20  # words with the most trigrams in common that are looked at closely


class Vocabulary:
    """Words, and which of them hold a trigram."""

    def __init__(self, titles: Iterable[str]) -> None:
        self.made = time.monotonic()
        self.words = frozenset(word for title in titles for word in words_of(title))
        self._holding: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self.words):
            for part in _trigrams(word):
                self._holding[part].append(word)

    def closest(self, word: str) -> str:
        """The word that was meant: two neighbouring letters the other way round, or the one most
        alike; empty if nothing comes near."""
        turned = swapped(word) & self.words
        if turned:
            return min(turned)
        if len(word) < MIN_LETTERS:
            return ""
        shared = Counter(one for part in _trigrams(word) for one in self._holding.get(part, ()))
        alike = (
            (SequenceMatcher(None, word, one).ratio(), one)
            for one, _ in shared.most_common(CANDIDATES)
        )
        best = max(alike, default=(0.0, ""))
        return best[1] if best[0] >= ALIKE else ""


def _trigrams(word: str) -> set[str]:
    """As PostgreSQL cuts them: two blanks before the word, one after it."""
    padded = f"  {word} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}


_kept: dict[Visibility, Vocabulary] = {}


def kept_vocabulary(kind: Visibility) -> Vocabulary | None:
    """One that is still good, without making one."""
    kept = _kept.get(kind)
    return kept if kept and time.monotonic() - kept.made < KEPT_SECONDS else None


def keep(kind: Visibility, vocabulary: Vocabulary) -> None:
    """Keep it for a minute, where pages may be kept at all, but nothing that is restricted."""
    if settings.PAGE_CACHE_SECONDS and kind != Visibility.RESTRICTED:
        _kept[kind] = vocabulary


def forget() -> None:
    """Read again when next asked."""
    _kept.clear()
