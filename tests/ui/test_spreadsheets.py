"""Check 33: no cell of a file is run by a spreadsheet, and what was written comes back."""

from __future__ import annotations

import csv
import io

import pytest

from recruitment.ui.spreadsheets import csv_bytes, safe_cell

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
