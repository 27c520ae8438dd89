"""Looking at a file before it is taken: size, name, and whether the content is what it claims.

Deciding by both ending and content (security document, 28 to 32). Whoever reads the file later is
protected by the way it is served, not by this check alone: a file can be a good PDF and something
else as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO

from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import UploadedFile

from recruitment.uploads.archives import LOCKED, check_docx
from recruitment.uploads.choices import MAX_BYTES, FileKind
from recruitment.uploads.errors import RefusedFile
from recruitment.uploads.images import rewrite_image
from recruitment.uploads.names import kind_by_name, shown_name

TAIL = 2048
CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that passed; the only thing that `store_upload` takes. Made by `check_file` alone."""

    kind: FileKind
    name: str
    content: File[bytes]
    size: int


def check_file(file: UploadedFile[bytes]) -> CheckedFile:
    """The file as it may be stored; an image is a new copy of it. Raises RefusedFile."""
    size = file.size or 0
    if size > MAX_BYTES:
        megabytes = MAX_BYTES // (1024 * 1024)
        raise RefusedFile(
            f"The file must be smaller than {megabytes} MB. A scan becomes smaller when you save "
            "it as PDF or at a lower quality."
        )
    if size == 0:
        raise RefusedFile("The file is empty. Choose a different one.")
    name = file.name or ""
    kind = kind_by_name(name)
    content: IO[bytes] = file.file or file
    if kind is FileKind.PDF:
        _check_pdf(content, size)
    elif kind is FileKind.DOCX:
        check_docx(content, size)
    else:
        written = rewrite_image(content, kind)
        return CheckedFile(kind, shown_name(name, kind), ContentFile(written), len(written))
    content.seek(0)
    return CheckedFile(kind, shown_name(name, kind), file, size)


def _check_pdf(content: IO[bytes], size: int) -> None:
    content.seek(0)
    start = content.read(8)
    content.seek(max(0, size - TAIL))
    if not start.startswith(b"%PDF-") or b"%%EOF" not in content.read(TAIL):
        raise RefusedFile(
            "The file is not a PDF that we can read. Open it, save it again as PDF, and choose "
            "that copy."
        )
    if _holds(content, b"/Encrypt"):
        raise RefusedFile(LOCKED)


def _holds(content: IO[bytes], word: bytes) -> bool:
    """Whether the word stands anywhere in the file; reads it piece by piece."""
    content.seek(0)
    before = b""
    while piece := content.read(CHUNK):
        if word in before + piece:
            return True
        before = piece[-len(word) :]
    return False
