"""Thirty people who apply for one vacancy of its own, and marks where nobody marks by hand.

Run as a process of its own against a portal's database, as `stages.py` is:
`python -m tests.journeys.crowd make|mark|sessions|offer|bounce`. It uses the product's services.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import struct
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.journeys.stages import environment_of

REFERENCE = "MPS-26-0930"
TITLE = "Custody Records Analyst (Band D)"
NUMBER = 30
PREFIX = "crowd"
CHAIR = f"{PREFIX}-chair"
OFFERED = f"{PREFIX}-offered"  # with a suffix: somebody who has an offer and has not replied
OPENED = timedelta(days=10)


def username(number: int) -> str:
    """Who applied as this number, from 1 on; the password is the demo's."""
    return f"{PREFIX}-{number:02}"


def email(name: str) -> str:
    """Their address."""
    return f"{name}@people.example"


def tell(port: int, what: str, *more: str) -> list[str]:
    """Do it in the portal that answers at `port`; returns what it printed, by line."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.journeys.crowd", what, *more],
        cwd=Path(__file__).resolve().parent.parent.parent,
        env={**os.environ, **environment_of(port)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def code_of_chair() -> str:
    """The chair's current code (RFC 6238): the demo's page of codes does not know them."""
    secret = hashlib.sha256(f"demo second factor of {CHAIR}".encode()).digest()[:20]
    digest = hmac.digest(secret, struct.pack(">Q", int(time.time()) // 30), "sha1")
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def main() -> None:
    """`make` the vacancy and its applications, `mark` them, print `sessions`; `offer` to one more,
    and let an email `bounce`."""
    import django  # noqa: PLC0415 (the settings come with the environment)

    django.setup()
    doings = {
        "make": _make,
        "mark": _mark,
        "sessions": _sessions,
        "offer": _offer,
        "bounce": _bounce,
    }
    print("\n".join(doings[sys.argv[1]](*sys.argv[2:])))


def _cast() -> Any:
    from recruitment.accounts.models import User  # noqa: PLC0415
    from recruitment.demo import stories  # noqa: PLC0415

    users = {one.username: one for one in User.objects.filter(username__in=_STAFF)}
    return stories.Cast(users["rowan"], users["sasha"], users["sidney"])


_STAFF = ("rowan", "sasha", "sidney")


def _make() -> list[str]:
    """The references of the applications, in the order of their people."""
    vacancy = _vacancy()
    return [_apply(vacancy.reference, username(n + 1), f"Crowd{n + 1:02}") for n in range(NUMBER)]


def _vacancy() -> Any:
    from django.utils import timezone  # noqa: PLC0415

    from recruitment.accounts.models import User  # noqa: PLC0415
    from recruitment.accounts.roles import Role  # noqa: PLC0415
    from recruitment.demo.clock import on_the_clock  # noqa: PLC0415
    from recruitment.demo.load_people import _load  # noqa: PLC0415
    from recruitment.demo.people import STAFF, Person  # noqa: PLC0415
    from recruitment.demo.stories import INTERNAL  # noqa: PLC0415
    from vacancies.models import Vacancy  # noqa: PLC0415
    from vacancies.services import copy_vacancy, edit_vacancy, publish_vacancy  # noqa: PLC0415
    from vacancies.services.team import add_team_member  # noqa: PLC0415

    found = Vacancy.objects.filter(reference=REFERENCE).first()
    if found is not None:
        return found
    chair = Person(CHAIR, "Corin", "Chair", "chairs a panel", (Role.PANEL_CHAIR,))
    with on_the_clock(timezone.now() - OPENED):
        original = Vacancy.objects.get(reference=INTERNAL)
        vacancy = copy_vacancy(by=None, vacancy_id=original.pk, reference=REFERENCE)
        changes = {"title": TITLE, "budget_code": "CC-30", "approval_reference": "AP-30"}
        edit_vacancy(by=None, vacancy_id=vacancy.pk, changes=changes)
        users = {one.username: one for one in User.objects.all()} | {CHAIR: _load(chair)}
        for person in (*(one for one in STAFF if one.teams), chair):
            role = person.roles[0].value
            add_team_member(by=None, vacancy_id=vacancy.pk, user=users[person.username], role=role)
        publish_vacancy(by=None, vacancy_id=vacancy.pk)
    return vacancy


def _apply(reference: str, name: str, last_name: str, *, steps: int = 1) -> str:
    from django.db import transaction  # noqa: PLC0415

    from applicants.models import Application  # noqa: PLC0415
    from recruitment.accounts.models import StandingKind  # noqa: PLC0415
    from recruitment.demo import stories  # noqa: PLC0415
    from recruitment.demo.load_people import _load  # noqa: PLC0415
    from recruitment.demo.people import Person  # noqa: PLC0415

    person = Person(name, "Wren", last_name, "applied", standing=StandingKind.POLICE_STAFF)
    user = _load(person)
    story = stories.Story(name, reference, stories.CONFIRMED_STAFF, steps)
    with transaction.atomic():
        stories.tell_story(story, person=person, user=user, cast=_cast())
    application: Application = Application.objects.get(candidate__user=user)
    return application.reference


def _mark(best: str) -> list[str]:
    """A 4 for the application with the reference `best`, a 1 for all others, from both markers,
    where they have not marked it yet."""
    from applicants.models import Application, SiftMarking  # noqa: PLC0415
    from applicants.selectors.criteria import criteria_to_sift  # noqa: PLC0415
    from applicants.services.sifting import record_sift_score  # noqa: PLC0415
    from recruitment.demo.stories import _declare_nobody  # noqa: PLC0415

    cast = _cast()
    marked = {}
    for application in Application.objects.filter(vacancy__reference=REFERENCE, status="sift"):
        for marker in (cast.sifter, cast.second):
            _declare_nobody(application.vacancy_id, marker)
            own = SiftMarking.objects.filter(application=application, marker=marker)
            if own.filter(completed_at__isnull=False).exists():
                continue
            for criterion in criteria_to_sift(application.vacancy_id):
                record_sift_score(
                    application_id=application.pk,
                    by=marker,
                    criterion=criterion.code,
                    score=4 if application.reference == best else 1,
                    comment="Marked.",
                )
            marked[application.reference] = marker
    return list(marked)


def _offer(suffix: str) -> list[str]:
    """Somebody with an offer that waits for the reply, at the demo's internal vacancy."""
    from recruitment.demo.stories import INTERNAL  # noqa: PLC0415

    return [_apply(INTERNAL, f"{OFFERED}-{suffix}", f"Offered{suffix}", steps=7)]


def _sessions() -> list[str]:
    """A session cookie for each person, in their order: thirty sign-ins a minute are too many."""
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from recruitment.accounts.models import User  # noqa: PLC0415

    found = []
    for number in range(1, NUMBER + 1):
        client = Client()
        client.force_login(User.objects.get(username=username(number)))
        found.append(client.cookies[settings.SESSION_COOKIE_NAME].value)
    return found


def _bounce(address: str) -> list[str]:
    """The mail server reports that the newest email to `address` cannot be delivered."""
    from recruitment.outbox.models import OutboxEmail  # noqa: PLC0415
    from recruitment.outbox.reports import Report  # noqa: PLC0415
    from recruitment.outbox.services.bouncing import take_report  # noqa: PLC0415

    row = OutboxEmail.objects.filter(to_address=address).latest("pk")
    text = f"550 5.1.1 <{address}>: there is no such mailbox"
    take_report(Report(guid=row.guid, recipient=address, is_permanent=True, text=text))
    return [row.kind]


if __name__ == "__main__":
    main()
