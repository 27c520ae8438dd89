"""The commands of the portal's processes, named here and nowhere else. Standard library only.

Usage: python -m recruitment.processes (web --socket PATH | web --host HOST --port PORT
                                        | worker [--queues A,B] | beat --schedule PATH)

The supervisor of `make run`, the fault drills and the measurements start what these functions
return; containers and service units run this module, which becomes that same command.
"""

from __future__ import annotations

import argparse
import os
import stat
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress

# Each Celery queue; a test compares them with the settings.
QUEUES = ("default", "email", "scanning")
WEB_WORKERS = 2
WEB_THREADS = 4
WORKER_PROCESSES = 2
COUNTS = "PROMETHEUS_MULTIPROC_DIR"


def web(
    *, host: str = "", port: int = 0, socket: str = "", workers: int = WEB_WORKERS
) -> list[str]:
    """The web server on an address, or behind a proxy on a Unix socket for its group."""
    where = (
        ["--uds", socket, "--uds-permissions", "0o660"]
        if socket
        else ["--host", host, "--port", str(port)]
    )
    return [
        "python", "-m", "granian", "--interface", "wsgi", "recruitment.wsgi:application",
        "--workers", str(workers), "--blocking-threads", str(WEB_THREADS), "--no-ws",
        "--http", "1", "--respawn-failed-workers", "--workers-kill-timeout", "10",
        "--log-level", "warning", *where,
    ]  # fmt: skip


def worker(*, queues: Sequence[str] = QUEUES, processes: int = WORKER_PROCESSES) -> list[str]:
    """A Celery worker that serves these queues; it needs no news of others, so it asks for none."""
    return [
        "python", "-m", "celery", "-A", "recruitment", "worker", "--queues", ",".join(queues),
        "--concurrency", str(processes), "--without-gossip", "--without-mingle",
        "--loglevel", "INFO",
    ]  # fmt: skip


def beat(*, schedule: str) -> list[str]:
    """Celery's clock; exactly one runs. `schedule` is the file in which it keeps its place."""
    return [
        "python", "-m", "celery", "-A", "recruitment", "beat", "--schedule", schedule,
        "--pidfile=", "--loglevel", "INFO",
    ]  # fmt: skip


def command(arguments: Sequence[str]) -> list[str]:
    """The full command for this module's own arguments; argparse ends the process on wrong ones."""
    parser = argparse.ArgumentParser(prog="python -m recruitment.processes")
    kinds = parser.add_subparsers(dest="kind", required=True)
    for_web = kinds.add_parser("web")
    for_web.add_argument("--host", default="127.0.0.1")
    for_web.add_argument("--port", type=int, default=8000)
    for_web.add_argument("--socket", default="")
    for_web.add_argument("--workers", type=int, default=WEB_WORKERS)
    for_worker = kinds.add_parser("worker")
    for_worker.add_argument("--queues", default=",".join(QUEUES))
    for_worker.add_argument("--processes", type=int, default=WORKER_PROCESSES)
    kinds.add_parser("beat").add_argument("--schedule", required=True)
    chosen = parser.parse_args(arguments)
    if chosen.kind == "web":
        return web(host=chosen.host, port=chosen.port, socket=chosen.socket, workers=chosen.workers)
    if chosen.kind == "worker":
        return worker(queues=chosen.queues.split(","), processes=chosen.processes)
    return beat(schedule=chosen.schedule)


def remove_stale_socket(path: str) -> None:
    """A killed web server leaves its socket behind, and the next one could not bind to it."""
    with suppress(FileNotFoundError):
        if stat.S_ISSOCK(os.lstat(path).st_mode):
            os.unlink(path)


def main(arguments: Sequence[str]) -> None:
    """Become the process."""
    argv = command(arguments)
    if "--uds" in argv:
        remove_stale_socket(argv[argv.index("--uds") + 1])
        # Its processes write down there what each counts, so that any of them can tell all of it.
        os.environ.setdefault(COUNTS, tempfile.mkdtemp(prefix="portal-counts-"))
    os.execv(sys.executable, [sys.executable, *argv[1:]])  # nosec B606


if __name__ == "__main__":
    main(sys.argv[1:])
