"""Steps of the preparation: tools run with their output in a log. Standard library only."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from recruitment.demo.children import Child
from recruitment.demo.places import PROJECT, STATE, ServiceError

LOG = STATE / "log" / "install.log"
_NETWORK = re.compile(
    r"name resolution|Failed to establish a new connection|Connection refused|timed out|ENOTFOUND"
    r"|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|error sending request|dns error"
    r"|Failed to fetch|Network is unreachable|No matching distribution|CERTIFICATE",
    re.IGNORECASE,
)


def run_step(argv: Sequence[str], *, doing: str, env: Mapping[str, str] | None = None) -> None:
    """Run a tool with its output in the log; raise ServiceError with a plain sentence."""
    LOG.unlink(missing_ok=True)
    child = Child(doing, argv, log=LOG, env=env, cwd=PROJECT)
    try:
        while child.exit_code() is None:
            time.sleep(0.02)
    finally:
        child.stop()
    if child.exit_code():
        raise ServiceError(explain(child.last_words(40), doing=doing))


def explain(words: str, *, doing: str) -> str:
    """The plain sentence for a tool that failed, from its last words."""
    if re.search(r"No space left|ENOSPC|os error 28|Disk quota", words):
        what = doing[:1].lower() + doing[1:]
        return f"The disk is full: {what} failed. Free about 1 GB, then start again."
    if re.search(r"Read-only file system|Permission denied|EACCES|EROFS", words):
        return (
            f"{doing} failed because this folder cannot be written to. Check who owns it, or "
            f"clone into a folder of your own. (Details in {LOG})"
        )
    if re.search(r"hash mismatch|do not match the hashes|EINTEGRITY", words, re.IGNORECASE):
        return (
            f"{doing} failed: a package is not the one whose hash is recorded. Do not use it; "
            f"check your mirror, or run `make lock`. (Details in {LOG})"
        )
    if _NETWORK.search(words):
        return (
            f"{doing} failed: the package registry cannot be reached. Check the network, or name "
            "your mirror (PIP_INDEX_URL for Python, npm_config_registry for npm), then start "
            f"again. (Details in {LOG})"
        )
    return f"{doing} failed. Its last lines (all of them in {LOG}):\n" + "\n".join(
        words.splitlines()[-12:]
    )


def stamp(paths: Sequence[Path]) -> str:
    """A digest of files' names and contents."""
    digest = hashlib.sha256()
    for path in paths:
        content = path.read_bytes() if path.exists() else b""
        digest.update(f"{path.relative_to(PROJECT)} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def reads(path: Path, text: str) -> bool:
    """Whether a stamp file says this."""
    return path.exists() and path.read_text().strip() == text
