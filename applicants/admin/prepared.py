"""Decisions that are prepared and not released, by vacancy. The case's pages change them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html

from applicants.admin.asking import device_of, person_of
from applicants.admin.filters import VacancyFilter
from applicants.models import PreparedDecision
from applicants.pipeline import PREPARABLE
from applicants.selectors.releasing import (
    prepared_for_staff,
    reads_prepared,
    vacancies_to_release,
)
from recruitment.accounts.admin_site import RightsAdminMixin
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right, has_right
from recruitment.ui.dates import london_datetime

if TYPE_CHECKING:
    _Admin = admin.ModelAdmin[PreparedDecision]
else:
    _Admin = admin.ModelAdmin


class PreparedVacancyFilter(VacancyFilter):
    """The vacancy of the application."""

    column = "application__vacancy_id"


class OutcomeFilter(admin.SimpleListFilter):
    """What is prepared."""

    title = "outcome"
    parameter_name = "outcome"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(event.value, str(event.label)) for event in sorted(PREPARABLE)]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[PreparedDecision]
    ) -> QuerySet[PreparedDecision]:
        value = self.value()
        if value is None:
            return queryset
        return queryset.filter(event=value) if value in PREPARABLE else queryset.none()


@admin.register(PreparedDecision)
class PreparedDecisionAdmin(RightsAdminMixin, _Admin):
    """The list from which decisions are released."""

    view_right = Right.PREPARE_DECISIONS
    list_display = ("reference", "name", "for_vacancy", "outcome", "by", "when_told")
    list_filter = (PreparedVacancyFilter, OutcomeFilter)
    list_per_page = 50
    ordering = ()
    sortable_by = ()
    actions = None
    preserve_filters = False
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    change_list_template = "admin/applicants/prepareddecision/change_list.html"

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Those who prepare, and those who release."""
        return isinstance(request.user, User) and reads_prepared(request.user)

    def get_queryset(self, request: HttpRequest) -> QuerySet[PreparedDecision]:
        return prepared_for_staff(person_of(request), device=device_of(request))

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        person, releases = person_of(request), []
        if has_right(person, Right.RELEASE_DECISIONS):
            releases = vacancies_to_release(person, device=device_of(request))
        context = {"title": "Prepared decisions", "releases": releases, **(extra_context or {})}
        return super().changelist_view(request, context)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """A prepared decision is read and changed on its application's page."""
        return self._to_case(request, object_id)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The audit log is the history; this address leads to the case."""
        return self._to_case(request, object_id)

    def _to_case(self, request: HttpRequest, object_id: str) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = self.row_or_404(request, object_id)
        case = reverse("admin:applicants_application_case", args=[found.application_id])
        return HttpResponseRedirect(f"{case}#prepared-title")

    @admin.display(description="Application")
    def reference(self, row: PreparedDecision) -> str:
        return row.application.reference

    @admin.display(description="Candidate")
    def name(self, row: PreparedDecision) -> str:
        return row.application.candidate.full_name

    @admin.display(description="Vacancy")
    def for_vacancy(self, row: PreparedDecision) -> str:
        vacancy = row.application.vacancy
        return format_html(
            '{}<br><span class="staff-reference">{}</span>', vacancy.title, vacancy.reference
        )

    @admin.display(description="Outcome")
    def outcome(self, row: PreparedDecision) -> str:
        return row.get_event_display()

    @admin.display(description="Prepared")
    def by(self, row: PreparedDecision) -> str:
        return f"{row.prepared_by.display_name}, {london_datetime(row.prepared_at)}"

    @admin.display(description="Release")
    def when_told(self, row: Any) -> str:
        return "Planned" if row.planned else "Not planned"
