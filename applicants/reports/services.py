"""Making a report, and taking it away as a file, which is written down."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from applicants.errors import NotAllowed
from applicants.reports.asked import Asked
from applicants.reports.catalogue import find_report
from applicants.reports.shape import Report, Row
from recruitment.accounts.models import User
from recruitment.accounts.roles import roles_of
from recruitment.audit.services import record
from recruitment.ui.spreadsheets import Sheet, csv_bytes, xlsx_bytes


class FileFormat(StrEnum):
    """The kinds of file that a report is taken away as; each is the ending of its name too."""

    CSV = "csv"
    XLSX = "xlsx"


def make_report(report: Report, asked: Asked) -> list[Row]:
    """The rows of a report, in the scope of who asks. Raises NotAllowed without its rights."""
    if find_report(asked.user, report.code) is None:
        raise NotAllowed("Your role does not include this report. Ask an administrator.")
    return report.build(asked)


def export_report(report: Report, asked: Asked, *, by: User, file_format: FileFormat) -> bytes:
    """The same rows as a file; who took what, asked how, goes into the audit log."""
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
            "format": file_format.value,
        },
    )
    if file_format == FileFormat.XLSX:
        return xlsx_bytes(_sheets(report, asked, rows, by=by))
    return csv_bytes(_header(report), rows)


def _header(report: Report) -> list[str]:
    return [column.code for column in report.columns]


def _sheets(report: Report, asked: Asked, rows: Sequence[Row], *, by: User) -> list[Sheet]:
    """The rows, what their columns mean, and what was asked: by which role, never by whom."""
    columns = [(column.code, column.title, column.meaning) for column in report.columns]
    vacancy = asked.vacancy
    about = [
        ("Report", report.title),
        ("What it says", report.description),
        ("Vacancy", f"{vacancy.title} ({vacancy.reference})" if vacancy else "All in this scope"),
        ("Applications sent from", asked.since),
        ("Applications sent until", asked.until),
        ("Made at", asked.at),
        ("Made by", ", ".join(sorted(role.label for role in roles_of(by)))),
    ]
    return [
        Sheet("Numbers", _header(report), rows),
        Sheet("Columns", ("column", "title", "meaning"), columns),
        Sheet("About", ("what", "value"), about),
    ]
