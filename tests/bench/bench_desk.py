"""Measures the desk against the floor: P4, P5, P6 and P7, at several sizes.

Usage: make bench-desk (ARGS="--sizes 1000 --rounds 3 --seconds 5")

Ours and the floor take turns in one run, both warmed up, each under granian with two workers; the
table shows medians. Nothing here fails: the figures are read by people. They are also written to
`bench-results/desk.md`.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess  # nosec B404
import sys
import time
from pathlib import Path
from typing import Any

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
    run_sql,
    serving,
    wrk,
)

PER_PAGE = 50
LIST = "/staff/applicants/application/"
HEAD = ["applications", "work", "ours/s", "floor/s", "ratio", "p50 ms", "p95 ms", "bytes", "bad"]


def _prepare(size: int, database: str, environment: dict[str, str]) -> float:
    print(f"Preparing {size:,} applications …", flush=True)
    manage(environment, "migrate", "-v0")
    started = time.perf_counter()
    manage(environment, "seed_demo", "--applications", str(size))
    took = time.perf_counter() - started
    manage(environment, "collectstatic", "--no-input", "-v0")
    make_floor_of_vacancies(database)
    run_sql(
        database,
        "DROP TABLE IF EXISTS floor_application",
        "CREATE TABLE floor_application AS SELECT a.id, a.reference, a.status, a.status_since,"
        " a.submitted_at, a.eligibility_result AS eligibility, v.title,"
        " c.given_names || ' ' || c.family_name AS name FROM applicants_application a"
        " JOIN vacancies_vacancy v ON v.id = a.vacancy_id"
        " JOIN applicants_candidate c ON c.id = a.candidate_id WHERE a.submitted_at IS NOT NULL",
        "ALTER TABLE floor_application ADD PRIMARY KEY (id)",
        "CREATE INDEX ON floor_application (submitted_at DESC, id DESC)",
        "VACUUM ANALYZE floor_application",
    )
    return took


def _work(environment: dict[str, str], what: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.bench.desk_work", what]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def _pages(who: dict[str, str]) -> list[tuple[str, str, str, str]]:
    """(what, cookie of whom, address, floor)."""
    own = min(500, max(1, int(who["rows"]) // PER_PAGE))
    every = min(500, max(1, int(who["every"]) // PER_PAGE))
    return [
        ("P4 task list", "candidate", who["tasks"], "/f1/"),
        ("P4 section page", "candidate", who["section"], "/f1/"),
        ("P6 list, first page", "recruiter", LIST, "/f4/"),
        (f"P6 list, page {own}", "recruiter", f"{LIST}?p={own}", "/f4/"),
        ("P6 list, filtered", "recruiter", f"{LIST}?stage=sift&vacancy={who['vacancy']}", "/f4/"),
        ("P6 list, overdue", "recruiter", f"{LIST}?due=overdue", "/f4/"),
        ("P6 list, needs me", "recruiter", f"{LIST}?needs=me", "/f4/"),
        ("P6 search, a name", "recruiter", f"{LIST}?q=Juniper+Silverbrook", "/f4/"),
        ("P6 search, rare word", "recruiter", f"{LIST}?q=trafficking+kidnap", "/f4/"),
        ("P6 search, usual word", "recruiter", f"{LIST}?q=community", "/f4/"),
        ("P6 all, first page", "all", LIST, "/f4/"),
        (f"P6 all, page {every}", "all", f"{LIST}?p={every}", "/f4/"),
        ("P6 case view", "recruiter", f"{LIST}{who['case']}/case/", "/f4/"),
        ("start page", "recruiter", "/staff/", "/f4/"),
        ("start page of all", "all", "/staff/", "/f4/"),
    ]


def _measure(
    size: int, rounds: int, seconds: int, state: Path
) -> tuple[list[list[str]], list[str]]:
    database = database_of(size, prefix="bench_desk")
    environment = environment_of(database, state)
    took = _prepare(size, database, environment)
    notes = [f"{size:,}: invented in {took:.0f} s (nothing where it was there before)"]
    who = _work(environment, "who")
    notes.append(f"{size:,}: the recruiter sees {who['rows']}, all are {who['every']}")
    rows: list[list[str]] = []
    with (
        serving("recruitment.wsgi:application", environment, "/vacancies/") as ours,
        serving("tests.bench.floor:application", environment, "/f4/") as floor,
    ):
        for name, whose, path, against in _pages(who):
            script = f'wrk.headers["Cookie"] = "{who[whose]}"'
            page = fetch(ours + path, cookie=who[whose])
            wrk(ours + path, WARM_SECONDS, script)
            wrk(floor + against, WARM_SECONDS)
            (rate, half, most, bad), base = compare(
                lambda path=path, script=script: wrk(ours + path, seconds, script),
                lambda against=against: wrk(floor + against, seconds),
                rounds,
            )
            rows.append(
                [f"{size:,}", name, f"{rate:,.1f}", f"{base:,.0f}", f"{rate / base:.0%}",
                 f"{half:.1f}", f"{most:.1f}", f"{len(page):,}", f"{bad:.0f}"]
            )  # fmt: skip
            print(" | ".join(rows[-1]), flush=True)
    notes += _inside(size, environment)
    return rows, notes


def _inside(size: int, environment: dict[str, str]) -> list[str]:
    """P5 and P7, each inside one process."""
    sent = _work(environment, "submit")
    moved = _work(environment, "bulk")
    notes = [
        f"{size:,}: P5 {sent['rate']:.1f} sent a second, floor {sent['floor']:.1f},"
        f" {sent['rate'] / sent['floor']:.0%}; {sent['queries']} queries",
        f"{size:,}: P7 {moved['done']} of {moved['chosen']} moved in {moved['run']:.1f} s"
        f" ({moved['processor']:.1f} s of our own processor), after"
        f" {moved['begin']:.1f} s to begin and {moved['check']:.1f} s to check; {moved['emails']}"
        f" emails, {moved['queries']} queries each, memory +{moved['megabytes']:.0f} MB",
    ]
    print("\n".join(notes), flush=True)
    return notes


def main() -> None:
    """Measure, print and write; always ends well."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000,100000")
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
    notes: list[str] = []
    for size in [int(one) for one in chosen.sizes.split(",")]:
        more_rows, more_notes = _measure(size, chosen.rounds, chosen.seconds, state)
        rows += more_rows
        notes += more_notes
    notes += [load, f"load after: {os.getloadavg()[0]:.1f}"]
    RESULTS.mkdir(exist_ok=True)
    table = [HEAD, ["---"] * len(HEAD), *rows]
    lines = ["| " + " | ".join(row) + " |" for row in table]
    (RESULTS / "desk.md").write_text("\n".join([*lines, "", *notes]) + "\n")
    print("\n".join(notes))
    print(f"Written to {RESULTS / 'desk.md'}")


if __name__ == "__main__":
    main()
