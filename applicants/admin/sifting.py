"""The sift of vacancies in the staff site: whom a marker knows, the next application, how far the
sift is and how well markers agree, and opening a seal. Changes go through services."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from applicants.admin.asking import device_of, person_of
from applicants.admin.work_sift import next_address
from applicants.errors import Refused
from applicants.forms.staff_sift import ConflictsForm, SealForm
from applicants.models import SiftMarking
from applicants.selectors import sift_work
from applicants.services.sift_conflicts import declare_conflicts
from applicants.services.unsealing import open_seal
from recruitment.accounts.admin_site import RightsAdminMixin
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right, has_right
from vacancies.models import Vacancy

if TYPE_CHECKING:
    _Admin = admin.ModelAdmin[SiftMarking]
else:
    _Admin = admin.ModelAdmin

CONFLICT = 409


@admin.register(SiftMarking)
class SiftAdmin(RightsAdminMixin, _Admin):
    """Markers come to mark, recruiters and the chair to see how far it is. No row of the table is
    ever shown by itself."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        person = request.user
        return isinstance(person, User) and (
            sift_work.marks_sifts(person) or sift_work.leads_sifts(person)
        )

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def get_urls(self) -> list[URLPattern]:
        pages = {
            "<int:vacancy_id>/": (self.vacancy_view, "vacancy"),
            "<int:vacancy_id>/conflicts/": (self.conflicts_view, "conflicts"),
            "<int:vacancy_id>/next/": (self.next_view, "next"),
            "<int:vacancy_id>/seal/": (self.seal_view, "seal"),
        }
        own = [
            path(route, self.admin_site.admin_view(view), name=f"applicants_siftmarking_{name}")
            for route, (view, name) in pages.items()
        ]
        return own + super().get_urls()

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The vacancies that are being sifted."""
        self._check(self.has_view_permission(request))
        person = person_of(request)
        rows = sift_work.sifts_for(person, at=timezone.now(), device=device_of(request))
        return self._show(
            request, "sift_list", title="Sifting", rows=rows, marks=sift_work.marks_sifts(person)
        )

    def vacancy_view(self, request: HttpRequest, vacancy_id: int) -> HttpResponse:
        """One vacancy: for a marker their work, for those who lead it everything but scores that
        are not in yet."""
        vacancy = self._vacancy(request, vacancy_id)
        person, now = person_of(request), timezone.now()
        if sift_work.marks_sifts(person):
            own = sift_work.own_sift(vacancy, person, at=now)
            return self._show(request, "sift_own", vacancy=vacancy, sift=own)
        sift = sift_work.sift_of_vacancy(vacancy, at=now)
        may_open = has_right(person, Right.OPEN_SEALED)
        return self._show(request, "sift_vacancy", vacancy=vacancy, sift=sift, may_open=may_open)

    def conflicts_view(self, request: HttpRequest, vacancy_id: int) -> HttpResponse:
        """Whom a marker knows; once for each vacancy."""
        vacancy = self._vacancy(request, vacancy_id)
        person = person_of(request)
        self._check(sift_work.marks_sifts(person))
        form = ConflictsForm(request.POST if request.method == "POST" else None)

        def save() -> str:
            names = form.cleaned_data["people"]
            declare_conflicts(vacancy_id=vacancy.pk, by=person, names=names)
            return "Thank you. You can begin to mark."

        return self._work(
            request, form, save, vacancy=vacancy, title="People you know", button="Save",
            declaration=sift_work.own_sift(vacancy, person, at=timezone.now()).declaration,
        )  # fmt: skip

    def next_view(self, request: HttpRequest, vacancy_id: int) -> HttpResponse:
        """Hands the marker an application; by POST, because it is then in their hand."""
        vacancy = self._vacancy(request, vacancy_id)
        self._check(sift_work.marks_sifts(person_of(request)))
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        return HttpResponseRedirect(next_address(request, vacancy.pk))

    def seal_view(self, request: HttpRequest, vacancy_id: int) -> HttpResponse:
        """Opens the seal before the closing time."""
        vacancy = self._vacancy(request, vacancy_id)
        person = person_of(request)
        self._check(has_right(person, Right.OPEN_SEALED))
        form = SealForm(request.POST if request.method == "POST" else None)

        def save() -> str:
            open_seal(vacancy_id=vacancy.pk, by=person, reason=form.cleaned_data["reason"])
            return "The seal is open."

        return self._work(
            request, form, save, vacancy=vacancy, title="Open the seal", button="Open the seal",
            explains="Everybody in this vacancy’s team then reads its applications according to "
            "their role, although people can still apply. It cannot be sealed again.",
        )  # fmt: skip

    def change_view(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """No page shows a row as it is: it would say who marked what."""
        raise PermissionDenied

    def history_view(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """As for a row."""
        raise PermissionDenied

    def _check(self, allowed: bool) -> None:
        if not allowed:
            raise PermissionDenied

    def _vacancy(self, request: HttpRequest, vacancy_id: int) -> Vacancy:
        self._check(self.has_view_permission(request))
        found = sift_work.find_vacancy_to_sift(
            person_of(request), vacancy_id, device=device_of(request)
        )
        if found is None:
            raise Http404
        return found

    def _show(
        self, request: HttpRequest, template: str, *, status: int = 200, **context: Any
    ) -> HttpResponse:
        vacancy = context.get("vacancy")
        title = f"Sift of {vacancy.title}" if vacancy is not None else "Sifting"
        page = {**self.admin_site.each_context(request), "opts": self.opts, "title": title}
        return render(
            request, f"applicants/staff/{template}.html", {**page, **context}, status=status
        )

    def _work(
        self, request: HttpRequest, form: forms.Form, save: Callable[[], str], **context: Any
    ) -> HttpResponse:
        """A form of a vacancy's sift; afterwards its page. Nothing typed is lost when refused."""
        back = reverse("admin:applicants_siftmarking_vacancy", args=[context["vacancy"].pk])
        status = 200
        if request.method == "POST" and form.is_valid():
            try:
                messages.success(request, save())
            except Refused as refusal:
                form.add_error(None, str(refusal))
                status = CONFLICT
            else:
                return HttpResponseRedirect(back)
        return self._show(request, "sift_form", status=status, form=form, back=back, **context)
