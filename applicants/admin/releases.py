"""Releases of decisions: looked at beforehand, planned, followed, taken back, reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from applicants.admin.asking import device_of, person_of
from applicants.admin.filters import VacancyFilter
from applicants.choices import Status
from applicants.errors import Refused
from applicants.forms.staff_release import NOW, CancelReleaseForm, ReleaseForm
from applicants.models import PreparedDecision, Release
from applicants.selectors.releasing import (
    fingerprint,
    preview_release,
    ready_to_release,
    releases_for_staff,
    report_of,
)
from applicants.services.releasing import cancel_release, plan_release
from recruitment.accounts.admin_site import RightsAdminMixin
from recruitment.accounts.roles import Right
from recruitment.ui.dates import london_datetime
from vacancies.models import Vacancy
from vacancies.selectors import vacancies_for_staff

if TYPE_CHECKING:
    _Admin = admin.ModelAdmin[Release]
else:
    _Admin = admin.ModelAdmin

CONFLICT = 409


@admin.register(Release)
class ReleaseAdmin(RightsAdminMixin, _Admin):
    """What was released, what will be, and what was skipped and why."""

    view_right = Right.RELEASE_DECISIONS
    list_display = ("when", "for_vacancy", "by", "state", "told", "skipped", "waiting")
    list_filter = (VacancyFilter,)
    list_per_page = 50
    ordering = ()
    sortable_by = ()
    actions = None
    preserve_filters = False
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    def get_queryset(self, request: HttpRequest) -> QuerySet[Release]:
        return releases_for_staff(person_of(request), device=device_of(request))

    def get_urls(self) -> list[URLPattern]:
        own = [
            path(
                "plan/<int:vacancy_id>/",
                self.admin_site.admin_view(self.plan_view),
                name="applicants_release_plan",
            ),
            path(
                "<int:release_id>/cancel/",
                self.admin_site.admin_view(self.cancel_view),
                name="applicants_release_cancel",
            ),
        ]
        return own + super().get_urls()

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(
            request, {"title": "Releases of decisions", **(extra_context or {})}
        )

    def plan_view(self, request: HttpRequest, vacancy_id: int) -> HttpResponse:
        """What a release of this vacancy would do, and the form that plans it."""
        self._check(request)
        vacancy = self._vacancy(request, vacancy_id)
        ready = list(ready_to_release(vacancy.pk))
        form = ReleaseForm(
            request.POST if request.method == "POST" else None,
            counts=_by_stage(ready),
            initial={"seen": fingerprint(ready), "when": NOW},
        )

        def save() -> Release:
            return plan_release(
                vacancy_id=vacancy.pk,
                by=person_of(request),
                stages=form.stages,
                release_at=form.release_at,
                seen=form.cleaned_data["seen"],
            )

        return self._work(
            request,
            form,
            save,
            done="The release is planned." if request.POST.get("when") != NOW else "Released.",
            template="release_plan",
            title=f"Release decisions: {vacancy.title}",
            vacancy=vacancy,
            lines=preview_release(ready, at=timezone.now()),
            outcomes=sorted(Counter(one.get_event_display() for one in ready).items()),
        )

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The report: who is told, who was skipped and why, who still waits."""
        self._check(request)
        release = self._release(request, object_id)
        context = self._context(
            request, title=_name(release), release=release, lines=report_of(release)
        )
        return render(request, "applicants/staff/release.html", context)

    def cancel_view(self, request: HttpRequest, release_id: int) -> HttpResponse:
        """Take back what is not told yet."""
        self._check(request)
        release = self._release(request, str(release_id))
        form = CancelReleaseForm(request.POST if request.method == "POST" else None)
        return self._work(
            request,
            form,
            lambda: cancel_release(release_id=release.pk, by=person_of(request)),
            done="The release is taken back. Its decisions stay prepared.",
            template="release_cancel",
            title=f"Take back: {_name(release)}",
            release=release,
        )

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The report is the history."""
        self._check(request)
        return HttpResponseRedirect(_address(self._release(request, object_id)))

    def _check(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied

    def _vacancy(self, request: HttpRequest, vacancy_id: int) -> Vacancy:
        mine = vacancies_for_staff(person_of(request), device=device_of(request))
        found = mine.filter(pk=vacancy_id).first()
        if found is None:
            raise Http404
        return found

    def _release(self, request: HttpRequest, key: str) -> Release:
        release: Release = self.row_or_404(request, key)
        return release

    def _work(
        self,
        request: HttpRequest,
        form: forms.Form,
        save: Callable[[], Release],
        *,
        done: str,
        template: str,
        **context: Any,
    ) -> HttpResponse:
        status = 200
        if request.method == "POST" and form.is_valid():
            try:
                release = save()
            except Refused as refusal:
                form.add_error(None, str(refusal))
                status = CONFLICT
            else:
                messages.success(request, done)
                return HttpResponseRedirect(_address(release))
        context = self._context(request, form=form, **context)
        return render(request, f"applicants/staff/{template}.html", context, status=status)

    def _context(self, request: HttpRequest, **more: Any) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "opts": self.opts, **more}

    @admin.display(description="Released at")
    def when(self, row: Release) -> str:
        return london_datetime(row.release_at)

    @admin.display(description="Vacancy")
    def for_vacancy(self, row: Release) -> str:
        return f"{row.vacancy.title} ({row.vacancy.reference})"

    @admin.display(description="Planned by")
    def by(self, row: Release) -> str:
        return row.planned_by.display_name

    @admin.display(description="State")
    def state(self, row: Release) -> str:
        if row.cancelled_at is not None:
            return "Taken back"
        if row.finished_at is not None:
            return "Done"
        return "Being released" if row.release_at <= timezone.now() else "Planned"

    @admin.display(description="Told")
    def told(self, row: Any) -> int:
        return int(row.told)

    @admin.display(description="Skipped")
    def skipped(self, row: Any) -> int:
        return int(row.skipped)

    @admin.display(description="Waiting")
    def waiting(self, row: Any) -> int:
        return int(row.waiting)


def _by_stage(ready: list[PreparedDecision]) -> Counter[Status]:
    return Counter(Status(one.application.status) for one in ready)


def _name(release: Release) -> str:
    return f"Release: {london_datetime(release.release_at)}"


def _address(release: Release) -> str:
    return reverse("admin:applicants_release_change", args=[release.pk])
