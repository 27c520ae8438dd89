"""The queue of the eligibility reviewers: what is open, whose it is, and how long it may take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.html import format_html

from applicants.admin.asking import device_of, person_of
from applicants.admin.work_eligibility import eligibility_url
from applicants.choices import WorkKind
from applicants.models import EligibilityWork
from applicants.selectors.eligibility_work import clock, queue_for
from recruitment.accounts.admin_site import RightsAdminMixin
from recruitment.accounts.roles import Right
from recruitment.ui.dates import london_date

if TYPE_CHECKING:
    _Admin = admin.ModelAdmin[EligibilityWork]
else:
    _Admin = admin.ModelAdmin


class OwnerFilter(admin.SimpleListFilter):
    """Mine, nobody's, or a colleague's."""

    title = "owner"
    parameter_name = "owner"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("me", "Mine"), ("nobody", "Nobody yet"), ("others", "Colleagues")]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[EligibilityWork]
    ) -> QuerySet[EligibilityWork]:
        me = person_of(request).pk
        if self.value() == "me":
            return queryset.filter(owner_id=me)
        if self.value() == "nobody":
            return queryset.filter(owner__isnull=True)
        if self.value() == "others":
            return queryset.filter(owner__isnull=False).exclude(owner_id=me)
        return queryset


class KindFilter(admin.SimpleListFilter):
    """Evidence, referral, proposal or review."""

    title = "what is open"
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(kind.value, str(kind.label)) for kind in WorkKind]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[EligibilityWork]
    ) -> QuerySet[EligibilityWork]:
        return queryset.filter(kind=self.value()) if self.value() else queryset


class Queue(ChangeList):
    """Each row leads to the reviewer's page of its application."""

    def url_for_result(self, result: Model) -> str:
        return eligibility_url(result.application_id)  # type: ignore[attr-defined]


@admin.register(EligibilityWork)
class EligibilityWorkAdmin(RightsAdminMixin, _Admin):
    """One at a time: nothing in this list decides anything, and nothing is decided in bulk."""

    view_right = Right.DECIDE_ELIGIBILITY
    list_display = ("application_reference", "what", "due", "owned_by", "for_vacancy", "since")
    list_filter = (KindFilter, OwnerFilter)
    list_per_page = 50
    sortable_by = ()
    ordering = ("due_on", "pk")
    actions = None
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    change_list_template = "admin/applicants/eligibilitywork/change_list.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[EligibilityWork]:
        return queue_for(person_of(request), device=device_of(request))

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return Queue

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(
            request, {"title": "Eligibility queue", **(extra_context or {})}
        )

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The reviewer's page stands in the place of the stock form."""
        return self._to_page(request, object_id)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The timeline of the case is the history."""
        return self._to_page(request, object_id)

    def _to_page(self, request: HttpRequest, object_id: str) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = self.row_or_404(request, object_id)
        return HttpResponseRedirect(eligibility_url(found.application_id))

    @admin.display(description="Application")
    def application_reference(self, row: EligibilityWork) -> str:
        return row.application.reference

    @admin.display(description="What is open")
    def what(self, row: EligibilityWork) -> str:
        return str(WorkKind(row.kind).label)

    @admin.display(description="Due")
    def due(self, row: EligibilityWork) -> str:
        today = timezone.localdate()
        tone = "bad" if row.is_overdue_on(today) else "wait"
        return format_html(
            '{}<br><span class="staff-tag staff-tag--{}">{}</span>',
            london_date(row.due_on),
            tone,
            clock(row, today),
        )

    @admin.display(description="Owner")
    def owned_by(self, row: EligibilityWork) -> str:
        return row.owner.display_name if row.owner else "Nobody yet"

    @admin.display(description="Vacancy")
    def for_vacancy(self, row: EligibilityWork) -> str:
        vacancy = row.application.vacancy
        return format_html(
            '{}<br><span class="staff-reference">{}</span>', vacancy.title, vacancy.reference
        )

    @admin.display(description="Open since")
    def since(self, row: EligibilityWork) -> str:
        return london_date(row.opened_at)
