"""What a report is made of: columns with their meaning, rows, and what its picture shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from applicants.reports.asked import Asked
from recruitment.accounts.roles import Right

# A number, a text, or None where there is nothing to say, for example a share of nobody.
Cell = str | int | float | None
Row = Sequence[Cell]
Build = Callable[[Asked], list[Row]]


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `code` is its name in files; `meaning` stands in the dictionary of columns."""

    code: str
    title: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Report:
    """One report. Its picture shows the column `drawn` for each row, under the first column.

    `right` is one more that its reader needs beside Right.READ_REPORTS.
    """

    code: str
    title: str
    description: str
    columns: tuple[Column, ...]
    drawn: str
    build: Build
    right: Right | None = None

    @property
    def place(self) -> int:
        """The place of the column that is drawn."""
        return [column.code for column in self.columns].index(self.drawn)


def share(part: int, whole: int) -> float | None:
    """Per cent with one decimal; None of nobody."""
    return round(100 * part / whole, 1) if whole else None
