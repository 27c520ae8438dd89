"""The portal as in production: nginx with the files of deploy/ before a web server of its own.

It works on the database and the files of the portal that the other journeys use. That one has no
edge before it, and lets people of the demonstration pretend to sit at a Met device.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from recruitment import processes
from recruitment.demo import ports
from recruitment.demo.children import processes_marked
from recruitment.demo.places import STATE_VARIABLE
from tests.demo_services.conftest import wait_for
from tests.demo_services.edge import Edge, make_secrets, start_edge
from tests.journeys.portal import NOT_INHERITED, ROOT, Portal


@contextmanager
def edge_before(portal: Portal, place: Path) -> Iterator[Edge]:
    """Start a web server with production's settings, and nginx before it."""
    make_secrets(place)
    with ports.listen("127.0.0.1", 0) as free:
        port = free.getsockname()[1]
    command = processes.web(socket=str(place / "web.sock"), workers=1)
    with (place / "web.txt").open("wb") as printed:
        web = subprocess.Popen(
            [sys.executable, *command[1:]],
            cwd=ROOT,
            env=_environment(portal, place, f"https://localhost:{port}"),
            stdout=printed,
            stderr=subprocess.STDOUT,
        )
    try:
        assert wait_for((place / "web.sock").exists), (place / "web.txt").read_text()
        edge, nginx = start_edge(place, "", port=port)
        try:
            yield edge
        finally:
            nginx.terminate()
            nginx.wait(20)
    finally:
        web.terminate()
        web.wait(30)


def _environment(portal: Portal, place: Path, url: str) -> dict[str, str]:
    """Production's settings, with the servers of the running portal."""
    inherited = {k: v for k, v in os.environ.items() if k not in NOT_INHERITED}
    secrets = {
        name.upper(): (place / name).read_text()
        for name in ("secret_key", "verification_key", "sealed_store_keys", "met_device_secret")
    }
    return {
        **inherited,
        **_servers_of(portal),
        **secrets,
        STATE_VARIABLE: str(portal.state),
        "DJANGO_SETTINGS_MODULE": "recruitment.settings.production",
        "BASE_URL": url,
        "ALLOWED_HOSTS": "localhost",
    }


def _servers_of(portal: Portal) -> dict[str, str]:
    """The addresses that the portal gave to its own processes."""
    wanted = ("DATABASE_URL", "REDIS_URL", "EMAIL_URL")
    for pid in processes_marked(portal.state):
        given = dict(
            line.split("=", 1)
            for line in Path(f"/proc/{pid}/environ").read_bytes().decode().split("\0")
            if "=" in line
        )
        if all(name in given for name in wanted):
            return {name: given[name] for name in wanted}
    raise AssertionError("No process of the portal knows its servers.")
