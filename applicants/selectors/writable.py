"""Which sections of an application the candidate may write now, and in what way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from applicants.choices import Status
from applicants.models import Application
from applicants.sections import Section, Store, later_sections_for, sections_for
from vacancies.choices import AskedWhen

# When the questions of an advert that come later are open.
OPEN_FOR: Mapping[AskedWhen, frozenset[Status]] = MappingProxyType(
    {
        AskedWhen.APPLICATION: frozenset({Status.DRAFT}),
        AskedWhen.INTERVIEW: frozenset({Status.INT_INVITED, Status.INT_BOOKED}),
        AskedWhen.OFFER: frozenset(
            {Status.CHECKS, Status.LM_VERIFY, Status.CHECK_PROBLEM, Status.OFFER_FINAL}
        ),
    }
)
# Sent, and nobody has begun to assess it.
CHANGEABLE = frozenset(
    {
        Status.SUBMITTED,
        Status.ELIGIBILITY_EVIDENCE,
        Status.ELIGIBILITY_REFER,
        Status.HELD_PRIORITY,
    }
)


class Writing(StrEnum):
    """How a section may be written."""

    NOT = "not"
    FREELY = "freely"  # unfinished answers are kept as well
    REPLACING = "replacing"  # it was sent: complete answers replace complete ones, with a history


def writing_of(application: Application, section: Section, *, at: datetime) -> Writing:
    """How the candidate may write this section at this moment."""
    if application.kept_to_read:
        return Writing.NOT
    if Status(application.status) in OPEN_FOR[section.asked]:
        return Writing.FREELY
    sent_with_it = section.asked == AskedWhen.APPLICATION
    if sent_with_it and is_replaceable(section) and may_change(application, at=at):
        return Writing.REPLACING
    return Writing.NOT


def is_open_draft(application: Application, *, at: datetime) -> bool:
    """Whether its pages are there to be filled in. A draft of a closed vacancy is read only; what
    stood on a page at the closing moment is still kept, until the draft has expired."""
    return (
        application.is_draft
        and not application.kept_to_read
        and application.vacancy.accepts_applications_at(at)
    )


def may_change(application: Application, *, at: datetime) -> bool:
    """Whether what was sent may be changed: the advert allows it, it has not closed, and nobody
    has begun to assess the application."""
    vacancy = application.vacancy
    return (
        Status(application.status) in CHANGEABLE
        and vacancy.allows_changes
        and vacancy.accepts_applications_at(at)
    )


def is_replaceable(section: Section) -> bool:
    """Sealed answers and declarations were given once, in the words of that day."""
    return section.store is Store.ANSWERS and section.code != "declaration"


def every_section(application: Application) -> list[Section]:
    """The sections of the form, then those that the advert asks later."""
    return [*sections_for(application.vacancy), *later_sections_for(application.vacancy)]


def find_section(application: Application, code: str) -> Section | None:
    """The section of that code: of the form, or of what the advert asks later."""
    return next((one for one in every_section(application) if one.code == code), None)


def questions_open_now(application: Application) -> list[Section]:
    """What the advert asks of this person now that the application was sent."""
    status = Status(application.status)
    return [
        section
        for section in later_sections_for(application.vacancy)
        if status in OPEN_FOR[section.asked]
    ]
