"""What the database says of a row that it refused never reaches a log."""

from __future__ import annotations

import io
import json
import logging
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from recruitment.access.logs import (
    QUOTED_MASK,
    MaskTokensFilter,
    clean_report,
    json_formatter,
)
from tests.applicants.factories import make_candidate, make_vacancy
from vacancies.models import Vacancy

pytestmark = pytest.mark.django_db


def log_of_a_refused_row(title: str) -> str:
    """The line that an unforeseen refusal by the database leaves."""
    buffer = io.StringIO()
    handler = logging.StreamHandler(buffer)
    handler.setFormatter(json_formatter())
    handler.addFilter(MaskTokensFilter())
    logger = logging.getLogger("tests.security.details")
    logger.addHandler(handler)
    logger.propagate = False
    vacancy = make_vacancy()
    try:
        with transaction.atomic():
            Vacancy.objects.filter(pk=vacancy.pk).update(title=title, posts=0)
    except IntegrityError as error:
        logger.exception("Internal Server Error")
        logger.warning("refused: %s", error)
    finally:
        logger.removeHandler(handler)
    return buffer.getvalue()


@pytest.mark.parametrize("title", ["Canarytitle", "Canary\nCanaryline"])
def test_the_values_of_a_refused_row_are_left_out(title: str) -> None:
    lines = log_of_a_refused_row(title)
    assert "anary" not in lines
    first, second = (json.loads(line) for line in lines.splitlines())
    # What is needed to find the fault is still there.
    assert 'violates check constraint "vacancy_posts_at_least_one"' in first["exception"]
    assert "log_of_a_refused_row" in first["exception"]
    assert "vacancy_posts_at_least_one" in second["event"]


def test_an_address_that_is_taken_is_left_out_too() -> None:
    user = make_candidate().user
    record = logging.LogRecord("x", logging.ERROR, "", 0, "failed", None, None)
    try:
        with transaction.atomic():
            type(user).objects.create(username="another.one", email=user.email)
    except IntegrityError as error:
        record.exc_info = (type(error), error, error.__traceback__)
    line = json_formatter().format(record)
    assert "duplicate key value" in line
    assert user.email not in line


def test_a_report_to_another_system_is_as_clean() -> None:
    value = "refused\nDETAIL:  Failing row contains (Canaryname).\nCONTEXT:  SQL statement"
    report = {
        "exception": {"values": [{"value": value, "frames": 3}]},
        "request": {"url": f"https://portal.example/verify/{'c' * 43}/"},
    }
    assert clean_report(report, None) == {
        "exception": {"values": [{"value": "refused\nCONTEXT:  SQL statement", "frames": 3}]},
        "request": {"url": "https://portal.example/verify/[link]/"},
    }


class Odd:
    def __repr__(self) -> str:
        return "<Candidate: Canary Canaryfamily>"


@pytest.mark.parametrize(
    "fail",
    [
        lambda: date.fromisoformat("Canary"),
        lambda: {}["Canary"],
        lambda: {}["Canary\"s and 'Canary"],
        lambda: exec("raise TypeError(repr(Odd()))", globals()),
        lambda: int("Canary O’Neill"),
        lambda: int("Canary O'Neill"),
        lambda: Vacancy.objects.extra(where=["posts = 'Canary'::int"]).first(),
    ],
)
def test_what_an_error_quotes_is_left_out_and_where_it_happened_stays(fail) -> None:
    try:
        fail()
    except Exception as error:  # whichever it is
        record = logging.LogRecord("x", logging.ERROR, "", 0, "failed", None, None)
        record.exc_info = (type(error), error, error.__traceback__)
    report = json.loads(json_formatter().format(record))["exception"]
    words = [line for line in report.splitlines() if not line.startswith(" ")]
    assert "anary" not in "".join(words)
    assert QUOTED_MASK in words[-1] or "LINE 1" in words[-2]
    assert "test_what_an_error_quotes" in report
    told = {"exception": {"values": [{"type": "ValueError", "value": "no date: 'Canary'"}]}}
    assert clean_report(told, None) == {
        "exception": {"values": [{"type": "ValueError", "value": f"no date: {QUOTED_MASK}"}]}
    }
