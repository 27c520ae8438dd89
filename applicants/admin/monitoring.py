"""The numbers of equality monitoring and the funnel, for those who watch over fairness alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from applicants.admin.asking import device_of, person_of
from applicants.models import EqualityCounter
from applicants.selectors.slots import vacancies_to_offer_for
from applicants.selectors.statistics import equality_numbers, funnel_of
from recruitment.accounts.admin_site import RightsAdminMixin
from recruitment.accounts.roles import Right

if TYPE_CHECKING:
    _Admin = admin.ModelAdmin[EqualityCounter]
else:
    _Admin = admin.ModelAdmin


@admin.register(EqualityCounter)
class EqualityAdmin(RightsAdminMixin, _Admin):
    """One page: a vacancy's numbers, the small ones left out. No single row is ever shown."""

    view_right = Right.READ_MONITORING

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        vacancies = vacancies_to_offer_for(person_of(request), device=device_of(request))
        wanted = request.GET.get("vacancy", "")
        chosen = vacancies.filter(reference=wanted).first() if wanted else None
        context = {
            **self.admin_site.each_context(request),
            "title": "Fairness: numbers of a vacancy",
            "opts": self.opts,
            "wanted": wanted,
            "vacancy": chosen,
            "funnel": funnel_of(chosen.pk) if chosen else [],
            "equality": equality_numbers(chosen.pk) if chosen else [],
        }
        return render(request, "applicants/staff/monitoring.html", context)

    def change_view(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """No page shows a row as it is: small numbers would stand there."""
        raise PermissionDenied

    def history_view(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """As for a row."""
        raise PermissionDenied
