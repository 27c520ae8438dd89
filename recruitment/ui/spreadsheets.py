"""Tables as files that a spreadsheet opens and runs nothing of (security document, check 33)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")

# What makes a spreadsheet read a text as a formula, in full width too.
FORMULA = tuple("=+-@\t\r\n\x00＝＋－＠")
MARK = "\ufeff"  # says that the file is UTF-8


def safe_cell(value: T) -> T | str:
    """A text that could be read as a formula gets an apostrophe in front; numbers stay numbers."""
    if isinstance(value, str) and (
        value.startswith(FORMULA) or value.lstrip(" \xa0").startswith(FORMULA)
    ):
        return f"'{value}"
    return value


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV file in UTF-8 with one line of column names. None is an empty cell."""
    text = io.StringIO()
    writer = csv.writer(text)
    for row in (header, *rows):
        writer.writerow(["" if cell is None else safe_cell(cell) for cell in row])
    return (MARK + text.getvalue()).encode()
