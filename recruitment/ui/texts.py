"""Texts that staff may change: where each stands, and the words it has until somebody does.

The words in the code are the safe default: without any row in the database every page is whole.
Each part of the portal registers its places in `apps.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextPlace:
    """One text on a page: its key, what staff call it, where it is read, its default in Markdown.

    `url_name` leads staff to a page that shows it. `check` raises ValidationError for words that
    cannot stand there; a place that has one is edited on a page of its own, not as Markdown.
    """

    key: str
    title: str
    where: str
    default: str
    url_name: str = ""
    check: Callable[[str], None] | None = None


_families: dict[str, Callable[[str], TextPlace]] = {}
_places: dict[str, TextPlace] = {}
_listeners: list[Callable[[], None]] = []

BANNER = TextPlace(
    key="banner",
    title="Banner",
    where="At the top of every page. Leave it empty when there is nothing to say.",
    default="",
    url_name="vacancies:home",
)


def register_texts(*places: TextPlace) -> None:
    """Make places known. Raises ValueError for two that share a key."""
    for place in places:
        if _places.get(place.key, place) != place:
            raise ValueError(f"Two texts have the key {place.key}.")
        _places[place.key] = place


def all_places() -> list[TextPlace]:
    """Every place, in the order of registration."""
    return list(_places.values())


def place_of(key: str) -> TextPlace:
    """The place with this key. Raises KeyError."""
    prefix, _, name = key.partition(".")
    if prefix in _families:
        return _families[prefix](name)
    return _places[key]


def register_family(prefix: str, finder: Callable[[str], TextPlace]) -> None:
    """Make all places "<prefix>.<name>" known; the finder raises KeyError for another name."""
    _families[prefix] = finder


def when_changed(listener: Callable[[], None]) -> None:
    """Call `listener` after a text was changed, for example to drop cached pages."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell_listeners() -> None:
    """A text was changed."""
    for listener in _listeners:
        listener()


register_texts(BANNER)
