"""Images are written anew: what a camera noted (place, device, time) and what hides behind the
picture stays out (security document, 29 and 32)."""

from __future__ import annotations

import io
from threading import Lock
from typing import IO

from PIL import Image, ImageOps

from recruitment.uploads.choices import MAX_PIXELS, FileKind
from recruitment.uploads.errors import RefusedFile

# Enough to read a scanned page of A4 in print quality.
LONGEST_SIDE = 4_000  # pixels
JPEG_QUALITY = 88
FORMATS = {FileKind.JPG: "JPEG", FileKind.PNG: "PNG"}
# A picture of 50 million points takes 200 MB while it is open: one at a time in each process.
_one_at_a_time = Lock()
# The library's own limit only warns below the double of it; ours refuses, before anything is read.
Image.MAX_IMAGE_PIXELS = None


def rewrite_image(content: IO[bytes], kind: FileKind) -> bytes:
    """The same picture, upright, at most LONGEST_SIDE, without any metadata. Raises RefusedFile."""
    content.seek(0)
    try:
        with Image.open(content, formats=[FORMATS[kind]]) as image:
            if image.width * image.height > MAX_PIXELS:
                raise RefusedFile(
                    f"The picture has more than {MAX_PIXELS // 1_000_000} million pixels. Save a "
                    "smaller copy and choose that."
                )
            with _one_at_a_time:
                return _written(image, kind)
    except RefusedFile:
        raise
    except Exception as error:  # whatever the decoder raises for a broken or hostile picture
        raise RefusedFile(
            f"The file is not a {kind.label} that we can read. Save the picture again and choose "
            "that copy."
        ) from error


def _written(image: Image.Image, kind: FileKind) -> bytes:
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), reducing_gap=2.0)
    upright = ImageOps.exif_transpose(image) or image
    mode = "RGBA" if kind is FileKind.PNG and upright.has_transparency_data else "RGB"
    # Only the points go over: notes, profiles and what follows the picture are left behind.
    bare = Image.new(mode, upright.size)
    bare.paste(upright.convert(mode))
    written = io.BytesIO()
    options = {"quality": JPEG_QUALITY} if kind is FileKind.JPG else {}
    bare.save(written, format=FORMATS[kind], **options)
    return written.getvalue()
