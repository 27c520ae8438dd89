"""Logs: one JSON line for each event, in UTC, without the secret part of any link."""

from __future__ import annotations

import logging
import re
from typing import Any

import structlog
from structlog.typing import EventDict, WrappedLogger

MASK = "[link]"

# The part of an address that must stay secret. A slash may arrive encoded inside ?next=,
# and doubled by whatever handed the link on.
_SLASH = r"(?:/|%2F)+"
_SECRET_PART = re.compile(
    rf"(?P<keep>{_SLASH}(?:"
    rf"verify{_SLASH}(?!(?:review|done|statements){_SLASH})"
    rf"|password{_SLASH}reset{_SLASH}key{_SLASH}(?!done{_SLASH})"
    rf"|confirm-email{_SLASH}"
    rf"|eligibility{_SLASH}tell-me{_SLASH}"
    rf"|forums{_SLASH}booking{_SLASH}"
    rf"|alerts{_SLASH}link{_SLASH}"
    rf"|standing{_SLASH}link{_SLASH}"
    rf"|interest{_SLASH}remove{_SLASH}"
    rf"|register{_SLASH}(?:keep|answer){_SLASH}"
    rf"))(?P<secret>(?:(?!%2F)[^/\s\"'<>?&#])+)",
    re.IGNORECASE,
)


def mask_tokens(text: str) -> str:
    """The text with the secret of every emailed link replaced (security document, checks 6, 37)."""
    return _SECRET_PART.sub(rf"\g<keep>{MASK}", text)


class MaskTokensFilter(logging.Filter):
    """Rewrites a record before anything can print it: message, arguments and added fields."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always lets the record through."""
        record.msg = _masked(record.msg)
        if record.args:
            record.args = _masked(record.args)
        for name, value in vars(record).items():
            if isinstance(value, str) and name not in _OWN_FIELDS:
                setattr(record, name, mask_tokens(value))
        return True


_OWN_FIELDS = frozenset({"msg", "name", "levelname", "pathname", "filename", "module", "funcName"})


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        return mask_tokens(value)
    if isinstance(value, dict):
        return {key: _masked(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return tuple(_masked(item) for item in value)
    if isinstance(value, list):
        return [_masked(item) for item in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    # Exceptions and requests print their address only when they are formatted.
    shown = str(value)
    masked = mask_tokens(shown)
    return value if masked == shown else masked


# PostgreSQL tells which values a row failed with: the whole row, with everything in it.
_DETAIL = re.compile(
    r"\nDETAIL:.*?(?=\n(?:CONTEXT|HINT|QUERY):|\n\nThe above exc|\n\nDuring handling|\Z)", re.DOTALL
)


# What an error quotes may have been typed by somebody: "invalid literal: '…'". So may what is
# shown of an object: "<Candidate: …>". Names of the database are quoted as well, after a word that
# says what they are, and help to find the fault.
_QUOTED = re.compile(
    r"(?P<kind>\b(?:constraint|relation|column|table|index|function|sequence) )?"
    r"(?:\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*')"
    r"|<[A-Z]\w*: [^>\n]*>"
)
QUOTED_MASK = "'…'"


def _without_quoted(words: str) -> str:
    return _QUOTED.sub(lambda found: found[0] if found["kind"] else QUOTED_MASK, words)


def _drop_what_errors_quote(logger: WrappedLogger, name: str, event: EventDict) -> EventDict:
    if str(event.get("logger")).startswith("celery."):  # it repeats the error in its own line
        event["event"] = _without_quoted(str(event["event"]))
    report = event.get("exception")
    if isinstance(report, str):
        # The lines of our own code are indented; the words of the errors are not.
        event["exception"] = "".join(
            line if line.startswith((" ", "Traceback")) else _without_quoted(line)
            for line in report.splitlines(keepends=True)
        )
    return event


def _drop_database_details(logger: WrappedLogger, name: str, event: EventDict) -> EventDict:
    for key, value in event.items():
        if isinstance(value, str) and "\nDETAIL:" in value:
            event[key] = _DETAIL.sub("", value)
    return event


def clean_report(report: Any, hint: Any) -> Any:
    """An error report for another system, as clean as a line of the log."""
    cleaned = _cleaned(report)
    for error in cleaned.get("exception", {}).get("values", []):
        error["value"] = _without_quoted(str(error.get("value", "")))
    return cleaned


def _cleaned(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _cleaned(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    return mask_tokens(_DETAIL.sub("", value)) if isinstance(value, str) else value


def _mask_line(logger: WrappedLogger, name: str, line: Any) -> str:
    # A traceback is text only here, at the very end.
    return mask_tokens(str(line))


_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def json_formatter() -> logging.Formatter:
    """The formatter of the settings: JSON lines for our own and for everybody else's records."""
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*_SHARED, structlog.stdlib.ExtraAdder(allow={"status_code"})],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            _drop_database_details,
            _drop_what_errors_quote,
            structlog.processors.JSONRenderer(sort_keys=True),
            _mask_line,
        ],
    )


def configure_structlog() -> None:
    """Sends structlog's events through the standard library, so that one formatter prints all."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_SHARED,
            structlog.stdlib.PositionalArgumentsFormatter(),
            _drop_request_text,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def _drop_request_text(logger: WrappedLogger, name: str, event: EventDict) -> EventDict:
    """Addresses of pages are worth keeping, what people asked for in them is not."""
    request = event.get("request")
    if isinstance(request, str):
        event["request"] = request.partition("?")[0]
    return event
