"""Whether and when somebody may apply again once an application has ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from applicants.choices import Status
from applicants.models import MAY_BEGIN_AGAIN, Application
from applicants.pipeline import ENDED
from eligibility.dates import tenure_date
from recruitment.ui.dates import london_date, london_deadline
from vacancies.choices import Route

# Forces that use the national assessment ask to wait so long (domain document, source 48).
CONSTABLE_WAIT_MONTHS = 6
NOT_SUCCESSFUL = (Status.SIFT_OUT, Status.UNSUCCESSFUL_INT)


@dataclass(frozen=True, slots=True)
class ReapplyRule:
    """What holds, in a sentence or two; `open_now` where this vacancy may be begun again."""

    words: str
    open_now: bool = False


def reapply_rule(application: Application, *, at: datetime) -> ReapplyRule | None:
    """The rule for an application that has ended; None while it runs, and for who has joined."""
    status = Status(application.status)
    if status not in ENDED or status is Status.STARTED:
        return None
    vacancy = application.vacancy
    if status in MAY_BEGIN_AGAIN:
        if not vacancy.accepts_applications_at(at):
            return ReapplyRule(
                "This vacancy takes no more applications. You can apply for other roles now."
            )
        until = f" until {london_deadline(vacancy.closes_at)}" if vacancy.closes_at else ""
        return ReapplyRule(f"You can apply for this role again{until}.", open_now=True)
    if vacancy.route == Route.NEW_CONSTABLE and status in NOT_SUCCESSFUL:
        since = timezone.localdate(application.status_since)
        day = london_date(tenure_date(since, CONSTABLE_WAIT_MONTHS))
        return ReapplyRule(
            f"You can apply to become a police constable again from {day}. You can apply for "
            "other kinds of role now."
        )
    return ReapplyRule(
        "One application counts for each vacancy, so you cannot apply for this one again. You can "
        "apply for other roles now, and for this role when it is advertised again."
    )
