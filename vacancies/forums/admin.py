"""Forums for recruiters: planned, changed and called off through the services, with who came."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html

from recruitment.accounts.admin_site import RightsAdminMixin
from recruitment.accounts.models import User
from recruitment.accounts.requests import person_of
from recruitment.accounts.roles import Right
from vacancies.forums import selectors, staff_services
from vacancies.forums.forms import CallOffForm, ForumForm
from vacancies.forums.models import Forum
from vacancies.policies import check_may

if TYPE_CHECKING:
    _Admin = admin.ModelAdmin[Forum]
else:
    _Admin = admin.ModelAdmin


@admin.register(Forum)
class ForumAdmin(RightsAdminMixin, _Admin):
    """All recruiters see all forums: they belong to no vacancy."""

    form = ForumForm
    list_display = ("title", "starts_at", "places", "booked", "waiting", "state")
    list_filter = ("about", "starts_at")
    search_fields = ("title",)
    ordering = ("-starts_at", "-id")
    actions = None
    view_right = add_right = change_right = Right.MANAGE_FORUMS

    def get_queryset(self, request: HttpRequest) -> QuerySet[Forum]:
        return selectors.forums_for_staff().order_by("-starts_at", "-id")

    @admin.display(description="Booked")
    def booked(self, forum: Forum) -> str:
        """The number, which leads to the people while they are kept."""
        if forum.booked_total is not None:
            return str(forum.booked_total)
        where = reverse("admin:forums_forum_people", args=[forum.pk])
        number: int = forum.booked  # type: ignore[attr-defined]  # annotated
        label = f"{number} booked: {forum.title}"
        return format_html('<a href="{}" aria-label="{}">{}</a>', where, label, number)

    @admin.display(description="Waiting")
    def waiting(self, forum: Forum) -> int:
        return int(forum.waiting)  # type: ignore[attr-defined]  # annotated

    @admin.display(description="State")
    def state(self, forum: Forum) -> str:
        """What people see now."""
        if forum.called_off_at is not None:
            return "Called off"
        return "Open for booking" if forum.takes_bookings_at(timezone.now()) else "Held"

    def get_urls(self) -> list[URLPattern]:
        return [
            path(
                "<int:pk>/people/",
                self.admin_site.admin_view(self.people),
                name="forums_forum_people",
            ),
            path(
                "<int:pk>/call-off/",
                self.admin_site.admin_view(self.call_off),
                name="forums_forum_call_off",
            ),
            *super().get_urls(),
        ]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Through the services, which check the right, tell people and write the audit."""
        values = {name: form.cleaned_data[name] for name in staff_services.WRITABLE}
        if change:
            staff_services.change_forum(by=person_of(request), forum_id=obj.pk, changes=values)
            return
        saved = staff_services.plan_forum(by=person_of(request), fields=values)
        obj.pk, obj._state.adding = saved.pk, False

    def log_addition(self, *_: Any) -> None:  # type: ignore[override]
        """The audit log has it."""

    def log_change(self, *_: Any) -> None:  # type: ignore[override]
        """As for adding."""

    def people(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Who has a place and who waits; afterwards, who came. Reading it is logged."""
        by, forum = self._open(request, pk)
        if request.method == "POST":
            came = [int(one) for one in request.POST.getlist("came") if one.isdecimal()]
            try:
                number = staff_services.record_attendance(by=by, forum_id=pk, came=came)
            except ValidationError as error:
                self.message_user(request, " ".join(error.messages), messages.ERROR)
            else:
                self.message_user(request, f"Saved: {number} came.", messages.SUCCESS)
            return HttpResponseRedirect(request.path)
        staff_services.note_reading(by=by, forum=forum)
        return self._page(
            request,
            "forums/staff/people.html",
            forum,
            title=f"People: {forum.title}",
            people=selectors.people_of(forum),
            has_begun=forum.has_begun_at(timezone.now()) and forum.called_off_at is None,
        )

    def call_off(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One form with the words that everybody gets."""
        by, forum = self._open(request, pk)
        form = CallOffForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            try:
                staff_services.call_off_forum(
                    by=by, forum_id=pk, reason=form.cleaned_data["reason"]
                )
            except ValidationError as error:
                self.message_user(request, " ".join(error.messages), messages.ERROR)
            else:
                self.message_user(request, "The forum is called off.", messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:forums_forum_changelist"))
        title = f"Call off: {forum.title}"
        return self._page(request, "forums/staff/call_off.html", forum, title=title, form=form)

    def _open(self, request: HttpRequest, pk: int) -> tuple[User, Forum]:
        by = person_of(request)
        check_may(by=by, right=Right.MANAGE_FORUMS)
        forum = self.get_queryset(request).filter(pk=pk).first()
        if forum is None:
            raise Http404
        return by, forum

    def _page(self, request: HttpRequest, template: str, forum: Forum, **more: Any) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "forum": forum,
            "is_nav_sidebar_enabled": False,
            **more,
        }
        return render(request, template, context)
