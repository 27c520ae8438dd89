"""The table of uploaded files, and of contents that are still to be removed."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.urls import reverse

from recruitment.uploads.choices import CONTENT_TYPES, MAX_BYTES, FileKind, FileState


def file_storage() -> Storage:
    """Where the contents are: no address leads there, and nothing serves it but our view."""
    return storages["default"]


class StoredFile(models.Model):
    """One uploaded file. Its place is chosen by us; its name is only shown and sent.

    `owner_kind` and `owner_id` say what it belongs to (`registry`), `purpose` what it is for in
    the owner's words. Images may grow when they are written anew, hence the doubled size limit.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner_kind = models.CharField(max_length=30)
    owner_id = models.CharField(max_length=64)
    purpose = models.SlugField(max_length=60)
    kind = models.CharField(max_length=4, choices=FileKind.choices)
    name = models.CharField(max_length=100)
    place = models.CharField(max_length=120, unique=True)
    size = models.PositiveIntegerField("bytes")
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    uploaded_at = models.DateTimeField()
    state = models.CharField(max_length=11, choices=FileState.choices, default=FileState.PENDING)
    claimed_at = models.DateTimeField(null=True, blank=True)
    scanned_at = models.DateTimeField(null=True, blank=True)
    finding = models.CharField("what was found", max_length=120, blank=True)

    class Meta:
        ordering = ["uploaded_at", "pk"]
        verbose_name = "uploaded file"
        indexes = [
            models.Index(fields=["owner_kind", "owner_id", "uploaded_at"], name="file_of_owner"),
            # Partial: the sweep reads what waits, however many were scanned.
            models.Index(fields=["uploaded_at"], condition=Q(state="pending"), name="file_to_scan"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="pending", scanned_at__isnull=True)
                | Q(state__in=["clean", "quarantined"], scanned_at__isnull=False),
                name="file_scan_paired",
            ),
            models.CheckConstraint(
                condition=Q(claimed_at__isnull=True) | Q(state="pending"),
                name="file_claimed_is_pending",
            ),
            models.CheckConstraint(
                condition=Q(state="quarantined") & ~Q(finding="")
                | ~Q(state="quarantined") & Q(finding=""),
                name="file_finding_paired",
            ),
            models.CheckConstraint(condition=Q(kind__in=FileKind.values), name="file_kind_known"),
            models.CheckConstraint(
                condition=Q(size__gt=0, size__lte=2 * MAX_BYTES), name="file_size_in_limits"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Where those who may read it download it."""
        return reverse("uploads:file", args=[self.pk])

    @property
    def content_type(self) -> str:
        """Fixed by the kind that was found, never what the sender said."""
        return CONTENT_TYPES[FileKind(self.kind)]

    @property
    def is_clean(self) -> bool:
        """True once the scanner has found nothing; only then it is served."""
        return self.state == FileState.CLEAN


class DiscardedContent(models.Model):
    """A content whose file was deleted, until it is gone from the storage as well.

    Written in the transaction that deletes the file, so that a storage that is away for an hour
    leaves nothing behind for ever.
    """

    place = models.CharField(max_length=120, unique=True)
    discarded_at = models.DateTimeField()

    class Meta:
        ordering = ["discarded_at", "pk"]

    def __str__(self) -> str:
        return self.place
