"""How words are kept: as versions of a text "email.<kind>", whose history the texts keep."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from recruitment.outbox.registry import Email, UnknownKind, email_class_for
from recruitment.ui.models import TextVersion
from recruitment.ui.selectors import edited_texts, version_in_use
from recruitment.ui.texts import TextPlace, register_family

FAMILY = "email"
SUBJECT = "Subject:"


@dataclass(frozen=True, slots=True)
class Words:
    """A subject, empty for the portal's own, and the text of an email."""

    subject: str
    body: str


def key_of(kind: str) -> str:
    """The key of the text that words this kind."""
    return f"{FAMILY}.{kind}"


def join_words(words: Words) -> str:
    """The form in which they are stored."""
    body = words.body.replace("\r\n", "\n").strip()
    return f"{SUBJECT} {words.subject}".strip() + f"\n\n{body}"


def split_words(text: str) -> Words:
    """The stored form apart again; empty is the portal's own words."""
    first, _, body = text.partition("\n")
    return Words(first.removeprefix(SUBJECT).strip(), body.strip())


def wording_number(kind: str) -> int | None:
    """The version that emails of this kind are queued with; None for the portal's own words."""
    return version_in_use(key_of(kind))


def words_in_use(kind: type[Email]) -> Words:
    """What staff wrote for this kind last; empty where the portal's own words hold."""
    return split_words(edited_texts().get(key_of(kind.kind), ""))


def words_of_version(number: int | None) -> Words | None:
    """The words that an email was queued with; None for the portal's own."""
    if number is None:
        return None
    version = TextVersion.objects.filter(pk=number).first()
    return split_words(version.text) if version is not None else None


def _place_of(kind: str) -> TextPlace:
    from recruitment.outbox.wording.checking import check_stored  # noqa: PLC0415 - it reads these

    try:
        email_class = email_class_for(kind)
    except UnknownKind as error:
        raise KeyError(kind) from error
    return TextPlace(
        key=key_of(kind),
        title=f"Email: {kind}",
        where="In an email.",
        default="",
        check=partial(check_stored, email_class),
    )


def register() -> None:
    """Make the words of emails texts that staff may change."""
    register_family(FAMILY, _place_of)
