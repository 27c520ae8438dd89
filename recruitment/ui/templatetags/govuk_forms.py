"""Tags that draw forms: one field, and the summary of what is wrong."""

from __future__ import annotations

from typing import Any

from django import template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from recruitment.ui.forms.rendering import error_links, render_field, revealed_names

register = template.Library()


@register.simple_tag
def govuk_field(bound: BoundField) -> SafeString:
    """One field: `{% govuk_field form.email %}`."""
    return render_field(bound)


@register.filter
def without_revealed(form: Any) -> list[BoundField]:
    """The visible fields of a form that are not drawn beneath a choice of another."""
    hidden = revealed_names(form)
    return [bound for bound in form.visible_fields() if bound.name not in hidden]


@register.inclusion_tag("govuk/error_summary.html")
def error_summary(*forms: Any) -> dict[str, Any]:
    """The box at the top of the page: `{% error_summary form %}`; empty when nothing is wrong."""
    return {"links": error_links(form for form in forms if hasattr(form, "is_bound"))}
