"""The desk's measurements inside one process. Prints one line of JSON.

python -m tests.bench.desk_work who      cookies and addresses for the measurements by HTTP
python -m tests.bench.desk_work submit   P5: applications sent, against the floor F5
python -m tests.bench.desk_work bulk     P7: one step for a thousand applications
"""

from __future__ import annotations

import json
import resource
import statistics
import sys
import time
import uuid
from typing import Any

import django

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from applicants.choices import Status  # noqa: E402
from applicants.desk.models import BulkItem, BulkRun  # noqa: E402
from applicants.desk.services import bulk  # noqa: E402
from applicants.models import Application, Candidate  # noqa: E402
from applicants.sections import sections_for  # noqa: E402
from applicants.selectors.sections import saved_section  # noqa: E402
from applicants.selectors.staff import applications_for_staff  # noqa: E402
from applicants.services.applying import (  # noqa: E402
    save_section,
    start_application,
    submit_application,
)
from recruitment.accounts.models import User  # noqa: E402
from recruitment.demo.filling import answers_for  # noqa: E402
from recruitment.demo.people import EVERYBODY  # noqa: E402
from recruitment.outbox.models import OutboxEmail  # noqa: E402
from tests.accounts.people import client_with_second_factor  # noqa: E402
from vacancies.choices import Route  # noqa: E402
from vacancies.models import Vacancy  # noqa: E402

CASEY = next(one for one in EVERYBODY if one.username == "casey")
ROUNDS = 3
SUBMITTED = 60  # in each round
MOVED = 1_000


def main(what: str) -> None:
    """Measure one thing."""
    print(json.dumps({"who": who, "submit": submit, "bulk": move_many}[what]()))


def _cookie(user: User) -> str:
    morsel = client_with_second_factor(user).cookies["sessionid"]
    return f"sessionid={morsel.value}"


def _open_vacancies() -> list[Vacancy]:
    now = timezone.now()
    found = Vacancy.objects.filter(
        route=Route.EXTERNAL_STAFF, reference__regex=r"^MPS-26-\d{6}$", opens_at__lt=now
    )
    return [one for one in found.order_by("-pk")[:400] if one.accepts_applications_at(now)]


def _draft(user: User, vacancies: list[Vacancy]) -> Application:
    """A draft in which every section is complete, for a vacancy that is new to this person."""
    had = set(Application.objects.filter(candidate__user=user).values_list("vacancy", flat=True))
    vacancy = next(one for one in vacancies if one.pk not in had)
    checked = {"left_before": "no"}
    draft = start_application(vacancy=vacancy, by=user, eligibility_answers=checked)
    for section in sections_for(vacancy):
        answers = answers_for(section, CASEY, today=timezone.localdate())
        if section.code == "personal":
            answers |= {"given_names": "Linden", "family_name": _name_of_letters(user.pk)}
        save_section(
            application_id=draft.pk, by=user, code=section.code, answers=answers,
            version=saved_section(draft, section).version, completed=True,
        )  # fmt: skip
    return draft


def _name_of_letters(number: int) -> str:
    """A name of its own: digits do not tell people apart, and namesakes are compared."""
    return "Bench" + "".join(chr(ord("a") + int(digit)) for digit in str(number))


def who() -> dict[str, str]:
    """A recruiter with many vacancies, somebody who sees all, and a candidate with a draft."""
    rowan, dana = (User.objects.get(username=name) for name in ("rowan", "dana"))
    scope = applications_for_staff(rowan)
    case = scope.filter(status=Status.CHECKS, reference__startswith="A-25").first()
    vacancy_id = scope.filter(reference__startswith="A-25").values_list("vacancy_id").first()
    user = Candidate.objects.filter(user__username__startswith="many.").latest("pk").user
    draft = _draft(user, _open_vacancies())
    return {
        "recruiter": _cookie(rowan),
        "all": _cookie(dana),
        "candidate": _cookie(user),
        "tasks": reverse("applicants:tasks", args=[draft.pk]),
        "section": reverse("applicants:section", args=[draft.pk, "statement"]),
        "case": str(case.pk) if case else "",
        "vacancy": str(vacancy_id[0]) if vacancy_id else "",
        "rows": str(scope.count()),
        "every": str(applications_for_staff(dana).count()),
    }


