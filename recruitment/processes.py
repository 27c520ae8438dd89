"""The commands of the portal's processes, named here and nowhere else. Standard library only.

The supervisor of `make run`, the fault drills and the measurements start these; a test compares
docker-compose.yml with them.
"""

from __future__ import annotations

from collections.abc import Sequence

QUEUES = ("default", "email")  # each Celery queue; a test compares them with the settings
WEB_WORKERS = 2
WEB_THREADS = 4
WORKER_PROCESSES = 2


def web(
    *, host: str = "", port: int = 0, socket: str = "", workers: int = WEB_WORKERS
) -> list[str]:
    """The web server on an address, or behind a proxy on a Unix socket for its group."""
    where = (
        ["--uds", socket, "--uds-permissions", "660"]
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
