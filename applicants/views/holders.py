"""What a section belongs to: an application or the profile. Pages of lists serve both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from django.http import Http404
from django.urls import reverse

from applicants.models import Application, Candidate
from applicants.sections import Section
from applicants.sections.profile import profile_sections
from applicants.selectors.lists import APPLICATION, PROFILE, FileOwner
from applicants.selectors.profile import saved_profile_section
from applicants.selectors.sections import Saved, saved_section
from applicants.selectors.writable import every_section
from applicants.services.filing import NO_FILES, SentFiles
from applicants.services.profile import save_profile_section
from applicants.services.saving import save_section
from recruitment.accounts.models import User


class Holder(Protocol):
    """The pages of lists and files need no more than this."""

    caption: str
    owner: FileOwner

    def section(self, code: str) -> Section:
        """The declared section. Raises Http404."""

    def saved(self, section: Section) -> Saved:
        """What is stored of it."""

    def save(
        self,
        *,
        section: Section,
        answers: Mapping[str, Any],
        version: int,
        completed: bool,
        by: User,
        files: SentFiles = NO_FILES,
    ) -> Saved:
        """Store it. Raises Refused."""

    def address(self, page: str, *parts: str) -> str:
        """Of its page "section", "entry" or "entry_remove"."""


class ApplicationHolder:
    """A draft."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.caption = application.vacancy.title
        self.owner = FileOwner(APPLICATION, str(application.pk))

    def section(self, code: str) -> Section:
        return _declared(every_section(self.application), code)

    def saved(self, section: Section) -> Saved:
        return saved_section(self.application, section)

    def save(
        self,
        *,
        section: Section,
        answers: Mapping[str, Any],
        version: int,
        completed: bool,
        by: User,
        files: SentFiles = NO_FILES,
    ) -> Saved:
        return save_section(
            application_id=self.application.pk,
            code=section.code,
            answers=answers,
            version=version,
            completed=completed,
            by=by,
            files=files,
        )

    def address(self, page: str, *parts: str) -> str:
        return reverse(f"applicants:{page}", args=[self.application.pk, *parts])


class ProfileHolder:
    """The person's own profile; `candidate` is None until something is saved in it."""

    caption = "Your profile"

    def __init__(self, candidate: Candidate | None) -> None:
        self.candidate = candidate
        self.owner = FileOwner(PROFILE, str(candidate.pk) if candidate else "")

    def section(self, code: str) -> Section:
        return _declared(profile_sections(), code)

    def saved(self, section: Section) -> Saved:
        return saved_profile_section(self.candidate, section)

    def save(
        self,
        *,
        section: Section,
        answers: Mapping[str, Any],
        version: int,
        completed: bool,
        by: User,
        files: SentFiles = NO_FILES,
    ) -> Saved:
        return save_profile_section(
            code=section.code,
            answers=answers,
            version=version,
            completed=completed,
            by=by,
            files=files,
        )

    def address(self, page: str, *parts: str) -> str:
        return reverse(f"applicants:profile_{page}", args=parts)


def _declared(sections: list[Section], code: str) -> Section:
    found = next((one for one in sections if one.code == code), None)
    if found is None:
        raise Http404
    return found


def address_of_action(holder: Holder, section: Section, action: str, problems: list[Any]) -> str:
    """Where a button of a section's page leads: "add:jobs", "add:jobs:2" (to mend the second
    problem), "change:jobs:ID", "remove:jobs:ID"; the section itself for anything else."""
    verb, code, entry = [*action.split(":"), "", ""][:3]
    if section.question(code) is None or (not entry.replace("-", "").isalnum() and entry):
        return holder.address("section", section.code)
    if verb == "add":
        address = holder.address("entry", section.code, code, "new")
        known = entry.isdecimal() and int(entry) < len(problems)
        return f"{address}?gap={entry}" if known else address
    page = {"change": "entry", "remove": "entry_remove"}.get(verb)
    if page is None or not entry:
        return holder.address("section", section.code)
    return holder.address(page, section.code, code, entry)
