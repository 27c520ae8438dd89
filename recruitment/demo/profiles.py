"""A profile with a file, through the product's services; whoever applies next finds it copied."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from applicants.models import ProfileSection
from applicants.sections import Section
from applicants.sections.profile import profile_sections
from applicants.services.filing import NO_FILES, SentFiles
from applicants.services.profile import save_profile_section
from recruitment.accounts.models import User
from recruitment.demo.filling import answers_for
from recruitment.demo.one_page import one_page_pdf
from recruitment.demo.people import Person
from recruitment.uploads.inspection import check_file

FILLED = ("personal", "employment", "status-evidence", "work-history", "profile-languages")
WITH_FILE = "status-evidence"
LETTER = "Confirmation of probation.pdf"


def fill_profile(*, person: Person, user: User) -> int:
    """Fill the pages of FILLED; returns how many. Nothing where the person has a profile."""
    if ProfileSection.objects.filter(candidate__user=user).exists():
        return 0
    pages = [section for section in profile_sections() if section.code in FILLED]
    for section in pages:
        save_profile_section(
            code=section.code,
            answers=answers_for(section, person, today=timezone.localdate()),
            version=0,
            completed=True,
            by=user,
            files=_letter(section) if section.code == WITH_FILE else NO_FILES,
        )
    return len(pages)


def _letter(section: Section) -> SentFiles:
    text = "We confirm that your probation ended on 3 June 2025."
    upload = SimpleUploadedFile(LETTER, one_page_pdf(text))
    return SentFiles(new={section.questions[0].code: check_file(upload)})
