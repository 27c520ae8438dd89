"""Measures the public pages against the floor, at 1,000 and 50,000 open adverts.

Usage: make bench-search (ARGS="--sizes 1000 --rounds 3 --seconds 5")

Ours and the floor take turns in one run, both warmed up, each under granian with two workers; the
table shows medians. Nothing here fails: the figures are read by people. They are also written to
`bench-results/search.md`.
"""

from __future__ import annotations

import argparse
import gzip
import os
import re
import shutil
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

from tests.bench.queries import mixed
from tests.journeys.portal import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
RESULTS = ROOT / "bench-results"
NO_WRK = "wrk is not here, so nothing was measured. On Debian or Ubuntu: apt-get install wrk"
WARM_SECONDS = 2


def _database(size: int) -> str:
    """A database of its own for each size, filled once and kept."""
    name = f"bench_{size}"
    known = f"SELECT 1 FROM pg_database WHERE datname = '{name}'"
    _run_sql("portal", known, f"CREATE DATABASE {name}")
    return name


def _run_sql(database: str, *statements: str) -> None:
    with psycopg.connect(dbname=database, host=_socket(), user="postgres", autocommit=True) as link:
        if statements[0].startswith("SELECT 1") and link.execute(statements[0]).fetchone():
            return
        for statement in statements:
            link.execute(statement)


def _socket() -> str:
    return parse_qs(urlsplit(os.environ["DATABASE_URL"]).query)["host"][0]


def _environment(database: str, state: Path) -> dict[str, str]:
    url = os.environ["DATABASE_URL"].replace("/portal?", f"/{database}?")
    return {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "recruitment.settings.local",
        "RECRUITMENT_STATE_DIR": str(state),
        "FLOOR_DATABASE": database,
        "FLOOR_HOST": _socket(),
        "PYTHONPATH": str(ROOT),
    }


def _manage(environment: dict[str, str], *arguments: str) -> None:
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)


def _prepare(size: int, environment: dict[str, str]) -> None:
    print(f"Preparing {size:,} adverts (the first time takes some minutes) …", flush=True)
    _manage(environment, "migrate", "-v0")
    _manage(environment, "seed_demo", "--vacancies", str(size))
    _manage(environment, "collectstatic", "--no-input", "-v0")
    _run_sql(
        f"bench_{size}",
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
def _serving(application: str, environment: dict[str, str], path: str) -> Iterator[str]:
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
                _fetch(url + path)
                break
            except OSError:
                if process.poll() is not None or time.monotonic() - started > 60:
                    raise SystemExit(f"{application} did not start.") from None
                time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=30)


def _fetch(url: str, *, small: bool = False) -> bytes:
    headers = {"Accept-Encoding": "gzip"} if small else {}
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:  # nosec B310
        return bytes(answer.read())


def _wrk(url: str, seconds: int, script: str = "") -> tuple[float, float, float, int]:
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


def _fresh(path: str, queries: list[str]) -> str:
    """A wrk script that never asks the same address twice."""
    listed = ", ".join(f'"{query}"' for query in queries)
    return f"""
local queries = {{ {listed} }}
local n = 0
local stamp = "{time.time_ns()}"
request = function()
  n = n + 1
  return wrk.format("GET", "{path}?" .. queries[(n - 1) % #queries + 1] .. "&n=" .. stamp .. n)
end
"""


def _compare(
    ours: Callable[[], tuple[float, float, float, int]],
    floor: Callable[[], tuple[float, float, float, int]],
    rounds: int,
) -> tuple[list[float], float]:
    mine, theirs = [], []
    for _ in range(rounds):
        mine.append(ours())
        theirs.append(floor()[0])
    medians = [statistics.median(one[column] for one in mine) for column in range(3)]
    return [*medians, sum(one[3] for one in mine)], statistics.median(theirs)


def _database_part(environment: dict[str, str], kind: str) -> list[str]:
    command = [sys.executable, "-m", "tests.bench.database_part", kind]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    return done.stdout.split() or ["-", "-", "-", "-"]


