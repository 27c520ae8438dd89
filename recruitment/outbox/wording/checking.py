"""What words of staff must and must not hold before they are sent to anybody."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.conf import settings
from django.core.exceptions import ValidationError

from recruitment.outbox.addresses import SUBJECT_LENGTH
from recruitment.outbox.registry import Email, registered_emails
from recruitment.outbox.wording.first_words import first_words
from recruitment.outbox.wording.language import (
    Node,
    Value,
    When,
    WordingError,
    names_asked,
    names_in,
    read_words,
)
from recruitment.outbox.wording.layout import Writer
from recruitment.outbox.wording.placeholders import Use, must_say, placeholders_of, values_of
from recruitment.outbox.wording.stored import Words, split_words, words_in_use

BODY_LENGTH = 10_000
TAGS = re.compile(r"\{[{%#]|[}%#]\}")
ADDRESS = re.compile(r"https?:|www\.", re.IGNORECASE)


def check_words(kind: type[Email], words: Words) -> None:
    """Raises ValidationError with one sentence for each field that is wrong."""
    errors: dict[str, str] = {}
    for name, text in (("subject", words.subject), ("body", words.body)):
        try:
            _check_text(kind, text)
            if name == "body":
                _check_body(kind, text)
            else:
                _check_subject(kind, text)
        except WordingError as error:
            errors[name] = str(error)
    if errors:
        raise ValidationError(errors)


def check_stored(kind: type[Email], text: str) -> None:
    """The same for the stored form; empty means the portal's own words. Raises ValidationError."""
    if text:
        check_words(kind, split_words(text))


def _check_text(kind: type[Email], text: str) -> None:
    if TAGS.search(text):
        raise WordingError(
            "Template tags are not read here. Placeholders stand in square brackets: [name]."
        )
    if "<" in text or ">" in text:
        raise WordingError("Write plain words. HTML, and the signs < and >, cannot be used.")
    if ADDRESS.search(text):
        raise WordingError("Do not type web addresses. Use a placeholder that stands for a link.")
    uses = placeholders_of(kind)
    nodes = read_words(text)
    for name in [*names_in(nodes), *names_asked(nodes)]:
        if name not in uses:
            raise WordingError(
                f"There is no placeholder [{name}] in this email. The list below has those it has."
            )
    for name in names_in(nodes):
        if uses[name] is Use.SWITCH:
            raise WordingError(f"[{name}] has no words of its own. Use it as [if {name}] … [end].")


def _check_subject(kind: type[Email], subject: str) -> None:
    if "\n" in subject:
        raise WordingError("A subject is one line.")
    if len(subject) > SUBJECT_LENGTH:
        raise WordingError(f"A subject has at most {SUBJECT_LENGTH} characters.")
    uses = placeholders_of(kind)
    for name in names_in(read_words(subject)):
        if uses[name] is not Use.TEXT:
            raise WordingError(f"[{name}] cannot stand in a subject.")
    if not subject:
        return
    mine = sample_subject(kind, subject)
    for other in registered_emails():
        if other is not kind and mine == sample_subject(other, words_in_use(other).subject):
            raise WordingError(
                f"The email “{other.kind}” has this subject. People tell emails apart by it."
            )


def _check_body(kind: type[Email], body: str) -> None:
    if not body:
        raise WordingError("Write the text of the email.")
    if len(body) > BODY_LENGTH:
        raise WordingError(f"The text has at most {BODY_LENGTH:,} characters.")
    nodes = read_words(body)
    for name in required_in(kind):
        if name not in set(names_in(nodes)):
            raise WordingError(f"[{name}] must stand in the text.")
    for name in always_required_in(kind):
        if name not in set(names_in(nodes, always=True)):
            raise WordingError(
                f"[{name}] must stand outside of any [if …], so that it is always there."
            )
    uses = placeholders_of(kind)
    for name in _lists_among_words(nodes, uses):
        raise WordingError(
            f"[{name}] stands for a list: put it on a line of its own, or after “- ”."
        )


def _lists_among_words(nodes: list[Node], uses: dict[str, Use]) -> Iterator[str]:
    """Lists with words before them on their line, or behind."""
    around: list[Node] = ["", *nodes, ""]
    for before, node, after in zip(around, around[1:], around[2:], strict=False):
        if isinstance(node, When):
            yield from _lists_among_words(node.then, uses)
            yield from _lists_among_words(node.otherwise, uses)
        elif isinstance(node, Value) and uses[node.name] is Use.LIST:
            head = before.rpartition("\n")[2].strip() if isinstance(before, str) else "words"
            tail = after.partition("\n")[0].strip() if isinstance(after, str) else "words"
            if (head and head != "-") or tail:
                yield node.name


def required_in(kind: type[Email]) -> list[str]:
    """What no wording may leave out: every link of the first words, and what the kind names."""
    uses = placeholders_of(kind)
    own = set(names_in(read_words(first_words(kind))))
    named = must_say(kind)
    return [name for name in uses if name in own and (uses[name] is Use.LINK or name in named)]


def always_required_in(kind: type[Email]) -> list[str]:
    """Those of them that no condition of the first words hides."""
    always = set(names_in(read_words(first_words(kind)), always=True))
    return [name for name in required_in(kind) if name in always]


def sample_subject(kind: type[Email], subject: str) -> str:
    """The subject with invented values; the portal's own where `subject` is empty, or where it no
    longer fits."""
    email = kind.sample()
    if not subject:
        return email.subject
    values = values_of(email, settings.CONTACT_MAILBOX)
    try:
        return Writer(values, placeholders_of(kind)).subject(subject)
    except WordingError:
        return email.subject
