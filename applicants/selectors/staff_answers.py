"""An application's answers for staff: whole for readers, the evidence alone for markers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from applicants.masking import Known, mask
from applicants.models import Application, ApplicationSection
from applicants.sections import Section, Store, later_sections_for, sections_for
from applicants.sections.catalogue import Kind
from applicants.sections.reading import ReadableAnswer, read_section
from applicants.sections.shared import EVIDENCE, adjustments
from applicants.selectors.identity import known_of
from applicants.selectors.lists import APPLICATION, purpose_of
from applicants.selectors.writable import every_section
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right, has_right
from recruitment.uploads.models import StoredFile
from recruitment.uploads.selectors import files_of
from vacancies.choices import AskedWhen, SeenBy


@dataclass(frozen=True, slots=True)
class AnswerSection:
    """A section with what was answered in it."""

    code: str
    title: str
    answers: list[ReadableAnswer]


def answer_sections(application: Application, user: User) -> list[AnswerSection]:
    """Every section that lives with the application, as far as this person may read it. Sealed
    ones stand in tables of their own."""
    return _read(application, blind=False, readers=readers_of(user))


def evidence_sections(application: Application) -> list[AnswerSection]:
    """What a marker scores: the evidence, without anything that says who wrote it."""
    return _read(application, blind=True, readers=frozenset({SeenBy.EVERYBODY}))


def readers_of(user: User) -> frozenset[SeenBy]:
    """The groups of readers that somebody who reads whole applications belongs to."""
    groups = {SeenBy.EVERYBODY, SeenBy.TEAM}
    if has_right(user, Right.MOVE_APPLICATIONS):
        groups.add(SeenBy.RECRUITERS)
    if has_right(user, Right.DECIDE_ELIGIBILITY):
        groups.add(SeenBy.STATUS)
    if has_right(user, Right.RECORD_CHECKS):
        groups |= {SeenBy.STATUS, SeenBy.CHECKS}
    return frozenset(groups)


def files_for_staff(application: Application, user: User) -> list[StoredFile]:
    """The files of an application that this reader of whole applications may open, oldest first."""
    files = list(files_of(kind=APPLICATION, owner_id=application.pk))
    if not files:
        return []
    readers = readers_of(user)
    seen_by = {
        purpose_of(section, question): question.seen_by
        for section in every_section(application)
        for question in section.questions
        if question.kind is Kind.FILE
    }
    # What the form asks no more was asked of everybody who reads the rest.
    return [one for one in files if seen_by.get(one.purpose, SeenBy.EVERYBODY) in readers]


def read_sealed(application: Application, store: Store, answers: dict[str, Any]) -> AnswerSection:
    """The answers of a sealed store, for the page that has been opened and logged."""
    if store is Store.ADJUSTMENTS:
        section = adjustments()  # also where the form itself does not ask
    else:
        section = next(one for one in sections_for(application.vacancy) if one.store is store)
    return AnswerSection(section.code, section.title, read_section(section, answers))


def _read(
    application: Application, *, blind: bool, readers: frozenset[SeenBy]
) -> list[AnswerSection]:
    rows = ApplicationSection.objects.filter(application=application)
    saved = dict(rows.values_list("code", "answers"))
    vacancy = application.vacancy
    known = known_of(application, saved) if blind else Known()
    later = [one for one in later_sections_for(vacancy) if one.code in saved]
    found = []
    for section in [*sections_for(vacancy), *later]:
        if section.store is not Store.ANSWERS or (blind and not _is_evidence(section)):
            continue
        answers = read_section(section, saved.get(section.code, {}))
        shown = [
            answer
            for answer in answers
            if answer.seen_by in readers and not (blind and answer.personal)
        ]
        if shown and blind:
            shown = [_masked(answer, known) for answer in shown]
        if shown:
            found.append(AnswerSection(section.code, section.title, shown))
    return found


def _masked(answer: ReadableAnswer, known: Known) -> ReadableAnswer:
    """The answer with what says who wrote it hidden; a name may run over the end of a line."""
    return replace(answer, lines=tuple(mask(answer.text, known).text.splitlines()))


def _is_evidence(section: Section) -> bool:
    """What was written with the application; later answers come from somebody who is known."""
    sent = section.asked == AskedWhen.APPLICATION
    return sent and section.group == EVIDENCE and not section.personal
