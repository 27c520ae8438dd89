"""The command: cases as JSON lines in; decisions as JSON lines or as plain sentences out."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO, Final

from .cases import parse_case
from .catalogue import catalogue_text, rules_catalogue
from .codec import error_line, read_line
from .errors import FactError
from .evaluation import decide
from .explanation import explain

_BATCH: Final = 500
"""Lines are written together, since a write for each costs as much as the decision."""


def decide_lines(lines: Iterable[bytes]) -> Iterator[tuple[str, bool]]:
    """For each line, in order, its output line and whether it could be decided."""
    for line in lines:
        raw: object = None
        try:
            raw = read_line(line)
            yield decide(parse_case(raw)).as_json(), True
        except FactError as error:
            yield error_line(raw, error), False


def explain_lines(lines: Iterable[bytes]) -> Iterator[tuple[str, bool]]:
    """The same as sentences for a person, one block of text for each line."""
    for number, line in enumerate(lines, start=1):
        try:
            decision = decide(parse_case(read_line(line)))
        except FactError as error:
            yield f"Line {number} could not be decided.\n{error}\n", False
        else:
            name = f"line {number}" if decision.id is None else str(decision.id)
            yield "\n".join([f"Case {name}", *explain(decision)]) + "\n", True


def write_lines(results: Iterable[tuple[str, bool]], output: BinaryIO) -> bool:
    """Write every result on a line of its own; True if all of them could be decided."""
    everything = True
    batch: list[str] = []
    for text, good in results:
        everything = everything and good
        batch.append(text)
        if len(batch) == _BATCH:
            _flush(batch, output)
    _flush(batch, output)
    return everything


def _flush(batch: list[str], output: BinaryIO) -> None:
    if batch:
        # A lone surrogate in a candidate's text must not end the run.
        output.write(("\n".join(batch) + "\n").encode("utf-8", "backslashreplace"))
        batch.clear()


def run(arguments: Sequence[str] | None, source: BinaryIO, output: BinaryIO) -> int:
    """The whole command; the exit status is 1 if any line could not be decided."""
    parser = argparse.ArgumentParser(
        prog="python -m eligibility",
        description="Decide cases given as JSON lines on standard input, in order.",
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument(
        "--explain", action="store_true", help="give each decision as plain sentences"
    )
    form.add_argument(
        "--rules", action="store_true", help="list every rule, value, date, source and quotation"
    )
    parser.add_argument("--json", action="store_true", help="with --rules: as JSON")
    chosen = parser.parse_args(arguments)
    if chosen.json and not chosen.rules:
        parser.error("--json goes with --rules; decisions are JSON already")
    if chosen.rules:
        catalogue = rules_catalogue()
        text = json.dumps(catalogue, indent=2) if chosen.json else catalogue_text(catalogue)
        output.write((text.rstrip("\n") + "\n").encode())
        return 0
    results = explain_lines(source) if chosen.explain else decide_lines(source)
    return 0 if write_lines(results, output) else 1
