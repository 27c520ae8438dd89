"""Taking a file in: its content into the storage, its row into the caller's transaction."""

from __future__ import annotations

import hashlib
import uuid
from functools import partial

from django.core.files.base import File
from django.db import connection, transaction
from django.utils import timezone

from recruitment.accounts.models import User
from recruitment.audit.services import record
from recruitment.broker import publish
from recruitment.uploads import scanner
from recruitment.uploads.choices import MAX_FILES, FileKind, FileState
from recruitment.uploads.errors import RefusedFile
from recruitment.uploads.inspection import CheckedFile
from recruitment.uploads.models import StoredFile, file_storage
from recruitment.uploads.registry import owner_kind
from recruitment.uploads.selectors import files_of

SCAN_TASK = "recruitment.uploads.tasks.scan_uploaded_file"
FOLDER = "uploads"


@transaction.atomic
def store_upload(
    *, checked: CheckedFile, kind: str, owner_id: object, purpose: str, by: User | None
) -> StoredFile:
    """Keep a checked file for an owner of a registered kind; it waits for the virus scanner.

    The caller has shown that `by` may add files to this owner; `by=None` is the portal itself
    (demonstration data, copies that it makes). Raises RefusedFile when the owner
    has MAX_FILES already, and ValueError for an unknown kind of owner.
    """
    if owner_kind(kind) is None:
        raise ValueError(f"No kind of owner is called {kind!r}.")
    lock_files_of(kind=kind, owner_id=owner_id)
    if files_of(kind=kind, owner_id=owner_id).count() >= MAX_FILES:
        raise RefusedFile(f"You can add up to {MAX_FILES} files. Remove one first.")
    now = timezone.now()
    place = f"{FOLDER}/{now:%Y/%m/%d}/{uuid.uuid4()}.{checked.kind.value}"
    digest = _digest(checked.content)
    place = file_storage().save(place, checked.content)
    try:
        file = StoredFile.objects.create(
            owner_kind=kind,
            owner_id=str(owner_id),
            purpose=purpose,
            kind=checked.kind,
            name=checked.name,
            place=place,
            size=checked.size,
            sha256=digest,
            uploaded_by=by,
            uploaded_at=now,
        )
        values = {"owner": f"{kind}:{owner_id}", "purpose": purpose, "kind": checked.kind.value}
        record(
            action="file.upload",
            by=by,
            actor_label="" if by is not None else "system",
            target=file,
            after={**values, "bytes": checked.size},
        )
    except BaseException:
        file_storage().delete(place)
        raise
    if scanner.is_configured():
        transaction.on_commit(partial(publish, SCAN_TASK, str(file.pk)), robust=True)
    return file


@transaction.atomic
def copy_upload(
    *, file: StoredFile, kind: str, owner_id: object, by: User | None
) -> StoredFile | None:
    """The same file for another owner, with the verdict that it has; None for one with a virus.

    The copy outlives the original. Raises RefusedFile like `store_upload`.
    """
    if file.state == FileState.QUARANTINED:
        return None
    with file_storage().open(file.place) as content:
        copy = store_upload(
            checked=CheckedFile(FileKind(file.kind), file.name, content, file.size),
            kind=kind,
            owner_id=owner_id,
            purpose=file.purpose,
            by=by,
        )
    if file.state == FileState.CLEAN:
        copy.state, copy.scanned_at = file.state, file.scanned_at
        copy.save(update_fields=["state", "scanned_at"])
    return copy


def move_uploads(*, kind: str, owner_id: object, to_id: object, purpose_prefix: str = "") -> int:
    """Give files to another owner of the same kind; returns how many. Call it inside the
    transaction, and beside the audit entry, of what joins the two owners."""
    files = files_of(kind=kind, owner_id=owner_id).filter(purpose__startswith=purpose_prefix)
    return files.update(owner_id=str(to_id))


def lock_files_of(*, kind: str, owner_id: object) -> None:
    """Uploads to one owner wait for each other, so that together they keep to the limit."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"uploads:{kind}:{owner_id}"]
        )


def _digest(content: File[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in content.chunks():
        digest.update(chunk)
    content.seek(0)
    return digest.hexdigest()
