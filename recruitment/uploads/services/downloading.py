"""Handing a file out, and writing down to whom."""

from __future__ import annotations

from django.core.files.base import File
from django.db import transaction

from recruitment.accounts.models import User
from recruitment.audit.services import record
from recruitment.uploads.models import StoredFile, file_storage
from recruitment.uploads.registry import owner_kind


def open_for_download(*, file: StoredFile, by: User) -> File[bytes]:
    """The content, once the audit log says that this person had it.

    The caller got `file` from `selectors.file_for_reading`. Raises FileNotFoundError.
    """
    content = file_storage().open(file.place)
    kind = owner_kind(file.owner_kind)
    with transaction.atomic():
        record(
            action="file.download",
            by=by,
            target=file,
            after={"owner": f"{file.owner_kind}:{file.owner_id}", "purpose": file.purpose},
        )
        if kind is not None and kind.taken is not None:
            kind.taken(file, by)
    return content
