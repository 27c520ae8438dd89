"""What somebody changed after sending: readable by them and by those who read the whole case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from applicants.models import AnswerChange, Application
from applicants.sections import Section, sections_for
from applicants.sections.reading import read_section
from vacancies.choices import SeenBy

# What is changed within this time of the first change is told in one email. People go through
# their answers in one sitting; one email for each page would be noise, one a day would be late.
TOLD_TOGETHER = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class ChangedAnswer:
    """One question with what stood there before and after."""

    label: str
    before: str
    after: str
    seen_by: SeenBy


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one section."""

    title: str
    at: datetime
    answers: list[ChangedAnswer]


def changes_of(
    application: Application, *, readers: frozenset[SeenBy] | None = None
) -> list[Change]:
    """Every change, newest first. `readers` narrows it to what these groups read; None is the
    candidate, who reads all of it. One query besides those of the form."""
    rows = list(AnswerChange.objects.filter(application=application).order_by("-at", "-pk"))
    if not rows:
        return []
    sections = {one.code: one for one in sections_for(application.vacancy)}
    found = []
    for row in rows:
        section = sections.get(row.code)
        answers = _changed(section, row, readers) if section else []
        if answers:
            found.append(Change(section.title if section else row.code, row.at, answers))
    return found


def sections_changed_with(first: AnswerChange) -> list[str]:
    """The titles of what was changed in the half hour that this change began, in the form's
    order."""
    codes = set(
        AnswerChange.objects.filter(
            application=first.application, at__gte=first.at, at__lt=first.at + TOLD_TOGETHER
        ).values_list("code", flat=True)
    )
    form = sections_for(first.application.vacancy)
    return [section.title for section in form if section.code in codes]


def _changed(
    section: Section, row: AnswerChange, readers: frozenset[SeenBy] | None
) -> list[ChangedAnswer]:
    before = {one.code: one for one in read_section(section, row.before)}
    after = {one.code: one for one in read_section(section, row.after)}
    changed = []
    for question in section.questions:
        old, new = before.get(question.code), after.get(question.code)
        texts = (old.text if old else "", new.text if new else "")
        if texts[0] != texts[1] and (readers is None or question.seen_by in readers):
            changed.append(ChangedAnswer(question.label, *texts, question.seen_by))
    return changed
