"""Deleting files: the row now, the content after the commit, and again until it is gone."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import structlog
from django.db import transaction
from django.utils import timezone

from recruitment.accounts.models import User
from recruitment.audit.services import record
from recruitment.uploads.models import DiscardedContent, StoredFile, file_storage
from recruitment.uploads.selectors import files_of
from recruitment.uploads.services.storing import FOLDER

SWEEP_LIMIT = 500

logger = structlog.get_logger(__name__)


@transaction.atomic
def delete_upload(*, file: StoredFile, by: User | None, reason: str = "") -> None:
    """Delete one file with its content. `by=None` is the portal itself (retention).

    The caller has shown that `by` may do so. Deleting what is gone is no error.
    """
    row = StoredFile.objects.select_for_update().filter(pk=file.pk).first()
    if row is None:
        return
    record(
        action="file.delete",
        by=by,
        actor_label="" if by is not None else "system",
        target=row,
        before={"owner": f"{row.owner_kind}:{row.owner_id}", "state": row.state},
        reason=reason,
    )
    DiscardedContent.objects.create(place=row.place, discarded_at=timezone.now())
    row.delete()
    transaction.on_commit(partial(remove_content, row.place), robust=True)


@transaction.atomic
def delete_uploads_of(*, kind: str, owner_id: object, by: User | None, reason: str = "") -> int:
    """Delete all files of an owner; returns how many. For the service that deletes the owner."""
    files = list(files_of(kind=kind, owner_id=owner_id))
    for file in files:
        delete_upload(file=file, by=by, reason=reason)
    return len(files)


def remove_content(place: str) -> bool:
    """Take one discarded content out of the storage; False when the storage did not let us."""
    try:
        file_storage().delete(place)
    except Exception as error:  # whatever a storage raises, the next sweep tries again
        logger.error("upload_content_not_removed", place=place, error=type(error).__name__)
        return False
    DiscardedContent.objects.filter(place=place).delete()
    return True


def remove_discarded(*, limit: int = SWEEP_LIMIT) -> int:
    """Remove the contents that an earlier try left behind; returns how many went."""
    places = DiscardedContent.objects.values_list("place", flat=True)[:limit]
    return sum(remove_content(place) for place in list(places))


def remove_orphans(*, days: int = 2) -> int:
    """Remove contents without a row: their transaction was rolled back. Returns how many went.

    They are found in the folders of the last `days` days; what is younger than an hour may belong
    to a request that is still running.
    """
    storage = file_storage()
    removed = 0
    now = timezone.now()
    for day in (now - timedelta(days=back) for back in range(days)):
        folder = f"{FOLDER}/{day:%Y/%m/%d}"
        try:
            _, names = storage.listdir(folder)
        except FileNotFoundError:
            continue
        places = {f"{folder}/{name}" for name in names}
        known = set(StoredFile.objects.filter(place__in=places).values_list("place", flat=True))
        for place in sorted(places - known):
            if storage.get_modified_time(place) < now - timedelta(hours=1):
                storage.delete(place)
                removed += 1
    if removed:
        logger.warning("upload_orphans_removed", count=removed)
    return removed
