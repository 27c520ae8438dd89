"""Whether stored answers complete a section, and what to drop from them. Pure functions.

The form says the same on the page, at more length; this is what services rely on.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from applicants.sections.ages import old_enough_from
from applicants.sections.catalogue import Kind, Problem, Question, Section, entry_section

EMPTY: tuple[Any, ...] = (None, "", [], {}, False)


def only_declared(section: Section, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers to questions of this section that are not empty; the rest is left out."""
    return {
        question.code: answers[question.code]
        for question in section.questions
        if question.code in answers and answers[question.code] not in EMPTY
    }


def without_unasked(section: Section, answers: Mapping[str, Any]) -> dict[str, Any]:
    """`only_declared` without answers to questions that the other answers make irrelevant."""
    declared = only_declared(section, answers)
    return {
        question.code: declared[question.code]
        for question in section.questions
        if question.code in declared and question.applies(declared)
    }


def problems(section: Section, answers: Mapping[str, Any]) -> list[str]:
    """The labels of questions that still need an answer, in the order of the page, then what the
    answers lack together."""
    missing = [
        question.label
        for question in section.questions
        if question.applies(answers)
        and not _is_answered(section, question, answers.get(question.code))
    ]
    return missing or [problem.text for problem in joint_problems(section, answers)]


def joint_problems(section: Section, answers: Mapping[str, Any]) -> list[Problem]:
    """What the answers lack together today, such as a gap between two jobs."""
    return [] if section.check is None else section.check(answers, timezone.localdate())


def _is_answered(section: Section, question: Question, value: Any) -> bool:
    if value in EMPTY:
        return not question.required
    if question.kind is Kind.ENTRIES:
        page = entry_section(section, question)
        fits = isinstance(value, list) and len(value) <= question.most
        return fits and all(isinstance(one, dict) and not problems(page, one) for one in value)
    if question.kind is Kind.FILE:
        return isinstance(value, list) and len(value) <= question.most
    if question.kind is Kind.MANY:
        codes = {code for code, _ in question.options}
        return isinstance(value, list) and all(one in codes for one in value)
    if question.only and value != question.only:
        return False
    if question.options:
        return value in {code for code, _ in question.options}
    if question.kind is Kind.CONFIRM:
        return value is True
    if question.kind in (Kind.DATE, Kind.MONTH):
        # A date that was typed but not understood is kept as its three boxes.
        return isinstance(value, str) and _is_old_enough(question, value)
    return isinstance(value, str) and _fits(question, value)


def _is_old_enough(question: Question, value: str) -> bool:
    """The advert's hours may have changed since the page was saved, so it is asked each time."""
    if not question.youngest:
        return True
    try:
        born = date.fromisoformat(value)
    except ValueError:
        return False
    return old_enough_from(born, question.youngest) <= timezone.localdate()


def _fits(question: Question, value: str) -> bool:
    if len(value) > question.max_characters:
        return False
    return question.max_words is None or len(value.split()) <= question.max_words
