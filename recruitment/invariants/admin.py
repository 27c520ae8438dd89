"""The runs for those who read the audit log: what was found, by reference. Read-only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from recruitment.accounts.admin_site import RightsAdminMixin
from recruitment.accounts.roles import Right
from recruitment.invariants.models import InvariantRun
from recruitment.invariants.selectors import findings_of
from recruitment.invariants.services import Finding

if TYPE_CHECKING:
    _Admin = admin.ModelAdmin[InvariantRun]
else:
    _Admin = admin.ModelAdmin


@admin.register(InvariantRun)
class InvariantRunAdmin(RightsAdminMixin, _Admin):
    """One line a day; its page names the places."""

    view_right = Right.READ_AUDIT
    list_display = ("started_at", "checks", "found")
    list_per_page = 50
    show_full_result_count = False
    sortable_by = ()
    actions = None
    fields = ("started_at", "finished_at", "checks", "found", "places")
    readonly_fields = fields

    @admin.display(description="what was found")
    def places(self, run: InvariantRun) -> SafeString:
        """Check by check, with the first places of each."""
        findings = findings_of(run)
        if not findings:
            return format_html("{}", "Nothing.")
        return format_html(
            "<ul>{}</ul>",
            format_html_join("", "<li>{}: {}</li>", ((one.title, _where(one)) for one in findings)),
        )


def _where(finding: Finding) -> str:
    if finding.error:
        return f"could not be checked ({finding.error})"
    more = finding.count - len(finding.places)
    return ", ".join(finding.places) + (f" and {more} more" if more else "")
