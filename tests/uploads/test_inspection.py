"""What is taken and what is refused (security document, 28, 29, 30 and 32)."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import textwrap
import time
import zipfile

import pytest
from PIL import Image

from recruitment.uploads.choices import MAX_BYTES, FileKind
from recruitment.uploads.errors import RefusedFile
from recruitment.uploads.inspection import check_file
from recruitment.uploads.names import kind_by_name, shown_name
from tests.uploads import files
from tests.uploads.files import upload


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("cv.pdf", files.pdf(), FileKind.PDF),
        ("CV.John.Example v1.2.PDF", files.pdf(), FileKind.PDF),
        ("cv.docx", files.docx(), FileKind.DOCX),
        ("cv.docx.pdf", files.pdf(), FileKind.PDF),
        ("badge.jpg", files.jpg(), FileKind.JPG),
        ("badge.JPEG", files.jpg(), FileKind.JPG),
        ("badge.png", files.png(), FileKind.PNG),
    ],
)
def test_the_four_kinds_are_taken(name, content, kind):
    assert check_file(upload(name, content)).kind is kind


WRONG_KIND = "The file must be a PDF, DOCX, JPG or PNG."
TWO_ENDINGS = "The file has two endings. Give it a name with one ending: PDF, DOCX, JPG or PNG."
ODD_NAME = "The file has a name that we cannot take. Rename it and try again."


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("cv.svg", WRONG_KIND),
        ("cv.html", WRONG_KIND),
        ("cv.exe", WRONG_KIND),
        ("cv.doc", WRONG_KIND),
        ("cv.pdf.exe", WRONG_KIND),
        ("cv", WRONG_KIND),
        ("pdf", WRONG_KIND),
        ("cv.pdf ; .html", WRONG_KIND),
        ("cv.exe.pdf", TWO_ENDINGS),
        ("cv.php.jpg", TWO_ENDINGS),
        ("cv.svg.png", TWO_ENDINGS),
        (".pdf", TWO_ENDINGS),
        ("cv.exe\0.pdf", ODD_NAME),
        ("../../cv.pdf", ODD_NAME),
        ("..\\cv.pdf", ODD_NAME),
    ],
)
def test_other_names_are_refused(name, why):
    with pytest.raises(RefusedFile) as refused:
        kind_by_name(name)
    assert str(refused.value) == why


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cv.pdf", b"<html><script>alert(1)</script>"),
        ("cv.pdf", b"MZ\x90\0" + bytes(200)),
        ("cv.pdf", files.pdf()[:-10]),
        ("cv.docx", files.pdf()),
        ("cv.docx", files.docx(types=b"<Types/>")),
        ("cv.docx", files.docx()[:-30]),
        ("cv.docx", b"<html>" + files.docx()),
        ("badge.jpg", files.png()),
        ("badge.png", files.jpg()),
        ("badge.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("badge.jpg", files.jpg()[:200]),
        ("cv.pdf", files.jpg()),
    ],
)
def test_content_that_is_not_what_the_name_says_is_refused(name, content):
    with pytest.raises(RefusedFile, match="that we can read"):
        check_file(upload(name, content))


def test_the_size_is_limited_to_the_byte():
    room = MAX_BYTES - len(files.pdf())
    assert check_file(upload("cv.pdf", files.pdf(bytes(room)))).size == MAX_BYTES
    with pytest.raises(RefusedFile, match="must be smaller than 10 MB"):
        check_file(upload("cv.pdf", files.pdf(bytes(room + 1))))
    with pytest.raises(RefusedFile, match="The file is empty"):
        check_file(upload("cv.pdf", b""))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cv.pdf", files.pdf(b"trailer<</Encrypt 5 0 R>>")),
        # Across the border of two pieces of reading.
        ("cv.pdf", files.pdf(bytes(65_536 - 85) + b"/Encrypt")),
        ("cv.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    ],
)
def test_a_file_with_a_password_is_refused_for_that(name, content):
    with pytest.raises(RefusedFile, match="protected with a password"):
        check_file(upload(name, content))


@pytest.mark.parametrize(
    "content",
    [
        files.docx(extra={"word/vbaProject.bin": b"x"}),
        files.docx(types=files.TYPES + b"macroEnabled"),
    ],
)
def test_macros_are_refused(content):
    with pytest.raises(RefusedFile, match="has macros"):
        check_file(upload("cv.docx", content))


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(files.docx_bomb(), id="200 MB in 200 kB"),
        pytest.param(files.docx(extra={"word/a": bytes(2_000_000)}), id="ratio above 100"),
        pytest.param(files.docx(entries=1_001), id="1,003 entries"),
        pytest.param(files.directory_bomb(), id="190,000 entries that say they are one"),
    ],
)
def test_bombs_are_refused_by_the_directory(content):
    started = time.process_time()
    with pytest.raises(RefusedFile, match="too large inside"):
        check_file(upload("cv.docx", content))
    assert time.process_time() - started < 1


def test_a_64_bit_directory_behind_an_honest_end_is_never_parsed():
    content = files.second_directory_bomb()
    started = time.process_time()
    with pytest.raises(RefusedFile, match="not a DOCX that we can read"):
        check_file(upload("cv.docx", content))
    assert time.process_time() - started < 0.1


def test_a_document_that_does_not_unpack_is_refused_in_words():
    with pytest.raises(RefusedFile, match="not a DOCX that we can read"):
        check_file(upload("cv.docx", files.broken_docx()))


def test_a_document_with_many_small_parts_is_taken():
    assert check_file(upload("cv.docx", files.docx(entries=500))).kind is FileKind.DOCX


def test_a_picture_in_a_document_may_be_large():
    noise = bytes(range(256)) * 8_000
    stored = io.BytesIO(files.docx())
    with zipfile.ZipFile(stored, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("word/media/photo.jpg", noise)
    assert check_file(upload("cv.docx", stored.getvalue())).size > 2_000_000


def test_a_directory_of_the_64_bit_form_is_refused():
    content = files.docx()
    at = content.rindex(b"PK\5\6")
    changed = content[: at + 12] + struct.pack("<2L", 0xFFFFFFFF, 0xFFFFFFFF) + content[at + 20 :]
    with pytest.raises(RefusedFile, match="not a DOCX that we can read"):
        check_file(upload("cv.docx", changed))


def test_bombs_cost_little_memory():
    """Resident memory, in a process of its own: each bomb adds less than 50 MB."""
    code = """
        import resource
        from recruitment.uploads.errors import RefusedFile
        from recruitment.uploads.inspection import check_file
        from tests.uploads import files
        from tests.uploads.files import upload
        check_file(upload("warm.docx", files.docx())), check_file(upload("warm.png", files.png()))
        for name, content in (("a.docx", files.docx_bomb()), ("b.docx", files.directory_bomb()),
                              ("c.png", files.pixel_flood())):
            sent = upload(name, content)
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            try:
                check_file(sent)
            except RefusedFile:
                print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
    """
    ended = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, check=True
    )
    added = [int(line) for line in ended.stdout.split()]
    assert len(added) == 3
    assert max(added) < 50


def test_a_flood_of_pixels_is_refused_before_it_is_opened():
    with pytest.raises(RefusedFile, match="more than 50 million pixels"):
        check_file(upload("flood.png", files.pixel_flood()))


def test_a_picture_loses_its_notes_and_stands_upright():
    sent = files.jpg((60, 40), exif=True)
    assert b"Camera of Example" in sent
    checked = check_file(upload("badge.jpg", sent))
    written = checked.content.read()
    assert len(written) == checked.size
    for word in (b"Camera", b"Exif", b"taken at home"):
        assert word not in written
    with Image.open(io.BytesIO(written)) as image:
        assert (image.format, image.size, dict(image.getexif())) == ("JPEG", (40, 60), {})


def test_a_png_loses_its_notes_and_keeps_what_shows_through():
    written = check_file(upload("a.png", files.png(note="Author of Example"))).content.read()
    assert b"Example" not in written
    with Image.open(io.BytesIO(written)) as image:
        assert (image.mode, image.getpixel((0, 0))) == ("RGBA", (0, 70, 140, 128))


def test_what_follows_a_picture_is_left_behind():
    page = b"<html><script>alert(1)</script></html>"
    for name, content in (("a.jpg", files.jpg()), ("a.png", files.png())):
        assert b"script" not in check_file(upload(name, content + page)).content.read()


def test_a_very_large_photograph_becomes_smaller():
    checked = check_file(upload("a.jpg", files.jpg((5_000, 2_500))))
    with Image.open(checked.content) as image:
        assert image.size == (4_000, 2_000)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("My CV (2026).pdf", "My CV (2026).pdf"),
        ("Lebenslauf Jürgen.PDF", "Lebenslauf Jürgen.pdf"),
        ("evil\u202efdp.pdf", "evilfdp.pdf"),
        ('a"b<c>d:e|f?g*h%i;j.pdf', "a_b_c_d_e_f_g_h_i_j.pdf"),
        ("tab\tand\nline.pdf", "tabandline.pdf"),
        ("x" * 300 + ".pdf", "x" * 95 + ".pdf"),
        ("\u200b.pdf", "file.pdf"),
    ],
)
def test_the_shown_name_is_one_harmless_line(name, shown):
    assert shown_name(name, FileKind.PDF) == shown
