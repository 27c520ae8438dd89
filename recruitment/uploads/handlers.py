"""Taking in a request with files: what is too large is counted, not kept."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler

from recruitment.uploads.choices import MAX_BYTES


class LimitedUploadHandler(FileUploadHandler):
    """Stands before the handlers that keep files. Beyond the limit it drops the rest of a file.

    The form then sees a file that is too large and says so at its field, with everything typed
    around it kept, and nobody fills the disk with one request.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """The chunk that passes the limit still goes on, so that the kept size shows it."""
        return raw_data if start <= MAX_BYTES else None

    def file_complete(self, file_size: int) -> Any:
        """Another handler makes the file."""
        return None
