"""A dead cache costs limits, never a page (security document, section 5)."""

from __future__ import annotations

import time

import pytest
import time_machine
from django.core.cache import caches
from django.test import Client
from redis.exceptions import ConnectionError as RedisGone

from recruitment.access import cache as forgiving
from recruitment.access.cache import Breaker, ForgivingRedisCache
from recruitment.access.limits import too_many
from tests.accounts.people import is_signed_in, make_user, sign_in

DEAD = "redis://127.0.0.1:1/1"


@pytest.fixture
def dead(monkeypatch):
    """A cache whose server is not there, with a breaker of its own."""
    monkeypatch.setattr(forgiving, "_breakers", {})
    return ForgivingRedisCache(DEAD, {"OPTIONS": {"socket_connect_timeout": 0.25}})


def test_reads_find_nothing_and_writes_go_nowhere(dead):
    assert dead.get("a") is None
    assert dead.get("a", 5) == 5
    assert dead.set("a", 1) is None
    assert dead.get_many(["a", "b"]) == {}
    assert dead.set_many({"a": 1, "b": 2}) == ["a", "b"]
    assert dead.delete("a") is False
    assert dead.delete_many(["a"]) is None
    assert dead.has_key("a") is False
    assert ("a" in dead) is False
    assert dead.touch("a") is False
    assert dead.clear() is None


def test_locks_are_granted_and_counters_begin_again(dead):
    assert dead.add("lock", 1) is True
    assert dead.add("lock", 1) is True
    assert dead.incr("count") == 1
    assert dead.incr("count", 3) == 3
    assert dead.decr("count") == -1
    assert dead.get_or_set("x", lambda: 7) == 7


def test_after_one_failure_the_server_is_left_alone_for_a_while(dead, monkeypatch):
    asked = []

    def ask(*args, **kwargs):
        asked.append(time.monotonic())
        raise RedisGone

    monkeypatch.setattr(forgiving.RedisCache, "get", ask)
    for _ in range(50):
        dead.get("a")
    assert len(asked) == 1
    second = ForgivingRedisCache(DEAD, {})  # another thread's object
    second.get("a")
    assert len(asked) == 1
    monkeypatch.setattr(dead._breaker, "_closed_until", time.monotonic() - 1)
    dead.get("a")
    dead.get("a")
    assert len(asked) == 2


def test_the_breaker_lets_one_ask_and_opens_again_on_an_answer(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(forgiving.time, "monotonic", lambda: now[0])
    breaker = Breaker(pause=5)
    assert [breaker.allows(), breaker.allows()] == [True, True]
    breaker.failed()
    assert breaker.allows() is False
    now[0] = 105.0
    assert [breaker.allows(), breaker.allows()] == [True, False]
    breaker.succeeded()
    assert [breaker.allows(), breaker.allows()] == [True, True]


def test_a_missing_counter_is_not_a_dead_cache(dead, monkeypatch):
    def missing(*args, **kwargs):
        raise ValueError("Key 'x' not found.")

    monkeypatch.setattr(forgiving.RedisCache, "incr", missing)
    with pytest.raises(ValueError, match="not found"):
        dead.incr("x")
    assert dead._breaker.allows() is True


def test_with_a_server_it_is_djangos_cache(settings):
    live = ForgivingRedisCache(settings.CACHE_URL, {"KEY_PREFIX": "forgiving-test", "TIMEOUT": 30})
    live.delete_many(["a", "b", "count"])
    assert live.get("a") is None
    assert (live.add("a", [1, 2]), live.add("a", 3), live.get("a")) == (True, False, [1, 2])
    assert live.set_many({"b": 2, "count": 5}) == []
    assert live.get_many(["a", "b", "missing"]) == {"a": [1, 2], "b": 2}
    assert (live.incr("count"), live.incr("count", 4), live.has_key("count")) == (6, 10, True)
    with pytest.raises(ValueError, match="not found"):
        live.incr("missing")
    assert (live.touch("a", 30), live.delete("a"), live.delete("a")) == (True, True, False)
    assert live.delete_many(["b", "count"]) is None
    assert live.get("count") is None


@pytest.fixture
def no_cache(settings, monkeypatch):
    """The portal with its shared cache away."""
    monkeypatch.setattr(forgiving, "_breakers", {})
    settings.CACHES = {
        "default": {
            "BACKEND": "recruitment.access.cache.ForgivingRedisCache",
            "LOCATION": DEAD,
            "OPTIONS": {"socket_connect_timeout": 0.25, "socket_timeout": 0.5},
        }
    }
    caches.settings = caches.configure_settings(None)
    if hasattr(caches._connections, "default"):
        del caches["default"]
    yield
    del caches["default"]


@pytest.mark.django_db
def test_people_sign_in_sign_up_and_reset_as_before(no_cache):
    user = make_user("rowan")
    began = time.monotonic()
    client = Client()
    assert sign_in(client, "rowan", "wrong").status_code == 200
    assert sign_in(client, "rowan").status_code == 302
    assert is_signed_in(client)
    assert Client().post("/accounts/password/reset/", {"email": user.email}).status_code == 302
    assert Client().post("/accounts/signup/", {"username": "x"}).status_code == 200
    assert time.monotonic() - began < 5


@pytest.mark.django_db
def test_limits_stand_open_while_it_is_away(no_cache, rf):
    make_user("rowan")
    for _ in range(8):
        assert sign_in(Client(), "rowan", "wrong").status_code == 200
    assert sign_in(Client(), "rowan").status_code == 302
    assert [too_many(rf.get("/"), action="x", most=1, seconds=60) for _ in range(3)] == [False] * 3


@pytest.mark.django_db
def test_the_small_limiter_counts_by_address_and_window(rf):
    with time_machine.travel("2026-11-22T10:00:00Z", tick=False) as clock:
        here = rf.get("/", HTTP_X_REAL_IP="192.0.2.1", HTTP_X_FORWARDED_FOR="198.51.100.9")
        there = rf.get("/", HTTP_X_REAL_IP="192.0.2.2")
        tries = [too_many(here, action="x", most=2, seconds=60) for _ in range(3)]
        assert tries == [False, False, True]
        assert too_many(there, action="x", most=2, seconds=60) is False
        assert too_many(here, action="y", most=2, seconds=60) is False
        clock.shift(60)
        assert too_many(here, action="x", most=2, seconds=60) is False


@pytest.mark.django_db
def test_of_an_ipv6_address_the_network_counts(rf):
    tries = [
        too_many(rf.get("/", HTTP_X_REAL_IP=f"2001:db8:1:1::{n}"), action="x", most=2, seconds=60)
        for n in range(1, 4)
    ]
    assert tries == [False, False, True]
    elsewhere = rf.get("/", HTTP_X_REAL_IP="2001:db8:1:2::1")
    assert too_many(elsewhere, action="x", most=2, seconds=60) is False
