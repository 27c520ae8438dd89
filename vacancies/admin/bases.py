"""Bases for staff: loaded from the organisation's data, and only read here."""

from __future__ import annotations

from django.contrib import admin

from recruitment.accounts.admin_site import RightsAdminMixin
from recruitment.accounts.roles import Right
from vacancies.models import Base


@admin.register(Base)
class BaseAdmin(RightsAdminMixin, admin.ModelAdmin):  # type: ignore[type-arg]
    """Bases are loaded from the organisation's data, and only read here."""

    list_display = ("name", "zone", "bcu")
    list_filter = ("zone", "bcu")
    search_fields = ("name",)
    view_right = Right.EDIT_VACANCIES
