"""The filters of the list. Each offers only what lies within the person's own scope."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from applicants.admin.asking import device_of, person_of
from applicants.choices import Status
from applicants.desk.stages import UNSENT
from applicants.labels import staff_label
from applicants.models import Application
from applicants.selectors.staff import applications_with_adjustments, vacancies_to_filter_by
from applicants.wording import ELIGIBILITY_RESULTS


class _Filter(admin.SimpleListFilter):
    """A filter on one column by the exact value chosen; anything else narrows to nothing."""

    column = ""

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Application]
    ) -> QuerySet[Application]:
        value = self.value()
        if value is None:
            return queryset
        if value not in {str(code) for code, _ in self.lookup_choices}:
            return queryset.none()
        return queryset.filter(**{self.column: value})


class VacancyFilter(_Filter):
    """The newest vacancies of the person's team, and the one that is chosen, however old."""

    title = "vacancy"
    parameter_name = "vacancy"
    column = "vacancy_id"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        chosen = request.GET.get(self.parameter_name, "")
        found = vacancies_to_filter_by(
            person_of(request),
            device=device_of(request),
            chosen=int(chosen) if chosen.isascii() and chosen.isdigit() else None,
        )
        return [(str(pk), name) for pk, name in found]


class StatusFilter(_Filter):
    """Where the application is."""

    title = "status"
    parameter_name = "status"
    column = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(code.value, staff_label(code)) for code in Status if code not in UNSENT]


class EligibilityFilter(_Filter):
    """What the latest decision says."""

    title = "eligibility"
    parameter_name = "eligibility"
    column = "eligibility_result"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(ELIGIBILITY_RESULTS.items())


class TierFilter(_Filter):
    """The order of consideration of internal staff roles."""

    title = "order of consideration"
    parameter_name = "tier"
    column = "tier"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("1", "First tier"), ("2", "Second tier")]


class AdjustmentsFilter(admin.SimpleListFilter):
    """Requests for adjustments, for the advisers alone."""

    title = "adjustments"
    parameter_name = "adjustments"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("waiting", "Waiting for an adviser"), ("agreed", "Agreed")]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Application]
    ) -> QuerySet[Application]:
        """Looked at again here: a filter of somebody else's address bar finds nothing."""
        if self.value() is None:
            return queryset
        return applications_with_adjustments(
            queryset, waiting=self.value() == "waiting", by=person_of(request)
        )
