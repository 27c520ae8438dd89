"""`python -m eligibility` as a program: three forms, errors on their own lines, order kept."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from eligibility import decide
from eligibility.cli import run

from .helpers import make_case, staff

ROOT = Path(__file__).resolve().parents[2]
GOOD = make_case({"employment": staff()})


def numbered(number: int, **changes: Any) -> dict[str, Any]:
    return {**GOOD, "id": f"case-{number}", **changes}


def command(*arguments: str, given: bytes = b"") -> tuple[int, str, str]:
    """Run the program itself; exit status, output and error text."""
    done = subprocess.run(
        [sys.executable, "-m", "eligibility", *arguments],
        input=given,
        capture_output=True,
        cwd=ROOT,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def call(*arguments: str, given: bytes) -> tuple[int, list[str]]:
    """The same in this process."""
    output = io.BytesIO()
    status = run(arguments, io.BytesIO(given), output)
    return status, output.getvalue().decode().splitlines()


def lines_of(*cases: object) -> bytes:
    return b"".join(json.dumps(case).encode() + b"\n" for case in cases)


def test_decides_line_by_line_in_order() -> None:
    cases = [numbered(number, as_of=f"2026-11-{number:02}") for number in range(1, 21)]
    status, output, errors = command(given=lines_of(*cases))
    assert (status, errors) == (0, "")
    assert [json.loads(line) for line in output.splitlines()] == [
        decide(case).as_dict() for case in cases
    ]
    assert output.endswith("\n")


def test_a_broken_line_does_not_stop_the_others() -> None:
    misspelt = numbered(3, facts={"employmnt": {}})
    given = b"".join(
        [
            lines_of(numbered(1)),
            b"{not json}\n",
            lines_of(misspelt),
            b"\n",
            lines_of([1, 2]),
            b'{"id": "twice", "id": "twice"}\n',
            b'{"id": "number", "as_of": NaN}\n',
            b"\xff\xfe\n",
            lines_of(numbered(9)).rstrip(b"\n"),
        ]
    )
    status, lines = call(given=given)
    found = [json.loads(line) for line in lines]
    assert status == 1
    assert len(found) == 9
    assert [found[0]["result"], found[8]["result"]] == ["eligible", "eligible"]
    assert found[1:8] == [
        {
            "id": None,
            "error": {
                "path": "",
                "message": "this line is not JSON: Expecting property name enclosed in double "
                "quotes, column 2",
            },
        },
        {
            "id": "case-3",
            "error": {
                "path": "facts.employmnt",
                "message": "is not a known key; expected one of employment, agency, special, "
                "volunteer, transfer, previous_met_service, answers",
            },
        },
        {
            "id": None,
            "error": {
                "path": "",
                "message": "this line is not JSON: Expecting value, column 1",
            },
        },
        {"id": None, "error": {"path": "", "message": "this line must be a JSON object"}},
        {"id": "twice", "error": {"path": "id", "message": "is given twice; give it once"}},
        {"id": None, "error": {"path": "", "message": "NaN is not a number that JSON knows"}},
        {"id": None, "error": {"path": "", "message": "this line is not UTF-8 text"}},
    ]


def test_the_exit_status_is_1_after_an_error() -> None:
    status, output, errors = command(given=b"nonsense\n" + lines_of(GOOD))
    assert (status, errors) == (1, "")
    assert len(output.splitlines()) == 2


def test_nothing_in_nothing_out() -> None:
    assert call(given=b"") == (0, [])


def test_windows_line_ends_and_a_byte_order_mark_are_taken() -> None:
    given = b"\xef\xbb\xbf" + lines_of(GOOD).replace(b"\n", b"\r\n")
    status, lines = call(given=given)
    assert status == 0
    assert json.loads(lines[0])["result"] == "eligible"


def test_the_id_of_an_unusable_case_is_still_shown() -> None:
    _, lines = call(given=lines_of({"id": 7}, {"id": {"a": 1}}))
    assert [json.loads(line) for line in lines] == [
        {"id": 7, "error": {"path": "as_of", "message": "is missing"}},
        {"id": None, "error": {"path": "id", "message": "must be text or a whole number"}},
    ]


def test_absurd_dates_are_errors_with_a_path() -> None:
    cases = [
        numbered(1, as_of="9999-12-31"),
        numbered(2, as_of="0000-01-01"),
        numbered(3, facts={"agency": {"service_started_on": "9999-12-31"}}),
    ]
    status, lines = call(given=lines_of(*cases))
    assert status == 1
    assert [json.loads(line)["error"]["path"] for line in lines] == [
        "as_of",
        "as_of",
        "facts.agency.service_started_on",
    ]


def test_text_that_is_not_proper_unicode_does_not_stop_the_run() -> None:
    criterion = {"code": "c", "operator": "equals", "value": "x"}
    case = make_case({"answers": {"c": "\ud800"}}, criteria=[criterion], route="new_constable")
    for form in ((), ("--explain",)):
        status, lines = call(*form, given=lines_of(case))
        assert status == 0
        assert "\\ud800" in "\n".join(lines)


def test_explain_gives_sentences() -> None:
    status, output, errors = command(
        "--explain", given=lines_of(numbered(1)) + b"oops\n" + lines_of(numbered(3, id=None))
    )
    assert (status, errors) == (1, "")
    assert output == (
        "Case case-1\n"
        "You are eligible for this role.\n"
        "Your probation was confirmed on 1 May 2024, so you meet this condition.\n"
        "You have no earlier service with the Met, so the rule on early departure schemes does "
        "not stop you.\n"
        "Your application will be among those considered first.\n"
        "Decided for 22 November 2026 by the rules of 2026-11-22.\n"
        "\n"
        "Line 2 could not be decided.\n"
        "this line is not JSON: Expecting value, column 1\n"
        "\n"
        "Case line 3\n"
        "You are eligible for this role.\n"
        "Your probation was confirmed on 1 May 2024, so you meet this condition.\n"
        "You have no earlier service with the Met, so the rule on early departure schemes does "
        "not stop you.\n"
        "Your application will be among those considered first.\n"
        "Decided for 22 November 2026 by the rules of 2026-11-22.\n"
        "\n"
    )


def test_rules_as_text_and_as_json() -> None:
    status, text, errors = command("--rules")
    assert (status, errors) == (0, "")
    assert "internal.special: Met special constable" in text
    assert "12000 minutes, from 1900-01-01 to now on" in text
    assert "“at least 200 duty hours”" in text
    status, data, errors = command("--rules", "--json")
    assert (status, errors) == (0, "")
    assert [rule["rule"] for rule in json.loads(data)["rules"]] == [
        "internal.employee",
        "internal.agency",
        "internal.special",
        "internal.volunteer",
        "bar.early_departure",
        "transferee",
        "criterion.<code>",
    ]


@pytest.mark.parametrize("arguments", [["--json"], ["--explain", "--rules"], ["--why"]])
def test_other_forms_are_refused(arguments: list[str]) -> None:
    status, output, errors = command(*arguments)
    assert (status, output) == (2, "")
    assert errors.startswith("usage: python -m eligibility")


def test_a_reader_that_leaves_early_gets_no_traceback() -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "eligibility"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    )
    assert program.stdin is not None
    assert program.stdout is not None
    assert program.stderr is not None
    program.stdout.close()
    program.stdin.write(lines_of(GOOD) * 600)
    program.stdin.close()
    assert program.wait(timeout=60) == 1
    assert program.stderr.read() == b""
    program.stderr.close()
