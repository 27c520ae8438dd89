"""A cache that may be away. Limits and other helpers work on; pages never fail because of it.

Decision (security document, section 5, "Decide and test: limiter when cache is down"): open, with a
warning in the log. Refusing everybody would hand anybody who can stop the cache a way to stop the
service. Guessing stays slow meanwhile: each try costs one Argon2 hash, and the edge limits requests
by address without any cache.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from threading import Lock
from typing import Any, TypeVar

import structlog
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = structlog.get_logger(__name__)

T = TypeVar("T")

PAUSE_SECONDS = 5.0


class Breaker:
    """After a failure nobody in this process asks the cache for a while; then one asks again."""

    def __init__(self, *, pause: float = PAUSE_SECONDS) -> None:
        self._pause = pause
        self._lock = Lock()
        self._closed_until = 0.0

    def allows(self) -> bool:
        """May the caller ask now? After a pause the first one may, and the others wait again."""
        now = time.monotonic()
        with self._lock:
            if now < self._closed_until:
                return False
            if self._closed_until:
                self._closed_until = now + self._pause
            return True

    def succeeded(self) -> None:
        """The cache answers again."""
        with self._lock:
            self._closed_until = 0.0

    def failed(self) -> None:
        """The cache did not answer."""
        with self._lock:
            self._closed_until = time.monotonic() + self._pause


_breakers: dict[str, Breaker] = {}


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache; while Redis is away, reads find nothing and writes go nowhere.

    `add` then answers True and `incr` the amount, as if the key were new: a lock is granted and a
    counter begins again, so limits stand open instead of refusing everybody.
    """

    def __init__(self, server: str | list[str], params: dict[str, Any]) -> None:
        super().__init__(server, params)
        # Django makes a cache object for each thread; what is known about the server is shared.
        self._breaker = _breakers.setdefault(str(server), Breaker())

    def _forgive(self, ask: Callable[[], T], instead: T) -> T:
        if not self._breaker.allows():
            return instead
        try:
            answer = ask()
        except (RedisError, OSError) as error:
            self._breaker.failed()
            logger.warning("cache_unavailable", error=type(error).__name__)
            return instead
        except ValueError:
            # incr() of a key that is not there: the cache did answer.
            self._breaker.succeeded()
            raise
        self._breaker.succeeded()
        return answer

    def add(self, *args: Any, **kwargs: Any) -> bool:
        """True while the cache is away: nobody else is known to hold the key."""
        return self._forgive(lambda: RedisCache.add(self, *args, **kwargs), True)

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """The default while the cache is away."""
        return self._forgive(lambda: RedisCache.get(self, key, default, version), default)

    def set(self, *args: Any, **kwargs: Any) -> None:
        """Kept nowhere while the cache is away."""
        self._forgive(lambda: RedisCache.set(self, *args, **kwargs), None)

    def touch(self, *args: Any, **kwargs: Any) -> bool:
        """False while the cache is away."""
        return self._forgive(lambda: RedisCache.touch(self, *args, **kwargs), False)

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        """False while the cache is away."""
        return self._forgive(lambda: RedisCache.delete(self, *args, **kwargs), False)

    def has_key(self, *args: Any, **kwargs: Any) -> bool:
        """False while the cache is away."""
        return self._forgive(lambda: RedisCache.has_key(self, *args, **kwargs), False)

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """The amount itself while the cache is away."""
        return self._forgive(lambda: RedisCache.incr(self, key, delta, version), delta)

    def get_many(self, keys: Iterable[Any], version: int | None = None) -> dict[Any, Any]:
        """Nothing while the cache is away."""
        return self._forgive(lambda: RedisCache.get_many(self, keys, version), {})

    def set_many(self, data: dict[Any, Any], *args: Any, **kwargs: Any) -> list[Any]:
        """All keys failed while the cache is away."""
        return self._forgive(lambda: RedisCache.set_many(self, data, *args, **kwargs), list(data))

    def delete_many(self, keys: Iterable[Any], version: int | None = None) -> None:
        """Nothing happens while the cache is away."""
        self._forgive(lambda: RedisCache.delete_many(self, keys, version), None)

    def clear(self) -> None:
        """Nothing happens while the cache is away."""
        self._forgive(lambda: RedisCache.clear(self), None)
