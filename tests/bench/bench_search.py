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
import shutil
import subprocess  # nosec B404
import sys
import time
from pathlib import Path
from urllib.parse import urlencode

from recruitment.demo.data.many import THINGS, WORDS
from tests.bench.harness import (
    NO_WRK,
    RESULTS,
    ROOT,
    WARM_SECONDS,
    compare,
    database_of,
    environment_of,
    fetch,
    make_floor_of_vacancies,
    manage,
    serving,
    wrk,
)
from tests.bench.queries import mixed


def _prepare(size: int, environment: dict[str, str]) -> None:
    print(f"Preparing {size:,} adverts (the first time takes some minutes) …", flush=True)
    manage(environment, "migrate", "-v0")
    manage(environment, "seed_demo", "--vacancies", str(size))
    manage(environment, "collectstatic", "--no-input", "-v0")
    make_floor_of_vacancies(f"bench_{size}")


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


def _of_twenty_rows() -> list[str]:
    """Searches by one word: the floor's page of a search has twenty rows."""
    return [urlencode({"q": word.lower()}) for word in (*THINGS, *WORDS[30:])]


def _database_part(environment: dict[str, str], kind: str) -> list[str]:
    command = [sys.executable, "-m", "tests.bench.database_part", kind]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    return done.stdout.split() or ["-", "-", "-", "-"]


def _measure(size: int, rounds: int, seconds: int, state: Path) -> list[list[str]]:
    environment = environment_of(database_of(size), state)
    _prepare(size, environment)
    reference = "MPS-26-100001"
    advert = f"/vacancies/{reference}/"
    rows: list[list[str]] = []
    with (
        serving("recruitment.wsgi:application", environment, "/vacancies/") as ours,
        serving("tests.bench.floor:application", environment, "/f0/") as floor,
    ):
        f2 = "/f2/?q=analyst", _fresh("/f2/", _of_twenty_rows())
        works = (
            ("P1 list, repeated", "/vacancies/", "", "/f0/", ""),
            ("P1 search, repeated", "/vacancies/?q=analyst", "", "/f0/", ""),
            ("P1 facets, repeated", "/vacancies/?route=temporary&pattern=shifts", "", "/f0/", ""),
            ("P1 advert, repeated", advert, "", "/f0/", ""),
            ("P1 first page, repeated", "/", "", "/f0/", ""),
            ("P2 searches, fresh", "/vacancies/", _fresh("/vacancies/", mixed()), *f2),
            ("P2 list, fresh", "/vacancies/", _fresh("/vacancies/", ["x=1"]), *f2),
            ("advert, fresh", advert, _fresh(advert, ["x=1"]), f"/f3/{reference}/", ""),
        )  # fmt: skip
        for name, path, script, against, against_script in works:
            wrk(ours + path, WARM_SECONDS, script)
            wrk(floor + against, WARM_SECONDS, against_script)
            (rate, half, most, bad), base = compare(
                lambda path=path, script=script: wrk(ours + path, seconds, script),
                lambda against=against, script=against_script: wrk(
                    floor + against, seconds, script
                ),
                rounds,
            )
            page = fetch(ours + path)
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
        environment = environment_of(database_of(size), state)
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
