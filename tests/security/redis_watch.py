"""Everything that is said to Redis while somebody listens: its own list of commands, decoded."""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import pytest
import redis
from django.test import override_settings
from kombu import Connection

from recruitment import broker
from recruitment.settings import env

THE_END = "nobody-listens-any-more"
# Celery packs a task's arguments into base64; a canary would not be found in there.
PACKED = re.compile(r'"body": "([A-Za-z0-9+/=]+)"')


def unpacked(command: str) -> str:
    """A command with what it carries packed beside it, readable."""
    bodies = [base64.b64decode(found).decode() for found in PACKED.findall(command)]
    return " ".join([command, *bodies])


@contextmanager
def listening(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The tests' own Redis as broker and cache, as in production; gives the commands it was sent.

    Others may use the same server meanwhile: their commands are among these.
    """
    queue, shelf = env.redis_pair(os.environ["REDIS_URL"])
    server = redis.Redis.from_url(shelf)
    heard: list[str] = []
    connection = Connection(queue)
    monkeypatch.setattr(broker.app, "connection_for_write", lambda **options: connection)
    monkeypatch.setattr(broker, "breaker", broker.NudgeBreaker())
    caches = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": shelf}
    }

    def listen() -> None:
        for told in monitor.listen():
            if THE_END in told["command"]:
                return
            heard.append(unpacked(told["command"]))

    with server.monitor() as monitor, override_settings(CACHES=caches):
        listener = Thread(target=listen)
        listener.start()
        try:
            yield heard
        finally:
            server.echo(THE_END)
            listener.join(timeout=30)
    connection.release()
