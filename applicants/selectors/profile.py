"""A person's own profile."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from applicants.models import Candidate, ProfileSection
from applicants.sections import Section
from applicants.sections.checking import problems
from applicants.sections.profile import profile_sections
from applicants.selectors.sections import Progress, Saved, SectionState
from recruitment.accounts.models import User


def find_candidate(user: User) -> Candidate | None:
    """The candidate of this account; None before they have begun anything."""
    return Candidate.objects.filter(user=user).select_related("user").first()


def profile_states(candidate: Candidate | None) -> list[SectionState]:
    """Every page of the profile with its state; one query."""
    rows = _rows(candidate)
    states = []
    for section in profile_sections():
        row = rows.get(section.code)
        saved = _saved(candidate, section, row)
        progress = Progress.NOT_STARTED
        if saved.exists:
            done = saved.completed and not problems(section, saved.answers)
            progress = Progress.COMPLETED if done else Progress.IN_PROGRESS
        states.append(SectionState(section, saved, progress))
    return states


def saved_profile_section(candidate: Candidate | None, section: Section) -> Saved:
    """What is stored of one page; the name and number of the account begin the first."""
    if candidate is None:
        return Saved()
    row = ProfileSection.objects.filter(candidate=candidate, code=section.code).first()
    return _saved(candidate, section, row)


def profile_answers(candidate: Candidate) -> dict[str, tuple[datetime, dict[str, Any]]]:
    """By section code: when it was saved, and the answers. Completed pages alone."""
    rows = ProfileSection.objects.filter(candidate=candidate, completed=True)
    return {row.code: (row.updated_at, row.answers) for row in rows}


def _rows(candidate: Candidate | None) -> dict[str, ProfileSection]:
    if candidate is None:
        return {}
    return {row.code: row for row in ProfileSection.objects.filter(candidate=candidate)}


def _saved(candidate: Candidate | None, section: Section, row: ProfileSection | None) -> Saved:
    if row is not None:
        return Saved(row.answers, row.completed, row.version, exists=True)
    if section.code == "personal" and candidate is not None:
        known = {
            "given_names": candidate.given_names,
            "family_name": candidate.family_name,
            "phone": candidate.phone,
        }
        return Saved({code: value for code, value in known.items() if value})
    return Saved()
