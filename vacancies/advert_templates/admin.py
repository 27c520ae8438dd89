"""Advert templates for recruiters: kept from an advert, looked at, begun from, deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from recruitment.accounts.admin_site import RightsAdminMixin
from recruitment.accounts.requests import person_of
from recruitment.accounts.roles import Right
from vacancies.admin.pages import AdvertView
from vacancies.advert_templates import selectors, services
from vacancies.advert_templates.models import AdvertTemplate
from vacancies.advert_templates.showing import kept_on, shown

if TYPE_CHECKING:
    _Admin = admin.ModelAdmin[AdvertTemplate]
else:
    _Admin = admin.ModelAdmin


class KeepForm(forms.Form):
    """What the template is called."""

    name = forms.CharField(
        label="Name of the template",
        max_length=120,
        help_text="What your colleagues look for, such as “Custody nurse, all bases”.",
        error_messages={"required": "Give the template a name."},
    )


class KeepPage(AdvertView):
    """Confirms that an advert is kept as a template, under a name."""

    title = "Keep as a template"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        self._check_right()
        return self._show(KeepForm(initial={"name": self.vacancy.title}))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        self._check_right()
        form = KeepForm(request.POST)
        if not form.is_valid():
            return self._show(form)
        try:
            template = services.keep_template(
                by=self.user, vacancy_id=self.vacancy.pk, name=form.cleaned_data["name"]
            )
        except ValidationError as error:
            form.add_error(None, error)
            return self._show(form)
        messages.success(request, f"“{template.name}” is kept as a template.")
        return HttpResponseRedirect(template_url(template.pk))

    def _check_right(self) -> None:
        if not self.may(Right.EDIT_VACANCIES):
            raise PermissionDenied

    def _show(self, form: KeepForm) -> HttpResponse:
        context = self.page_context(form=form)
        return render(self.request, "vacancies/staff/keep_template.html", context)


def template_url(pk: int) -> str:
    """Where one template is."""
    return reverse("admin:advert_templates_adverttemplate_change", args=[pk])


@admin.register(AdvertTemplate)
class AdvertTemplateAdmin(RightsAdminMixin, _Admin):
    """Nothing is edited: a template is what an advert said. Keep another and delete this one."""

    view_right = delete_right = Right.EDIT_VACANCIES
    list_display = ("name", "kept_from", "kept_by_name", "kept_on")
    search_fields = ("name", "source__reference", "source__title")
    search_help_text = "Name, or reference or title of the advert it was kept from"
    list_per_page = 50
    sortable_by = ("name",)
    actions = None
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[AdvertTemplate]:
        device = request.device  # type: ignore[attr-defined]
        return selectors.templates_for_staff(person_of(request), device=device).order_by(
            "name", "pk"
        )

    def get_urls(self) -> list[URLPattern]:
        keep = path(
            "keep/<int:pk>/",
            self.admin_site.admin_view(KeepPage.as_view()),
            name="advert_templates_adverttemplate_keep",
        )
        return [keep, *super().get_urls()]

    @admin.display(description="Kept from")
    def kept_from(self, template: AdvertTemplate) -> str:
        return f"{template.source.reference} {template.source.title}"

    @admin.display(description="Kept by")
    def kept_by_name(self, template: AdvertTemplate) -> str:
        person = template.kept_by
        return (person.get_full_name() or person.get_username()) if person else "The portal"

    @admin.display(description="Kept on", ordering="kept_at")
    def kept_on(self, template: AdvertTemplate) -> str:
        return kept_on(template)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(
            request, {"title": "Advert templates", **(extra_context or {})}
        )

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """What the template holds; its button begins a draft."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        template = self.get_object(request, object_id)
        if template is None:
            raise Http404
        problems: list[str] = []
        if request.method == "POST":
            try:
                draft = services.start_from_template(by=person_of(request), template_id=template.pk)
            except ValidationError as error:
                problems = error.messages
            else:
                messages.success(request, f"{draft.reference} is a draft from this template.")
                return HttpResponseRedirect(
                    reverse("admin:vacancies_vacancy_change", args=[draft.pk])
                )
        context = {
            **self.admin_site.each_context(request),
            "is_nav_sidebar_enabled": False,
            "opts": self.opts,
            "title": template.name,
            "template": template,
            "shown": shown(template),
            "problems": problems,
        }
        status = 409 if problems else 200
        return render(request, "vacancies/staff/template.html", context, status=status)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """The audit log is the history; this address leads to the template."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        template = self.get_object(request, object_id)
        if template is None:
            raise Http404
        return HttpResponseRedirect(template_url(template.pk))

    def delete_model(self, request: HttpRequest, obj: AdvertTemplate) -> None:
        """Through the service, which checks the right and writes the audit."""
        services.delete_template(by=person_of(request), template_id=obj.pk)

    def log_deletions(self, *_: Any) -> None:  # type: ignore[override]
        """The audit log has it. Django's own log would show names of restricted adverts."""
