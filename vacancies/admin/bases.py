"""Bases for staff: loaded from the organisation's data; only their address is written here."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from recruitment.accounts.admin_site import RightsAdminMixin
from recruitment.accounts.requests import person_of
from recruitment.accounts.roles import Right
from recruitment.audit.services import record
from vacancies.models import Base


@admin.register(Base)
class BaseAdmin(RightsAdminMixin, admin.ModelAdmin):  # type: ignore[type-arg]
    """Search and filters know the name, the area and the place on the map; they stay as loaded."""

    list_display = ("name", "zone", "bcu")
    list_filter = ("zone", "bcu")
    search_fields = ("name",)
    fields = ("name", "address", "zone", "bcu", "lat", "lon")
    readonly_fields = ("name", "zone", "bcu", "lat", "lon")
    view_right = Right.EDIT_VACANCIES
    change_right = Right.EDIT_VACANCIES

    def save_model(self, request: HttpRequest, obj: Base, form: object, change: bool) -> None:
        """The pages that name the base are dropped by the database."""
        super().save_model(request, obj, form, change)
        record(action="base.change", by=person_of(request), target=obj)
