"""Who is interested in a specialism: read by recruiters, each reading in the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from recruitment.accounts.admin_site import RightsAdminMixin
from recruitment.accounts.models import User
from recruitment.accounts.requests import person_of
from recruitment.accounts.roles import Right
from vacancies.specialisms.data import CHOICES
from vacancies.specialisms.models import Interest
from vacancies.specialisms.services import answer_interest, note_list, note_reading

if TYPE_CHECKING:
    _Admin = admin.ModelAdmin[Interest]
else:
    _Admin = admin.ModelAdmin


class SpecialismFilter(admin.SimpleListFilter):
    """Those who named one specialism."""

    title = "specialism"
    parameter_name = "specialism"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return CHOICES

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        return queryset.filter(specialisms__contains=[value]) if value else queryset


class AnsweredFilter(admin.SimpleListFilter):
    """Those nobody has written to yet, first of all."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return (("new", "New"), ("answered", "Answered"))

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() in ("new", "answered"):
            return queryset.filter(answered_at__isnull=self.value() == "new")
        return queryset


@admin.register(Interest)
class InterestAdmin(RightsAdminMixin, _Admin):
    """Nothing is edited: an answer is an action."""

    view_right = Right.READ_INTEREST
    list_display = ("name", "force", "rank", "wants", "received_at", "state")
    list_filter = (SpecialismFilter, AnsweredFilter, "rank")
    ordering = ("-received_at", "-id")
    actions = ("mark_answered",)
    show_full_result_count = False
    fields = (
        "name", "email", "phone", "force", "rank", "wants", "counter_terrorism", "about",
        "received_at", "state", "answered_at", "answered_by",
    )  # fmt: skip

    @admin.display(description="Specialisms")
    def wants(self, interest: Interest) -> str:
        return "; ".join(interest.specialism_names)

    @admin.display(description="State")
    def state(self, interest: Interest) -> str:
        return "New" if interest.answered_at is None else "Answered"

    def has_read_permission(self, request: HttpRequest) -> bool:
        """For the action."""
        return self.has_view_permission(request)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Reading the list is logged as well: it shows names, forces and wishes."""
        if request.method == "GET" and isinstance(request.user, User):
            note_list(by=request.user)
        return super().changelist_view(request, extra_context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Reading one is logged."""
        response = super().change_view(request, object_id, form_url, extra_context)
        found = self.get_object(request, object_id)
        if found is not None and response.status_code == 200 and isinstance(request.user, User):
            note_reading(by=request.user, interest=found)
        return response

    @admin.action(description="Mark as answered", permissions=["read"])
    def mark_answered(self, request: HttpRequest, queryset: QuerySet[Interest]) -> None:
        """Say that somebody has written to these officers."""
        by = person_of(request)
        chosen = list(queryset.values_list("pk", flat=True))
        done = sum(answer_interest(by=by, interest_id=pk) for pk in chosen)
        self.message_user(request, f"{done} marked as answered.", messages.SUCCESS)
