"""Looking at an advert as its readers will, and beginning a new one from it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from recruitment.accounts.roles import Right
from vacancies import presenting
from vacancies.admin.pages import AdvertView
from vacancies.attachments import shown_to_staff
from vacancies.choices import Visibility
from vacancies.selectors_staff import AUDIENCES
from vacancies.services import copy_vacancy

_SEES = {
    "public": {Visibility.PUBLIC},
    "internal": {Visibility.PUBLIC, Visibility.INTERNAL},
    "device": {Visibility.PUBLIC, Visibility.INTERNAL, Visibility.RESTRICTED},
}


class PreviewPage(AdvertView):
    """The advert as one audience sees it on the day it opens, or that it is not there for them."""

    name = "preview"

    def get(self, request: HttpRequest, pk: int, audience: str) -> HttpResponse:
        names = dict(AUDIENCES)
        if audience not in names:
            raise Http404
        self.title = f"Preview ({names[audience]})"
        vacancy, now = self.vacancy, timezone.now()
        sees = vacancy.visibility in _SEES[audience]
        context: dict[str, Any] = self.page_context(audience=names[audience])
        if sees:
            at = max(now, vacancy.opens_at) if vacancy.opens_at else now
            context |= {
                "advert": presenting.advert(vacancy, at=at),
                "documents": shown_to_staff(vacancy),
                "is_open": True,
            }
        template = "preview" if sees else "preview_hidden"
        return render(request, f"vacancies/staff/{template}.html", context)


class CopyPage(AdvertView):
    """Confirms that a new draft is written from this advert."""

    name = "copy"
    title = "Copy into a new draft"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        self._check_right()
        return render(request, "vacancies/staff/copy.html", self.page_context())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        self._check_right()
        copy = copy_vacancy(by=self.user, vacancy_id=self.vacancy.pk)
        messages.success(request, f"{copy.reference} is a draft with the same texts.")
        return HttpResponseRedirect(reverse("admin:vacancies_vacancy_change", args=[copy.pk]))

    def _check_right(self) -> None:
        if not self.may(Right.EDIT_VACANCIES):
            raise PermissionDenied
