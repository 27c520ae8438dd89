"""Lists and files inside a section, as its page shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from applicants.sections.catalogue import Kind, Problem, Question, Section
from applicants.sections.checking import joint_problems
from applicants.sections.reading import read_entry
from recruitment.uploads.models import StoredFile
from recruitment.uploads.selectors import files_of

APPLICATION = "application"
PROFILE = "profile"


@dataclass(frozen=True, slots=True)
class FileOwner:
    """Whose files: a registered kind of owner (`applicants/files.py`) and its key."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list in one line."""

    id: str
    line: str


@dataclass(frozen=True, slots=True)
class ListOnPage:
    """A list with its entries in the order of time, the newest first, and what it still lacks."""

    question: Question
    entries: list[Entry]
    problems: list[tuple[int, Problem]]

    @property
    def is_full(self) -> bool:
        """True when no entry can be added."""
        return len(self.entries) >= self.question.most


@dataclass(frozen=True, slots=True)
class FilesOnPage:
    """The files that answer one question."""

    question: Question
    files: list[StoredFile]


def lists_of(section: Section, answers: Mapping[str, Any]) -> list[ListOnPage]:
    """The lists of a section that apply, or hold something."""
    problems = list(enumerate(joint_problems(section, answers)))
    return [
        ListOnPage(
            question,
            [
                Entry(str(entry.get("id", "")), read_entry(question, entry))
                for entry in newest_first(answers.get(question.code))
            ],
            [(number, one) for number, one in problems if one.code == question.code],
        )
        for question in section.questions
        if question.kind is Kind.ENTRIES
    ]


def newest_first(entries: Any) -> list[dict[str, Any]]:
    """Entries by when they began, the latest first; those without a date stand at the end."""
    held = [one for one in entries or [] if isinstance(one, dict)]
    return sorted(held, key=lambda one: str(one.get("started_on") or ""), reverse=True)


def purpose_of(section: Section, question: Question) -> str:
    """What an upload is for, in the owner's words: the section and its question."""
    return f"{section.code}-{question.code}"


def files_by_question(owner: FileOwner, section: Section) -> dict[str, list[StoredFile]]:
    """The files of each question of the section that asks for some; no query where none does."""
    asked = [question for question in section.questions if question.kind is Kind.FILE]
    if not asked:
        return {}
    every = list(files_of(kind=owner.kind, owner_id=owner.id))
    return {
        question.code: [one for one in every if one.purpose == purpose_of(section, question)]
        for question in asked
    }


def files_of_section(owner: FileOwner, section: Section) -> list[FilesOnPage]:
    """The same for the page: questions that have files."""
    return [
        FilesOnPage(question, files)
        for code, files in files_by_question(owner, section).items()
        if files and (question := section.question(code)) is not None
    ]
