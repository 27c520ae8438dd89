"""What a file is and how far its check is; the figures are from the security document, 28-31."""

from __future__ import annotations

from django.db.models import TextChoices

MAX_BYTES = 10 * 1024 * 1024
MAX_FILES = 10  # of one owner
MAX_PIXELS = 50_000_000
ALLOWED_WORDS = "PDF, DOCX, JPG or PNG"
LIMIT_WORDS = f"{ALLOWED_WORDS}, up to {MAX_BYTES // (1024 * 1024)} MB"


class FileKind(TextChoices):
    """The kinds that are taken; the value is the ending of the stored name."""

    PDF = "pdf", "PDF"
    DOCX = "docx", "DOCX"
    JPG = "jpg", "JPG"
    PNG = "png", "PNG"


ENDINGS = {
    "pdf": FileKind.PDF,
    "docx": FileKind.DOCX,
    "jpg": FileKind.JPG,
    "jpeg": FileKind.JPG,
    "png": FileKind.PNG,
}
CONTENT_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.JPG: "image/jpeg",
    FileKind.PNG: "image/png",
}
ACCEPT = ",".join(f".{ending}" for ending in ENDINGS)


class FileState(TextChoices):
    """Only a clean file is ever served."""

    PENDING = "pending", "Waiting for the virus check"
    CLEAN = "clean", "Checked"
    QUARANTINED = "quarantined", "Quarantined"
