"""The audit log for those who may read it: nothing can be added, changed or deleted here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from recruitment.accounts.admin_site import RightsAdminMixin
from recruitment.accounts.roles import Right
from recruitment.audit.models import AuditEntry
from recruitment.audit.selectors import known_actions, known_target_types

if TYPE_CHECKING:
    _Admin = admin.ModelAdmin[AuditEntry]
else:
    _Admin = admin.ModelAdmin


class ActionFilter(admin.SimpleListFilter):
    """What was done."""

    title = "action"
    parameter_name = "action"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        """Every action that stands in the log."""
        return [(action, action) for action in known_actions()]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[AuditEntry]
    ) -> QuerySet[AuditEntry]:
        """Entries of this action."""
        value = self.value()
        return queryset.filter(action=value) if value else queryset


class TargetFilter(admin.SimpleListFilter):
    """What kind of record it was done to."""

    title = "kind of record"
    parameter_name = "record"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        """Every kind of record that stands in the log."""
        return [(kind, kind) for kind in known_target_types()]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[AuditEntry]
    ) -> QuerySet[AuditEntry]:
        """Entries about this kind of record."""
        value = self.value()
        return queryset.filter(target_type=value) if value else queryset


@admin.register(AuditEntry)
class AuditEntryAdmin(RightsAdminMixin, _Admin):
    """Read-only list with filters by action, record, kind of actor and day."""

    view_right = Right.READ_AUDIT
    list_display = ("at", "action", "actor", "target", "reason", "request_id")
    list_filter = (ActionFilter, TargetFilter, "actor_label", ("at", admin.DateFieldListFilter))
    search_fields = ("=target_id", "=request_id", "=action")
    search_help_text = "A record's id, a request id, an action, or the username of an account"
    ordering = ("-at", "-id")
    list_per_page = 50
    show_full_result_count = False
    actions = None
    fields = (
        "at", "action", "actor", "target", "before", "after", "reason", "request_id",
    )  # fmt: skip
    readonly_fields = fields

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[AuditEntry], search_term: str
    ) -> tuple[QuerySet[AuditEntry], bool]:
        """Also finds what an account did, by its username: the log holds only its number."""
        found, duplicates = super().get_search_results(request, queryset, search_term)
        term = search_term.strip()
        if term:
            accounts = get_user_model().objects.filter(username=term).values("pk")
            found = found | queryset.filter(Q(actor_id__in=accounts))
        return found, duplicates

    @admin.display(description="who", ordering="actor_id")
    def actor(self, entry: AuditEntry) -> str:
        """The account's number and what it was; its name is looked up on the account's page."""
        if entry.actor_id is None:
            return entry.actor_label
        return f"{entry.actor_label} {entry.actor_id}"

    @admin.display(description="record")
    def target(self, entry: AuditEntry) -> str:
        """The kind and id of the record."""
        return f"{entry.target_type} {entry.target_id}".strip() or "none"
