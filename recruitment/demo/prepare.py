"""Database tables, demo data and static files, in one Django process to save start-up time.

Usage: python -m recruitment.demo.prepare SIGN_INS_FILE

Prints one line for each finished step; a failure that a person can mend is one plain sentence
and exit code 3.
"""

from __future__ import annotations

import hashlib
import io
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import django
from django.core.management import call_command

CANNOT = 3


def main(arguments: Sequence[str]) -> int:
    """Run the steps in order."""
    sign_ins = Path(arguments[0])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "recruitment.settings.local")
    django.setup()
    problem = database_problem() or broker_problem()
    if problem:
        print(problem, file=sys.stderr)
        return CANNOT
    quiet = {"verbosity": 0, "interactive": False}
    _step("Database tables are up to date", lambda: call_command("migrate", **quiet))
    if os.environ.get("DEMO_DATA", "1") != "0":
        _step("Demo data is loaded", lambda: call_command("seed_demo", stdout=io.StringIO()))
    _step("Static files are in place", _collect_static)
    said = io.StringIO()
    call_command("demo_signins", stdout=said)
    sign_ins.write_text(said.getvalue(), encoding="utf-8")
    return 0


def _step(finished: str, run: Callable[[], object]) -> None:
    began = time.monotonic()
    run()
    print(f"step: {finished} ({time.monotonic() - began:.1f} s)", flush=True)


def _collect_static() -> None:
    """Collect and compress, unless no file changed since the last time (it takes seconds)."""
    from django.conf import settings  # noqa: PLC0415 (needs the settings)
    from django.contrib.staticfiles.finders import get_finders  # noqa: PLC0415

    digest = hashlib.sha256(str(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = os.stat(storage.path(name))
            digest.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    root = Path(settings.STATIC_ROOT)
    stamp = root.with_name("static.stamp")
    if root.is_dir() and stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(digest.hexdigest())


def database_problem() -> str:
    """A sentence when DATABASE_URL leads nowhere; empty when it answers."""
    from django.db import OperationalError, connection  # noqa: PLC0415 (needs the settings)

    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except OperationalError as error:
        return (
            "The database that DATABASE_URL names does not answer: "
            f"{str(error).strip().splitlines()[0]}. Start it or correct the address."
        )
    return ""


def broker_problem() -> str:
    """A sentence when REDIS_URL leads nowhere; empty when it answers."""
    from django.conf import settings  # noqa: PLC0415 (needs the settings)
    from redis import Redis, RedisError  # noqa: PLC0415

    try:
        Redis.from_url(str(settings.CACHES["default"]["LOCATION"]), socket_timeout=5).ping()
    except RedisError as error:
        return (
            f"The Redis server that REDIS_URL names does not answer: {error}. "
            "Start it or correct the address."
        )
    return ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
