"""Check 33: no cell of a file is run by a spreadsheet, and what was written comes back."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime

import openpyxl
import pytest

from recruitment.ui.spreadsheets import Sheet, csv_bytes, safe_cell, xlsx_bytes

PAYLOADS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\x00=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    "  =1+1",
    '=HYPERLINK("https://evil.example","x")',
)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_formula_becomes_a_text(payload):
    assert safe_cell(payload) == f"'{payload}"


@pytest.mark.parametrize("value", ["Sift", "", "1-2", "a=b", " words", -3, -2.5, 0, None, True])
def test_what_is_no_formula_stays(value):
    assert safe_cell(value) is value


def test_a_file_comes_back_as_it_was_written():
    content = csv_bytes(
        ["what", "number"], [[payload, -1] for payload in PAYLOADS] + [['ä,"b', None]]
    )
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows[0] == ["what", "number"]
    assert rows[1:-1] == [[f"'{payload}", "-1"] for payload in PAYLOADS]
    assert rows[-1] == ['ä,"b', ""]


def test_the_name_of_a_column_is_safe_too():
    assert csv_bytes(["=1+1"], []).decode("utf-8-sig") == "'=1+1\r\n"


def cells_of(*rows):
    """What a workbook of these rows says when it is read again: values and their types."""
    content = xlsx_bytes([Sheet("Numbers", ["=1+1", "b"], rows)])
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Numbers"]
    return [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows()]


@pytest.mark.parametrize("payload", [*PAYLOADS, "#N/A", "#REF!"])
def test_no_cell_of_a_workbook_is_run(payload):
    header, (cell, _) = cells_of([payload, None])
    # XML knows one end of a line, and no NUL.
    kept = safe_cell(payload).replace("\r", "\n").replace("\x00", "\ufffd")
    assert cell == (kept, "s")
    assert header[0] == ("'=1+1", "s")


def test_a_workbook_keeps_numbers_days_and_times_of_london():
    naive = datetime(2026, 7, 1, 13, 30)  # noqa: DTZ001
    assert cells_of(
        [-1, 2.5],
        [date(2026, 12, 24), datetime(2026, 7, 1, 12, 30, tzinfo=UTC)],
        ["12", None],
    )[1:] == [
        [(-1, "n"), (2.5, "n")],
        [(datetime(2026, 12, 24), "d"), (naive, "d")],  # noqa: DTZ001
        [("12", "s"), (None, "n")],
    ]  # fmt: skip


def test_no_text_of_a_workbook_is_another_in_disguise():
    """A workbook reads _x003D_ as an equals sign, unless its first character is escaped."""
    content = cells_of(["_x003D_1+1", "snake_case_x"])[1]
    assert [value for value, _ in content] == ["_x005F_x003D_1+1", "snake_case_x"]


def test_a_workbook_names_nobody_and_no_library():
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes([Sheet("Numbers", ["a"], [])])))
    assert (book.properties.creator or "", book.properties.lastModifiedBy) == ("", None)
    assert book["Numbers"].freeze_panes == "A2"
