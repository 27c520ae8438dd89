"""Template tags of the pages: dates, money, Markdown and the components of the design system."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Any

import markdown as markdown_library
import nh3
from django import template
from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from recruitment.ui.dates import london_date, london_datetime, london_deadline, london_time
from recruitment.ui.navigation import Link
from recruitment.ui.selectors import text_of

register = template.Library()

ALLOWED_TAGS = {
    "a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "li", "ol", "p", "strong", "table",
    "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
TAG_COLOURS = {
    "not started": "blue",
    "in progress": "light-blue",
    "check this again": "yellow",
    "draft": "grey",
    "open": "green",
    "closing soon": "orange",
    "closed": "grey",
    "cancelled": "red",
    "eligible": "green",
    "not eligible": "red",
    "needs checking": "yellow",
    "restricted": "purple",
    "internal": "turquoise",
}
# Statuses that need no colour: finished work should not shout, blocked work should not invite.
PLAIN_STATUSES = {"completed", "cannot start yet"}


@register.simple_tag
def service_name() -> str:
    """The service's name from settings; works without a request (error pages)."""
    return str(settings.SERVICE_NAME)


@register.simple_tag
def organisation_name() -> str:
    return str(settings.ORGANISATION_NAME)


register.filter(london_date)
register.filter(london_time)
register.filter(london_datetime)
register.filter(london_deadline)


@register.filter
def money(value: Decimal | int | float | None) -> str:
    """£41,390, or £18.40 when there are pence."""
    if value is None or value == "":
        return ""
    amount = Decimal(str(value)).quantize(Decimal("0.01"))
    whole = amount == amount.to_integral_value()
    return f"£{amount:,.0f}" if whole else f"£{amount:,.2f}"


@register.filter(name="markdown")
def render_markdown(text: str | None) -> SafeString:
    """Markdown to the few tags an advert needs. Headings start at level 2."""
    return _clean_markdown(str(text or ""))


@lru_cache(maxsize=512)
def _clean_markdown(text: str) -> SafeString:
    html = markdown_library.markdown(
        text,
        extensions=["sane_lists", "tables", "toc"],
        extension_configs={"toc": {"baselevel": 2}},
    )
    clean = nh3.clean(
        html,
        tags=ALLOWED_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener noreferrer",
    )
    return mark_safe(clean)  # nosec B308 B703: nh3 has just cleaned it


@register.simple_tag
def text(key: str) -> SafeString:
    """`{% text "home.who_we_are" %}`: what staff wrote for this place, or its first words."""
    return render_markdown(text_of(key))


@register.simple_tag
def banner() -> SafeString | str:
    """What staff want to say on every page; nothing most of the time."""
    words = text_of("banner")
    if not words:
        return ""
    return format_html(
        '<div class="govuk-width-container" role="region" aria-label="Notice">'
        '<div class="govuk-inset-text app-prose">{}</div></div>',
        render_markdown(words),
    )


@register.simple_tag
def tag(label: Any, colour: str = "") -> SafeString:
    """A status tag; the colour follows from well-known words unless it is given."""
    text = str(label)
    chosen = colour or TAG_COLOURS.get(text.lower(), "grey")
    return format_html('<strong class="govuk-tag govuk-tag--{}">{}</strong>', chosen, text)


@register.inclusion_tag("ui/components/task_list.html")
def task_list(tasks: Iterable[Any], id_prefix: str = "task") -> dict[str, Any]:
    """Tasks with title, href, status and optionally hint and colour."""
    return {"tasks": tasks, "id_prefix": id_prefix, "plain": PLAIN_STATUSES}


@register.simple_tag
def task_status(status: Any, colour: str = "") -> SafeString | str:
    """A task's status: plain text when done or blocked, else a tag."""
    return str(status) if str(status).lower() in PLAIN_STATUSES else tag(status, colour)


@register.inclusion_tag("ui/components/summary_list.html")
def summary_list(rows: Iterable[Any], card: str = "", borders: bool = True) -> dict[str, Any]:
    """Rows with key, value and optionally href, action ("Change") and hidden (what it changes)."""
    held = list(rows)
    return {
        "rows": held,
        "card": card,
        "borders": borders,
        "any_action": any(_attribute(row, "href") for row in held),
    }


