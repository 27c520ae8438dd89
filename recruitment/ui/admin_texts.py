"""Texts of the pages in the staff site: written in Markdown, previewed, kept with their history."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from recruitment.accounts.admin_site import RightsAdminMixin
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right
from recruitment.ui import selectors, services
from recruitment.ui.forms import PlainWordsMixin
from recruitment.ui.models import TextVersion
from recruitment.ui.navigation import address_of
from recruitment.ui.texts import TextPlace, all_places, place_of

if TYPE_CHECKING:
    _Admin = admin.ModelAdmin[TextVersion]
else:
    _Admin = admin.ModelAdmin

CHANGED_MEANWHILE = (
    "Somebody has saved another version since you opened this one. Your words are kept below. "
    "Compare them with the newest version in the history, then save again."
)


class TextForm(PlainWordsMixin, forms.Form):
    """The words, why they change, and the version that the writer began from."""

    text = forms.CharField(
        label="Text in Markdown",
        required=False,
        max_length=TextVersion.MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 16, "class": "vLargeTextField"}),
        help_text="An empty line begins a paragraph. ## begins a heading, - a list. Links are "
        "[words](address). HTML beyond that is taken out.",
    )
    note = forms.CharField(
        label="What changed and why", required=False, max_length=200, help_text="For the history."
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


@admin.register(TextVersion)
class TextVersionAdmin(RightsAdminMixin, _Admin):
    """A list of the places, a page for each with its form, preview and history."""

    view_right = Right.EDIT_TEXTS
    readonly_fields = ("key", "text", "note", "written_at", "written_by", "restored_from")

    def get_urls(self) -> list[URLPattern]:
        """Our own pages in front of Django's."""

        def own(route: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
            wrapped = self.admin_site.admin_view(view)
            return path(route, wrapped, name=f"ui_textversion_{name}")

        return [
            own("text/<str:key>/", self.edit_view, "edit"),
            own("text/<str:key>/restore/", self.restore_view, "restore"),
            *super().get_urls(),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Every place, with who changed it last."""
        self._check(request)
        edited = selectors.edited_keys()
        rows = [(place, edited.get(place.key)) for place in all_places()]
        return self._page(request, "list", title="Texts of the pages", rows=rows)

    def edit_view(self, request: HttpRequest, key: str) -> HttpResponse:
        """One text: the form, a preview on request, and all versions."""
        self._check(request)
        place = _place(key)
        if request.method != "POST":
            initial = {"text": selectors.text_of(key), "seen": selectors.newest_version(key)}
            return self._edit(request, place, TextForm(initial=initial))
        form = TextForm(request.POST)
        if not form.is_valid():
            return self._edit(request, place, form)
        if "preview" in request.POST:
            return self._edit(request, place, form, preview=form.cleaned_data["text"])
        try:
            services.write_text(key=key, by=_staff(request), **form.cleaned_data)
        except services.TextChanged:
            newest = {"seen": str(selectors.newest_version(key))}
            again = TextForm({**form.cleaned_data, **newest})
            again.is_valid()
            again.add_error(None, CHANGED_MEANWHILE)
            return self._edit(request, place, again)
        self.message_user(request, f"“{place.title}” is saved and shown.", messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:ui_textversion_edit", args=[key]))

    def restore_view(self, request: HttpRequest, key: str) -> HttpResponse:
        """POST from the history: an earlier version, or the first words, become the newest."""
        self._check(request)
        place = _place(key)
        if request.method != "POST":
            return HttpResponse(status=405, headers={"Allow": "POST"})
        number = request.POST.get("version", "")
        if number == "default":
            services.restore_default(key=key, by=_staff(request))
        elif number.isascii() and number.isdigit():
            if not selectors.versions_of(key).filter(pk=int(number[:18])).exists():
                raise Http404
            services.restore_text(version_id=int(number), by=_staff(request))
        else:
            raise Http404
        self.message_user(request, f"“{place.title}” is restored and shown.", messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:ui_textversion_edit", args=[key]))

    def _edit(
        self, request: HttpRequest, place: TextPlace, form: TextForm, preview: str | None = None
    ) -> HttpResponse:
        versions = list(selectors.versions_of(place.key)[:50])
        return self._page(
            request,
            "edit",
            title=place.title,
            place=place,
            form=form,
            preview=preview,
            previewed=preview is not None,
            versions=versions,
            shown=versions[0].pk if versions else 0,
            shown_at=address_of(place.url_name) if place.url_name else "",
        )

    def _check(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied

    def _page(self, request: HttpRequest, name: str, **context: object) -> TemplateResponse:
        context |= {**self.admin_site.each_context(request), "opts": self.opts}
        return TemplateResponse(request, f"admin/ui/text/{name}.html", context)


def _place(key: str) -> TextPlace:
    try:
        place = place_of(key)
    except KeyError:
        raise Http404 from None
    if place.check is not None:  # it has a page of its own, which knows what to look at
        raise Http404
    return place


def _staff(request: HttpRequest) -> User:
    return cast(User, request.user)
