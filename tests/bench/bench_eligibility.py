"""Cost of deciding 100,000 cases against parsing and re-serialising the same lines.

Run as `python -m tests.bench.bench_eligibility`. Both sides read the lines of one file, and both
write their text to a file; the goal is a ratio of at most 6. Measures only, never fails.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from eligibility.cli import decide_lines, write_lines

CASES = 100_000
ROUNDS = 3
AS_OF = date(2026, 11, 22)
SOURCES = ("document", "hr_record", "line_manager", "coordinator")


class Maker:
    """Makes varied cases, as different candidates of all routes would give them."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def case(self, number: int) -> dict[str, Any]:
        route = self.random.choices(
            ("external_staff", "internal_staff", "temporary", "transferee", "new_constable"),
            (30, 45, 8, 7, 10),
        )[0]
        role = {"transferee": "police_officer", "new_constable": "police_officer"}.get(
            route, self.random.choices(("police_staff", "pcso", "ddo"), (80, 12, 8))[0]
        )
        criteria, answers = self.criteria()
        facts: dict[str, Any] = {}
        if route == "internal_staff":
            facts.update(self.statuses())
        if route == "transferee":
            facts["transfer"] = self.transfer()
        if role != "police_officer":
            facts["previous_met_service"] = self.previous()
        if answers:
            facts["answers"] = answers
        as_of = AS_OF + timedelta(days=self.random.randrange(-200, 200))
        return {
            "id": f"case-{number}",
            "as_of": as_of.isoformat(),
            "vacancy": {
                "route": route,
                "role_class": role,
                "closes_on": (as_of + timedelta(days=self.random.randrange(30))).isoformat(),
                "criteria": criteria,
            },
            "facts": facts,
        }

    def day(self, first: int = 2015, last: int = 2026) -> str:
        start = date(first, 1, 1).toordinal()
        day = date.fromordinal(self.random.randrange(start, date(last, 12, 28).toordinal()))
        if self.random.random() < 0.03:
            return day.isoformat()[:7]
        return day.isoformat()

    def fact(self, value: Any) -> Any:
        kind = self.random.random()
        if kind < 0.6:
            return value
        if kind < 0.95:
            return {"value": value, "source": self.random.choice(SOURCES)}
        if kind < 0.97:
            return None
        return [
            {"value": value, "source": "declared"},
            {"value": value, "source": self.random.choice(SOURCES)},
        ]

    def statuses(self) -> dict[str, Any]:
        kind = self.random.random()
        if kind < 0.6:
            confirmed = "not_confirmed" if self.random.random() < 0.05 else self.day()
            job = self.random.choice(("police_staff", "police_officer", "pcso", "ddo"))
            return {"employment": {"kind": job, "probation_confirmed_on": self.fact(confirmed)}}
        if kind < 0.8:
            agency = {"service_started_on": self.fact(self.day(2022))}
            if self.random.random() < 0.3:
                agency["breaks"] = [
                    {
                        "from": "2026-07-01",
                        "to": "2026-07-31",
                        "reason": self.random.choice(("leave", "sickness", "other")),
                    }
                ]
            return {"agency": agency}
        if kind < 0.9:
            return {"special": self.special()}
        return {
            "volunteer": {
                "started_on": self.fact(self.day(2018)),
                "minutes_last_12_months": self.fact(self.random.randrange(5000, 12000)),
                "with_cadets": self.random.random() < 0.7,
                "attendance_confirmed": {"value": True, "source": "coordinator"},
            }
        }

    def special(self) -> dict[str, Any]:
        if self.random.random() < 0.7:
            return {"duty_minutes": self.fact(self.random.randrange(9000, 16000))}
        return {
            "duties": [
                {"on": self.day(2025, 2026), "minutes": 60 * self.random.randrange(4, 10)}
                for _ in range(self.random.randrange(5, 40))
            ]
        }

    def transfer(self) -> dict[str, Any]:
        return {
            "serving": self.fact(True),
            "force_kind": self.random.choice(("home_office", "home_office", "other")),
            "rank": "constable",
            "probation_confirmed_on": self.fact(self.day(2012)),
            "probation_with_current_force": self.fact(True),
            "meets_day_to_day_requirements": True,
        }

    def previous(self) -> Any:
        kind = self.random.random()
        if kind < 0.75:
            return "none"
        if kind < 0.8:
            return None
        return [
            {
                "left_on": self.fact(self.day()),
                "early_departure_scheme": self.fact(self.random.random() < 0.5),
                "compensation": self.random.random() < 0.5,
            }
            for _ in range(self.random.randrange(1, 3))
        ]

    def criteria(self) -> tuple[list[dict[str, Any]], dict[str, Any]]:
        choices: list[tuple[dict[str, Any], Any]] = [
            (
                {"code": "clearance", "operator": "one_of", "value": ["SC", "DV"]},
                self.random.choice(("SC", "DV", "CTC")),
            ),
            ({"code": "driving_licence", "operator": "is_true", "value": True}, True),
            ({"code": "typing_speed", "operator": "at_least", "value": 40}, 45),
            ({"code": "born_on", "operator": "age_at_least", "value": 18}, self.day(1970, 2009)),
            (
                {
                    "code": "post_since",
                    "operator": "held_for_months",
                    "value": 12,
                    "reference": "closes_on",
                },
                self.day(2020),
            ),
        ]
        taken = self.random.sample(choices, self.random.choice((0, 0, 1, 1, 2, 3)))
        answers = {
            criterion["code"]: self.fact(answer)
            for criterion, answer in taken
            if self.random.random() < 0.95
        }
        return [criterion for criterion, _ in taken], answers