def _measure(size: int, rounds: int, seconds: int, state: Path) -> list[list[str]]:
    environment = _environment(_database(size), state)
    _prepare(size, environment)
    reference = "MPS-26-100001"
    advert = f"/vacancies/{reference}/"
    rows: list[list[str]] = []
    with (
        _serving("recruitment.wsgi:application", environment, "/vacancies/") as ours,
        _serving("tests.bench.floor:application", environment, "/f0/") as floor,
    ):
        f2 = _fresh("/f2/", [query for query in mixed() if query.startswith("q=")])
        works = (
            ("P1 list, repeated", "/vacancies/", "", "/f0/", ""),
            ("P1 search, repeated", "/vacancies/?q=analyst", "", "/f0/", ""),
            ("P1 facets, repeated", "/vacancies/?route=temporary&pattern=shifts", "", "/f0/", ""),
            ("P1 advert, repeated", advert, "", "/f0/", ""),
            ("P1 first page, repeated", "/", "", "/f0/", ""),
            ("P2 searches, fresh", "/vacancies/", _fresh("/vacancies/", mixed()), "/f2/?q=x", f2),
            ("P2 list, fresh", "/vacancies/", _fresh("/vacancies/", ["x=1"]), "/f2/?q=x", f2),
            ("advert, fresh", advert, _fresh(advert, ["x=1"]), f"/f3/{reference}/", ""),
        )  # fmt: skip
        for name, path, script, against, against_script in works:
            _wrk(ours + path, WARM_SECONDS, script)
            _wrk(floor + against, WARM_SECONDS, against_script)
            (rate, half, most, bad), base = _compare(
                lambda path=path, script=script: _wrk(ours + path, seconds, script),
                lambda against=against, script=against_script: _wrk(
                    floor + against, seconds, script
                ),
                rounds,
            )
            page = _fetch(ours + path)
            small = len(gzip.compress(page, 6))
            rows.append(
                [f"{size:,}", name, f"{rate:,.0f}", f"{base:,.0f}", f"{rate / base:.0%}",
                 f"{half:.1f}", f"{most:.1f}", f"{len(page):,}", f"{small:,}", f"{bad:.0f}"]
            )  # fmt: skip
            print(" | ".join(rows[-1]), flush=True)
    return rows


HEAD = ["adverts", "work", "ours/s", "floor/s", "ratio", "p50 ms", "p95 ms", "bytes", "gzip", "bad"]


def _weights() -> list[str]:
    lines = []
    for name in ("app.css", "app.js"):
        path = ROOT / "static_build" / name
        if path.exists():
            lines.append(f"{name}: {len(gzip.compress(path.read_bytes(), 9)):,} bytes compressed")
    return lines


def _start_of_a_worker(environment: dict[str, str]) -> str:
    code = (
        "import time,resource; t=time.perf_counter(); import recruitment.wsgi;"
        "print(f'{time.perf_counter()-t:.2f} s, '"
        " f'{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss/1024:.0f} MB')"
    )
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True).stdout


def main() -> None:
    """Measure, print and write; always ends well."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000,50000")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=5)
    chosen = parser.parse_args()
    if shutil.which("wrk") is None:
        print(NO_WRK)
        return
    state = Path(os.environ.get("RECRUITMENT_STATE_DIR") or ROOT / "var") / "bench"
    state.mkdir(parents=True, exist_ok=True)
    load = f"load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    print(load, "\n", " | ".join(HEAD), flush=True)
    rows: list[list[str]] = []
    parts: list[str] = []
    for size in [int(one) for one in chosen.sizes.split(",")]:
        rows += _measure(size, chosen.rounds, chosen.seconds, state)
        environment = _environment(_database(size), state)
        for kind in ("mixed", "mistakes"):
            half, most, queries, worst = _database_part(environment, kind)
            parts.append(
                f"{size:,} adverts, {kind}: database p50 {half} ms, p95 {most} ms;"
                f" queries at most {queries}; slowest {worst} ms"
            )
            print(parts[-1], flush=True)
        parts.append(f"worker start and memory: {_start_of_a_worker(environment).strip()}")
        print(parts[-1], flush=True)
    parts += [*_weights(), load, f"load after: {os.getloadavg()[0]:.1f}"]
    RESULTS.mkdir(exist_ok=True)
    table = [HEAD, ["---"] * len(HEAD), *rows]
    lines = ["| " + " | ".join(row) + " |" for row in table]
    (RESULTS / "search.md").write_text("\n".join([*lines, "", *parts]) + "\n")
    print("\n".join(parts[-4:]))
    print(f"Written to {RESULTS / 'search.md'}")


if __name__ == "__main__":
    main()
