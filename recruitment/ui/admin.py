"""Feedback is read, never written, by staff; texts are written in admin_texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin

from recruitment.accounts.admin_site import RightsAdminMixin
from recruitment.accounts.roles import Right
from recruitment.ui.admin_texts import TextVersionAdmin
from recruitment.ui.models import Feedback

__all__ = ["FeedbackAdmin", "TextVersionAdmin"]

if TYPE_CHECKING:
    _Admin = admin.ModelAdmin[Feedback]
else:
    _Admin = admin.ModelAdmin


@admin.register(Feedback)
class FeedbackAdmin(RightsAdminMixin, _Admin):
    view_right = Right.MANAGE_USERS
    list_display = ["text", "page", "created_at"]
    list_filter = ["created_at"]
    search_fields = ["text", "page"]
    readonly_fields = ["text", "page", "created_at"]
