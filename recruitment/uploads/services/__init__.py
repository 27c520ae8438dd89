"""What the rest of the portal may do with uploads."""

from recruitment.uploads.services.deleting import delete_upload, delete_uploads_of
from recruitment.uploads.services.storing import copy_upload, move_uploads, store_upload

__all__ = ["copy_upload", "delete_upload", "delete_uploads_of", "move_uploads", "store_upload"]
