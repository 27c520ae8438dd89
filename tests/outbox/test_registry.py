"""Kinds of email: registered once, found by name, each of them complete."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import pytest

from recruitment.outbox.registry import (
    UnknownKind,
    email_class_for,
    register_email,
    registered_emails,
    unregister_email,
)
from recruitment.outbox.rendering import render
from tests.outbox.kinds import Note


def test_a_kind_is_found_by_its_name():
    assert email_class_for("test_note") is Note


def test_registering_the_same_class_again_changes_nothing():
    assert register_email(Note) is Note
    assert email_class_for("test_note") is Note


def test_an_unknown_kind_is_an_error():
    with pytest.raises(UnknownKind, match="'nothing_like_it'"):
        email_class_for("nothing_like_it")


def test_kinds_come_in_the_order_of_their_names():
    names = [email.kind for email in registered_emails()]
    assert names == sorted(names)
    assert {"test_broken", "test_invitation", "test_note"} <= set(names)


def test_two_classes_cannot_share_a_kind():
    @dataclass(frozen=True)
    class Impostor:
        kind: ClassVar[str] = "test_note"
        version: ClassVar[int] = 1

    with pytest.raises(ValueError, match="Two kinds of email are named test_note"):
        register_email(Impostor)


@pytest.mark.parametrize("name", ["", "ab", "Test", "test-note", "../secret", "x" * 65])
def test_a_kind_is_a_plain_name_since_it_names_templates(name):
    @dataclass(frozen=True)
    class Odd:
        kind: ClassVar[str] = name
        version: ClassVar[int] = 1

    with pytest.raises(ValueError, match="is not a kind"):
        register_email(Odd)


def test_a_kind_is_a_dataclass():
    class Plain:
        kind = "test_plain"
        version = 1

    with pytest.raises(ValueError, match="must be a frozen dataclass"):
        register_email(Plain)


def test_an_unregistered_kind_is_forgotten():
    unregister_email("test_note")
    with pytest.raises(UnknownKind):
        email_class_for("test_note")


def test_every_kind_of_the_portal_can_be_previewed():
    """Whatever the apps registered: both parts, one-line subject, our mailbox, no escaping."""
    kinds = [email for email in registered_emails() if not email.kind.startswith("test_")]
    assert "application_received" in [kind.kind for kind in kinds]
    for kind in kinds:
        rendered = render(kind.sample())
        assert rendered.subject, kind.kind
        assert "\n" not in rendered.subject, kind.kind
        assert kind.version >= 1, kind.kind
        for part in (rendered.text, rendered.html):
            assert "recruitment@met.example" in part or rendered.reply_to in part, kind.kind
            assert "noreply" not in part.lower(), kind.kind
            assert "no-reply" not in part.lower(), kind.kind
        for sign in ("&amp;", "&#x27;", "&lt;", "{{", "{%"):
            assert sign not in rendered.text, kind.kind
        for what in ("<img", "<script", "<link", "{{", "{%"):
            assert what not in rendered.html, kind.kind