def submit() -> dict[str, Any]:
    """Complete drafts are sent one after the other, in turns with the floor."""
    people = Candidate.objects.filter(user__username__startswith="many.").select_related("user")
    vacancies = _open_vacancies()
    users = [one.user for one in people.order_by("pk")[: SUBMITTED * ROUNDS + 5]]
    drafts = [(_draft(user, vacancies[number % 9 :]), user) for number, user in enumerate(users)]
    floor = _Floor()
    for draft, user in drafts[:4]:
        submit_application(application_id=draft.pk, by=user)
        floor.store()
    with CaptureQueriesContext(connection) as queries:
        submit_application(application_id=drafts[4][0].pk, by=drafts[4][1])
    ours, theirs = [], []
    for number in range(ROUNDS):
        first = 5 + number * SUBMITTED
        started = time.perf_counter()
        for draft, user in drafts[first : first + SUBMITTED]:
            submit_application(application_id=draft.pk, by=user)
        ours.append(SUBMITTED / (time.perf_counter() - started))
        started = time.perf_counter()
        for _ in range(SUBMITTED):
            floor.store()
        theirs.append(SUBMITTED / (time.perf_counter() - started))
    asked = [one for one in queries if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    return {
        "rate": statistics.median(ours),
        "floor": statistics.median(theirs),
        "queries": len(asked),
    }


class _Floor:
    """F5: an application stored with six statements in one transaction, and nothing checked."""

    TABLES = ("application", "section", "decision", "change", "audit", "email")

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            for name in self.TABLES:
                cursor.execute(f"DROP TABLE IF EXISTS floor_stored_{name}")
                cursor.execute(
                    f"CREATE TABLE floor_stored_{name} (id uuid PRIMARY KEY, about uuid,"
                    " at timestamptz, words jsonb)"
                )
                cursor.execute(f"CREATE INDEX ON floor_stored_{name} (about, at)")

    @transaction.atomic
    def store(self) -> None:
        """One application."""
        about, words = uuid.uuid4(), json.dumps({"text": "evidence " * 60})
        with connection.cursor() as cursor:
            for name in self.TABLES:
                cursor.execute(
                    f"INSERT INTO floor_stored_{name} VALUES (%s, %s, %s, %s)",  # nosec B608
                    [uuid.uuid4(), about, timezone.now(), words],
                )


def move_many() -> dict[str, Any]:
    """A thousand applications are chosen, checked, confirmed and moved, each with its email."""
    rowan = User.objects.get(username="rowan")
    # Each measurement needs as many again: those that an earlier one moved come back first.
    moved = Application.objects.filter(status=Status.SIFT, reference__startswith="A-25")
    mine = applications_for_staff(rowan).filter(reference__startswith="A-25")
    missing = MOVED - mine.filter(status=Status.SUBMITTED).count()
    if missing > 0:
        back = list(mine.filter(pk__in=moved.values("pk")).values_list("pk", flat=True)[:missing])
        Application.objects.filter(pk__in=back).update(status=Status.SUBMITTED)
    chosen = mine.filter(status=Status.SUBMITTED)[:MOVED]
    emails = OutboxEmail.objects.count()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    run = bulk.begin_run(by=rowan, action="start_sift", applications=chosen)
    begun = time.perf_counter()
    while BulkRun.objects.get(pk=run.pk).state == BulkRun.State.CHECKING:
        bulk.carry_on(run_id=run.pk)
    checked, processor = time.perf_counter(), time.process_time()
    bulk.confirm_run(run_id=run.pk, by=rowan, answers={})
    with CaptureQueriesContext(connection) as queries:
        bulk.do_next(run_id=run.pk)
    while BulkRun.objects.get(pk=run.pk).state == BulkRun.State.RUNNING:
        bulk.carry_on(run_id=run.pk)
    done = time.perf_counter()
    return {
        "chosen": run.items.count(),
        "done": run.items.filter(outcome=BulkItem.Outcome.DONE).count(),
        "emails": OutboxEmail.objects.count() - emails,
        "begin": begun - started,
        "check": checked - begun,
        "run": done - checked,
        "processor": time.process_time() - processor,
        "queries": len([one for one in queries if "SAVEPOINT" not in one["sql"]]),
        "megabytes": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory) / 1024,
    }


if __name__ == "__main__":
    main(sys.argv[1])
