"""The audit log for those who may read it: nothing can be added, changed or deleted here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from recruitment.accounts.admin_site import RightsAdminMixin
from recruitment.accounts.roles import Right
from recruitment.audit.kinds import is_look
from recruitment.audit.models import AuditEntry
from recruitment.audit.searching import LogQuery, matching
from recruitment.audit.selectors import known_actions, known_target_types
from recruitment.ui.paging import CappedPaginator

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


def _asked(name: str) -> type[admin.SimpleListFilter]:
    """A question of the form above the list: known to the list, asked by `get_queryset`."""
    nothing = {
        "title": name,
        "parameter_name": name,
        "lookups": lambda self, request, model_admin: (),
        "queryset": lambda self, request, queryset: queryset,
    }
    return type(f"Asked{name.title()}", (admin.SimpleListFilter,), nothing)


class Log(ChangeList):
    """One page of the log, with the usernames of the accounts that still exist. One query more."""

    def get_results(self, request: HttpRequest) -> None:
        """As Django, and then the names of those who did it."""
        super().get_results(request)
        entries = list(self.result_list)
        keys = {entry.actor_id for entry in entries if entry.actor_id}
        names = _usernames(keys) if keys else {}
        for entry in entries:
            entry.username = names.get(entry.actor_id, "")
        self.result_list = entries


@admin.register(AuditEntry)
class AuditEntryAdmin(RightsAdminMixin, _Admin):
    """Read-only: a form that asks who, about what and when; filters by action, record and actor."""

    view_right = Right.READ_AUDIT
    list_display = ("at", "what", "actor", "target", "reason", "request_id")
    list_filter = (
        *(_asked(name) for name in LogQuery.base_fields),
        ActionFilter,
        TargetFilter,
        "actor_label",
        ("at", admin.DateFieldListFilter),
    )
    search_fields = ("=target_id", "=request_id", "=action")
    search_help_text = "A record’s id, a request id, or an action"
    ordering = ("-at", "-id")
    sortable_by = ()
    list_per_page = 50
    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = None
    change_list_template = "admin/audit/auditentry/change_list.html"
    fields = ("at", "what", "actor", "target", "changes", "reason", "request_id")
    readonly_fields = fields

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return Log

    def get_queryset(self, request: HttpRequest) -> QuerySet[AuditEntry]:
        """The entries that the form asks for; an entry's own page asks nothing."""
        trusted: bool = request.device.trusted  # type: ignore[attr-defined]
        return matching(super().get_queryset(request), LogQuery(request.GET), trusted=trusted)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        form = LogQuery(request.GET)
        kept = [
            (name, value)
            for name, values in request.GET.lists()
            if name not in form.fields and name != "p"
            for value in values
        ]
        more = {"title": "Audit log", "form": form, "kept": kept, **(extra_context or {})}
        return super().changelist_view(request, more)

    @admin.display(description="what", ordering="action")
    def what(self, entry: AuditEntry) -> SafeString:
        """The action, marked where somebody only looked."""
        if not is_look(entry.action):
            return format_html("{}", entry.action)
        return format_html('{} <span class="staff-tag">looked</span>', entry.action)

    @admin.display(description="who", ordering="actor_id")
    def actor(self, entry: AuditEntry) -> str:
        """What kind of actor, the account's number, and its username while it exists."""
        if entry.actor_id is None:
            return entry.actor_label
        known = getattr(entry, "username", None)
        name = _usernames({entry.actor_id}).get(entry.actor_id, "") if known is None else known
        return f"{entry.actor_label} {entry.actor_id} {name}".rstrip()

    @admin.display(description="record")
    def target(self, entry: AuditEntry) -> str:
        """The kind and id of the record."""
        return f"{entry.target_type} {entry.target_id}".strip() or "none"

    @admin.display(description="before and after")
    def changes(self, entry: AuditEntry) -> SafeString:
        """Each value that was written down, before and after, as a table."""
        names = sorted({*entry.before, *entry.after})
        if not names:
            return format_html("{}", "No values.")
        rows = (
            (name.replace("_", " "), _shown(entry.before, name), _shown(entry.after, name))
            for name in names
        )
        return format_html(
            '<table class="staff-table"><thead><tr><th scope="col">What</th>'
            '<th scope="col">Before</th><th scope="col">After</th></tr></thead>'
            "<tbody>{}</tbody></table>",
            format_html_join("", '<tr><th scope="row">{}</th><td>{}</td><td>{}</td></tr>', rows),
        )


def _usernames(keys: set[int]) -> dict[int, str]:
    people = get_user_model().objects.filter(pk__in=keys)
    return dict(people.values_list("pk", "username"))


def _shown(values: Mapping[str, Any], name: str) -> str:
    """A value in words; a dash where it was not written down."""
    if name not in values:
        return "–"
    value = values[name]
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(str(one) for one in value) or "none"
    return "none" if value in (None, "") else str(value)
