"""Reading a file of standings from human resources: a CSV with one person a row.

Pure: no database. What cannot be read is refused with its row number and a sentence that says what
to do. Cells that a spreadsheet would run as a formula are refused; nothing is ever run here, but
what was refused is shown to people and may be copied into a spreadsheet.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date

from recruitment.accounts.models import StandingKind

COLUMNS = ("email", "kind", "valid_from", "valid_until")
MAX_BYTES = 2_000_000
MAX_ROWS = 20_000
NOT_CSV = "This is not a CSV file. Save it as “CSV UTF-8” and try again."
_FORMULA = tuple("=+-@\t\r＝＋－＠")
_KINDS = {kind.value: kind for kind in StandingKind} | {
    str(kind.label).lower(): kind for kind in StandingKind
}


class UnreadableFile(Exception):
    """Nothing of the file can be used; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One person's standing as the file says it. `number` counts lines of the file from 1."""

    number: int
    email: str
    kind: str
    valid_from: date
    valid_until: date


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that is not used, and why."""

    number: int
    email: str
    why: str


def read_file(content: bytes) -> tuple[list[Row], list[Refused]]:
    """The rows of a file and those that cannot be used. Raises UnreadableFile."""
    try:
        lines = list(csv.reader(io.StringIO(_text(content)), delimiter=_delimiter(content)))
    except csv.Error:
        raise UnreadableFile(NOT_CSV) from None
    if not lines:
        raise UnreadableFile("The file is empty.")
    header = [cell.strip().lower() for cell in lines[0]]
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        raise UnreadableFile(f"The first row must name these columns: {', '.join(missing)}.")
    if len(lines) > MAX_ROWS + 1:
        raise UnreadableFile(f"The file has more than {MAX_ROWS:,} rows. Split it.")
    places = [header.index(name) for name in COLUMNS]
    rows: dict[tuple[str, str], Row] = {}
    refused: list[Refused] = []
    for number, cells in enumerate(lines[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        padded = cells + [""] * (len(header) - len(cells))
        found = _row(number, [padded[place].strip() for place in places])
        if isinstance(found, Refused):
            refused.append(found)
        elif (found.email, found.kind) in rows:
            first = rows[found.email, found.kind].number
            refused.append(Refused(number, found.email, f"The same as row {first}. Keep one."))
        else:
            rows[found.email, found.kind] = found
    return list(rows.values()), refused


def _text(content: bytes) -> str:
    if len(content) > MAX_BYTES:
        raise UnreadableFile("The file is larger than 2 MB. Split it.")
    if b"\x00" in content:
        raise UnreadableFile(NOT_CSV)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableFile("Save the file as “CSV UTF-8” and try again.") from None


def _delimiter(content: bytes) -> str:
    first = content.split(b"\n", 1)[0]
    return ";" if first.count(b";") > first.count(b",") else ","


def _row(number: int, cells: list[str]) -> Row | Refused:
    email, kind = cells[0].lower(), _KINDS.get(cells[1].lower())
    shown = "" if cells[0].startswith(_FORMULA) else email[:254]

    def refuse(why: str) -> Refused:
        return Refused(number, shown, why)

    if any(cell.startswith(_FORMULA) for cell in cells):
        return refuse("A cell begins like a formula (=, +, -, @). Take that away.")
    if "@" not in email or len(email) > 254:
        return refuse("The first cell is not an email address.")
    if kind is None:
        return refuse(f"The kind must be one of: {', '.join(StandingKind.values)}.")
    begins, ends = _day(cells[2]), _day(cells[3])
    if begins is None or ends is None:
        return refuse("Write the days as 2026-11-22 or 22/11/2026.")
    if ends <= begins:
        return refuse("The last day must come after the first day.")
    return Row(number, email, kind.value, begins, ends)


def _day(text: str) -> date | None:
    """An ISO day, or a British one."""
    parts = text.split("/")
    try:
        if len(parts) == 3:
            return date(int(parts[2]), int(parts[1]), int(parts[0]))
        return date.fromisoformat(text)
    except ValueError:
        return None
