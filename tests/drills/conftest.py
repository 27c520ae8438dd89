"""What every drill starts from: a mail server, a stage for processes, a person to write to."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from celery import Celery
from django.db import transaction

from recruitment import broker
from recruitment.accounts.models import User
from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.registry import register_email, unregister_email
from recruitment.outbox.services import queue_email
from recruitment.settings import base
from tests.drills.stage import Stage
from tests.outbox.kinds import KINDS
from tests.outbox.sink import MailSink


@pytest.fixture
def sink() -> Iterator[MailSink]:
    with MailSink() as server:
        yield server


@pytest.fixture
def stage(transactional_db, tmp_path: Path, sink, monkeypatch) -> Iterator[Stage]:
    """Real processes on this test's database; this process nudges their broker."""
    for kind in KINDS:
        register_email(kind)
    with Stage(tmp_path, sink) as ready:
        app = Celery("drill", broker=f"{ready.broker.url}/0", set_as_current=False)
        app.conf.broker_transport_options = base.CELERY_BROKER_TRANSPORT_OPTIONS
        app.conf.task_routes = base.CELERY_TASK_ROUTES
        monkeypatch.setattr(broker, "app", app)
        monkeypatch.setattr(broker, "breaker", broker.NudgeBreaker())
        yield ready
    for kind in KINDS:
        unregister_email(kind.kind)


@pytest.fixture
def queue(stage) -> Callable[..., OutboxEmail]:
    """Queue one email in a transaction of its own, as a status change does."""
    person = User.objects.create_user("Test-Person-One", "person.one@mail.example")

    def queue_one(number: int, *, to: str = "") -> OutboxEmail:
        with transaction.atomic():
            return queue_email(
                kind="test_note",
                dedupe_key=f"status:{number}",
                to=to or f"person.{number}@mail.example",
                ids={"user": person.pk},
                about=f"application:{number}",
            )

    return queue_one


@pytest.fixture
def report(request, capsys) -> Callable[..., None]:
    """Print a drill's figures, whether it passes or not."""

    def say(**figures: object) -> None:
        line = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in figures.items())
        with capsys.disabled():
            print(f"{os.linesep}  drill {request.node.name}: {line}", flush=True)

    return say
