"""What the health pages ask."""

from __future__ import annotations

from django.core.cache import cache
from django.db import DatabaseError, connection
from redis.exceptions import RedisError


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
