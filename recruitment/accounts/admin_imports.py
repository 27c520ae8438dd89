"""Importing standings in the staff site: upload, look at the plan, apply, undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from recruitment.accounts import import_services
from recruitment.accounts.admin_site import RightsAdminMixin
from recruitment.accounts.importing import COLUMNS, MAX_BYTES, MAX_ROWS, UnreadableFile
from recruitment.accounts.models import StandingImport, User
from recruitment.accounts.roles import Right
from recruitment.accounts.services import london_today
from recruitment.ui.forms import PlainWordsMixin

if TYPE_CHECKING:
    _Admin = admin.ModelAdmin[StandingImport]
else:
    _Admin = admin.ModelAdmin

SHOWN = 200  # rows of each sort; the counts are of all


class UploadForm(PlainWordsMixin, forms.Form):
    """The file, and whether those it does not name have left."""

    file = forms.FileField(
        label="CSV file",
        help_text=f"Columns: {', '.join(COLUMNS)}. Up to {MAX_ROWS:,} rows and 2 MB.",
        error_messages={"required": "Choose a CSV file.", "empty": "The file is empty."},
    )
    whole_list = forms.BooleanField(
        label="The file names everybody: end the standing of all others",
        required=False,
        help_text="Only standings that came from human resources are ended.",
    )


@admin.register(StandingImport)
class StandingImportAdmin(RightsAdminMixin, _Admin):
    """Nothing happens before somebody has looked at the plan."""

    view_right = Right.MANAGE_USERS
    list_display = ("__str__", "uploaded_by", "applied_at", "undone_at")
    list_select_related = ("uploaded_by",)
    list_per_page = 50
    actions = None
    fields = readonly_fields = (
        "uploaded_by", "uploaded_at", "whole_list", "counts", "applied_at", "undone_at",
        "undone_by",
    )  # fmt: skip
    change_list_template = "admin/accounts/standing/imports.html"

    def get_urls(self) -> list[URLPattern]:
        """Upload, and the plan of one file."""

        def own(route: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
            wrapped = self.admin_site.admin_view(view)
            return path(route, wrapped, name=f"accounts_standingimport_{name}")

        return [
            own("upload/", self.upload_view, "upload"),
            own("<int:pk>/plan/", self.plan_view, "plan"),
            *super().get_urls(),
        ]

    def upload_view(self, request: HttpRequest) -> HttpResponse:
        """Choose a file. What cannot be read is said beside it."""
        self._check(request)
        posted = request.method == "POST"
        form = UploadForm(request.POST, request.FILES) if posted else UploadForm()
        if posted and form.is_valid():
            file = form.cleaned_data["file"]
            try:
                if file.size > MAX_BYTES:
                    raise UnreadableFile("The file is larger than 2 MB. Split it.")
                made = import_services.upload_import(
                    content=file.read(),
                    whole_list=form.cleaned_data["whole_list"],
                    by=_staff(request),
                )
            except UnreadableFile as error:
                form.add_error("file", str(error))
            else:
                return HttpResponseRedirect(_plan_url(made.pk))
        return self._page(request, "upload", title="Import standings", form=form)

    def plan_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What the file would do, and the buttons that do it or undo it."""
        self._check(request)
        one = StandingImport.objects.filter(pk=pk).first()
        if one is None:
            raise Http404
        if request.method == "POST":
            return self._do(request, one)
        if one.applied_at is not None:
            return self._page(request, "done", title=str(one), one=one)
        plan = import_services.plan_of(one, by=_staff(request), on=london_today())
        return self._page(
            request,
            "plan",
            title=str(one),
            one=one,
            counts=plan.counts,
            many=import_services.ends_many(plan, on=london_today()),
            sorts=[
                (heading, plan.of(what)[:SHOWN], len(plan.of(what)))
                for what, heading in (("add", "Added"), ("change", "Changed"), ("end", "Ended"))
            ],
            refused=plan.refused[:SHOWN],
        )

    def _do(self, request: HttpRequest, one: StandingImport) -> HttpResponse:
        try:
            if "undo" in request.POST:
                undone, left = import_services.undo_import(import_id=one.pk, by=_staff(request))
                why = "changed since then, or your own"
                text = f"Undone: {undone}. Left ({why}): {left}."
            else:
                seen = {name: _number(request, name) for name in request.POST if name in _COUNTS}
                plan = import_services.plan_of(one, by=_staff(request), on=london_today())
                many = import_services.ends_many(plan, on=london_today())
                if many and "sure" not in request.POST:
                    raise ValidationError("Tick the box to confirm that so many people have left.")
                import_services.apply_import(import_id=one.pk, seen=seen, by=_staff(request))
                text = "The file is applied. You can undo it on this page."
        except ValidationError as error:
            self.message_user(request, error.messages[0], messages.ERROR)
        else:
            self.message_user(request, text, messages.SUCCESS)
        return HttpResponseRedirect(_plan_url(one.pk))

    def _check(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied

    def _page(self, request: HttpRequest, name: str, **context: object) -> TemplateResponse:
        context |= {**self.admin_site.each_context(request), "opts": self.opts}
        return TemplateResponse(request, f"admin/accounts/standing/{name}.html", context)


_COUNTS = frozenset({"add", "change", "end", "keep", "refused"})


def _number(request: HttpRequest, name: str) -> int:
    value = request.POST.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 9 else -1


def _plan_url(pk: int) -> str:
    return reverse("admin:accounts_standingimport_plan", args=[pk])


def _staff(request: HttpRequest) -> User:
    return cast(User, request.user)
