"""What a candidate wrote as evidence, apart from anything that is not for other eyes."""

from __future__ import annotations

from collections.abc import Iterator

from applicants.models import Application
from applicants.sections.catalogue import Kind, Store
from applicants.sections.shared import EVIDENCE
from applicants.selectors.sections import section_states
from vacancies.choices import SeenBy


def evidence_answers(application: Application) -> Iterator[tuple[str, str, str]]:
    """(code, question, text) of every piece of written evidence, in the form's order."""
    for state in section_states(application):
        section = state.section
        if section.group != EVIDENCE or section.store is not Store.ANSWERS or section.personal:
            continue
        for question in section.questions:
            text = str(state.saved.answers.get(question.code) or "").strip()
            for_all = question.seen_by == SeenBy.EVERYBODY and not question.personal
            if question.kind is Kind.LONG_TEXT and for_all and text:
                yield f"{section.code}-{question.code}"[:60], question.label, text
