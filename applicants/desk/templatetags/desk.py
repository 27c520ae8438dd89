"""The numbers of the start page."""

from __future__ import annotations

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.html import format_html
from django.utils.safestring import SafeString

from applicants.desk.counting import Number

register = template.Library()


@register.simple_tag
def desk_number(number: Number, name: str, *, bad: bool = False) -> SafeString | str:
    """A number that leads to its list; 0 leads nowhere. `name` says of what, to those who hear the
    link alone. A page has hundreds of them: a template for each costs ten times as much."""
    if not number.count:
        return "0"
    return format_html(
        '<a href="{}"{}>{}<span class="visually-hidden"> {}{}</span></a>',
        number.url,
        _BAD if bad else "",
        intcomma(number.count),
        name,
        ", overdue" if bad else "",
    )


_BAD = format_html(' class="{}"', "staff-tag staff-tag--bad")
