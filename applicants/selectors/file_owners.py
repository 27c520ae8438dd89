"""Under which keys the files of an application are kept."""

from __future__ import annotations

from applicants.models import Application, EligibilityWork
from applicants.models.eligibility_work import FILES_OF_WORK
from recruitment.uploads.models import StoredFile
from recruitment.uploads.selectors import files_of

FILES_OF_APPLICATION = "application"


def file_owners(application: Application) -> list[tuple[str, object]]:
    """The kinds and keys of all that owns files for this application: itself, and each piece of
    eligibility work that the candidate answered with evidence."""
    work = EligibilityWork.objects.filter(application=application).order_by("pk")
    return [
        (FILES_OF_APPLICATION, application.pk),
        *((FILES_OF_WORK, key) for key in work.values_list("pk", flat=True)),
    ]


def all_files_of(application: Application) -> list[StoredFile]:
    """Every file that the person sent with this application, whatever its state."""
    return [
        file for kind, key in file_owners(application) for file in files_of(kind=kind, owner_id=key)
    ]
