"""The name of a file as its owner knows it. It is shown and sent, and never used to store."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath

from recruitment.uploads.choices import ALLOWED_WORDS, ENDINGS, FileKind
from recruitment.uploads.errors import RefusedFile

LONGEST_NAME = 100  # characters, ending included
# Parts of a name that make one system or another run the file, whatever its last ending says.
RUNNABLE = frozenset(
    {
        "app", "asp", "aspx", "bat", "cgi", "chm", "cmd", "cpl", "dll", "dmg", "docm", "exe", "hta",
        "htm", "html", "iso", "jar", "js", "jse", "jsp", "lnk", "msi", "php", "phtml", "pif", "pl",
        "ps1", "py", "reg", "rb", "scr", "sh", "shtml", "svg", "svgz", "swf", "vbe", "vbs", "wsf",
        "xhtml", "xml", "zip",
    }
)  # fmt: skip


def kind_by_name(name: str) -> FileKind:
    """The kind that the ending claims. Raises RefusedFile."""
    if "\0" in name or "/" in name or "\\" in name:
        raise RefusedFile("The file has a name that we cannot take. Rename it and try again.")
    *inner, ending = [part.strip().lower() for part in name.split(".")]
    kind = ENDINGS.get(ending) if inner else None
    if kind is None:
        raise RefusedFile(f"The file must be a {ALLOWED_WORDS}.")
    if any(part in RUNNABLE for part in inner[1:]) or inner[0] in {"", "con", "nul"}:
        raise RefusedFile(
            f"The file has two endings. Give it a name with one ending: {ALLOWED_WORDS}."
        )
    return kind


def spoken_size(size: int) -> str:
    """Bytes as people say them: "120 kB", "2.4 MB"."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB"
    return f"{size / 1_000_000:.1f} MB"


def shown_name(name: str, kind: FileKind) -> str:
    """A copy that is safe to show and to send: one line, no marks that turn its direction."""
    stem = PurePosixPath(name).stem
    kept = "".join(
        character
        for character in unicodedata.normalize("NFC", stem)
        if unicodedata.category(character)[0] not in "CZ" or character == " "
    )
    kept = "".join("_" if character in '<>:"|?*%;' else character for character in kept)
    kept = " ".join(kept.split()).strip(". ") or "file"
    return f"{kept[: LONGEST_NAME - 5].rstrip('. ')}.{kind.value}"
