"""The pages of the reports: who gets them, what they say, what they cost, and what is written down
when somebody takes one away."""

from __future__ import annotations

import csv
import io
import re
from datetime import datetime

import openpyxl
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from applicants.reports.catalogue import REPORTS
from recruitment.accounts.roles import Role
from recruitment.audit.models import AuditEntry
from tests.accounts.people import client_with_second_factor, make_staff
from tests.applicants.reports.world import NOW, SENT, decide, make_team, make_vacancy, walk

pytestmark = pytest.mark.django_db
CODES = [report.code for report in REPORTS]


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def vacancy():
    return make_vacancy(title="Case officer")


@pytest.fixture
def client(vacancy):
    return client_with_second_factor(make_team(vacancy))


def page_of(client, code, **query):
    return client.get(reverse("reports:report", args=[code]), query)


def test_the_index_names_what_somebody_may_read(client):
    content = client.get(reverse("reports:index")).content.decode()
    assert all(report.title in content for report in REPORTS if report.code != "impact")
    assert "Impact by stage" not in content
    officer = client_with_second_factor(make_team(role=Role.DATA_PROTECTION_OFFICER, username="d"))
    assert "Impact by stage" in officer.get(reverse("reports:index")).content.decode()


def test_the_start_page_leads_to_them(client):
    link = f'<a href="{reverse("reports:index")}"'
    assert link in client.get(reverse("admin:index")).content.decode()
    sifter = client_with_second_factor(make_staff(Role.SIFTER, username="sif"))
    assert link not in sifter.get(reverse("admin:index")).content.decode()


def test_who_gets_them(client):
    sifter = client_with_second_factor(make_staff(Role.SIFTER, username="sif"))
    for name, args in (("index", []), ("report", ["funnel"]), ("columns", ["funnel"]),
                       ("export", ["funnel"]), ("workbook", ["funnel"])):  # fmt: skip
        assert sifter.get(reverse(f"reports:{name}", args=args)).status_code == 403
    for name in ("report", "columns", "export", "workbook"):
        assert client.get(reverse(f"reports:{name}", args=["impact"])).status_code == 404
        assert client.get(reverse(f"reports:{name}", args=["nothing"])).status_code == 404
    for name in ("export", "workbook"):
        assert client.post(reverse(f"reports:{name}", args=["funnel"])).status_code == 405
        assert client.head(reverse(f"reports:{name}", args=["funnel"])).status_code == 404
    assert AuditEntry.objects.filter(action="report.export").count() == 0


def test_a_picture_and_the_same_numbers_as_a_table(client, vacancy):
    walk(vacancy, [("start_sift", "sift", 7)])
    walk(vacancy, [])
    content = page_of(client, "funnel").content.decode()
    assert "<title>Funnel by stage" in content
    assert "from 23 November 2025 to 23 November 2026" in content
    row = re.search(r'<tr><th scope="row">Assessed</th>(.*?)</tr>', content).group(1)
    assert re.findall(r"<td>(.*?)</td>", row) == ["1", "50.0", "50.0", "0"]
    words = re.search(r'<desc id="chart-words">(.*?)</desc>', content).group(1)
    assert words.startswith("People: Sent 2; Assessed 1; Invited to interview 0;")
    widths = re.findall(r'<rect class="staff-chart__bar" x="0" y="\d+" width="([\d.]+)"', content)
    assert widths[:3] == ["200.0", "100.0", "0.0"]
    assert 'role="img" aria-labelledby="chart-title chart-words"' in content
    assert "style=" not in content.partition('id="content"')[2]


def test_nothing_to_count_says_so(client):
    content = page_of(client, "time-in-stage").content.decode()
    assert "There is nothing to count" in content
    assert "staff-chart" not in content


def test_the_filter_is_kept_and_wrong_values_are_named_at_their_field(client, vacancy):
    walk(vacancy, [])
    content = page_of(client, "funnel", vacancy=vacancy.reference.lower(), since="2026-11-01",
                      until="2026-11-30").content.decode()  # fmt: skip
    assert f"Case officer ({vacancy.reference}): applications sent from 1 November 2026" in content
    assert "?vacancy=" in content.partition("/funnel/csv/")[2][:20]
    assert "?vacancy=" in content.partition("/funnel/xlsx/")[2][:20]
    foreign = make_vacancy(title="Secret work")
    for query, sentence in (
        ({"vacancy": foreign.reference}, "You work on no vacancy with this reference."),
        ({"since": "2026-02-30"}, "Enter a real date, like 9 December 2026."),
        ({"since": "2026-12-02", "until": "2026-12-01"}, "Enter a day on or after the first one."),
        ({"since": "2001-01-01"}, "Choose a period of at most 5 years."),
    ):
        wrong = page_of(client, "funnel", **query)
        content = wrong.content.decode()
        assert "<title>Error: " in content
        assert content.count(sentence) == 2  # in the summary and at the field
        assert "numbers-title" not in content
        assert "Secret work" not in content
        for name in ("export", "workbook"):
            assert client.get(reverse(f"reports:{name}", args=["funnel"]), query).status_code == 404


