"""The recruiter's list. Nothing is edited in it: changes are steps and forms of the case page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from applicants.admin import (
    case,
    interview_plan,
    reserve_drawing,
    sealed,
    work,
    work_conditions,
    work_eligibility,
    work_gates,
    work_offer,
    work_panel,
    work_prepare,
    work_records,
    work_reserve,
    work_selection,
    work_sift,
)
from applicants.admin.asking import device_of, person_of, scope_on
from applicants.admin.filters import (
    AdjustmentsFilter,
    EligibilityFilter,
    StatusFilter,
    TierFilter,
    VacancyFilter,
)
from applicants.admin.listing import choices_html, read_rows, rows_html
from applicants.desk.bulk_actions import bulk_actions_of
from applicants.desk.filters import (
    AgeFilter,
    ArrangementFilter,
    CounterTerrorismFilter,
    DueFilter,
    NeedsFilter,
    StageFilter,
)
from applicants.desk.pages import beside, bulk, views
from applicants.desk.services.views import clean_query, views_of
from applicants.models import Application
from applicants.selectors.messages import with_undelivered
from applicants.selectors.staff import (
    applications_for_staff,
    count_sealed,
    find_application,
    search_applications,
    sight_of,
)
from recruitment.accounts.admin_site import RightsAdminMixin
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right, has_right
from recruitment.ui.paging import CappedPaginator, SearchedPaginator

if TYPE_CHECKING:
    _Admin = admin.ModelAdmin[Application]
else:
    _Admin = admin.ModelAdmin


# Pages that are about no single application.
DESK_PAGES: dict[str, Any] = {
    "many/": bulk.RunsPage,
    "many/<int:run_id>/": bulk.RunPage,
    "vacancy/<int:vacancy_id>/questions/": interview_plan.QuestionsPage,
    "vacancy/<int:vacancy_id>/merit/": interview_plan.MeritPage,
    "vacancy/<int:vacancy_id>/reserve/": reserve_drawing.DrawingPage,
    "vacancy/<int:vacancy_id>/reserve/<uuid:key>/": reserve_drawing.AskPage,
    "views/": views.ViewsPage,
    "views/<int:view_id>/": views.ViewPage,
}
SEARCH_HELP_BLIND = "A reference such as A-26-000123 or MPS-26-0401"
SEARCH_HELP = "Part of a name, an email address, or a reference such as A-26-000123 or MPS-26-0401"

SEARCH_HELP_WHOLE = (
    "Part of a name, words of the evidence, an email address, or a reference such as A-26-000123 "
    "or MPS-26-0401"
)

# What no index has in the order of the list.
SEARCHES = ("q", NeedsFilter.parameter_name, DueFilter.parameter_name)

# What a marker's list may be narrowed by: nothing that is kept apart from the sift.
BLIND_FILTERS = (NeedsFilter, DueFilter, StageFilter, VacancyFilter, AgeFilter, StatusFilter)


class CaseList(ChangeList):
    """Each row leads to its case page."""

    shows_names: bool
    shows_whole: bool
    ticks: bool

    def get_results(self, request: HttpRequest) -> None:
        """The rows of this page say whether an email did not arrive. Only they are asked: counting
        and skipping would cost several times as much with it."""
        super().get_results(request)
        if isinstance(self.paginator, SearchedPaginator) and not self.multi_page:
            # Django would search once more for what fits on one page.
            self.result_list = self.paginator.page(1).object_list
        sight = sight_of(person_of(request))
        self.shows_names, self.shows_whole = sight.names, sight.whole
        found = with_undelivered(self.result_list) if sight.whole else self.result_list
        self.result_list = read_rows(found, names=sight.names, whole=sight.whole)
        self.ticks = bool(bulk_actions_of(person_of(request)))

    @cached_property
    def case_rows(self) -> SafeString:
        """The rows for the template. A marker's have no names, and say nothing of the order of
        consideration."""
        return rows_html(self.result_list, ticks=self.ticks)

    @cached_property
    def filter_lists(self) -> list[tuple[str, SafeString]]:
        """Each filter's title with its choices."""
        return [(str(spec.title), choices_html(spec.choices(self))) for spec in self.filter_specs]

    def url_for_result(self, result: Model) -> str:
        return reverse("admin:applicants_application_case", args=[result.pk])


