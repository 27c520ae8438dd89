"""Reads the messages that the SMTP catcher kept, newest first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings

NAME = re.compile(r"[0-9TZ.]+-[0-9]+-[0-9]+")
MOST_LISTED = 200


@dataclass(frozen=True, slots=True)
class Message:
    """One received message."""

    id: str
    to: str
    subject: str
    sent_at: datetime | None
    text: str
    html: str


def list_messages(*, to: str = "") -> list[Message]:
    """The newest messages, those to one address where `to` is given."""
    found = []
    for path in sorted(_directory().glob("*.eml"), reverse=True):
        message = _read(path)
        if to in ("", message.to):
            found.append(message)
        if len(found) == MOST_LISTED:
            break
    return found


def get_message(message_id: str) -> Message | None:
    """The message of that id, or None."""
    path = _directory() / f"{message_id}.eml"
    if NAME.fullmatch(message_id) is None or not path.is_file():
        return None
    return _read(path)


def _directory() -> Path:
    return Path(settings.DEMO_MAIL_DIR)


def _read(path: Path) -> Message:
    parsed = BytesParser(EmailMessage, policy=policy.default).parsebytes(path.read_bytes())
    date = parsed["Date"]
    return Message(
        id=path.stem,
        to=str(parsed["X-Rcpt-To"] or parsed["To"] or ""),
        subject=str(parsed["Subject"] or ""),
        sent_at=parsedate_to_datetime(str(date)) if date else None,
        text=_part(parsed, "plain"),
        html=_part(parsed, "html"),
    )


def _part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    return str(body.get_content()) if body is not None else ""
