"""The embedded Valkey: a socket of its owner's, and an append-only file that survives a kill."""

from __future__ import annotations

import os
import signal
import stat
from pathlib import Path

import pytest
import redis

from recruitment.demo import programs
from recruitment.demo.places import ServiceError
from recruitment.demo.services import Valkey
from recruitment.settings import env
from tests.demo_services.conftest import wait_for


def server(state: Path) -> Valkey:
    return Valkey(state / "valkey", state=state)


def client(url: str) -> redis.Redis:
    """A client of the broker's database, by the address that the settings derive."""
    broker, cache = env.redis_pair(url)
    assert broker.startswith("redis+socket:///")
    return redis.Redis.from_url(cache.replace("?db=1", "?db=0"))


def test_a_killed_server_keeps_what_it_acknowledged(state: Path) -> None:
    first = server(state)
    with client(first.start()) as connection:
        assert connection.set("job", "one") is True
    assert first.child is not None
    os.kill(first.child.pid, signal.SIGKILL)
    assert wait_for(lambda: first.child is not None and first.child.exit_code() is not None)
    first.stop()

    with server(state) as second, client(second.url) as connection:
        assert connection.get("job") == b"one"


def test_only_its_owner_can_reach_it_and_nothing_is_evicted(state: Path) -> None:
    with server(state) as valkey, client(valkey.url) as connection:
        assert connection.config_get("port") == {"port": "0"}
        assert connection.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
        socket = state / "valkey" / "socket" / "valkey.sock"
        assert stat.S_IMODE(socket.stat().st_mode) == 0o700
        assert stat.S_IMODE(socket.parent.stat().st_mode) == 0o700


def test_a_second_owner_is_refused(state: Path) -> None:
    with server(state), pytest.raises(ServiceError, match=r"^Valkey in .* is already in use by"):
        server(state).start()


def test_without_a_program_the_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "_package_directory", lambda name: None)
    monkeypatch.setattr(programs.shutil, "which", lambda name: None)
    with pytest.raises(ServiceError) as refused:
        programs.valkey_program()
    assert str(refused.value) == (
        "No Valkey or Redis server was found: its package has no build for this machine. Install "
        "valkey-server or redis-server, or set REDIS_URL to a running server."
    )
