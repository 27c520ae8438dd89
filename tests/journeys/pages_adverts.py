"""The staff pages about adverts: their life, criteria, templates, and how readers see them."""

from __future__ import annotations

from collections.abc import Iterator

from tests.journeys.visits import (
    ADVERTS,
    WITH_CRITERIA,
    Role,
    Visit,
    both,
    fill,
    follow,
    press,
)

OPEN, WAITING, SCHEDULED = "MPS-26-0408", "MPS-26-0431", "MPS-26-0432"
TEMPLATES = "/staff/advert_templates/adverttemplate/"
TEMPLATE = "admin:advert_templates_adverttemplate"
CHANGE = "admin:vacancies_vacancy_change"


def life(what: str, reference: str, *more: str) -> Iterator[Visit]:
    """Where the advert stands, and pages of steps that ask for nothing."""
    yield Visit(f"life, {what}", f"{{advert:{reference}}}life/")
    for event in more:
        yield Visit(f"{event}, {what}", f"{{advert:{reference}}}step/{event}/")


def asks(what: str, reference: str, *events: str) -> Iterator[Visit]:
    """Pages of steps that ask for a reason, and what comes back without one."""
    for event in events:
        yield from both(f"{event}, {what}", f"{{advert:{reference}}}step/{event}/")


def previews(what: str, reference: str) -> Iterator[Visit]:
    """The advert as each audience sees it."""
    for audience in ("public", "internal", "device"):
        path = f"{{advert:{reference}}}preview/{audience}/"
        yield Visit(f"preview for {audience}, {what}", path)


ADVERT_PAGES = (
    Role(
        "harper",
        "staff",
        (
            Visit("vacancies of one's own", ADVERTS),
            *life("waiting", WAITING, "approve", "publish"),
            *asks("waiting", WAITING, "return"),
            *life("scheduled", SCHEDULED, "fill"),
            *asks("scheduled", SCHEDULED, "extend", "close", "cancel"),
            *previews("scheduled", SCHEDULED),
            Visit("copy", f"{{advert:{SCHEDULED}}}copy/"),
            Visit("the copy", "", [press("Copy into a new draft")], at=CHANGE),
            Visit("life, a draft", "", [follow("/life/")], at="admin:vacancies_vacancy_life"),
            *both("keep as a template", "", follow("/keep/"), at=f"{TEMPLATE}_keep"),
            Visit(
                "a template",
                "",
                [fill("Name of the template", "HR"), press("Keep as a template")],
                at=f"{TEMPLATE}_change",
            ),
            Visit("templates", TEMPLATES),
            Visit(
                "delete a template",
                "",
                [follow("/change/"), follow("/delete/")],
                at=f"{TEMPLATE}_delete",
            ),
            Visit(
                "send, nobody to approve",
                f"{{advert:{SCHEDULED}}}copy/",
                [
                    press("Copy into a new draft"),
                    follow("/life/"),
                    follow("/step/send/"),
                ],
                at="admin:vacancies_vacancy_step",
            ),
            Visit("an advert of others", "/staff/vacancies/vacancy/1/life/", status=404),
        ),
    ),
    Role(
        "rowan",
        "staff",
        (
            *life("open", OPEN, "relist"),
            *both("documents", f"{{advert:{OPEN}}}documents/"),
            *asks("open", OPEN, "extend", "close", "cancel"),
            *previews("open", OPEN),
            Visit("approve one's own", f"{{advert:{WAITING}}}step/approve/"),
            *both("criteria", f"{{advert:{WITH_CRITERIA}}}criteria/"),
            Visit("criteria of an advert without", f"{{advert:{OPEN}}}criteria/"),
            Visit(
                "preview of the questions",
                "{advert:MPS-26-0426}questions/",
                [
                    press("Preview before saving"),
                ],
                at="admin:vacancies_vacancy_questions",
            ),
            Visit("restricted advert, at home", "/staff/vacancies/vacancy/22/life/", status=404),
        ),
    ),
)
