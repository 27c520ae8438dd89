"""The filters of the list that belong to daily work. Each value's condition stands where the start
page counts by it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from applicants.desk.any_of import any_of
from applicants.desk.clocks import DUE
from applicants.desk.stages import AGES, STAGES, of_age
from applicants.desk.worklists import MINE, needs, worklists_of
from applicants.models import AdjustmentsRequest, Application, ApplicationSection
from recruitment.accounts.requests import person_of


class _Filter(admin.SimpleListFilter):
    """A filter by a condition; a value that is not offered finds nothing."""

    def condition(self, request: HttpRequest, value: str) -> Q | None:
        raise NotImplementedError

    def narrow(
        self, request: HttpRequest, found: QuerySet[Application], value: str
    ) -> QuerySet[Application]:
        """What is left of `found`."""
        condition = self.condition(request, value)
        return found.none() if condition is None else found.filter(condition)

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Application]
    ) -> QuerySet[Application]:
        value = self.value()
        return queryset if value is None else self.narrow(request, queryset, value)


class NeedsFilter(_Filter):
    """What waits for the person who asks, by the lists of their start page."""

    title = "what it needs"
    parameter_name = "needs"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        mine = [(one.code, one.label) for one in worklists_of(person_of(request))]
        return [(MINE, "Anything from you"), *mine]

    def narrow(
        self, request: HttpRequest, found: QuerySet[Application], value: str
    ) -> QuerySet[Application]:
        return any_of(found, needs(value, person_of(request), timezone.now()))


class DueFilter(_Filter):
    """By the last day of what is timed."""

    title = "due date"
    parameter_name = "due"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(code, choice.label) for code, choice in DUE.items()]

    def narrow(
        self, request: HttpRequest, found: QuerySet[Application], value: str
    ) -> QuerySet[Application]:
        choice = DUE.get(value)
        return choice.narrow(found, timezone.now()) if choice else found.none()


class StageFilter(_Filter):
    """Several statuses that mean the same to somebody who counts."""

    title = "stage"
    parameter_name = "stage"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(one.code, one.label) for one in STAGES.values()]

    def condition(self, request: HttpRequest, value: str) -> Q | None:
        stage = STAGES.get(value)
        return Q(status__in=stage.statuses) if stage else None


class AgeFilter(_Filter):
    """How long it has had its status."""

    title = "time in this status"
    parameter_name = "age"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(one.code, one.label) for one in AGES.values()]

    def condition(self, request: HttpRequest, value: str) -> Q | None:
        age = AGES.get(value)
        return of_age(age, at=timezone.now()) if age else None


class ArrangementFilter(_Filter):
    """Whether an arrangement was agreed. Never what for: the case says what will be done."""

    title = "agreed arrangement"
    parameter_name = "arrangement"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Agreed")]

    def condition(self, request: HttpRequest, value: str) -> Q | None:
        agreed = AdjustmentsRequest.objects.filter(application=OuterRef("pk"))
        found = Exists(agreed.exclude(agreed_arrangement=""))
        return Q(found) if value == "yes" else None


class CounterTerrorismFilter(_Filter):
    """Transferring officers who said that they are interested, whatever they applied for: they are
    looked at against the vacancies of CTPHQ and SO15 as well (transferring officers' page)."""

    title = "counter terrorism"
    parameter_name = "terrorism"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Interested in it")]

    def condition(self, request: HttpRequest, value: str) -> Q | None:
        said = ApplicationSection.objects.filter(
            application=OuterRef("pk"), code="counter-terrorism", answers__interested="yes"
        )
        return Q(Exists(said)) if value == "yes" else None
