"""The documents of an advert: a role profile, an information pack (domain report 2.1).

Stored by `recruitment.uploads`, which checks and scans them; written by `services/attaching.py`.
Readers get clean ones alone, through `views.attachment`, which asks who may see the advert.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet, TextChoices
from django.urls import reverse

from recruitment.ui.dates import london_datetime
from recruitment.uploads.choices import FileState
from recruitment.uploads.models import StoredFile
from recruitment.uploads.names import spoken_size
from recruitment.uploads.selectors import files_of
from vacancies.models import Vacancy

ADVERT = "advert"  # the kind of owner; migration 0009 watches its files
TEMPLATE = "advert-template"


class Purpose(TextChoices):
    """What a document is for."""

    ROLE_PROFILE = "role-profile", "Role profile"
    INFORMATION_PACK = "information-pack", "Information pack"
    OTHER = "other", "Document"


@dataclass(frozen=True, slots=True)
class Attachment:
    """One document as a page shows it."""

    label: str
    name: str
    kind: str
    size: str
    url: str


def files_of_advert(vacancy: Vacancy) -> QuerySet[StoredFile]:
    """All of them, oldest first, whatever the virus check said: for those who write the advert."""
    return files_of(kind=ADVERT, owner_id=vacancy.pk)


def readable_files(vacancy: Vacancy) -> QuerySet[StoredFile]:
    """Those that readers of this advert may have; the caller has shown that they may see it."""
    return files_of_advert(vacancy).filter(state=FileState.CLEAN)


def readable_file(vacancy: Vacancy, pk: UUID) -> StoredFile | None:
    """One of them, or None whatever the reason."""
    return readable_files(vacancy).filter(pk=pk).first()


def shown_to_readers(vacancy: Vacancy) -> list[Attachment]:
    """The documents for the advert's page. One query."""
    return [
        _shown(file, reverse("vacancies:attachment", args=[vacancy.reference, file.pk]))
        for file in readable_files(vacancy)
    ]


def shown_to_staff(vacancy: Vacancy) -> list[Attachment]:
    """The same before readers may see the advert: downloads are of those who work on it."""
    return [_shown(file, file.get_absolute_url()) for file in readable_files(vacancy)]


def in_words(files: Iterable[StoredFile]) -> list[str]:
    """Each document with when it came, so that a new one of the same name reads differently."""
    return [
        f"{label_of(file)}: {file.name} ({file.get_kind_display()}, {spoken_size(file.size)}, "
        f"added {london_datetime(file.uploaded_at)})"
        for file in files
    ]


def label_of(file: StoredFile) -> str:
    """What the document is for, in words."""
    return str(Purpose(file.purpose).label)


def _shown(file: StoredFile, url: str) -> Attachment:
    return Attachment(
        label=label_of(file),
        name=file.name,
        kind=str(file.get_kind_display()),
        size=spoken_size(file.size),
        url=url,
    )
