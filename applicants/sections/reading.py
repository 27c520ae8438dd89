"""Stored answers as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from applicants.sections.catalogue import Kind, Question, Section
from vacancies.choices import SeenBy


@dataclass(frozen=True, slots=True)
class ReadableAnswer:
    """One question with its answer in words; `lines` is empty where nothing was given."""

    code: str
    label: str
    lines: tuple[str, ...]
    personal: bool = False
    seen_by: SeenBy = SeenBy.EVERYBODY
    files: tuple[str, ...] = ()  # ids of uploaded files

    @property
    def text(self) -> str:
        """The answer with its line breaks."""
        return "\n".join(self.lines)


def read_section(section: Section, answers: Mapping[str, Any]) -> list[ReadableAnswer]:
    """Every question that applies, in the order of the page."""
    return [
        ReadableAnswer(
            code=question.code,
            label=question.label,
            lines=read_answer(question, answers.get(question.code)),
            personal=question.personal or section.personal,
            seen_by=question.seen_by,
            files=_file_ids(question, answers.get(question.code)),
        )
        for question in section.questions
        if question.applies(answers)
    ]


def read_answer(question: Question, value: Any) -> tuple[str, ...]:
    """An answer as lines of text: labels for codes, dates in words, text as it was written."""
    if value in (None, "", [], {}, False):
        return ()
    if question.kind is Kind.CONFIRM:
        return ("Yes",)
    if question.kind is Kind.FILE:
        return (f"{len(value)} file{'' if len(value) == 1 else 's'}",)
    if question.kind is Kind.ENTRIES:
        return tuple(read_entry(question, entry) for entry in value)
    if isinstance(value, dict):
        return (_typed_date(value),)
    if question.options:
        labels = dict(question.options)
        chosen = value if isinstance(value, list) else [value]
        return tuple(labels.get(str(code), str(code)) for code in chosen)
    if question.kind in (Kind.DATE, Kind.MONTH):
        return (month_or_day(str(value)),)
    return tuple(str(value).splitlines())


def read_entry(question: Question, entry: Mapping[str, Any]) -> str:
    """One entry of a list in one line."""
    if question.summary is not None:
        return question.summary(entry)
    parts = (
        " ".join(read_answer(one, entry.get(one.code)))
        for one in question.entry
        if one.applies(entry)
    )
    return ", ".join(part for part in parts if part)


def _file_ids(question: Question, value: Any) -> tuple[str, ...]:
    if question.kind is not Kind.FILE or not isinstance(value, list):
        return ()
    return tuple(str(one) for one in value)


def _typed_date(parts: Mapping[str, Any]) -> str:
    typed = [str(parts.get(name) or "–") for name in ("day", "month", "year")]
    return " ".join(typed) + " (not a date yet)"


def month_or_day(value: str) -> str:
    """A stored date in words: 5 June 2021, or June 2021 where the day is not known."""
    try:
        if len(value) == len("2021-06"):
            day = date.fromisoformat(f"{value}-01")
            return f"{day:%B %Y}"
        day = date.fromisoformat(value)
    except ValueError:
        return value
    return f"{day.day} {day:%B %Y}"
