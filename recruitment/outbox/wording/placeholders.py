"""What a kind of email offers to whoever words it: its fields, by what each may be used for."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from enum import StrEnum

from django.conf import settings

from recruitment.outbox.registry import Email


class Use(StrEnum):
    """What a placeholder stands for."""

    TEXT = "text"
    PARAGRAPHS = "paragraphs"  # may hold line breaks: never in a subject
    LINK = "link"
    LIST = "list"
    SWITCH = "switch"  # in conditions only


LISTS = frozenset({"tuple[str, ...]", "tuple[tuple[str, str], ...]"})
# Of the service itself; every kind has them.
COMMON = ("service_name", "organisation_name", "contact_mailbox")


def placeholders_of(kind: type[Email]) -> dict[str, Use]:
    """The placeholders of this kind, in the order of its fields, then those that all have."""
    multiline: frozenset[str] = getattr(kind, "multiline", frozenset())
    own = {
        field.name: _use(field.name, str(field.type), multiline)
        for field in dataclasses.fields(kind)  # type: ignore[arg-type]
        if field.init
    }
    return own | dict.fromkeys(COMMON, Use.TEXT)


def _use(name: str, annotation: str, multiline: frozenset[str]) -> Use:
    if annotation in LISTS:
        return Use.LIST
    if annotation not in ("str", "int"):
        return Use.SWITCH
    if name == "link" or name.endswith("_link"):
        return Use.LINK
    return Use.PARAGRAPHS if name in multiline else Use.TEXT


def values_of(email: Email, contact_mailbox: str) -> dict[str, object]:
    """What the placeholders stand for in one email."""
    fields = dataclasses.fields(email)  # type: ignore[arg-type]
    own: dict[str, object] = {field.name: getattr(email, field.name) for field in fields}
    return own | {
        "service_name": settings.SERVICE_NAME,
        "organisation_name": settings.ORGANISATION_NAME,
        "contact_mailbox": contact_mailbox,
    }


def must_say(kind: type[Email]) -> frozenset[str]:
    """Placeholders beside the links that no wording of this kind may leave out."""
    required: frozenset[str] = getattr(kind, "must_say", frozenset())
    return required


def in_conditions(uses: Mapping[str, Use]) -> str:
    """The names that conditions may ask, for a sentence."""
    return ", ".join(f"[if {name}]" for name, use in uses.items() if use is Use.SWITCH)
