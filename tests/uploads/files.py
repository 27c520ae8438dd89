"""Files for the tests, made here: good ones, broken ones, bombs and polyglots."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from base64 import b64decode

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.PngImagePlugin import PngInfo

# The standard test file of virus scanners, harmless; in pieces, or scanners would find it here.
EICAR = b64decode("WDVPIVAlQEFQWzRcUFpYNTQoUF4pN0ND") + b64decode(
    "KTd9JEVJQ0FSLVNUQU5EQVJELUFOVElWSVJVUy1URVNULUZJTEUhJEgrSCo="
)
TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    b'content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.'
    b'openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    """As a browser would send it; the claimed type is never believed."""
    return SimpleUploadedFile(name, content, content_type="text/html")


def pdf(inside: bytes = b"") -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0"
        b">>endobj\n" + inside + b"\ntrailer<</Root 1 0 R/Size 3>>\nstartxref\n0\n%%EOF\n"
    )


def docx(*, extra: dict[str, bytes] | None = None, types: bytes = TYPES, entries: int = 0) -> bytes:
    """A Word document with these further entries, and `entries` empty ones."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("word/document.xml", b"<w:document/>")
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
        for number in range(entries):
            archive.writestr(f"word/media/{number}.bin", b"")
    return made.getvalue()


def docx_bomb(megabytes: int = 200) -> bytes:
    """Zeros: 200 MB in 200 kB."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        with archive.open("word/document.xml", "w", force_zip64=False) as entry:
            for _ in range(megabytes):
                entry.write(bytes(1024 * 1024))
    return made.getvalue()


def directory_bomb(entries: int = 190_000) -> bytes:
    """Nothing but a directory, as long as ten megabytes hold: parsing it costs 100 MB and more."""
    name = b"a"
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 0, 0, 0, 0, 0, 0, len(name), 0) + name
    central = (
        struct.pack(
            "<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 0, 0, 0, 0, 0, 0, len(name), 0, 0, 0, 0, 0, 0
        )
        + name
    )
    directory = central * entries
    # The count is a lie: readers go by the length.
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, len(directory), len(local), 0)
    return local + directory + end


def jpg(size: tuple[int, int] = (60, 40), *, exif: bool = False) -> bytes:
    """A picture; with `exif` it says where it was taken and that it lies on its side."""
    image = Image.new("RGB", size, (0, 70, 140))
    made = io.BytesIO()
    if exif:
        notes = Image.Exif()
        notes[0x010F] = "Camera of Example"
        notes[0x0112] = 6
        notes.get_ifd(0x8825)[1] = "N"
        image.save(made, "JPEG", exif=notes, comment=b"taken at home")
    else:
        image.save(made, "JPEG")
    return made.getvalue()


def png(size: tuple[int, int] = (60, 40), *, note: str = "") -> bytes:
    made = io.BytesIO()
    info = PngInfo()
    if note:
        info.add_text("Author", note)
    Image.new("RGBA", size, (0, 70, 140, 128)).save(made, "PNG", pnginfo=info)
    return made.getvalue()


def pixel_flood(side: int = 12_000) -> bytes:
    """A PNG that says it has side x side points, in few bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack("!L", len(data)) + body + struct.pack("!L", zlib.crc32(body))

    head = struct.pack("!2L5B", side, side, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes(side + 1) * 64, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def second_directory_bomb(entries: int = 190_000) -> bytes:
    """A small honest end record, behind a 64-bit one whose directory is a bomb. Readers that know
    the 64-bit form believe that one, whatever the other says."""
    bomb = directory_bomb(entries)[: -struct.calcsize("<4s4H2LH")]
    start = bomb.index(b"PK\1\2")
    length = len(bomb) - start
    record = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, entries, entries, length, start)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, len(bomb), 1)
    return bomb + record + locator + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, 47, start, 0)


def broken_docx() -> bytes:
    """A good directory over a first entry that does not unpack."""
    content = bytearray(docx())
    at = content.index(b"[Content_Types].xml") + len(b"[Content_Types].xml")
    content[at : at + 12] = b"\xff" * 12
    return bytes(content)
