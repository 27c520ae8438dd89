"""What the measurements share: a database for each size, servers to measure, wrk, and turns."""

from __future__ import annotations

import os
import re
import statistics
import subprocess  # nosec B404
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg

from tests.journeys.portal import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
RESULTS = ROOT / "bench-results"
NO_WRK = "wrk is not here, so nothing was measured. On Debian or Ubuntu: apt-get install wrk"
WARM_SECONDS = 2


def database_of(size: int, *, prefix: str = "bench") -> str:
    """A database of its own for each size, filled once and kept."""
    name = f"{prefix}_{size}"
    known = f"SELECT 1 FROM pg_database WHERE datname = '{name}'"
    run_sql("portal", known, f"CREATE DATABASE {name}")
    return name


def run_sql(database: str, *statements: str) -> None:
    """Run statements one by one; a first "SELECT 1" that finds something leaves the rest out."""
    with psycopg.connect(
        dbname=database, host=socket_of_database(), user="postgres", autocommit=True
    ) as link:
        if statements[0].startswith("SELECT 1") and link.execute(statements[0]).fetchone():
            return
        for statement in statements:
            link.execute(statement)


def socket_of_database() -> str:
    """The folder of the database server's socket."""
    return parse_qs(urlsplit(os.environ["DATABASE_URL"]).query)["host"][0]


def environment_of(database: str, state: Path) -> dict[str, str]:
    """What processes need to work on a database of the measurements."""
    url = os.environ["DATABASE_URL"].replace("/portal?", f"/{database}?")
    return {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "recruitment.settings.local",
        "RECRUITMENT_STATE_DIR": str(state),
        "FLOOR_DATABASE": database,
        "FLOOR_HOST": socket_of_database(),
        "PYTHONPATH": str(ROOT),
    }


def manage(environment: dict[str, str], *arguments: str) -> None:
    """A command of manage.py."""
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)


def make_floor_of_vacancies(database: str) -> None:
    """The floor's own table of adverts, with the indexes that its pages need."""
    run_sql(
        database,
        "DROP TABLE IF EXISTS floor_vacancy",
        "CREATE TABLE floor_vacancy AS SELECT id, reference, title, summary, body, closes_at,"
        " search FROM vacancies_vacancy WHERE visibility = 'public'",
        "ALTER TABLE floor_vacancy ADD PRIMARY KEY (id)",
        "CREATE INDEX ON floor_vacancy (closes_at, id)",
        "CREATE UNIQUE INDEX ON floor_vacancy (reference)",
        "CREATE INDEX ON floor_vacancy USING gin (search)",
        "VACUUM ANALYZE floor_vacancy",
        "VACUUM ANALYZE vacancies_vacancy",
    )


@contextmanager
def serving(application: str, environment: dict[str, str], path: str) -> Iterator[str]:
    """An application under granian with two workers, ready once `path` answers."""
    port = free_port()
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", application, "--workers", "2",
        "--blocking-threads", "4", "--no-ws", "--http", "1", "--log-level", "warning",
        "--host", "127.0.0.1", "--port", str(port),
    ]  # fmt: skip
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    url = f"http://127.0.0.1:{port}"
    started = time.monotonic()
    try:
        while True:
            try:
                fetch(url + path)
                break
            except OSError:
                if process.poll() is not None or time.monotonic() - started > 60:
                    raise SystemExit(f"{application} did not start.") from None
                time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=30)


def fetch(url: str, *, cookie: str = "") -> bytes:
    """One page, of somebody who is signed in where there is a cookie."""
    headers = {"Cookie": cookie} if cookie else {}
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:  # nosec B310
        return bytes(answer.read())


def wrk(url: str, seconds: int, script: str = "") -> tuple[float, float, float, int]:
    """Requests a second, p50 and p95 in ms, and answers that were no pages."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script + DONE)
        file.flush()
        command = ["wrk", "-t1", "-c8", f"-d{seconds}s", "-s", file.name, url]
        text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"RESULT (\S+) (\S+) (\S+) (\S+)", text)
    if found is None:
        raise SystemExit(f"wrk said something unexpected:\n{text}")
    rate, half, most, bad = found.groups()
    return float(rate), float(half), float(most), int(float(bad))


DONE = """
function done(summary, latency, requests)
  io.write(string.format("RESULT %f %f %f %d\\n", summary.requests / (summary.duration / 1e6),
    latency:percentile(50) / 1000, latency:percentile(95) / 1000,
    summary.errors.status + summary.errors.timeout))
end
"""


def compare(
    ours: Callable[[], tuple[float, float, float, int]],
    floor: Callable[[], tuple[float, float, float, int]],
    rounds: int,
) -> tuple[list[float], float]:
    """Medians of ours (rate, p50, p95, and the sum of bad answers) and of the floor, in turns."""
    mine, theirs = [], []
    for _ in range(rounds):
        mine.append(ours())
        theirs.append(floor()[0])
    medians = [statistics.median(one[column] for one in mine) for column in range(3)]
    return [*medians, sum(one[3] for one in mine)], statistics.median(theirs)
