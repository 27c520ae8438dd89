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
    if isinstance(value, dict):
        return (_typed_date(value),)
    if question.options:
        labels = dict(question.options)
        chosen = value if isinstance(value, list) else [value]
        return tuple(labels.get(str(code), str(code)) for code in chosen)
    if question.kind in (Kind.DATE, Kind.MONTH):
        return (_in_words(str(value)),)
    return tuple(str(value).splitlines())


def _typed_date(parts: Mapping[str, Any]) -> str:
    typed = [str(parts.get(name) or "–") for name in ("day", "month", "year")]
    return " ".join(typed) + " (not a date yet)"


def _in_words(value: str) -> str:
    try:
        if len(value) == len("2021-06"):
            day = date.fromisoformat(f"{value}-01")
            return f"{day:%B %Y}"
        day = date.fromisoformat(value)
    except ValueError:
        return value
    return f"{day.day} {day:%B %Y}"