@pytest.mark.parametrize("code", CODES)
def test_one_and_three_applications_cost_the_same_queries(code, vacancy):
    officer = client_with_second_factor(make_team(role=Role.DATA_PROTECTION_OFFICER, username="d"))
    page_of(officer, code)  # the first request of a session writes when it began
    costs = []
    for number in (1, 2):
        for _ in range(number):
            one = walk(vacancy, [("start_sift", "sift", 3), ("sift_out", "sift_out", 4)])
            decide(one, SENT, internal__employee="met")
        with CaptureQueriesContext(connection) as queries:
            assert page_of(officer, code).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1]
    assert costs[0] <= 14


@pytest.mark.parametrize("code", [code for code in CODES if code != "impact"])
def test_a_file_has_the_rows_of_the_page_and_is_written_down(client, vacancy, code):
    walk(vacancy, [("start_sift", "sift", 7), ("sift_out", "sift_out", 9)])
    query = {"vacancy": vacancy.reference, "since": "2026-10-01", "until": "2026-11-30"}
    rows = page_of(client, code, **query).context["rows"]
    response = client.get(reverse("reports:export", args=[code]), query)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == (
        f'attachment; filename="{code}-2026-10-01-to-2026-11-30.csv"'
    )
    read = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    report = next(one for one in REPORTS if one.code == code)
    assert read[0] == [column.code for column in report.columns]
    assert read[1:] == [["" if cell is None else str(cell) for cell in row] for row in rows]
    entry = AuditEntry.objects.get(action="report.export")
    assert (entry.target_type, entry.target_id) == ("vacancies.vacancy", str(vacancy.pk))
    assert entry.after == {
        "report": code, "since": "2026-10-01", "until": "2026-11-30", "rows": len(rows),
        "format": "csv",
    }  # fmt: skip


def test_a_workbook_has_them_with_their_types_their_meaning_and_what_was_asked(client, vacancy):
    walk(vacancy, [("start_sift", "sift", 7), ("sift_out", "sift_out", 9)])
    query = {"vacancy": vacancy.reference, "since": "2026-10-01", "until": "2026-11-30"}
    rows = page_of(client, "funnel", **query).context["rows"]
    response = client.get(reverse("reports:workbook", args=["funnel"]), query)
    assert response["Content-Type"] == (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )
    assert response["Content-Disposition"] == (
        'attachment; filename="funnel-2026-10-01-to-2026-11-30.xlsx"'
    )
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    assert book.sheetnames == ["Numbers", "Columns", "About"]
    read = {sheet.title: list(sheet.values) for sheet in book}
    report = next(one for one in REPORTS if one.code == "funnel")
    assert read["Numbers"] == [
        tuple(column.code for column in report.columns), *map(tuple, rows)
    ]  # fmt: skip
    assert read["Columns"][0] == ("column", "title", "meaning")
    assert read["Columns"][1:] == [(one.code, one.title, one.meaning) for one in report.columns]
    assert dict(read["About"]) == {
        "what": "value",
        "Report": "Funnel by stage",
        "What it says": report.description,
        "Vacancy": f"Case officer ({vacancy.reference})",
        "Applications sent from": datetime(2026, 10, 1),  # noqa: DTZ001
        "Applications sent until": datetime(2026, 11, 30),  # noqa: DTZ001
        "Made at": datetime(2026, 11, 23, 12),  # noqa: DTZ001
        "Made by": "Recruiter",
    }
    entry = AuditEntry.objects.get(action="report.export")
    assert entry.after == {
        "report": "funnel", "since": "2026-10-01", "until": "2026-11-30", "rows": len(rows),
        "format": "xlsx",
    }  # fmt: skip


@pytest.mark.parametrize("code", CODES)
def test_every_report_makes_a_workbook(code, vacancy):
    walk(vacancy, [("start_sift", "sift", 7)])
    officer = client_with_second_factor(make_team(role=Role.DATA_PROTECTION_OFFICER, username="d"))
    rows = page_of(officer, code).context["rows"]
    content = officer.get(reverse("reports:workbook", args=[code])).content
    book = openpyxl.load_workbook(io.BytesIO(content))
    emptied = [tuple(None if cell == "" else cell for cell in row) for row in rows]
    assert list(book["Numbers"].values)[1:] == emptied
    about = dict(book["About"].values)
    assert about["Vacancy"] == "All in this scope"
    assert about["Made by"] == "Data protection officer"


def test_every_column_is_explained(client):
    for report in REPORTS:
        codes = [column.code for column in report.columns]
        assert len(set(codes)) == len(codes), report.code
        assert report.drawn in codes, report.code
        assert all(column.meaning.endswith(".") for column in report.columns), report.code
    content = client.get(reverse("reports:columns", args=["funnel"])).content.decode()
    assert '<th scope="row">share_of_sent</th><td>Of those sent</td>' in content
