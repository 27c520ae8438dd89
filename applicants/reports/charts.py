"""A report's picture: bars, made here as numbers of an SVG that needs no script and no style.

The template writes them; the table beside it says the same in figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from applicants.reports.shape import Report, Row

WIDTH = 260  # units of the picture: about the pixels that a small phone has for it
LINE = 38
BAR = 14
LONGEST = 200  # room for the figure beside the longest bar
LABEL = 42  # characters that fit


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar with its words above it."""

    label: str
    value: str
    top: int
    bar_top: int
    width: float
    value_left: float


@dataclass(frozen=True, slots=True)
class Chart:
    """The picture. `words` is what somebody hears who does not see it."""

    height: int
    bars: list[Bar]
    words: str

    width: int = WIDTH
    thickness: int = BAR


def draw(report: Report, rows: Sequence[Row]) -> Chart | None:
    """The picture of a report; None where there is no figure to draw."""
    figures = [(_label(report, row), row[report.place]) for row in rows]
    drawn = [(label, value) for label, value in figures if isinstance(value, int | float)]
    if not drawn:
        return None
    most = max((value for _, value in drawn), default=0) or 1
    bars = [
        Bar(
            label=_short(label),
            value=f"{value:g}",
            top=number * LINE + 13,
            bar_top=number * LINE + 18,
            width=(width := round(LONGEST * value / most, 1)),
            value_left=width + 6,
        )
        for number, (label, value) in enumerate(drawn)
    ]
    title = report.columns[report.place].title
    words = "; ".join(f"{label} {value:g}" for label, value in drawn)
    return Chart(LINE * len(bars), bars, f"{title}: {words}.")


def _label(report: Report, row: Row) -> str:
    """The first column, with every other column of words before the figures."""
    words = [cell for cell in row[: report.place] if isinstance(cell, str) and cell]
    return ", ".join(words)


def _short(label: str) -> str:
    return label if len(label) <= LABEL else label[: LABEL - 1].rstrip() + "…"
