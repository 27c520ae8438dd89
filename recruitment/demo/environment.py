"""`.venv` in step with a hashed lock, and the installer's own environment. Standard library only.

uv would remove itself from the environment that it brings in step with a lock, so it lives in one
of its own, `var/tools`, installed there by pip from a hashed file.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess  # nosec B404
import sys
from pathlib import Path

from recruitment.demo.places import PROJECT, STATE, ServiceError
from recruitment.demo.progress import Progress
from recruitment.demo.steps import reads, run_step, stamp

VENV = PROJECT / ".venv"
PYTHON = VENV / "bin" / "python"
TOOLS = STATE / "tools"
STAMP = VENV / ".requirements"
REQUIREMENTS = PROJECT / "requirements"
MEGABYTE = 1_000_000
NEEDED_SPACE = 900 * MEGABYTE  # environment, front-end packages, data and caches together


def make_environment(level: str, progress: Progress) -> None:
    """Bring `.venv` in step with requirements/<level>.txt; `dev` holds all that `embedded` does."""
    wanted = {name: stamp([REQUIREMENTS / f"{name}.txt"]) for name in ("embedded", "dev")}
    present = STAMP.read_text().split() if STAMP.exists() else []
    enough = [wanted["dev"]] if level == "dev" else [wanted["embedded"], wanted["dev"]]
    if present and present[0] in enough and works(PYTHON):
        return
    free = _free_bytes()
    if free < NEEDED_SPACE:
        raise ServiceError(
            f"The disk is almost full: {free // MEGABYTE} MB are free and "
            f"{NEEDED_SPACE // MEGABYTE} MB are needed. Free some space, then start again."
        )
    make_tools(progress)
    STAMP.unlink(missing_ok=True)
    with progress.step(f"Python packages from requirements/{level}.txt"):
        if not works(PYTHON):
            shutil.rmtree(VENV, ignore_errors=True)
            run_step([sys.executable, "-m", "venv", "--without-pip", str(VENV)], doing="A venv")
        run_step(
            [*uv(), "pip", "sync", "--python", str(PYTHON), "--require-hashes",
             "--compile-bytecode", str(REQUIREMENTS / f"{level}.txt")],
            doing="The installation of the Python packages",
            env=package_environment(),
        )  # fmt: skip
        STAMP.write_text(wanted[level] + "\n")


def _free_bytes() -> int:
    return shutil.disk_usage(PROJECT).free


def make_tools(progress: Progress) -> None:
    """An environment with uv alone."""
    mark, wanted = TOOLS / ".requirements", stamp([REQUIREMENTS / "bootstrap.txt"])
    if reads(mark, wanted) and works(TOOLS / "bin/python"):
        return
    if importlib.util.find_spec("ensurepip") is None:
        raise ServiceError(
            "This Python cannot make virtual environments. On Debian or Ubuntu install that part "
            "with: apt-get install python3-venv. Then start again."
        )
    with progress.step("The installer"):
        shutil.rmtree(TOOLS, ignore_errors=True)
        run_step([sys.executable, "-m", "venv", str(TOOLS)], doing="A virtual environment")
        run_step(
            [str(TOOLS / "bin/python"), "-m", "pip", "install", "--quiet", "--require-hashes",
             "--disable-pip-version-check", "--retries", "2",
             "-r", str(REQUIREMENTS / "bootstrap.txt")],
            doing="The installation of uv",
        )  # fmt: skip
        mark.write_text(wanted + "\n")


def uv() -> list[str]:
    """The command of the installer."""
    return [str(TOOLS / "bin" / "uv")]


def package_environment() -> dict[str, str]:
    """uv does not read pip's settings: hand it the mirrors and certificates that pip is told of."""
    environment = {"UV_SYSTEM_CERTS": "1", "UV_NO_PROGRESS": "1", **os.environ}
    listed = subprocess.run(  # nosec B603
        [str(TOOLS / "bin/python"), "-m", "pip", "config", "list"],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    settings = dict(re.findall(r"^[\w:]+\.([\w-]+)='(.*)'$", listed, re.MULTILINE))
    for theirs, ours in (
        ("index-url", "UV_DEFAULT_INDEX"),
        ("extra-index-url", "UV_INDEX"),
        ("find-links", "UV_FIND_LINKS"),
        ("cert", "SSL_CERT_FILE"),
    ):
        if theirs in settings:
            environment.setdefault(ours, settings[theirs])
    if "UV_INDEX" in environment:
        environment.setdefault("UV_INDEX_STRATEGY", "unsafe-best-match")  # as pip does
    return environment


def works(python: Path) -> bool:
    """Whether an environment's interpreter runs and is new enough."""
    try:
        said = subprocess.run(  # nosec B603
            [str(python), "-c", "import sys; print(sys.version_info >= (3, 11))"],
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError:
        return False
    return said.stdout.strip() == "True"