def _attribute(row: Any, name: str) -> Any:
    return row.get(name) if isinstance(row, dict) else getattr(row, name, None)


@register.filter
def is_list(value: Any) -> bool:
    return isinstance(value, list | tuple)


@register.inclusion_tag("ui/components/status_clock.html")
def status_clock(clock: Any = None, **parts: Any) -> dict[str, Any]:
    """Where an application is: where, who, since, usual, next_step, deadline, stages.

    Give one object or dictionary with these names, or each by keyword. `stages` are items with
    label and state (done, current or todo).
    """
    return {"clock": clock if clock is not None else parts}


@register.inclusion_tag("ui/components/pagination.html", takes_context=True)
def pagination(context: Context, page_obj: Any, param: str = "page") -> dict[str, Any]:
    """Links to the other pages of a list; what was searched for stays in the address."""
    query = context["request"].GET.copy()
    query.pop(param, None)
    base = query.urlencode()
    prefix = f"?{base}&{param}=" if base else f"?{param}="
    numbers: list[int | None] = []
    if getattr(page_obj, "paginator", None) is not None:
        elided = page_obj.paginator.get_elided_page_range(
            page_obj.number, on_each_side=1, on_ends=1
        )
        numbers = [one if isinstance(one, int) else None for one in elided]
    return {"page_obj": page_obj, "numbers": numbers, "prefix": prefix}


@register.inclusion_tag("ui/components/breadcrumbs.html")
def breadcrumbs(*steps: str) -> dict[str, Any]:
    """`{% breadcrumbs "Home" home_url "Vacancies" list_url %}`: labels and addresses in turn."""
    if len(steps) % 2:
        raise ValueError("breadcrumbs needs a label and an address for each step")
    return {"steps": list(zip(steps[::2], steps[1::2], strict=True))}


@register.simple_tag
def navigation_items(links: Iterable[Link]) -> SafeString:
    """The menu of every page."""
    return _items("ui/parts/navigation_items.html", tuple(links))


@register.simple_tag
def footer_items(links: Iterable[Link]) -> SafeString:
    """The links at the foot of every page."""
    return _items("ui/parts/footer_items.html", tuple(links))


@lru_cache(maxsize=512)
def _items(template_name: str, links: tuple[Link, ...]) -> SafeString:
    # The same few lists stand on every page: the engine need not go through them each time.
    html = get_template(template_name).render({"links": links})
    return mark_safe(html)  # nosec B308 B703: the template escapes


@register.simple_tag
def back_link(href: str, label: str = "Back") -> SafeString:
    return format_html(
        '<nav aria-label="Previous page"><a href="{}" class="govuk-back-link">{}</a></nav>',
        href,
        label,
    )


@register.simple_block_tag
def inset(content: SafeString) -> SafeString:
    """`{% inset %}…{% endinset %}`: text set apart."""
    return format_html('<div class="govuk-inset-text">{}</div>', content)


@register.simple_block_tag
def warning_text(content: SafeString) -> SafeString:
    """`{% warning_text %}…{% endwarning_text %}`: what must not be overlooked."""
    return format_html(
        '<div class="govuk-warning-text"><span class="govuk-warning-text__icon" aria-hidden="true">'
        '!</span><strong class="govuk-warning-text__text"><span class="govuk-visually-hidden">'
        "Warning</span> {}</strong></div>",
        content,
    )


@register.simple_block_tag
def details(content: SafeString, summary: str) -> SafeString:
    """`{% details "Summary" %}…{% enddetails %}`: text that opens when asked for."""
    return format_html(
        '<details class="govuk-details"><summary class="govuk-details__summary">'
        '<span class="govuk-details__summary-text">{}</span></summary>'
        '<div class="govuk-details__text">{}</div></details>',
        summary,
        content,
    )


@register.simple_block_tag
def decision_panel(content: SafeString, title: str, outcome: str = "") -> SafeString:
    """`{% decision_panel "You can apply" "yes" %}…{% enddecision_panel %}`: yes, no or unsure."""
    modifier = f" app-decision--{outcome}" if outcome in {"yes", "no", "unsure"} else ""
    return format_html(
        '<div class="app-decision{}"><h2 class="app-decision__title">{}</h2>{}</div>',
        modifier,
        title,
        content,
    )