def decide_file(source: Path, target: Path) -> None:
    """The path of `python -m eligibility`: read, parse, decide, serialise, write."""
    with source.open("rb") as lines, target.open("wb") as output:
        write_lines(decide_lines(lines), output)


def reserialise_file(source: Path, target: Path) -> None:
    """The measure: the same file parsed and written again by the standard library."""
    with source.open(encoding="utf-8") as lines, target.open("w", encoding="utf-8") as output:
        for line in lines:
            output.write(json.dumps(json.loads(line)) + "\n")


def timed(work: Callable[[Path, Path], None], source: Path, target: Path) -> tuple[float, float]:
    """Seconds by the clock and seconds of this process, which other load disturbs less."""
    clock, process = time.perf_counter(), time.process_time()
    work(source, target)
    return time.perf_counter() - clock, time.process_time() - process


def medians(times: list[tuple[float, float]]) -> tuple[float, float]:
    clock, process = zip(*times, strict=True)
    return statistics.median(clock), statistics.median(process)


def write_cases(path: Path, count: int) -> None:
    maker = Maker(seed=20261122)
    with path.open("w", encoding="utf-8") as output:
        for number in range(count):
            output.write(json.dumps(maker.case(number)) + "\n")


def measure(folder: Path, cases: int, rounds: int) -> None:
    source, target, warm = folder / "cases.jsonl", folder / "out.jsonl", folder / "warm.jsonl"
    write_cases(source, cases)
    write_cases(warm, min(2000, cases))
    decide_file(warm, target)
    reserialise_file(warm, target)
    floor, decided = [], []
    for _ in range(rounds):
        floor.append(timed(reserialise_file, source, target))
        decided.append(timed(decide_file, source, target))
    size, wrote = source.stat().st_size / cases, target.stat().st_size / cases
    print(f"{cases:,} cases, {size:.0f} bytes in and {wrote:.0f} bytes out on average")
    print("                               clock  process  cases/s")
    theirs, ours = medians(floor), medians(decided)
    for name, (clock, process) in (("json, parse and write", theirs), ("eligibility", ours)):
        print(f"{name:28} {clock:6.2f} s {process:6.2f} s {cases / clock:8,.0f}")
    print(f"{'ratio (goal: at most 6)':28} {ours[0] / theirs[0]:6.2f}   {ours[1] / theirs[1]:6.2f}")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--cases", type=int, default=CASES)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), chosen.cases, chosen.rounds)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
