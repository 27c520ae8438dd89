"""Logs: UTC, one JSON line each, and never a link's secret (security checks 6 and 37)."""

from __future__ import annotations

import io
import json
import logging
import sys

import pytest
import structlog
import time_machine
from django.test import Client

from recruitment.access.logs import MaskTokensFilter, json_formatter, mask_tokens

TOKEN = "Zx9-_SECRETtoken~1.a:b="


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (f"GET /verify/{TOKEN}/ HTTP/1.1", "GET /verify/[link]/ HTTP/1.1"),
        (f"/verify/{TOKEN}", "/verify/[link]"),
        (f"/verify/{TOKEN}/?a=b", "/verify/[link]/?a=b"),
        (f"/accounts/password/reset/key/1f-{TOKEN}/", "/accounts/password/reset/key/[link]/"),
        (f"/accounts/confirm-email/{TOKEN}/", "/accounts/confirm-email/[link]/"),
        (f"https://x.example/VERIFY/{TOKEN}/", "https://x.example/VERIFY/[link]/"),
        (f"?next=%2Fverify%2F{TOKEN}%2F&a=1", "?next=%2Fverify%2F[link]%2F&a=1"),
        (f"/verify/{TOKEN}/ and /verify/two{TOKEN}/", "/verify/[link]/ and /verify/[link]/"),
        ("/verify/ /verify/review/ /verify/done/", "/verify/ /verify/review/ /verify/done/"),
        ("/accounts/confirm-email/ sent", "/accounts/confirm-email/ sent"),
        ("/accounts/password/reset/key/done/", "/accounts/password/reset/key/done/"),
        (f"/verify/reviewed{TOKEN}/", "/verify/[link]/"),
        ("/vacancies/MPS-26-0401/", "/vacancies/MPS-26-0401/"),
    ],
)
def test_the_secret_part_of_every_link_is_masked(text, masked):
    assert mask_tokens(text) == masked


@pytest.fixture
def log():
    """A logger with the handler of the settings, writing into a buffer."""
    buffer = io.StringIO()
    handler = logging.StreamHandler(buffer)
    handler.setFormatter(json_formatter())
    handler.addFilter(MaskTokensFilter())
    logger = logging.getLogger("tests.access")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    yield logger, lambda: [json.loads(line) for line in buffer.getvalue().splitlines()]
    logger.removeHandler(handler)


PATH = f"/verify/{TOKEN}/"


class Odd:
    def __str__(self) -> str:
        return f"<request {PATH}>"


def test_messages_arguments_and_objects_are_masked(log):
    logger, lines = log
    logger.warning("Not Found: %s", PATH)
    logger.warning("Not Found: %(path)s", {"path": PATH})
    logger.warning(f"Not Found: {PATH}")
    logger.warning("%s %d %s", "GET", 404, Odd())
    logger.warning("%s", [PATH])
    logger.warning("request", extra={"status_code": 404, "request": Odd()})
    try:
        raise ValueError(PATH)
    except ValueError:
        logger.exception("failed at %s", PATH)
    structlog.wrap_logger(
        logger,
        processors=[structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
    ).info("request_started", request=f"GET {PATH}", nested={"paths": (PATH,)})
    written = lines()
    assert len(written) == 8
    assert TOKEN not in str(written)
    assert [line["event"] for line in written[:4]] == [
        "Not Found: /verify/[link]/",
        "Not Found: /verify/[link]/",
        "Not Found: /verify/[link]/",
        "GET 404 <request /verify/[link]/>",
    ]
    assert written[5]["status_code"] == 404
    assert "ValueError: /verify/[link]/" in written[6]["exception"]
    assert written[7]["request"] == "GET /verify/[link]/"


def test_a_line_is_json_with_time_in_utc_level_and_name(log):
    logger, lines = log
    with time_machine.travel("2026-07-01T10:00:00+01:00", tick=False):
        logger.info("hello")
    assert lines() == [
        {
            "event": "hello",
            "level": "info",
            "logger": "tests.access",
            "timestamp": "2026-07-01T09:00:00Z",
        }
    ]


def test_numbers_stay_numbers_for_the_format(log):
    logger, lines = log
    logger.info("%d of %.1f, %r", 3, 4.5, None)
    assert lines()[0]["event"] == "3 of 4.5, None"


@pytest.mark.django_db
def test_a_wrong_link_leaves_no_secret_in_djangos_own_log():
    buffer = io.StringIO()
    handler = logging.StreamHandler(buffer)
    handler.setFormatter(json_formatter())
    handler.addFilter(MaskTokensFilter())
    loggers = [logging.getLogger(), logging.getLogger("django.request")]
    for logger in loggers:
        logger.addHandler(handler)
    try:
        client = Client()
        for path in (
            f"/verify/{TOKEN}/",
            f"/accounts/password/reset/key/1-{TOKEN}/",
            f"/accounts/confirm-email/{TOKEN}/",
            f"/nowhere/?next=/verify/{TOKEN}/",
        ):
            client.get(path)
    finally:
        for logger in loggers:
            logger.removeHandler(handler)
    assert TOKEN not in buffer.getvalue()
    assert buffer.getvalue().count("Not Found: /verify/[link]/") >= 1


def test_without_structlog_the_filter_alone_is_enough():
    record = logging.LogRecord(
        "x", logging.INFO, "f.py", 1, "at %s", (PATH,), sys.exc_info() and None
    )
    record.extra_path = PATH
    assert MaskTokensFilter().filter(record) is True
    assert (record.getMessage(), record.extra_path) == ("at /verify/[link]/", "/verify/[link]/")
