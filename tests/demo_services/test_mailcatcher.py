"""The mail catcher: what goes in by SMTP lies in the directory, whole and private."""

from __future__ import annotations

import asyncio
import smtplib
import stat
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.smtp import Envelope

from recruitment.demo import ports
from recruitment.demo.mailcatcher import Mailbox
from recruitment.demo.places import PROJECT


def test_a_sent_message_is_kept_byte_for_byte(tmp_path: Path) -> None:
    with ports.listen("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
        catcher = subprocess.Popen(
            [sys.executable, "-m", "recruitment.demo.mailcatcher", "--directory",
             str(tmp_path / "mail"), "--descriptor", str(listener.fileno())],
            cwd=PROJECT,
            pass_fds=[listener.fileno()],
        )  # fmt: skip
    try:
        message = EmailMessage()
        message["Subject"] = "Your application"
        message["From"] = "recruitment@met.example"
        message["To"] = "ada.quill@post.example"
        message.set_content("Dear Ada\n.\n.a line with a dot\nGrüße\n")
        with smtplib.SMTP("127.0.0.1", port, timeout=20) as connection:
            refused = connection.send_message(
                message, to_addrs=["ada.quill@post.example", "copy@post.example"]
            )
        assert refused == {}
        (kept,) = (tmp_path / "mail").glob("*.eml")
        how, x_rcpt, x_at, body = kept.read_bytes().split(b"\r\n", 3)
        assert how == b"X-Mail-From: recruitment@met.example"
        assert x_rcpt == b"X-Rcpt-To: ada.quill@post.example, copy@post.example"
        assert x_at.startswith(b"X-Received-At: 20")
        assert body == message.as_bytes().replace(b"\n", b"\r\n")
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
    finally:
        catcher.terminate()
        assert catcher.wait(10) == 0


def test_the_oldest_go_when_there_are_too_many(tmp_path: Path) -> None:
    mailbox = Mailbox(tmp_path / "mail", limit=3)
    names = [
        mailbox.keep(f"{number}".encode(), sender="a@met.example", recipients=["b@post.example"])
        for number in range(5)
    ]
    assert sorted((tmp_path / "mail").iterdir()) == names[2:]


def test_a_header_cannot_be_smuggled_in_by_an_address(tmp_path: Path) -> None:
    mailbox = Mailbox(tmp_path)
    kept = mailbox.keep(b"body", sender="a@met.example\r\nSubject: no", recipients=["b@x.example"])
    assert kept.read_bytes().split(b"\r\n")[0] == b"X-Mail-From: a@met.example Subject: no"


def test_half_written_drafts_of_an_earlier_life_go(tmp_path: Path) -> None:
    (tmp_path / ".20260101T000000.eml.part").write_bytes(b"half")
    Mailbox(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_taken_port_gives_another_one() -> None:
    with ports.listen("127.0.0.1", 0) as taken:
        wanted = taken.getsockname()[1]
        with ports.listen_near("127.0.0.1", wanted) as other:
            assert other.getsockname()[1] not in {0, wanted}


def test_a_full_disk_asks_the_sender_to_come_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox = Mailbox(tmp_path)
    envelope = Envelope()
    envelope.mail_from, envelope.rcpt_tos = "a@met.example", ["b@post.example"]
    envelope.content = b"body"

    def no_space(source: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "rename", no_space)
    answer = asyncio.run(mailbox.handle_DATA(None, None, envelope))
    assert answer == "452 4.3.1 The mailbox could not be written to; try again later"
    assert list(tmp_path.iterdir()) == []
