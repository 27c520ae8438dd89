"""Where the embedded servers keep their files, and who owns those places. Standard library only.

Everything lives in `var/` of the clone, with two exceptions that the operating system forces:
a socket whose path would pass 107 bytes goes to a short directory of the same user, and where
root runs the portal from a folder that `nobody` cannot enter, PostgreSQL (which refuses to run
as root) gets its programs and data in a directory outside the clone. Both carry a name derived
from a random identity in `var/`, so that two clones never meet, and a marker file without which
nothing is ever deleted.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import pwd
import re
import secrets
import shutil
import stat
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

PROJECT = Path(__file__).resolve().parent.parent.parent
STATE_VARIABLE = "RECRUITMENT_STATE_DIR"  # another place for the state, for tests
STATE = Path(os.environ.get(STATE_VARIABLE) or PROJECT / "var").resolve()
LONGEST_SOCKET_PATH = 107  # bytes: the kernel's 108 less the closing zero
OUTSIDE = Path("/var/tmp")  # nosec B108
MARKER = ".recruitment-portal"
_PLAIN_PATH = re.compile(r"[A-Za-z0-9/._-]+")


class ServiceError(Exception):
    """Something a person must put right. The text is a plain sentence that says what to do."""


class OwnerLock:
    """A lock file: one living process owns a directory, and the kernel frees it when it dies."""

    def __init__(self, path: Path, *, what: str) -> None:
        self.path, self.what = path, what
        self._descriptor: int | None = None

    def acquire(self) -> None:
        """Take the lock, or raise ServiceError naming the process that holds it."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            holder = os.read(descriptor, 32).decode(errors="replace").strip() or "unknown"
            os.close(descriptor)
            raise ServiceError(
                f"{self.what} is already in use by process {holder}. Stop that one first "
                "(Ctrl-C where it runs), or work in a second clone."
            ) from None
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()}\n".encode())
        self._descriptor = descriptor

    def release(self) -> None:
        """Give the lock back; harmless when it is not held."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


def identity(state: Path) -> str:
    """A name of 12 characters that belongs to this state directory and to no other."""
    state.mkdir(parents=True, exist_ok=True)
    path = state / "identity"
    if not path.exists():
        draft = path.with_name(f"identity.{os.getpid()}")
        draft.write_text(secrets.token_hex(16))
        try:
            os.link(draft, path)  # the first of two starts wins, and both read the same
        except FileExistsError:
            pass
        except OSError:
            draft.replace(path)
        draft.unlink(missing_ok=True)
    return hashlib.sha256(f"{state.resolve()}{path.read_text()}".encode()).hexdigest()[:12]


def own_directory(path: Path, *, mode: int, owner: int | None = None) -> Path:
    """Make a directory that nobody else could have planted; raise ServiceError otherwise."""
    owner = os.getuid() if owner is None else owner
    try:
        path.mkdir(mode=mode)
        if owner != os.getuid():
            os.chown(path, owner, -1)
        path.chmod(mode)
    except FileExistsError:
        found = path.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner:
            raise ServiceError(
                f"{path} exists and belongs to somebody else. Remove it and start again."
            ) from None
        path.chmod(mode)
    return path


def socket_directory(wanted: Path, *, state: Path, socket_name: str, owner: int) -> Path:
    """A private directory (0700) for a server's socket: `wanted`, or a short one for long paths."""
    longest = len(os.fsencode(wanted / socket_name))
    if longest <= LONGEST_SOCKET_PATH and _PLAIN_PATH.fullmatch(str(wanted)):
        wanted.parent.mkdir(parents=True, exist_ok=True)
        return own_directory(wanted, mode=0o700, owner=owner)
    name = f"portal-{os.getuid()}-{identity(state)}"
    parent = own_directory(Path(tempfile.gettempdir()) / name, mode=0o711)
    (parent / MARKER).write_text(f"{state}\n")
    short = own_directory(parent / wanted.name, mode=0o700, owner=owner)
    if len(os.fsencode(short / socket_name)) > LONGEST_SOCKET_PATH:
        raise ServiceError(
            f"The path {short} is too long for a socket. Set TMPDIR to a short path such as /tmp."
        )
    return short


def nobody() -> pwd.struct_passwd:
    """The user that stands in for root; raises ServiceError on a system without one."""
    try:
        return pwd.getpwnam("nobody")
    except KeyError:
        raise ServiceError(
            "PostgreSQL refuses to run as root and this system has no user called nobody. "
            "Run the command as an ordinary user, or set DATABASE_URL."
        ) from None


def open_to_others(path: Path) -> bool:
    """Whether any user may enter every directory from the root down to this one."""
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in [path, *path.parents])


def outside_directory(state: Path) -> Path:
    """Root only: the directory outside the clone that `nobody` may enter."""
    _remove_orphans()
    path = OUTSIDE / f"recruitment-portal-{identity(state)}"
    own_directory(path, mode=0o755)
    (path / MARKER).write_text(f"{state}\n")
    return path


def _remove_orphans() -> None:
    """Delete what belonged to state directories that were removed by hand."""
    for path in OUTSIDE.glob("recruitment-portal-*"):
        if _is_ours(path) and not Path((path / MARKER).read_text().strip()).exists():
            shutil.rmtree(path, ignore_errors=True)


def _is_ours(path: Path) -> bool:
    """A true directory of this user's with our marker in it; only such a one is ever deleted."""
    real = path.is_dir() and not path.is_symlink() and path.lstat().st_uid == os.getuid()
    return real and (path / MARKER).is_file()


def remove_outside(state: Path) -> list[Path]:
    """Delete what stands outside the clone for this state directory; returns what went."""
    if not (state / "identity").exists():
        return []
    name = identity(state)
    candidates = [
        OUTSIDE / f"recruitment-portal-{name}",
        Path(tempfile.gettempdir()) / f"portal-{os.getuid()}-{name}",
    ]
    removed = []
    for path in candidates:
        if _is_ours(path) and (path / MARKER).read_text().strip() == str(state):
            shutil.rmtree(path)
            removed.append(path)
    return removed
