"""A person's data as a zip: pages to read, JSON to process, and their files."""

from __future__ import annotations

import json
import shutil
import zipfile
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.template.loader import render_to_string
from django.utils.text import get_valid_filename

from applicants.errors import NotAllowed
from applicants.selectors.my_data import MyData, gather
from applicants.selectors.retention import retention_table
from recruitment.accounts.models import User
from recruitment.audit.services import record
from recruitment.uploads.models import StoredFile, file_storage
from vacancies.visibility import Viewer

IN_MEMORY = 2_000_000  # bytes; what is larger goes through a temporary file


def export_my_data(*, viewer: Viewer) -> IO[bytes]:
    """The zip, at its beginning; the caller closes it. Written down in the audit log.

    Names inside are made by us, so that no file unpacks outside its folder. Files that the
    scanner has not passed are named and left out. Raises NotAllowed for who is not signed in.
    """
    if not isinstance(viewer.user, User):
        raise NotAllowed("Sign in to download your data.")
    data = gather(viewer)
    record(action="data.download", by=viewer.user, target=viewer.user)
    file: Any = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (the caller closes it)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        _write_pages(archive, data)
        for reference, stored in data.files.items():
            for number, one in enumerate(stored, start=1):
                _write_file(archive, f"{reference}/files/{file_name(number, one)}", one)
    file.seek(0)
    opened: IO[bytes] = file
    return opened


def file_name(number: int, file: StoredFile) -> str:
    """A plain name that no system reads as a path or a command."""
    return f"{number:02d}-{get_valid_filename(file.name)[:100]}"


def _write_pages(archive: zipfile.ZipFile, data: MyData) -> None:
    whole = {
        "details": data.details,
        "standings": data.standings,
        "profile": data.profile,
        "applications": data.applications,
        "other": {
            part.code: {
                "lines": [{"what": what, "words": words} for what, words in part.lines],
                "files": [file.name for file in part.files],
            }
            for part in data.held
        },
    }
    _write_json(archive, "data.json", whole)
    context = {"data": data, "kept": retention_table()}
    archive.writestr("index.html", render_to_string("applicants/data/index.html", context))
    for one in data.applications:
        folder = one["reference"]
        names = [file_name(number, f) for number, f in enumerate(data.files[folder], start=1)]
        page = render_to_string("applicants/data/application.html", {"one": one, "names": names})
        archive.writestr(f"{folder}/application.html", page)
        _write_json(archive, f"{folder}/application.json", one)


def _write_json(archive: zipfile.ZipFile, name: str, value: Any) -> None:
    archive.writestr(name, json.dumps(value, ensure_ascii=False, indent=2, default=str))


def _write_file(archive: zipfile.ZipFile, name: str, file: StoredFile) -> None:
    try:
        content = file_storage().open(file.place)
    except FileNotFoundError:
        return
    with content, archive.open(name, "w") as target:
        shutil.copyfileobj(content, target)
