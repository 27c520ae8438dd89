"""Tells whoever attached a document that the virus check locked it."""

from __future__ import annotations

from recruitment.outbox.services import queue_email
from recruitment.uploads.models import StoredFile


def tell_uploader(file: StoredFile) -> None:
    """Queue the email, in the transaction that locks the file. A former colleague gets none."""
    person = file.uploaded_by
    if person is None or not person.email:
        return
    queue_email(
        kind="advert_file_locked",
        dedupe_key=f"advert_file_locked:{file.pk}",
        to=person.email,
        ids={"file": str(file.pk), "user": person.pk},
        about=f"vacancy:{file.owner_id}",
    )
