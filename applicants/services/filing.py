"""Files that answer a question: of an application, or of the person's profile."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from applicants.errors import GuardFailed
from applicants.sections.catalogue import Kind, Section
from applicants.selectors.lists import FileOwner, files_by_question, purpose_of
from recruitment.accounts.models import User
from recruitment.uploads.errors import RefusedFile
from recruitment.uploads.inspection import CheckedFile
from recruitment.uploads.services import copy_upload, delete_upload, store_upload


@dataclass(frozen=True, slots=True)
class SentFiles:
    """What a page does to the section's files: new ones by question, ids of those to delete."""

    new: Mapping[str, CheckedFile] = field(default_factory=dict)
    removed: Collection[str] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.removed)


NO_FILES = SentFiles()


def change_files(*, owner: FileOwner, section: Section, files: SentFiles, by: User) -> None:
    """Store what came with a section and delete what was taken out of it.

    Where one file is allowed, a new one replaces the former. For the services that save a section,
    inside their transaction. Raises GuardFailed.
    """
    if not files:
        return
    present = files_by_question(owner, section)
    every = [one for found in present.values() for one in found]
    for file in (one for one in every if str(one.pk) in files.removed):
        delete_upload(file=file, by=by, reason="Removed by its owner.")
    for code, checked in files.new.items():
        question = section.question(code)
        if question is None or question.kind is not Kind.FILE:
            continue
        former = present[code]
        if len(former) >= question.most > 1:
            raise GuardFailed(f"You can add up to {question.most} files here. Remove one first.")
        if question.most == 1:
            for file in former:
                delete_upload(file=file, by=by, reason="Replaced by its owner.")
        try:
            store_upload(
                checked=checked,
                kind=owner.kind,
                owner_id=owner.id,
                purpose=purpose_of(section, question),
                by=by,
            )
        except RefusedFile as refused:
            raise GuardFailed(str(refused)) from refused


def with_files(*, owner: FileOwner, section: Section, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers with the ids of the files that are there; what a form said of them is dropped."""
    found = files_by_question(owner, section)
    ids = {code: [str(file.pk) for file in files] for code, files in found.items()}
    return {**answers, **ids}


def copy_files(*, source: FileOwner, to: FileOwner, section: Section, by: User) -> dict[str, Any]:
    """Copies of a section's files for another owner; the answers that name them."""
    copied: dict[str, Any] = {}
    for code, files in files_by_question(source, section).items():
        copies = [copy_upload(file=file, kind=to.kind, owner_id=to.id, by=by) for file in files]
        if ids := [str(copy.pk) for copy in copies if copy is not None]:
            copied[code] = ids
    return copied
