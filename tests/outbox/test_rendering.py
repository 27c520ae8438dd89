"""Both parts, the headers, and nothing smuggled in."""

from __future__ import annotations

import pytest
from django.core import mail
from django.template import TemplateDoesNotExist

from recruitment.outbox.addresses import clean_subject, one_line, without_addresses
from recruitment.outbox.rendering import build_message, render
from tests.outbox.kinds import Broken, Invitation, Note

FOOTER = """\
Metropolitan Police Service
Met recruitment: https://portal.example

--
You are getting this email because you asked for something in the Met recruitment service, or have an account there.
Questions? Reply to this email, or write to recruitment@met.example. A person reads it.
We will never ask you for your password in an email.
"""  # noqa: E501 - the lines of an email


def test_the_text_part_reads_as_plain_text():
    note = Note(name="Zoë O'Test & Co", feedback="First.\n\nSecond <b>.", points=("one", "two"))
    assert render(note).text == (
        "Dear Zoë O'Test & Co,\n\nFirst.\n\nSecond <b>.\n\n- one\n- two\n\n" + FOOTER
    )


def test_the_html_part_escapes_what_people_wrote():
    html = render(Note(name="<script>alert(1)</script>", feedback="a < b")).html
    assert "<script" not in html
    assert "<p>Dear &lt;script&gt;alert(1)&lt;/script&gt;,</p>" in html
    assert "<p>a &lt; b</p>" in html
    assert '<a href="https://portal.example"' in html


def test_the_html_part_is_a_plain_page_that_loads_nothing():
    html = render(Note.sample()).html
    assert html.startswith('<!DOCTYPE html>\n<html lang="en-GB">')
    assert "<title>A note for Test Sample</title>" in html
    assert "max-width:600px" in html
    assert "Metropolitan Police Service" in html
    for what in ("<img", "<link", "<script", "<style", "@import", "url(", "src="):
        assert what not in html


@pytest.mark.parametrize(
    "name",
    [
        "Eve\r\nBcc: victim@mail.example",
        "Eve\nBcc: victim@mail.example",
        "Eve\rBcc: victim@mail.example",
        "Eve\u2028Bcc: victim@mail.example",
        "Eve\x00\x0b\x0c\x85Bcc: victim@mail.example",
    ],
)
def test_a_name_cannot_add_a_header_or_a_paragraph(queue, name):
    message = build_message(queue(), Note(name=name))
    flat = "Eve Bcc: victim@mail.example"
    assert message.subject == f"A note for {flat}"
    assert message.body.startswith(f"Dear {flat},\n")
    parsed = message.message()
    assert parsed["Bcc"] is None
    assert parsed.get_all("To") == ["person.one@mail.example"]
    assert message.recipients() == ["person.one@mail.example"]


def test_texts_inside_lists_are_one_line_too():
    text = render(Note(name="A", points=("one\n\nPay here", "two"))).text
    assert "- one Pay here\n- two\n" in text


def test_a_long_subject_is_cut():
    assert clean_subject("word " * 40) == ("word " * 40)[:149].rstrip() + "…"
    assert clean_subject(" a \t b ") == "a b"


def test_one_line_keeps_letters_and_drops_controls():
    assert one_line("Zoë\u2029 Ω\x7f x") == "Zoë Ω x"


def test_addresses_are_taken_out_of_server_errors():
    assert without_addresses("550 <a.b@mail.example>: no a@b") == "550 <[address]>: no [address]"


def test_the_headers_say_who_answers_and_that_a_machine_wrote(queue, settings):
    row = queue()
    message = build_message(row, Note.sample()).message()
    headers = {name: message[name] for name in message.keys()}  # noqa: SIM118 - not a mapping
    assert headers["Message-ID"] == f"<{row.guid}@met.example>"
    assert headers["Auto-Submitted"] == "auto-generated"
    assert headers["From"] == "Met recruitment <recruitment@met.example>"
    assert headers["Reply-To"] == "recruitment@met.example"
    assert headers["To"] == "person.one@mail.example"
    assert headers["Subject"] == "A note for Test Sample"
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]


def test_every_copy_has_the_same_message_id(queue):
    row = queue()
    first, second = (build_message(row, Note.sample()).message()["Message-ID"] for _ in range(2))
    assert first == second == row.message_id


def test_files_and_an_own_mailbox(queue):
    invitation = Invitation(filename="../../when\r\nX: y.ics")
    message = build_message(queue(kind="test_invitation"), invitation)
    assert message.reply_to == ["panel@met.example"]
    assert message.attachments == [
        ("..%2F..%2Fwhen X%3A y.ics", "BEGIN:VCALENDAR", "text/calendar")
    ]
    assert "write to panel@met.example." in message.body
    assert "because you are invited." in message.body
    assert "have an account there" not in message.body


def test_an_email_without_a_template_is_an_error():
    with pytest.raises(TemplateDoesNotExist, match=r"emails/test_broken\.txt"):
        render(Broken())


def test_it_survives_the_mail_library(queue, mailoutbox):
    build_message(queue(), Note.sample()).send()
    assert mailoutbox == mail.outbox
    assert len(mailoutbox) == 1
