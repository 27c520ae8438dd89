"""Looking into a DOCX without unpacking it: by the directory at its end (security document, 29)."""

from __future__ import annotations

import struct
import zipfile
from typing import IO

from recruitment.uploads.errors import RefusedFile

MAX_ENTRIES = 1_000
MAX_UNPACKED = 100 * 1024 * 1024  # bytes
MAX_RATIO = 100  # unpacked to packed, of the whole and of each entry that is large
LARGE_ENTRY = 1024 * 1024
# An entry of the directory is 46 bytes and a name; Word's names have about 30 characters.
MAX_DIRECTORY = MAX_ENTRIES * 256
END_RECORD = struct.Struct("<4s4H2LH")
LONGEST_END = END_RECORD.size + 65_535
LOCATOR_BYTES = 20  # of the 64-bit form; it stands right before the end record
CONTENT_TYPES = "[Content_Types].xml"
MAX_CONTENT_TYPES = 256 * 1024
WORD_DOCUMENT = b"wordprocessingml.document.main+xml"

NOT_DOCX = (
    "The file is not a DOCX that we can read. Open it, save it again as DOCX or PDF, and choose "
    "that copy."
)
TOO_LARGE_INSIDE = "The file is too large inside. Save it again as PDF and choose that copy."
HAS_MACROS = "The file has macros. Save it as DOCX without macros, or as PDF, and choose that copy."
LOCKED = "The file is protected with a password. Save a copy without a password and choose that."


def check_docx(content: IO[bytes], size: int) -> None:
    """Raises RefusedFile unless this is a Word document that stays small when it is unpacked.

    Reads the end record first: a directory that is itself a bomb is never parsed.
    """
    content.seek(0)
    start = content.read(8)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise RefusedFile(LOCKED)  # Word wraps a document with a password into an old container
    if not start.startswith(b"PK\x03\x04"):
        raise RefusedFile(NOT_DOCX)
    _check_directory(content, size)
    try:
        with zipfile.ZipFile(content) as archive:
            _check_entries(archive.infolist(), size)
            _check_types(archive)
    except RefusedFile:
        raise
    except Exception as error:  # whatever the readers of a broken or hostile archive raise
        raise RefusedFile(NOT_DOCX) from error


def _check_directory(content: IO[bytes], size: int) -> None:
    content.seek(max(0, size - LONGEST_END))
    tail = content.read(LONGEST_END)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < END_RECORD.size:
        raise RefusedFile(NOT_DOCX)
    _, disk, _, _, entries, length, offset, _ = END_RECORD.unpack_from(tail, at)
    if disk or 0xFFFF in (disk, entries) or 0xFFFFFFFF in (length, offset):
        # Several disks, or the 64-bit form that ten megabytes never need.
        raise RefusedFile(NOT_DOCX)
    if tail[max(0, at - LOCATOR_BYTES) : at].startswith(b"PK\x06\x07"):
        # With a locator readers believe the 64-bit record, whatever was checked here.
        raise RefusedFile(NOT_DOCX)
    if entries > MAX_ENTRIES or length > MAX_DIRECTORY:
        raise RefusedFile(TOO_LARGE_INSIDE)


def _check_entries(entries: list[zipfile.ZipInfo], size: int) -> None:
    if len(entries) > MAX_ENTRIES:
        raise RefusedFile(TOO_LARGE_INSIDE)
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * size:
        raise RefusedFile(TOO_LARGE_INSIDE)
    for entry in entries:
        if entry.file_size > max(LARGE_ENTRY, MAX_RATIO * entry.compress_size):
            raise RefusedFile(TOO_LARGE_INSIDE)
        if entry.flag_bits & 0x1:
            raise RefusedFile(LOCKED)
        if entry.filename.lower().endswith("vbaproject.bin"):
            raise RefusedFile(HAS_MACROS)


def _check_types(archive: zipfile.ZipFile) -> None:
    names = set(archive.namelist())
    if CONTENT_TYPES not in names or "word/document.xml" not in names:
        raise RefusedFile(NOT_DOCX)
    with archive.open(CONTENT_TYPES) as types:
        declared = types.read(MAX_CONTENT_TYPES)
    if b"macroEnabled" in declared:
        raise RefusedFile(HAS_MACROS)
    if WORD_DOCUMENT not in declared:
        raise RefusedFile(NOT_DOCX)
