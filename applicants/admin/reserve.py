"""Reserve lists: which there are, who is on one in the order of merit, and how long it lasts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html

from applicants.admin.asking import device_of, person_of
from applicants.errors import Refused
from applicants.forms.staff_reserve import ExtendListForm
from applicants.models import ReserveList
from applicants.selectors.reserve import (
    ENDING_SOON_DAYS,
    ending_soon,
    lists_for_staff,
    standing_for,
    works_with_lists,
)
from applicants.selectors.reserve_drawing import vacancies_that_draw
from applicants.services.reading import open_reserve_list
from applicants.services.reserve_list import extend_list, latest_end
from recruitment.accounts.admin_site import RightsAdminMixin
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right, has_right
from recruitment.ui.dates import london_date

if TYPE_CHECKING:
    _Admin = admin.ModelAdmin[ReserveList]
else:
    _Admin = admin.ModelAdmin

CONFLICT = 409


class StateFilter(admin.SimpleListFilter):
    """Lists by their end."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("on", "Going on"),
            ("soon", f"Ending within {ENDING_SOON_DAYS} days"),
            ("ended", "Ended"),
        ]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[ReserveList]
    ) -> QuerySet[ReserveList]:
        today = timezone.localdate()
        states = {
            "on": Q(ends_on__gte=today),
            "soon": ending_soon(today),
            "ended": Q(ends_on__lt=today),
        }
        value = self.value()
        if value is None:
            return queryset
        return queryset.filter(states[value]) if value in states else queryset.none()


@admin.register(ReserveList)
class ReserveListAdmin(RightsAdminMixin, _Admin):
    """The lists of the person's vacancies, the one that ends first on top."""

    view_right = Right.MAKE_OFFERS
    list_display = ("for_vacancy", "grade", "on_it", "ends")
    list_display_links = None
    list_filter = (StateFilter,)
    list_per_page = 50
    ordering = ()
    sortable_by = ()
    actions = None
    preserve_filters = False
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    change_list_template = "admin/applicants/reservelist/change_list.html"

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Those who place people on a list, and those who offer from it."""
        return isinstance(request.user, User) and works_with_lists(request.user)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ReserveList]:
        return lists_for_staff(person_of(request), device=device_of(request))

    def get_urls(self) -> list[URLPattern]:
        own = [
            path(
                "<int:list_id>/extend/",
                self.admin_site.admin_view(self.extend_view),
                name="applicants_reservelist_extend",
            ),
        ]
        return own + super().get_urls()

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        draw = []
        if has_right(request.user, Right.MAKE_OFFERS):
            draw = vacancies_that_draw(person_of(request), device=device_of(request))
        context = {"title": "Reserve lists", "draw": draw, **(extra_context or {})}
        return super().changelist_view(request, context)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Who is on it, in the order of merit. Opening it is logged."""
        person, found = person_of(request), self._list(request, object_id)
        open_reserve_list(found=found, by=person)
        rows = standing_for(person, found.vacancy)
        return self._page(
            request,
            "reserve_list",
            title=f"Reserve list: {found.vacancy.title}",
            found=found,
            rows=rows,
            shows_tiers=any(row.tier for row in rows),
            goes_on=found.ends_on >= timezone.localdate(),
            may_extend=has_right(person, Right.EXTEND_RESERVE_LISTS),
        )

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The list's own page says what there is to know; the audit log is the history."""
        return HttpResponseRedirect(_address(self._list(request, object_id)))

    def extend_view(self, request: HttpRequest, list_id: int) -> HttpResponse:
        """A later last day. Everybody on the list is told."""
        person, found = person_of(request), self._list(request, str(list_id))
        if not has_right(person, Right.EXTEND_RESERVE_LISTS):
            raise PermissionDenied
        form = ExtendListForm(
            request.POST if request.method == "POST" else None,
            initial={"seen_list": found.version},
        )
        status = 200
        if request.method == "POST" and form.is_valid():
            try:
                extend_list(
                    list_id=found.pk,
                    by=person,
                    ends_on=form.cleaned_data["ends_on"],
                    reason=form.cleaned_data["reason"],
                    expected_version=form.list_version,
                )
            except Refused as refusal:
                form.add_error(None, str(refusal))
                status = CONFLICT
            else:
                messages.success(request, "The list is extended, and the people on it are told.")
                return HttpResponseRedirect(_address(found))
        return self._page(
            request,
            "reserve_extend",
            status=status,
            title=f"Extend the reserve list: {found.vacancy.title}",
            found=found,
            latest=latest_end(found),
            form=form,
        )

    def _list(self, request: HttpRequest, key: str) -> Any:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self.row_or_404(request, key)

    def _page(
        self, request: HttpRequest, template: str, *, status: int = 200, **more: Any
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "is_nav_sidebar_enabled": False,
            "opts": self.opts,
            **more,
        }
        return render(request, f"applicants/staff/{template}.html", context, status=status)

    @admin.display(description="Vacancy")
    def for_vacancy(self, row: ReserveList) -> str:
        return format_html(
            '<a href="{}">{}</a><br><span class="staff-reference">{}</span>',
            _address(row),
            row.vacancy.title,
            row.vacancy.reference,
        )

    @admin.display(description="Band or rank")
    def grade(self, row: ReserveList) -> str:
        return row.vacancy.grade

    @admin.display(description="On the list")
    def on_it(self, row: Any) -> int:
        return int(row.people)

    @admin.display(description="Last day")
    def ends(self, row: ReserveList) -> str:
        day = london_date(row.ends_on)
        return day if row.ends_on >= timezone.localdate() else f"{day} (ended)"


def _address(found: ReserveList) -> str:
    return reverse("admin:applicants_reservelist_change", args=[found.pk])
