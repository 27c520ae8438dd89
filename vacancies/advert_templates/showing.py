"""What a template holds, in words for its page."""

from __future__ import annotations

from dataclasses import dataclass

from recruitment.ui.dates import london_date
from recruitment.uploads.selectors import files_of
from vacancies import presenting
from vacancies.advert_templates.contents import bases_of, essential_of, fields_of
from vacancies.advert_templates.models import AdvertTemplate
from vacancies.attachments import TEMPLATE, in_words
from vacancies.models import Vacancy


@dataclass(frozen=True, slots=True)
class Shown:
    """The facts by label, and the lists by heading."""

    kept_on: str
    facts: tuple[tuple[str, str], ...]
    lists: tuple[tuple[str, tuple[str, ...]], ...]
    body: str


def kept_on(template: AdvertTemplate) -> str:
    """The day on which it was kept, without reading what it holds."""
    return london_date(template.kept_at)


def shown(template: AdvertTemplate) -> Shown:
    """In the words that adverts use. Reads the bases and the documents alone."""
    contents = template.contents
    fields = fields_of(contents)
    advert = Vacancy(**fields)  # never saved: it lends its words
    bases = [base.name for base in bases_of(contents)]
    facts = (
        ("Title", advert.title),
        ("Way in", advert.get_route_display()),
        ("Role class", advert.get_role_class_display()),
        ("Who sees it", advert.get_visibility_display()),
        ("Business group", advert.get_business_group_display()),
        ("Unit", advert.unit),
        ("Grade", advert.grade),
        ("Pay", "; ".join(presenting.pay(advert))),
        ("Hours", "; ".join(presenting.hours(advert))),
        ("Where", ", ".join([*bases, advert.location_note] if advert.location_note else bases)),
        ("Vetting", advert.get_vetting_level_display()),
    )
    lists = (
        ("Key responsibilities", tuple(advert.responsibilities)),
        ("Essential criteria", tuple(one.text for one in essential_of(contents))),
        ("Desirable criteria", tuple(advert.desirable)),
        ("Specific eligibility criteria", tuple(one["label"] for one in advert.criteria)),
        ("Questions of its own", tuple(one["text"] for one in advert.questions)),
        ("Documents", tuple(in_words(files_of(kind=TEMPLATE, owner_id=template.pk)))),
    )
    return Shown(
        kept_on=kept_on(template),
        facts=tuple((label, value) for label, value in facts if value),
        lists=tuple((heading, lines) for heading, lines in lists if lines),
        body=advert.body,
    )
