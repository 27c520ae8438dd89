"""Dates, money, Markdown and the components of the pages."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from pytest_django.asserts import assertHTMLEqual

from recruitment.ui.templatetags import govuk
from recruitment.ui.templatetags.qr import qr_svg
from tests.ui.markup import Page


def draw(source: str, **context: object) -> str:
    return Template("{% load govuk qr %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2026, 12, 9, 23, 59, tzinfo=UTC), "11:59pm on 9 December 2026"),
        (datetime(2026, 7, 9, 22, 59, tzinfo=UTC), "11:59pm on 9 July 2026"),
        (datetime(2026, 7, 9, 23, 30, tzinfo=UTC), "12:30am on 10 July 2026"),
        (datetime(2026, 12, 9, 12, 0, tzinfo=UTC), "midday on 9 December 2026"),
        (datetime(2026, 12, 9, 12, 5, tzinfo=UTC), "12:05pm on 9 December 2026"),
        (datetime(2026, 12, 9, 0, 0, tzinfo=UTC), "12am on 9 December 2026"),
        (datetime(2026, 12, 9, 9, 0, tzinfo=UTC), "9am on 9 December 2026"),
        (None, ""),
    ],
)
def test_times_are_londons(at: datetime | None, expected: str) -> None:
    assert draw("{{ at|london_datetime }}", at=at) == expected


def test_a_deadline_at_the_start_of_a_day_is_told_as_the_end_of_the_day_before() -> None:
    at = datetime(2026, 12, 10, 0, 0, tzinfo=UTC)
    assert govuk.london_deadline(at) == "11:59pm on 9 December 2026"
    summer = datetime(2026, 7, 31, 23, 0, tzinfo=UTC)
    assert govuk.london_deadline(summer) == "11:59pm on 31 July 2026"
    later = datetime(2026, 12, 10, 17, 0, tzinfo=UTC)
    assert govuk.london_deadline(later) == "5pm on 10 December 2026"
    assert govuk.london_deadline(None) == ""


def test_dates() -> None:
    assert govuk.london_date(date(2026, 12, 9)) == "9 December 2026"
    assert govuk.london_date(datetime(2026, 7, 9, 23, 30, tzinfo=UTC)) == "10 July 2026"
    assert govuk.london_date(None) == ""
    assert govuk.london_time(None) == ""


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        (41390, "£41,390"),
        (Decimal("41390.00"), "£41,390"),
        (Decimal("18.4"), "£18.40"),
        (18.405, "£18.40"),
        (0, "£0"),
        (None, ""),
    ],
)
def test_money(amount: Decimal | float | None, expected: str) -> None:
    assert govuk.money(amount) == expected


def test_markdown_starts_at_level_two_and_keeps_lists() -> None:
    assertHTMLEqual(
        draw(
            "{{ text|markdown }}",
            text="# Role\n\nYou *lead*.\n\n- one\n- two\n\n[More](https://met.example/)",
        ),
        "<h2>Role</h2><p>You <em>lead</em>.</p><ul><li>one</li><li>two</li></ul>"
        '<p><a href="https://met.example/" rel="nofollow noopener noreferrer">More</a></p>',
    )


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,hello)",
        '<a href="https://met.example/" onclick="alert(1)" style="color:red">x</a>',
        "<iframe src='https://met.example/'></iframe>",
        "<style>p{}</style>",
    ],
)
def test_markdown_lets_nothing_dangerous_through(text: str) -> None:
    page = Page(draw("{{ text|markdown }}", text=text))
    assert {one.tag for one in page.elements} <= govuk.ALLOWED_TAGS
    assert {name for one in page.elements for name in one.attrs} <= {"href", "rel"}
    assert [one["href"] for one in page.all("a") if "href" in one.attrs] in (
        [],
        ["https://met.example/"],
    )


@pytest.mark.parametrize(
    ("source", "classes", "text"),
    [
        ('{% tag "In progress" %}', "govuk-tag govuk-tag--light-blue", "In progress"),
        ('{% tag "Whatever" %}', "govuk-tag govuk-tag--grey", "Whatever"),
        ('{% tag "Whatever" "green" %}', "govuk-tag govuk-tag--green", "Whatever"),
        ("{% tag typed %}", "govuk-tag govuk-tag--grey", "<b>"),
    ],
)
def test_tag(source: str, classes: str, text: str) -> None:
    element = Page(draw(source, typed="<b>")).one("strong")
    assert (element["class"], element.text) == (classes, text)


def test_task_list() -> None:
    tasks = [
        {"title": "Your <details>", "href": "/a/", "status": "Completed"},
        {"title": "Work", "href": "/b/", "status": "In progress", "hint": "Ten years"},
        {"title": "Send", "href": "", "status": "Cannot start yet"},
    ]
    page = Page(draw("{% task_list tasks %}", tasks=tasks))
    assert [(one.text, one["href"], one["aria-describedby"]) for one in page.all("a")] == [
        ("Your <details>", "/a/", "task-1-status"),
        ("Work", "/b/", "task-2-hint task-2-status"),
    ]
    statuses = page.all("div", class_="govuk-task-list__status")
    assert [(one["id"], one.text) for one in statuses] == [
        ("task-1-status", "Completed"),
        ("task-2-status", "In progress"),
        ("task-3-status", "Cannot start yet"),
    ]
    assert [one.text for one in page.all("strong", class_="govuk-tag")] == ["In progress"]
    assert "govuk-task-list__status--cannot-start-yet" in statuses[2].classes


def test_summary_list() -> None:
    rows = [
        {"key": "Name", "value": "<Ada>", "href": "/name/"},
        {
            "key": "Address",
            "value": "1 Road\nLondon",
            "href": "/address/",
            "hidden": "your address",
        },
        {"key": "Skills", "value": ["One", "Two"]},
        {"key": "Notes", "value": ""},
        {"key": "Jobs", "value": []},
        {"key": "Years", "value": 0},
    ]
    html = draw('{% summary_list rows card="About you" %}', rows=rows)
    page = Page(html)
    assert page.one("h2").text == "About you"
    values = page.all("dd", class_="govuk-summary-list__value")
    assert [one.text for one in values] == [
        "<Ada>", "1 RoadLondon", "OneTwo", "Not given", "Not given", "0",
    ]  # fmt: skip
    assert "1 Road<br>London" in html
    assert [(one["href"], one.text) for one in page.all("a")] == [
        ("/name/", "Change name"),
        ("/address/", "Change your address"),
    ]
    assert len(page.all("div", class_="govuk-summary-list__row--no-actions")) == 4


def test_status_clock() -> None:
    clock = {
        "where": "With the sift panel",
        "who": "Sift panel",
        "since": datetime(2026, 12, 1, 9, 0, tzinfo=UTC),
        "usual": "10 working days",
        "deadline": datetime(2026, 12, 10, 0, 0, tzinfo=UTC),
        "next_step": "We email you.",
        "stages": [{"label": "Sent", "state": "done"}, {"label": "Sift", "state": "current"}],
    }
    page = Page(draw("{% status_clock clock %}", clock=clock))
    assert page.one("h2").text == "With the sift panel"
    assert [(one.text) for one in page.all("dt")] == [
        "Who has it now", "Since", "How long this usually takes", "You need to act by",
    ]  # fmt: skip
    assert [one.text for one in page.all("dd")] == [
        "Sift panel", "9am on 1 December 2026", "10 working days", "11:59pm on 9 December 2026",
    ]  # fmt: skip
    assert [(one.text, one.attrs.get("aria-current")) for one in page.all("li")] == [
        ("Sent (done)", None),
        ("Sift", "step"),
    ]


def test_status_clock_by_keyword() -> None:
    page = Page(draw('{% status_clock where="Draft" who="You" %}'))
    assert (page.one("h2").text, page.one("dd").text) == ("Draft", "You")


def pages(query: str, number: int, total: int = 200) -> Page:
    request = RequestFactory().get(f"/vacancies/?{query}")
    page_obj = Paginator(range(total), 20).page(number)
    return Page(draw("{% pagination page_obj %}", request=request, page_obj=page_obj))


def test_pagination_keeps_what_was_searched_for() -> None:
    page = pages("q=a%26b&band=c&band=d&page=5", 5)
    assert [(one.text, one["href"]) for one in page.all("a")] == [
        ("Previous page", "?q=a%26b&band=c&band=d&page=4"),
        ("1", "?q=a%26b&band=c&band=d&page=1"),
        ("4", "?q=a%26b&band=c&band=d&page=4"),
        ("5", "?q=a%26b&band=c&band=d&page=5"),
        ("6", "?q=a%26b&band=c&band=d&page=6"),
        ("10", "?q=a%26b&band=c&band=d&page=10"),
        ("Next page", "?q=a%26b&band=c&band=d&page=6"),
    ]
    assert [one.text for one in page.elements if one.attrs.get("aria-current") == "page"] == ["5"]


def test_pagination_of_one_page_is_nothing() -> None:
    assert pages("", 1, total=5).elements == []
    assert [one.text for one in pages("", 1, total=21).all("a")] == ["1", "2", "Next page"]


def test_breadcrumbs_and_back_link() -> None:
    page = Page(draw('{% breadcrumbs "Home" "/" "A & B" "/x/?a=1&b=2" %}{% back_link "/y/" %}'))
    assert [(one.text, one["href"]) for one in page.all("a")] == [
        ("Home", "/"),
        ("A & B", "/x/?a=1&b=2"),
        ("Back", "/y/"),
    ]
    with pytest.raises(ValueError, match="a label and an address"):
        draw('{% breadcrumbs "Home" %}')


def test_blocks() -> None:
    assertHTMLEqual(
        draw("{% inset %}<p>{{ text }}</p>{% endinset %}", text="<b>"),
        '<div class="govuk-inset-text"><p>&lt;b&gt;</p></div>',
    )
    assertHTMLEqual(
        draw("{% warning_text %}{{ text }}{% endwarning_text %}", text="<b>"),
        '<div class="govuk-warning-text"><span class="govuk-warning-text__icon"'
        ' aria-hidden="true">!</span><strong class="govuk-warning-text__text">'
        '<span class="govuk-visually-hidden">Warning</span> &lt;b&gt;</strong></div>',
    )
    assertHTMLEqual(
        draw("{% details title %}Text{% enddetails %}", title="<b>"),
        '<details class="govuk-details"><summary class="govuk-details__summary">'
        '<span class="govuk-details__summary-text">&lt;b&gt;</span></summary>'
        '<div class="govuk-details__text">Text</div></details>',
    )


@pytest.mark.parametrize(
    ("outcome", "classes"),
    [
        ("yes", "app-decision app-decision--yes"),
        ("no", "app-decision app-decision--no"),
        ("unsure", "app-decision app-decision--unsure"),
        ("else", "app-decision"),
    ],
)
def test_decision_panel(outcome: str, classes: str) -> None:
    source = "{% decision_panel title outcome %}<p>Why</p>{% enddecision_panel %}"
    page = Page(draw(source, title="You & we", outcome=outcome))
    assert (page.one("div")["class"], page.one("h2").text) == (classes, "You & we")


def test_qr_code_is_drawn_without_style_or_data_images() -> None:
    html = qr_svg("otpauth://totp/Met:Ada?secret=ABC")
    page = Page(html)
    assert page.one("svg")["role"] == "img"
    assert "style" not in html
    assert "data:" not in html
    assert page.all("path")[0]["d"].startswith("M4 4h1v1h-1z")
