"""The tests' own kinds of email, a person to write to, and short ways to queue."""

from __future__ import annotations

import copy
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from recruitment.accounts.models import User
from recruitment.accounts.roles import Role, grant_role
from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.registry import register_email, unregister_email
from recruitment.outbox.services import nudging, queue_email
from tests.audit.people import sign_in_with_second_factor
from tests.outbox.kinds import KINDS

TEMPLATES = Path(__file__).parent / "templates"


@pytest.fixture(autouse=True)
def own_kinds(settings):
    """Registers the tests' kinds and their templates, and forgets them afterwards."""
    changed = copy.deepcopy(settings.TEMPLATES)
    changed[0]["DIRS"] = [*changed[0]["DIRS"], TEMPLATES]
    settings.TEMPLATES = changed
    for kind in KINDS:
        register_email(kind)
    yield
    for kind in KINDS:
        unregister_email(kind.kind)


@pytest.fixture(autouse=True)
def nudges(monkeypatch) -> list[tuple[str, object]]:
    """What would have gone to the broker; the broker itself is met in test_nudging and drills."""
    sent: list[tuple[str, object]] = []

    def publish(task: str, argument: object) -> bool:
        sent.append((task.rpartition(".")[2], argument))
        return True

    monkeypatch.setattr(nudging, "_publish", publish)
    return sent


@pytest.fixture
def person(db) -> User:
    return User.objects.create_user("Test-Person-One", "person.one@mail.example")


@pytest.fixture
def officer(db) -> User:
    user = User.objects.create_user("Test-Officer-One", "officer.one@met.example")
    grant_role(user=user, role=Role.DATA_PROTECTION_OFFICER, by=None)
    return user


@pytest.fixture
def recruiter(db) -> User:
    user = User.objects.create_user("Test-Recruiter-One", "recruiter.one@met.example")
    grant_role(user=user, role=Role.RECRUITER, by=None)
    return user


@pytest.fixture
def signed_in(client):
    """A client signed in with a second factor, as somebody."""
    return partial(sign_in_with_second_factor, client)


@pytest.fixture
def queue(person):
    """Queue one email to the person; each call another one unless it names a dedupe_key."""
    numbers = count(1)

    def queue_one(**values) -> OutboxEmail:
        number = next(numbers)
        return queue_email(
            **{
                "kind": "test_note",
                "dedupe_key": f"note:{number}",
                "to": person.email,
                "ids": {"user": person.pk},
                **values,
            }
        )

    return queue_one
