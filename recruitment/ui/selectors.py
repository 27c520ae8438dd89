"""What the health pages ask, and the texts that staff write."""

from __future__ import annotations

from collections.abc import Callable

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.models import QuerySet
from redis.exceptions import RedisError

from recruitment.ui.models import TextVersion
from recruitment.ui.texts import place_of

TEXTS = "ui:texts"
TEXTS_SECONDS = 60


def database_answers() -> bool:
    """Whether PostgreSQL answers a query now."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone() == (1,))
    except DatabaseError:
        return False


def cache_answers() -> bool:
    """Whether the cache keeps and returns a value now."""
    try:
        cache.set("ready", "yes", timeout=5)
        return bool(cache.get("ready") == "yes")
    except (OSError, RedisError):
        return False


def remember_texts(texts: dict[str, tuple[int, str]]) -> None:
    """Keep what staff wrote at hand for a minute: the newest version of each and its number."""
    cache.set(TEXTS, texts, timeout=TEXTS_SECONDS)


def _nothing_known() -> None:
    return None


_state: Callable[[], object | None] = _nothing_known
_in_hand: tuple[object, dict[str, tuple[int, str]]] | None = None


def keep_in_hand_while_same(state: Callable[[], object | None]) -> None:
    """Let this process keep the texts as long as `state()` stays what it was; None keeps nothing.

    The page cache registers its stamp here, which every change of a text raises.
    """
    global _state
    _state = state


def _newest_texts() -> dict[str, tuple[int, str]]:
    """What this process holds while nothing changed, otherwise what all of them share."""
    global _in_hand
    state = _state()
    held = _in_hand
    if state is not None and held is not None and held[0] == state:
        return held[1]
    texts = _shared_texts()
    _in_hand = None if state is None else (state, texts)
    return texts


def _shared_texts() -> dict[str, tuple[int, str]]:
    """One query a minute at most. Without a database there is nothing: error pages then have their
    first words."""
    kept = cache.get(TEXTS)
    if kept is None:
        rows = TextVersion.objects.order_by("key", "-id").distinct("key")
        try:
            kept = {key: (pk, text) for key, pk, text in rows.values_list("key", "pk", "text")}
        except DatabaseError:
            return {}
        remember_texts(kept)
    return dict(kept)


def edited_texts() -> dict[str, str]:
    """What staff wrote, by key: the newest version of each."""
    return {key: text for key, (_, text) in _newest_texts().items()}


def version_in_use(key: str) -> int | None:
    """The number of the version that holds now; None where it is the portal's own words."""
    number, text = _newest_texts().get(key, (0, ""))
    return number if text else None


def text_of(key: str) -> str:
    """The text of a place in Markdown: what staff wrote last, otherwise the default."""
    place = place_of(key)
    return edited_texts().get(key, place.default)


def versions_of(key: str) -> QuerySet[TextVersion]:
    """All versions of a text, newest first, with who wrote them."""
    return TextVersion.objects.filter(key=key).select_related("written_by", "restored_from")


def newest_version(key: str) -> int:
    """The number of the version that pages show; 0 for the default."""
    return versions_of(key).values_list("pk", flat=True).first() or 0


def edited_keys() -> dict[str, TextVersion]:
    """The newest version of every text that staff changed, by key."""
    rows = TextVersion.objects.order_by("key", "-id").distinct("key")
    return {row.key: row for row in rows.select_related("written_by")}
