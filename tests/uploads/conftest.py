"""An owner to hang files on, people, and a real virus scanner that knows one virus."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from recruitment.accounts.models import User
from recruitment.uploads import scanner
from recruitment.uploads.inspection import check_file
from recruitment.uploads.models import StoredFile
from recruitment.uploads.registry import OwnerKind, register_owner, unregister_owner
from recruitment.uploads.services import store_upload
from tests.accounts.people import make_user
from tests.uploads.files import EICAR, pdf, upload

OWNER = "thing"


@pytest.fixture
def told() -> list[StoredFile]:
    """The files that the owner was told of when they were quarantined."""
    return []


@pytest.fixture
def owner(told: list[StoredFile]) -> Iterator[str]:
    """A kind of owner whose files are read by the person with its id alone."""
    register_owner(
        OwnerKind(
            OWNER,
            may_read=lambda request, file: file.owner_id == str(request.user.pk),
            quarantined=told.append,
        )
    )
    yield OWNER
    unregister_owner(OWNER)


@pytest.fixture
def person(db: None) -> User:
    return make_user("rowan.example")


@pytest.fixture
def store(owner: str, person: User) -> Callable[..., StoredFile]:
    """Store a file of the person's own."""

    def store_one(name: str = "cv.pdf", content: bytes = b"", **changes: object) -> StoredFile:
        values = {"kind": owner, "owner_id": person.pk, "purpose": "cv", "by": person} | changes
        checked = check_file(upload(name, content or pdf()))
        return store_upload(checked=checked, **values)  # type: ignore[arg-type]

    return store_one


@pytest.fixture(scope="session")
def clamd() -> Iterator[str]:
    """The address of a real clamd with a database of one signature; made in a second."""
    program = shutil.which("clamd", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
    if program is None:
        pytest.skip("ClamAV is not here. On Debian: apt-get install clamav-daemon")
    place = Path(tempfile.mkdtemp(prefix="clamd-"))
    (place / "db").mkdir()
    # The signature of EICAR for any kind of file, at any place in it.
    (place / "db" / "local.ndb").write_text(f"Eicar-Test:0:*:{EICAR.hex()}\n")
    (place / "clamd.conf").write_text(
        f"LocalSocket {place}/clamd.sock\nDatabaseDirectory {place}/db\nForeground yes\n"
        f"LogFile {place}/clamd.log\nTemporaryDirectory {place}\n"
    )
    with subprocess.Popen(
        [program, "-c", str(place / "clamd.conf")],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            _wait(place, process)
            yield f"unix://{place}/clamd.sock"
        finally:
            process.terminate()
    shutil.rmtree(place, ignore_errors=True)


def _wait(place: Path, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        if (place / "clamd.sock").exists():
            return
        if process.poll() is not None:
            break
        time.sleep(0.05)
    log = place / "clamd.log"
    pytest.fail(f"clamd did not start: {log.read_text() if log.exists() else 'no log'}")


@pytest.fixture
def with_scanner(clamd: str, settings) -> str:  # type: ignore[no-untyped-def]
    settings.CLAMAV_URL = clamd
    assert scanner.answers() is True
    return clamd
