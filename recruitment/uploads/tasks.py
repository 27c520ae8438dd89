"""Celery's side of uploads. A task carries an id only and delegates; losing one loses nothing."""

from __future__ import annotations

from uuid import UUID

from recruitment.celery import app
from recruitment.uploads.services import deleting, scanning
from recruitment.uploads.services.storing import SCAN_TASK


def _scan(file_id: str) -> None:
    scanning.scan_upload(file_id=UUID(file_id))


def _sweep() -> None:
    scanning.sweep()
    deleting.remove_discarded()


def _remove_orphans() -> None:
    deleting.remove_orphans()


# The queue comes from the settings. Expiry keeps sweeps from piling up while no worker runs.
scan_uploaded_file = app.task(_scan, name=SCAN_TASK, expires=600)
sweep_uploads = app.task(_sweep, name="recruitment.uploads.tasks.sweep_uploads", expires=60)
remove_orphans = app.task(
    _remove_orphans, name="recruitment.uploads.tasks.remove_orphans", expires=3600
)
