"""Feedback is read, never written, by staff."""

from __future__ import annotations

from django.contrib import admin

from recruitment.accounts.admin_site import RightsAdminMixin
from recruitment.accounts.roles import Right
from recruitment.ui.models import Feedback


@admin.register(Feedback)
class FeedbackAdmin(RightsAdminMixin, admin.ModelAdmin):
    view_right = Right.MANAGE_USERS
    list_display = ["text", "page", "created_at"]
    list_filter = ["created_at"]
    search_fields = ["text", "page"]
    readonly_fields = ["text", "page", "created_at"]