@admin.register(Application)
class ApplicationAdmin(RightsAdminMixin, _Admin):
    """Applications within the person's vacancies. Drafts do not exist here."""

    view_right = Right.READ_APPLICATIONS
    list_display = ("reference",)  # `listing.py` and the template write the rows
    list_filter = (
        NeedsFilter,
        DueFilter,
        StageFilter,
        VacancyFilter,
        EligibilityFilter,
        TierFilter,
        ArrangementFilter,
        CounterTerrorismFilter,
        AgeFilter,
        StatusFilter,
    )
    list_select_related = ("candidate__user", "vacancy")
    list_display_links = ("reference",)
    list_per_page = 50
    search_fields = ("reference",)
    ordering = ("-submitted_at", "-id")
    sortable_by = ()
    actions = None
    preserve_filters = False
    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    change_list_template = "admin/applicants/application/change_list.html"

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Readers, markers and the advisers on adjustments, each with their own sight."""
        return isinstance(request.user, User) and sight_of(request.user).any

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Application]:
        return applications_for_staff(person_of(request), scope=scope_on(request))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Application], search_term: str
    ) -> tuple[QuerySet[Application], bool]:
        sight = sight_of(person_of(request))
        found = search_applications(queryset, search_term, names=sight.names, answers=sight.whole)
        return found, False

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        person = person_of(request)
        whole = sight_of(person).whole
        found = list(self.list_filter) if whole else list(BLIND_FILTERS)
        return [*found, AdjustmentsFilter] if has_right(person, Right.READ_ADJUSTMENTS) else found

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Nothing but this person's filters: other columns would say what is kept apart."""
        offered = self.get_list_filter(request) if request is not None else []
        return lookup in {one.parameter_name for one in offered}

    def get_paginator(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Searches find the page and the number of all at once."""
        if not any(request.GET.get(name) for name in SEARCHES):
            return super().get_paginator(request, *args, **kwargs)
        found = SearchedPaginator(*args, **kwargs)
        found.wanted = request.GET.get("p", "")
        return found

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return CaseList

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        found = super().get_changelist_instance(request)
        sight = sight_of(person_of(request))
        found.search_help_text = SEARCH_HELP_WHOLE if sight.whole else SEARCH_HELP
        if not sight.names:
            found.search_help_text = SEARCH_HELP_BLIND
        return found

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        person = person_of(request)
        views = views_of(person)
        first = next((one.query for one in views if one.is_default), "")
        if first and not request.GET:
            # `?q=` opens it with everything again: it is an address with something in it.
            return HttpResponseRedirect(f"{request.path}?{first}")
        context = {
            "title": "Applications",
            "sealed": count_sealed(person, scope=scope_on(request)),
            "marks": sight_of(person).blind,
            "saved_views": views,
            "query": clean_query(request.GET.urlencode()),
            "whole_query": request.GET.urlencode(),
            "bulk_actions": bulk_actions_of(person),
            **(extra_context or {}),
        }
        return super().changelist_view(request, context)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The case page stands in the place of the stock form."""
        return self._to_case(request, object_id)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The timeline on the case page is the history."""
        return self._to_case(request, object_id, "#timeline")

    def _to_case(self, request: HttpRequest, object_id: str, anchor: str = "") -> HttpResponse:
        try:
            wanted = UUID(object_id)
        except ValueError:
            raise Http404 from None
        found = find_application(person_of(request), wanted, device=device_of(request))
        if found is None:
            raise Http404
        page = reverse("admin:applicants_application_case", args=[found.pk])
        return HttpResponseRedirect(page + anchor)

    def get_urls(self) -> list[URLPattern]:
        pages = {
            "case": case.CasePage,
            "score": work_sift.ScorePage,
            "conflict": work_sift.ConflictPage,
            "reconcile": work_sift.ReconcilePage,
            "interview": work_selection.InterviewPage,
            "choose-again": work_selection.ChooseAgainPage,
            "scorecard": work_panel.ScorecardPage,
            "go-on": work_panel.GoOnPage,
            "result": work_panel.ResultPage,
            "offer": work_offer.OfferPage,
            "offer-from-reserve": work_reserve.OfferFromReservePage,
            "start-date": work_offer.StartDatePage,
            "defer": work_conditions.DeferPage,
            "conditions/<slug:code>": work_conditions.ConditionPage,
            "conditions/<slug:code>/waive": work_conditions.WaivePage,
            "line-manager": work_offer.LineManagerPage,
            "eligibility": work_eligibility.EligibilityPage,
            "eligibility/fact/<str:path>": work_eligibility.FactPage,
            "unit-conditions": work_gates.UnitGatesPage,
            "step/<slug:event>": work.StepPage,
            "prepare/drop": work_prepare.DropPreparedPage,
            "prepare/<slug:event>": work_prepare.PreparePage,
            "checks/<slug:kind>": work_offer.CheckPage,
            "line-manager/<int:request_id>/resend": work_offer.ResendPage,
            "declaration": sealed.DeclarationPage,
            "adjustments": sealed.AdjustmentsPage,
            "arrangement": sealed.ArrangementPage,
            "hold": work_records.HoldPage,
            "feedback": work_records.FeedbackPage,
            "note": beside.NotePage,
            "task": beside.TaskPage,
            "task/<int:task_id>": beside.FinishTaskPage,
            "assign": beside.AssignPage,
        }
        own = {f"<uuid:pk>/{route}/": page for route, page in pages.items()} | DESK_PAGES
        return [
            path(
                route,
                self.admin_site.admin_view(page.as_view()),
                name=f"applicants_application_{page.name}",
            )
            for route, page in own.items()
        ] + super().get_urls()
