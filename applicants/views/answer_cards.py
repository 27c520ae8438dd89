"""What somebody wrote, as cards to read: the eligibility check, then each section."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from applicants.eligibility_check import answer_for_people, questions_for
from applicants.models import Application
from applicants.sections import ELIGIBILITY_CODE
from applicants.sections.reading import read_section
from applicants.selectors.lists import APPLICATION, FileOwner, files_of_section
from applicants.selectors.sections import ELIGIBILITY_TITLE, SectionState, answers_of
from applicants.selectors.writable import is_replaceable
from applicants.views.section_page import FROM_CHECK


def answer_cards(
    application: Application, states: Sequence[SectionState], *, drafting: bool, replacing: bool
) -> list[dict[str, Any]]:
    """Everything that was typed. With `drafting` each card leads to where it is changed; with
    `replacing` those do that may be replaced after sending."""
    cards = [
        _section(application, state, drafting or (replacing and is_replaceable(state.section)))
        for state in states
    ]
    checked = _eligibility(application, drafting)
    return [checked, *cards] if checked["rows"] else cards


def _eligibility(application: Application, drafting: bool) -> dict[str, Any]:
    vacancy = application.vacancy
    answers = answers_of(application, ELIGIBILITY_CODE)
    return {
        "code": ELIGIBILITY_CODE,
        "title": ELIGIBILITY_TITLE,
        "href": reverse("applicants:check_eligibility", args=[vacancy.reference])
        if drafting
        else "",
        "rows": [
            {"key": asked.text, "value": answer_for_people(asked, answers[asked.code])}
            for asked in questions_for(vacancy)
            if asked.code in answers
        ],
        "files": [],
    }


def _section(application: Application, state: SectionState, may_write: bool) -> dict[str, Any]:
    section = state.section
    address = reverse("applicants:section", args=[application.pk, section.code])
    return {
        "code": section.code,
        "title": section.title,
        "href": f"{address}?from={FROM_CHECK}" if may_write else "",
        "rows": [
            {"key": answer.label, "value": answer.text}
            for answer in read_section(section, state.saved.answers)
            if not answer.files
        ],
        "files": files_of_section(FileOwner(APPLICATION, str(application.pk)), section),
    }
