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


def one_page_pdf(text: str) -> bytes:
    """A PDF of one A4 page with one line; plain letters without brackets alone."""
    line = f"BT /F1 12 Tf 72 770 Td ({text}) Tj ET".encode("ascii")
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(line), line),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    made, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj%s endobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return (
        made
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table)
        + b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (count, len(made))
    )
