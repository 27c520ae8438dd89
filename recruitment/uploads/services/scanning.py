"""Having a file scanned. While there is no verdict the file is pending, and nobody can open it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from recruitment.audit.services import record
from recruitment.broker import publish
from recruitment.uploads import scanner
from recruitment.uploads.choices import FileState
from recruitment.uploads.models import StoredFile, file_storage
from recruitment.uploads.registry import owner_kind
from recruitment.uploads.scanner import ScannerUnavailable, Verdict
from recruitment.uploads.selectors import files_to_scan
from recruitment.uploads.services.storing import SCAN_TASK

SWEEP_LIMIT = 500
LATE = timedelta(minutes=10)

logger = structlog.get_logger(__name__)


def scan_upload(*, file_id: UUID) -> FileState | None:
    """Scan one pending file and write the verdict; None when there was none to write.

    The content is read outside any transaction. A worker that dies leaves the row to its lease.
    """
    if not scanner.is_configured():
        return None
    file = _claim(file_id)
    if file is None:
        return None
    try:
        with file_storage().open(file.place) as content:
            verdict = scanner.scan(content)
    except (ScannerUnavailable, OSError) as error:
        _mine(file).update(claimed_at=None)
        logger.warning("upload_not_scanned", file=str(file.pk), error=type(error).__name__)
        return None
    return _write(file, verdict)


def sweep(*, limit: int = SWEEP_LIMIT) -> int:
    """Hand what waits to the workers; returns how many files. Nothing while the scanner is away.

    Says in the log, for the alert, when a file has waited for ten minutes.
    """
    if not scanner.is_configured():
        return 0
    now = timezone.now()
    waiting = list(files_to_scan(now=now)[:limit])
    if not waiting:
        return 0
    if waiting[0].uploaded_at < now - LATE:
        minutes = int((now - waiting[0].uploaded_at).total_seconds() // 60)
        logger.error("uploads_wait_for_scanner", waiting=len(waiting), minutes=minutes)
    if not scanner.answers():
        logger.error("scanner_unavailable", waiting=len(waiting))
        return 0
    handed_over = 0
    for file in waiting:
        if not publish(SCAN_TASK, str(file.pk)):
            break
        handed_over += 1
    return handed_over


@transaction.atomic(durable=True)
def _claim(file_id: UUID) -> StoredFile | None:
    now = timezone.now()
    free = files_to_scan(now=now).filter(pk=file_id).select_for_update(skip_locked=True)
    file = free.first()
    if file is not None:
        file.claimed_at = now
        file.save(update_fields=["claimed_at"])
    return file


@transaction.atomic
def _write(file: StoredFile, verdict: Verdict) -> FileState | None:
    row = _mine(file).select_for_update().first()
    if row is None:  # deleted, or the lease ran out and another worker has it
        return None
    row.claimed_at = None
    row.scanned_at = timezone.now()
    row.finding = verdict.finding
    row.state = FileState.CLEAN if verdict.is_clean else FileState.QUARANTINED
    row.save(update_fields=["claimed_at", "scanned_at", "finding", "state"])
    record(
        action="file.scan",
        by=None,
        actor_label="virus scanner",
        target=row,
        before={"state": FileState.PENDING.value},
        after={"state": row.state.value},
    )
    kind = owner_kind(row.owner_kind)
    if row.state == FileState.QUARANTINED:
        logger.error("upload_quarantined", file=str(row.pk), finding=row.finding)
        if kind is not None and kind.quarantined is not None:
            kind.quarantined(row)
    return FileState(row.state)


def _mine(file: StoredFile) -> QuerySet[StoredFile]:
    return StoredFile.objects.filter(
        pk=file.pk, state=FileState.PENDING, claimed_at=file.claimed_at
    )
