"""Tick boxes and short lists of the filters. A page has about 150 of these choices, so they are put
together here: the template engine would need more time for them than for the rest of the page."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from vacancies.controls import Choice
from vacancies.facets import Facet, FacetChoice

register = template.Library()

# The label holds its box: so many boxes with an id each, named again by a label, weigh 600 bytes
# more on the wire.
_BOX = (
    '<label class="govuk-checkboxes__item"><input class="govuk-checkboxes__input" type="checkbox"'
    ' name="{}" value="{}"'
)
_WORDS = '><span class="govuk-label govuk-checkboxes__label">{} ('


@lru_cache(maxsize=2048)
def _parts(name: str, code: str, label: str) -> tuple[str, str]:
    return format_html(_BOX, name, code), format_html(_WORDS, conditional_escape(label))


@register.simple_tag
def tick_boxes(facet: Facet) -> SafeString:
    """The choices of one filter with their counts."""
    return mark_safe("".join(_boxes(facet.name, facet.choices)))  # nosec B308 B703


def _boxes(name: str, choices: Iterable[FacetChoice]) -> Iterable[str]:
    for choice in choices:
        before, after = _parts(name, choice.code, choice.label)
        checked = " checked" if choice.chosen else ""
        yield f"{before}{checked}{after}{choice.count:,})</span></label>"


@register.simple_tag
def options(choices: Iterable[Choice]) -> SafeString:
    """The choices of a short list."""
    return mark_safe("".join(_option(*_of(choice)) for choice in choices))  # nosec B308 B703


def _of(choice: Choice) -> tuple[str, str, bool]:
    return choice.code, choice.label, choice.chosen


@lru_cache(maxsize=2048)
def _option(code: str, label: str, chosen: bool) -> SafeString:
    if chosen:
        return format_html('<option value="{}" selected>{}</option>', code, label)
    return format_html('<option value="{}">{}</option>', code, label)
