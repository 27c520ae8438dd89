"""From a kind of email to a message: both parts, the headers, the files."""

from __future__ import annotations

import dataclasses
from typing import Any, cast
from urllib.parse import quote

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context, Template
from django.template import engines as template_engines
from django.template.backends.django import DjangoTemplates

from recruitment.outbox.addresses import clean_address, clean_subject, one_line
from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.registry import (
    Attachment,
    Email,
    HasAttachments,
    HasReplyTo,
    HasUnsubscribe,
)
from recruitment.outbox.wording.language import WordingError
from recruitment.outbox.wording.layout import Writer
from recruitment.outbox.wording.placeholders import placeholders_of, values_of
from recruitment.outbox.wording.stored import Words, words_of_version

logger = structlog.get_logger(__name__)


@dataclasses.dataclass(frozen=True, slots=True)
class Rendered:
    """An email as it will be read."""

    subject: str
    text: str
    html: str
    reply_to: str
    attachments: tuple[Attachment, ...]
    headers: dict[str, str]


def render(email: Email, words: Words | None = None) -> Rendered:
    """Both parts and the headers of an email, in `words` of staff or in the portal's own.

    Template errors are raised: they must be seen. Words that no longer fit the kind, because a
    release took a placeholder away, are left aside: the email goes out in the portal's own.
    """
    email = _flattened(email)
    subject, text, html = _in_own_words(email)
    if words is not None and words.body:
        try:
            subject, text, html = _in_words(email, words, subject)
        except WordingError:
            logger.error("outbox_wording_does_not_fit", kind=email.kind)
    return Rendered(
        subject=subject,
        text=_tidy(text),
        html=html.strip() + "\n",
        reply_to=_reply_to(email),
        attachments=_attachments(email),
        headers=_unsubscribe_headers(email),
    )


def _in_own_words(email: Email) -> tuple[str, str, str]:
    subject = clean_subject(email.subject)
    return (subject, *_parts(email.kind, email.kind, _context(email, subject)))


def _in_words(email: Email, words: Words, own_subject: str) -> tuple[str, str, str]:
    writer = Writer(values_of(email, _reply_to(email)), placeholders_of(type(email)))
    subject = clean_subject(writer.subject(words.subject)) if words.subject else own_subject
    context = _context(email, subject) | {"blocks": writer.blocks(words.body)}
    return (subject, *_parts("wording", email.kind, context))


def _parts(template: str, kind: str, context: dict[str, Any]) -> tuple[str, str]:
    """The text and the HTML part; a wording keeps the frame of its kind, with why people get it."""
    shown = {end: {**context, "frame": f"emails/{kind}.{end}"} for end in ("txt", "html")}
    text = _template(f"emails/{template}.txt").render(Context(shown["txt"], autoescape=False))
    html = _template(f"emails/{template}.html").render(Context(shown["html"]))
    return text, html


def build_message(row: OutboxEmail, email: Email) -> EmailMultiAlternatives:
    """The message of one outbox row. Every copy of it has the same Message-ID."""
    rendered = render(email, words_of_version(row.wording_id))
    message = EmailMultiAlternatives(
        subject=rendered.subject,
        body=rendered.text,
        # The envelope's sender, to whom servers return it; readers see the header "From".
        from_email=settings.BOUNCE_ADDRESS or settings.DEFAULT_FROM_EMAIL,
        to=[row.to_address],
        reply_to=[rendered.reply_to],
        headers={
            "From": settings.DEFAULT_FROM_EMAIL,
            "Message-ID": row.message_id,
            "Auto-Submitted": "auto-generated",  # RFC 3834: out-of-office robots stay quiet
            **rendered.headers,
        },
    )
    message.attach_alternative(rendered.html, "text/html")
    for file in rendered.attachments:
        message.attach(file.filename, file.content, file.mimetype)
    return message


def _context(email: Email, subject: str) -> dict[str, Any]:
    return {
        "email": email,
        "subject": subject,
        "base_url": settings.BASE_URL.rstrip("/"),
        "service_name": settings.SERVICE_NAME,
        "organisation_name": settings.ORGANISATION_NAME,
        "contact_mailbox": _reply_to(email),
    }


def _template(name: str) -> Template:
    """The engine's own template: its wrapper cannot switch escaping off for the text part."""
    backend = template_engines["django"]
    if not isinstance(backend, DjangoTemplates):
        raise TypeError("Emails are written in Django's template language.")
    return backend.engine.get_template(name)


def _flattened(email: Email) -> Email:
    """A copy in which every text is one line, but for the fields named in `multiline`."""
    kept: frozenset[str] = getattr(type(email), "multiline", frozenset())
    return cast("Email", _flat_fields(email, kept=kept))


def _flat_fields(value: Any, *, kept: frozenset[str] = frozenset()) -> object:
    changes = {
        field.name: _flat(getattr(value, field.name))
        for field in dataclasses.fields(value)
        if field.init and field.name not in kept
    }
    return dataclasses.replace(value, **changes)


def _flat(value: object) -> object:
    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, list):
        return [_flat(item) for item in value]
    if isinstance(value, tuple):
        return tuple(_flat(item) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _flat_fields(value)
    return value


def _reply_to(email: Email) -> str:
    return clean_address(
        email.reply_to if isinstance(email, HasReplyTo) else settings.CONTACT_MAILBOX
    )


def _attachments(email: Email) -> tuple[Attachment, ...]:
    if not isinstance(email, HasAttachments):
        return ()
    return tuple(
        dataclasses.replace(file, filename=quote(one_line(file.filename), safe=" ._-()"))
        for file in email.attachments()
    )


def _unsubscribe_headers(email: Email) -> dict[str, str]:
    """The two headers behind a mail program's own "unsubscribe" button (RFC 2369, RFC 8058)."""
    if not isinstance(email, HasUnsubscribe):
        return {}
    return {
        "List-Unsubscribe": f"<{one_line(email.unsubscribe_url)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _tidy(text: str) -> str:
    """Templates leave runs of empty lines behind; at most one stands between paragraphs."""
    lines: list[str] = []
    for line in text.strip().splitlines():
        stripped = line.rstrip()
        if stripped or (lines and lines[-1]):
            lines.append(stripped)
    return "\n".join(lines) + "\n"
