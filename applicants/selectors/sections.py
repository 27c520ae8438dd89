"""The saved sections of an application: how far each is, and what it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextChoices, prefetch_related_objects

from applicants.models import (
    AdjustmentsRequest,
    Application,
    ApplicationSection,
    ConductDeclaration,
)
from applicants.sections import ELIGIBILITY_CODE, Section, Store, sections_for
from applicants.sections.checking import problems

ELIGIBILITY_TITLE = "Eligibility check"
# Answers brought over from the profile or a former application, which nobody has looked at yet.
PREFILLED_VERSION = 0
# The stores with a row of their own, by its name on an application.
SEALED_ROWS = {Store.CONDUCT: "conduct_declaration", Store.ADJUSTMENTS: "adjustments_request"}


class Progress(TextChoices):
    """How far a section is, in the words of the task list."""

    NOT_STARTED = "not_started", "Not started"
    IN_PROGRESS = "in_progress", "In progress"
    COMPLETED = "completed", "Completed"
    CHECK_AGAIN = "check_again", "Check this again"


@dataclass(frozen=True, slots=True)
class Saved:
    """What is stored of one section; version 0 and no answers when nothing is."""

    answers: Mapping[str, Any] = field(default_factory=dict)
    completed: bool = False
    version: int = 0
    exists: bool = False
    saved_from: str = ""


@dataclass(frozen=True, slots=True)
class SectionState:
    """A section with what is stored of it."""

    section: Section
    saved: Saved
    progress: Progress

    @property
    def is_completed(self) -> bool:
        """True when nothing more is needed of it."""
        return self.progress == Progress.COMPLETED


def read_sections(application: Application) -> None:
    """Read all that was saved once, for everything here that looks at a section of this object.

    For a page that only shows them, or for a service that holds the lock of the application. Three
    queries."""
    prefetch_related_objects(
        [application], "sections", "conduct_declaration", "adjustments_request"
    )


def _are_read(application: Application) -> bool:
    return "sections" in getattr(application, "_prefetched_objects_cache", {})


def _row_of(application: Application, code: str) -> ApplicationSection | None:
    if _are_read(application):
        return next((row for row in application.sections.all() if row.code == code), None)
    return ApplicationSection.objects.filter(application=application, code=code).first()


def section_states(
    application: Application, sections: Sequence[Section] | None = None
) -> list[SectionState]:
    """Every section of the form with its state, in order; a fixed number of queries."""
    asked = sections_for(application.vacancy) if sections is None else sections
    rows = {row.code: row for row in application.sections.all()}
    sealed = _sealed_rows(application, asked)
    states = []
    for section in asked:
        saved = _saved(application, section, rows, sealed)
        states.append(SectionState(section, saved, _progress(section, saved)))
    return states


def saved_section(application: Application, section: Section) -> Saved:
    """What is stored of one section, from the store that it belongs to."""
    return section_states(application, [section])[0].saved


def eligibility_progress(application: Application) -> Progress:
    """How far the eligibility check of this application is."""
    row = _row_of(application, ELIGIBILITY_CODE)
    if row is None:
        return Progress.NOT_STARTED
    return Progress.COMPLETED if row.completed else Progress.IN_PROGRESS


def must_check_first(application: Application) -> bool:
    """Whether the check of eligibility comes before anything is written in this draft (domain
    document 3.1 B): who cannot apply is stopped before the work, not after it."""
    return application.is_draft and eligibility_progress(application) != Progress.COMPLETED


def incomplete_sections(application: Application) -> list[str]:
    """The titles of what must still be completed before the application can be sent."""
    read_sections(application)
    missing = []
    if eligibility_progress(application) != Progress.COMPLETED:
        missing.append(ELIGIBILITY_TITLE)
    return missing + [
        state.section.title for state in section_states(application) if not state.is_completed
    ]


def answers_of(application: Application, code: str) -> dict[str, Any]:
    """The stored answers of one section, by question code; {} when there are none.

    Only of the ordinary store: declarations, adjustments and the offer of an interview have
    readers of their own, so that nothing that loops over sections can show them.
    """
    row = _row_of(application, code)
    return dict(row.answers) if row is not None else {}


def _sealed_rows(
    application: Application, sections: Sequence[Section]
) -> dict[Store, ConductDeclaration | AdjustmentsRequest | None]:
    stores = {section.store for section in sections}
    if _are_read(application):
        return {
            store: getattr(application, name, None)
            for store, name in SEALED_ROWS.items()
            if store in stores
        }
    rows: dict[Store, ConductDeclaration | AdjustmentsRequest | None] = {}
    if Store.CONDUCT in stores:
        rows[Store.CONDUCT] = ConductDeclaration.objects.filter(application=application).first()
    if Store.ADJUSTMENTS in stores:
        rows[Store.ADJUSTMENTS] = AdjustmentsRequest.objects.filter(application=application).first()
    return rows


def _saved(
    application: Application,
    section: Section,
    rows: Mapping[str, ApplicationSection],
    sealed: Mapping[Store, ConductDeclaration | AdjustmentsRequest | None],
) -> Saved:
    row = sealed[section.store] if section.store in sealed else rows.get(section.code)
    if row is None:
        return Saved()
    answers: Mapping[str, Any] = row.answers
    if section.store is Store.OPT_IN:
        # The row only says that the question was answered; the answer is the application's flag.
        given = "yes" if application.interview_offer_opt_in else "no"
        answers = {section.questions[0].code: given} if answers else {}
    return Saved(
        answers=answers,
        completed=row.completed,
        version=row.version,
        exists=True,
        saved_from=row.saved_from,
    )


def _progress(section: Section, saved: Saved) -> Progress:
    if not saved.exists:
        return Progress.NOT_STARTED
    if saved.version == PREFILLED_VERSION:
        return Progress.CHECK_AGAIN
    if not saved.completed:
        return Progress.IN_PROGRESS
    # The advert may have changed since: a new question makes a completed section incomplete.
    return Progress.CHECK_AGAIN if problems(section, saved.answers) else Progress.COMPLETED
