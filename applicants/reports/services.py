"""Making a report, and taking it away as a file, which is written down."""

from __future__ import annotations

from applicants.errors import NotAllowed
from applicants.reports.asked import Asked
from applicants.reports.catalogue import find_report
from applicants.reports.shape import Report, Row
from recruitment.accounts.models import User
from recruitment.audit.services import record
from recruitment.ui.spreadsheets import csv_bytes


def make_report(report: Report, asked: Asked) -> list[Row]:
    """The rows of a report, in the scope of who asks. Raises NotAllowed without its rights."""
    if find_report(asked.user, report.code) is None:
        raise NotAllowed("Your role does not include this report. Ask an administrator.")
    return report.build(asked)


def export_report(report: Report, asked: Asked, *, by: User) -> bytes:
    """The same rows as a CSV file; who took what, asked how, goes into the audit log."""
    rows = make_report(report, asked)
    record(
        action="report.export",
        by=by,
        target=asked.vacancy,
        after={
            "report": report.code,
            "since": asked.since,
            "until": asked.until,
            "rows": len(rows),
            "format": "csv",
        },
    )
    return csv_bytes([column.code for column in report.columns], rows)
