"""Reading files of an owner."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from recruitment.uploads.choices import FileState
from recruitment.uploads.models import StoredFile
from recruitment.uploads.registry import owner_kind

# Longer than any scan may take (tasks have a time limit of five minutes).
SCAN_LEASE = timedelta(minutes=6)


def files_of(*, kind: str, owner_id: object, purpose: str = "") -> QuerySet[StoredFile]:
    """The files of one owner, oldest first; of one purpose where it is given."""
    files = StoredFile.objects.filter(owner_kind=kind, owner_id=str(owner_id))
    return files.filter(purpose=purpose) if purpose else files


def file_for_reading(request: HttpRequest, pk: UUID) -> StoredFile | None:
    """The clean file if its owner's policy lets this reader have it; otherwise None, whatever the
    reason: not there, not theirs, not scanned yet, quarantined."""
    file = StoredFile.objects.filter(pk=pk, state=FileState.CLEAN).first()
    if file is None:
        return None
    kind = owner_kind(file.owner_kind)
    return file if kind is not None and kind.may_read(request, file) else None


def files_to_scan(*, now: datetime) -> QuerySet[StoredFile]:
    """What waits for the scanner, longest first; without what a worker has in hand."""
    free = Q(claimed_at__isnull=True) | Q(claimed_at__lt=now - SCAN_LEASE)
    return StoredFile.objects.filter(free, state=FileState.PENDING).order_by("uploaded_at", "pk")
