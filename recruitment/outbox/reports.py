"""What mail servers report of emails they could not deliver: RFC 3464 messages, and JSON.

Reads only; `services.bouncing` acts on what is read. Reports come from anywhere, so nothing in
them is believed but the Message-ID, which only who got the email knows, and the numbers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from uuid import UUID

from django.conf import settings

from recruitment.outbox.addresses import without_addresses

TEXT_LENGTH = 300
MOST_BYTES = 256 * 1024  # a report brings the email back, at times with its calendar file
MOST_EVENTS = 100
STATUS = re.compile(r"\b([245])\.\d{1,3}\.\d{1,3}\b")
FULL_MAILBOX = "5.2.2"  # "permanent" in its number, and over as soon as somebody tidies up


class BadReport(ValueError):
    """This is no report that can be read."""


@dataclass(frozen=True, slots=True)
class Report:
    """One email that did not arrive: for good, or for now. `text` names no address."""

    guid: UUID
    recipient: str  # small letters; empty where the report names none
    is_permanent: bool
    text: str


def read_notification(content: bytes) -> list[Report]:
    """The failures in a delivery status notification (RFC 3464).

    Empty for what is none: an out-of-office note, a delay that the server still works on, a note
    of success, an email that is not ours. Raises BadReport for more than a report can be.
    """
    if len(content) > MOST_BYTES:
        raise BadReport("The message is too large to be a report.")
    message = message_from_bytes(content, policy=policy.default)
    if message.get_content_type() != "multipart/report":
        return []
    parts = list(message.walk())
    guid = next((found for part in parts if (found := _guid_in(part))), None)
    if guid is None:
        return []
    return [
        report
        for part in parts
        if part.get_content_type() == "message/delivery-status"
        for report in _failures(part, guid)
    ]


def _guid_in(part: Message) -> UUID | None:
    """The id of our email in the part that brings its headers back."""
    kind = part.get_content_type()
    payload = part.get_payload()
    inner = payload[0] if isinstance(payload, list) and payload else None
    if kind == "message/rfc822" and isinstance(inner, Message):
        return guid_of(str(inner.get("Message-ID", "")))
    if kind == "text/rfc822-headers" and isinstance(part, EmailMessage):
        headers = message_from_bytes(part.get_content().encode(), policy=policy.default)
        return guid_of(str(headers.get("Message-ID", "")))
    return None


def _failures(part: Message, guid: UUID) -> Iterator[Report]:
    blocks = part.get_payload()
    for block in blocks if isinstance(blocks, list) else []:
        if not isinstance(block, Message) or not _has_failed(block):
            continue
        status = str(block.get("Status", ""))
        said = str(block.get("Diagnostic-Code", "")).partition(";")[2] or status
        named = str(block.get("Final-Recipient", "") or block.get("Original-Recipient", ""))
        yield Report(
            guid=guid,
            recipient=named.partition(";")[2].strip().strip("<>").lower(),
            is_permanent=_is_permanent(status),
            text=_text(status, said),
        )


def _has_failed(block: Message) -> bool:
    return str(block.get("Action", "")).strip().lower() == "failed"


def read_events(content: bytes) -> list[Report]:
    """The failures that a mail provider posts as JSON; the runbook gives the form.

    Raises BadReport for anything else: the provider is then set up wrongly and must see it.
    """
    try:
        events = json.loads(content)["events"]
        if not isinstance(events, list) or len(events) > MOST_EVENTS:
            raise BadReport(f"Give a list of at most {MOST_EVENTS} events.")
        return [report for event in events if (report := _of_event(event))]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadReport("This is not the JSON that the runbook describes.") from error


def _of_event(event: dict[str, object]) -> Report | None:
    if event["event"] not in ("bounced", "deferred"):
        return None
    guid = guid_of(str(event["message_id"]))
    if guid is None:
        return None
    status = str(event.get("status", ""))
    return Report(
        guid=guid,
        recipient=str(event.get("recipient", "")).strip().lower(),
        is_permanent=event["event"] == "bounced" and _is_permanent(status or "5.0.0"),
        text=_text(status, str(event.get("diagnostic", ""))),
    )


def guid_of(message_id: str) -> UUID | None:
    """The id in a Message-ID of ours; None for anybody else's."""
    local, at, domain = message_id.strip().strip("<>").partition("@")
    if not at or domain.lower() != settings.EMAIL_MESSAGE_ID_DOMAIN.lower():
        return None
    try:
        return UUID(local)
    except ValueError:
        return None


def _is_permanent(status: str) -> bool:
    found = STATUS.search(status)
    return found is not None and found.group(1) == "5" and found.group(0) != FULL_MAILBOX


def _text(status: str, said: str) -> str:
    said = said.strip()
    whole = said if status in said else f"{status} {said}"
    return without_addresses(whole)[:TEXT_LENGTH] or "The receiving server gave no reason."
