"""The pages of the reports, for staff with the right to them. Each is one GET; nothing is kept."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from applicants.admin.asking import device_of, person_of
from applicants.reports.asked import Asked
from applicants.reports.catalogue import find_report, reports_for
from applicants.reports.charts import draw
from applicants.reports.forms import ReportForm
from applicants.reports.services import FileFormat, export_report, make_report
from applicants.reports.shape import Report
from vacancies.selectors import vacancies_for_staff

CONTENT_TYPES = {
    FileFormat.CSV: "text/csv; charset=utf-8",
    FileFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every report that this person may read."""
    reports = reports_for(person_of(request))
    if not reports:
        raise PermissionDenied
    context = _context(request, title="Reports", reports=reports)
    return render(request, "applicants/reports/index.html", context)


@require_safe
def report(request: HttpRequest, code: str) -> HttpResponse:
    """One report: its picture and the same numbers as a table."""
    found = _find(request, code)
    form = _form(request)
    asked = _asked(request, form)
    rows = make_report(found, asked) if asked else []
    context = _context(
        request,
        title=found.title,
        report=found,
        form=form,
        asked=asked,
        rows=rows,
        chart=draw(found, rows),
        query=request.GET.urlencode(),
    )
    return render(request, "applicants/reports/report.html", context)


@require_safe
def columns(request: HttpRequest, code: str) -> HttpResponse:
    """What each column of a report means: the dictionary of its file."""
    found = _find(request, code)
    context = _context(request, title=f"{found.title}: what the columns mean", report=found)
    return render(request, "applicants/reports/columns.html", context)


@require_safe
def export(request: HttpRequest, code: str, ending: str) -> HttpResponse:
    """The same rows as a file. HEAD takes nothing away, so it is not answered here."""
    found = _find(request, code)
    asked = _asked(request, _form(request))
    if asked is None or request.method != "GET":
        raise Http404
    file_format = FileFormat(ending)
    content = export_report(found, asked, by=asked.user, file_format=file_format)
    response = HttpResponse(content, content_type=CONTENT_TYPES[file_format])
    name = f"{found.code}-{asked.since.isoformat()}-to-{asked.until.isoformat()}.{file_format}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _find(request: HttpRequest, code: str) -> Report:
    person = person_of(request)
    if not reports_for(person):
        raise PermissionDenied
    found = find_report(person, code)
    if found is None:
        raise Http404
    return found


def _form(request: HttpRequest) -> ReportForm:
    vacancies = vacancies_for_staff(person_of(request), device=device_of(request))
    return ReportForm(request.GET, vacancies=vacancies, today=timezone.localdate())


def _asked(request: HttpRequest, form: ReportForm) -> Asked | None:
    """What the address asks for; None where it cannot be understood."""
    if not form.is_valid():
        return None
    return Asked(
        user=person_of(request),
        device=device_of(request),
        since=form.cleaned_data["since"],
        until=form.cleaned_data["until"],
        vacancy=form.cleaned_data["vacancy"],
        at=timezone.now(),
    )


def _context(request: HttpRequest, **more: Any) -> dict[str, Any]:
    return {**admin.site.each_context(request), **more}
