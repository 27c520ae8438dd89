"""Which entries say that somebody looked; all others say that somebody changed something.

An action is written "noun.verb"; reading, listing and taking away a copy are looks.
"""

from __future__ import annotations

LOOKS = ("read", "look", "list", "download", "export")


def is_look(action: str) -> bool:
    """True for "application.read", "register.read_contact" or "file.download"."""
    verb = action.rpartition(".")[2]
    return any(verb == look or verb.startswith(f"{look}_") for look in LOOKS)
