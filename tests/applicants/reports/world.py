"""Applications with a history, for counting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from applicants.choices import Status
from applicants.models import Application, EligibilityDecision, StatusChange
from applicants.reports.asked import Asked
from recruitment.access.device import Device
from recruitment.accounts.models import User
from recruitment.accounts.roles import Role
from tests.accounts.people import make_staff
from tests.applicants.factories import make_application, make_candidate, make_vacancy
from vacancies.models import TeamMember, Vacancy

MET_DEVICE = Device(trusted=True, how="test")
# A Monday; the week after the next has no bank holiday either.
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SENT = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)


def make_team(*vacancies: Vacancy, role: Role = Role.RECRUITER, username: str = "rec") -> User:
    user = make_staff(role, username=username)
    for vacancy in vacancies:
        TeamMember.objects.create(vacancy=vacancy, user=user, role="recruiter")
    return user


def asked_by(user: User, **fields: Any) -> Asked:
    values = {
        "device": MET_DEVICE, "since": date(2026, 1, 1), "until": date(2026, 12, 31),
        "vacancy": None, "at": NOW,
    }  # fmt: skip
    return Asked(user=user, **{**values, **fields})


def walk(
    vacancy: Vacancy, steps: Sequence[tuple[str, str, int]], *, sent: datetime = SENT, **fields: Any
) -> Application:
    """An application whose history is these steps: event, status, days after it was sent."""
    status = Status(steps[-1][1]) if steps else Status.SUBMITTED
    application = make_application(
        vacancy=vacancy, candidate=make_candidate(), status=status, **fields
    )
    before, last = "draft", sent
    for sequence, (event, to, days) in enumerate((("submit", "submitted", 0), *steps), start=1):
        last = sent + timedelta(days=days)
        StatusChange.objects.create(
            application=application, sequence=sequence, event=event, from_status=before,
            to_status=to, at=last, actor_kind="system",
        )  # fmt: skip
        before = to
    Application.objects.filter(pk=application.pk).update(submitted_at=sent, status_since=last)
    return Application.objects.get(pk=application.pk)


def decide(application: Application, at: datetime, **outcomes: str) -> None:
    EligibilityDecision.objects.create(
        application=application, made_at=at, occasion="submission", as_of=at.date(), ruleset="x",
        result="eligible", given={},
        decided={
            "rules": [
                {"rule": rule.replace("__", "."), "outcome": outcome, "text": "Words."}
                for rule, outcome in outcomes.items()
            ]
        },
    )  # fmt: skip


__all__ = ["MET_DEVICE", "NOW", "SENT", "asked_by", "decide", "make_team", "make_vacancy", "walk"]
