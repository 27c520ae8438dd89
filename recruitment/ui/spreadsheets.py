"""Tables as files that a spreadsheet opens and runs nothing of (security document, check 33)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from django.utils import timezone

T = TypeVar("T")

# What makes a spreadsheet read a text as a formula, in full width too.
FORMULA = tuple("=+-@\t\r\n\x00＝＋－＠")
MARK = "\ufeff"  # says that the file is UTF-8
# Characters that XML has no place for, and what a workbook reads as one of them.
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
NARROWEST, WIDEST = 10, 60  # of a column, in characters


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


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook: its name, a line of column names, and rows."""

    name: str
    header: Sequence[str]
    rows: Sequence[Sequence[object]]


def xlsx_bytes(sheets: Iterable[Sheet]) -> bytes:
    """A workbook. Numbers, dates and times keep their type, and times are those of London; every
    text is stored as text. The mark of `safe_cell` is on it all the same: saved as CSV by
    whoever opens it, the text would be read anew.
    """
    # Loading it takes time and memory that only a process needs that makes such a file.
    import openpyxl  # type: ignore[import-untyped]  # noqa: PLC0415

    book = openpyxl.Workbook(write_only=True)
    book.properties.creator = ""  # else the name of the library
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        page.freeze_panes = "A2"
        for number, name in enumerate(sheet.header, start=1):
            texts = (str(row[number - 1]) for row in sheet.rows)
            width = max(map(len, (name, *texts))) + 2
            letter = openpyxl.utils.get_column_letter(number)
            page.column_dimensions[letter].width = min(max(width, NARROWEST), WIDEST)
        make_cell = partial(openpyxl.cell.WriteOnlyCell, page)
        for row in (sheet.header, *sheet.rows):
            page.append([_typed(make_cell, value) for value in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _typed(make_cell: Callable[..., Any], value: object) -> Any:
    """A cell of the value's own type; without a type of ours "=1" would be a formula."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.make_naive(value)
    if not isinstance(value, str):
        return make_cell(value)
    cell = make_cell(ESCAPED.sub("_x005F_", NO_XML.sub("\ufffd", safe_cell(value))))
    cell.data_type = "s"
    return cell
