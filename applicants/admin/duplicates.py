"""Support: two accounts that may belong to one person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods

from applicants.admin.asking import person_of
from applicants.errors import Refused
from applicants.forms.duplicates import DecideForm, PairForm
from applicants.models import PossibleDuplicate
from applicants.selectors.duplicates import all_duplicates, compared, find_duplicate
from applicants.services.duplicates import keep_apart, name_duplicate
from applicants.services.merging import merge_accounts
from recruitment.accounts.admin_site import RightsAdminMixin
from recruitment.accounts.roles import Right, has_right

if TYPE_CHECKING:
    _Admin = admin.ModelAdmin[PossibleDuplicate]
else:
    _Admin = admin.ModelAdmin

LIST = "admin:applicants_possibleduplicate_changelist"


@admin.register(PossibleDuplicate)
class PossibleDuplicateAdmin(RightsAdminMixin, _Admin):
    """A list to decide on, and a page that decides. Nothing of an application is shown."""

    view_right = Right.MANAGE_USERS
    list_display = ["pair", "noticed_at", "state", "decided_at", "reason"]
    list_filter = ["state", "noticed_at"]
    search_fields = ["noticed_for__user__username", "other__user__username"]
    list_display_links = None
    list_select_related = ["noticed_for__user", "other__user"]
    readonly_fields = [
        "noticed_for", "other", "noticed_at", "state", "decided_at", "decided_by", "reason",
    ]  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[PossibleDuplicate]:
        return all_duplicates()

    @admin.display(description="Accounts")
    def pair(self, row: PossibleDuplicate) -> str:
        """The two usernames, as a link to the decision."""
        where = reverse("admin:applicants_possibleduplicate_decide", args=[row.pk])
        return format_html('<a href="{}">{}</a>', where, str(row))

    def get_urls(self) -> list[Any]:
        own = [
            path(
                "pair/",
                self.admin_site.admin_view(name_pair),
                name="applicants_possibleduplicate_pair",
            ),
            path(
                "<int:pk>/decide/",
                self.admin_site.admin_view(decide),
                name="applicants_possibleduplicate_decide",
            ),
        ]
        return own + super().get_urls()


def _check(request: HttpRequest) -> None:
    if not has_right(person_of(request), Right.MANAGE_USERS):
        raise PermissionDenied


@require_http_methods(["GET", "HEAD", "POST"])
def name_pair(request: HttpRequest) -> HttpResponse:
    """Two usernames that a person gave to support."""
    _check(request)
    form = PairForm(request.POST) if request.method == "POST" else PairForm()
    if form.is_valid():
        try:
            pair = name_duplicate(by=person_of(request), **form.pair())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("admin:applicants_possibleduplicate_decide", pk=pair.pk)
    return _show(request, form, title="Put two accounts together", button="Continue")


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Which account is kept, or that these are different people; confirmed by a tick."""
    _check(request)
    pair = find_duplicate(pk)
    if pair is None:
        raise Http404
    accounts = compared(pair)
    data = request.POST if request.method == "POST" else None
    form = DecideForm(data, accounts=accounts)
    is_open = pair.state == PossibleDuplicate.State.OPEN
    if is_open and form.is_valid():
        try:
            text = _carry_out(request, pair, form)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, text)
            return redirect(LIST)
    context = {"pair": pair, "accounts": accounts, "is_open": is_open}
    return _show(request, form, title="Do these accounts belong to one person?",
                 button="Decide", **context)  # fmt: skip


def _carry_out(request: HttpRequest, pair: PossibleDuplicate, form: DecideForm) -> str:
    by, reason = person_of(request), form.cleaned_data["reason"]
    keep = form.kept()
    if keep is None:
        keep_apart(duplicate_id=pair.pk, by=by, reason=reason)
        return "These accounts are kept apart."
    merged = merge_accounts(duplicate_id=pair.pk, keep_id=keep, by=by, reason=reason)
    text = f"The accounts are one now. Applications moved: {merged.applications}."
    if merged.to_read:
        text += f" Of these to be read only, as both had applied: {merged.to_read}."
    return text


def _show(request: HttpRequest, form: Any, **context: Any) -> HttpResponse:
    context |= {
        **admin.site.each_context(request),
        "opts": PossibleDuplicate._meta,
        "form": form,
        "list_url": reverse(LIST),
    }
    return render(request, "applicants/staff/duplicate.html", context)
