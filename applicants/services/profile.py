"""Saving the profile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from applicants.errors import GuardFailed, SectionChanged
from applicants.models import Candidate, ProfileSection
from applicants.sections import Section
from applicants.sections.checking import only_declared, problems, without_unasked
from applicants.sections.profile import profile_sections
from applicants.selectors.lists import PROFILE, FileOwner
from applicants.selectors.profile import saved_profile_section
from applicants.selectors.sections import Saved
from applicants.services.filing import NO_FILES, SentFiles, change_files, with_files
from applicants.services.people import keep_name, lock_candidate
from applicants.services.saving import CHANGED_ELSEWHERE
from recruitment.accounts.models import User
from recruitment.uploads.services import delete_uploads_of


@transaction.atomic
def save_profile_section(
    *,
    code: str,
    answers: Mapping[str, Any],
    version: int,
    completed: bool,
    by: User,
    files: SentFiles = NO_FILES,
) -> Saved:
    """Keep one page of the person's own profile; the arguments are those of `save_section`.

    Applications that were begun earlier keep the copies they took. Raises SectionChanged when
    other answers were saved since `version`, and other Refused with a sentence to show.
    """
    candidate = lock_candidate(by)
    section = next((one for one in profile_sections() if one.code == code), None)
    if section is None:
        raise GuardFailed("The profile has no such page.")
    saved = saved_profile_section(candidate, section)
    owner = FileOwner(PROFILE, str(candidate.pk))
    if saved.version == version:
        change_files(owner=owner, section=section, files=files, by=by)
    kept = _clean(section, with_files(owner=owner, section=section, answers=answers), completed)
    if saved.version != version:
        same = saved.answers == kept and saved.completed == completed
        if same and not files:
            return saved
        raise SectionChanged(CHANGED_ELSEWHERE)
    ProfileSection.objects.update_or_create(
        candidate=candidate,
        code=code,
        defaults={"answers": kept, "completed": completed, "version": version + 1},
    )
    if completed and code == "personal":
        keep_name(candidate=candidate, answers=kept)
    return Saved(kept, completed, version + 1, exists=True)


def _clean(section: Section, answers: Mapping[str, Any], completed: bool) -> dict[str, Any]:
    if not completed:
        return only_declared(section, answers)
    kept = without_unasked(section, answers)
    missing = problems(section, kept)
    if missing:
        raise GuardFailed(f"Answer these questions first: {', '.join(missing)}.")
    return kept


def delete_profile(*, candidate: Candidate, by: User | None) -> None:
    """Delete a person's profile with its files; for the services that close an account, inside
    their transaction. `by=None` is the portal itself."""
    ProfileSection.objects.filter(candidate=candidate).delete()
    delete_uploads_of(kind=PROFILE, owner_id=candidate.pk, by=by)
