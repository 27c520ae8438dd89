"""A limit on tries by address, in the shared cache. A dead cache lets people in and says so."""

from __future__ import annotations

import time

import structlog
from allauth.core.internal.ratelimit import get_ip
from django.core.cache import cache
from django.http import HttpRequest

log = structlog.get_logger(__name__)

# Far above a classroom or an office behind one address, far below what would fill the table.
NEW_SESSIONS = 300
NEW_SESSIONS_SECONDS = 600


def too_many_new_sessions(request: HttpRequest) -> bool:
    """Ask this before the first answer of somebody signed out is kept in a session: True where
    one address begins session after session, as a program without cookies does.

    A browser that has a session is never refused, however often it saves.
    """
    if request.session.keys():  # read, not believed: a cookie that names no session counts as none
        return False
    return too_many(request, action="new_session", most=NEW_SESSIONS, seconds=NEW_SESSIONS_SECONDS)


def too_many(request: HttpRequest, *, action: str, most: int, seconds: int) -> bool:
    """Count a try of `action` from this client's address; True beyond `most` in `seconds`.

    The window is fixed, not sliding. The address is the one the edge vouches for; of an
    IPv6 address its /64 network counts. If the cache is away nobody is refused: a limit must not
    become an outage.
    """
    address = get_ip(request)
    window = int(time.time()) // seconds
    key = f"limit:{action}:{address}:{window}"
    try:
        cache.add(key, 0, timeout=seconds)
        return int(cache.incr(key)) > most
    except Exception as error:
        log.warning("limit_unavailable", action=action, error=type(error).__name__)
        return False
