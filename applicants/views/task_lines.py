"""The lines of a task list: a page of questions, and how far it is."""

from __future__ import annotations

from django.urls import reverse

from applicants.models import Application
from applicants.selectors.sections import Progress, SectionState, section_states
from applicants.selectors.writable import questions_open_now
from applicants.views.reading_only import is_late_draft, where_to_read


def task_line(application: Application, state: SectionState) -> dict[str, str]:
    """One section of a form."""
    late = is_late_draft(application)
    brought = not late and state.progress == Progress.CHECK_AGAIN and not state.saved.completed
    return {
        "title": state.section.title,
        "href": where_to_read(application, state.section.code)
        if late
        else reverse("applicants:section", args=[application.pk, state.section.code]),
        "status": str(state.progress.label),
        "hint": "Filled in from what you told us before." if brought else "",
    }


def open_questions(application: Application) -> list[dict[str, str]]:
    """What the advert asks now that the application was sent, and how far each page of it is."""
    sections = questions_open_now(application)
    if not sections:
        return []
    return [task_line(application, state) for state in section_states(application, sections)]
