"""What a change of an application that was sent leaves behind: a history, and one email for each
half hour in which something was changed, sent when that half hour is over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from applicants.models import AnswerChange, Application
from applicants.sections import Section
from applicants.selectors.changes import TOLD_TOGETHER
from recruitment.accounts.models import User
from recruitment.audit.services import record
from recruitment.outbox.selectors import emails_about
from recruitment.outbox.services import queue_email

KIND = "application_changed"


def keep_answer_change(
    *,
    application: Application,
    section: Section,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    at: datetime,
    by: User,
) -> None:
    """Keep what stood there before, and tell the candidate. The application's row is locked by the
    caller, so that two changes at once are told in one email. The same answers are no change."""
    if before == after:
        return
    change = AnswerChange.objects.create(
        application=application, code=section.code, before=dict(before), after=dict(after), at=at
    )
    record(
        action="application.change_answers",
        by=by,
        target=application,
        after={"section": section.code},
    )
    if not _is_told_already(application, at):
        _tell(application, change)


def _is_told_already(application: Application, at: datetime) -> bool:
    """Whether an email that goes out later will name a change of this moment too."""
    last = emails_about(application.about).filter(kind=KIND).order_by("-created_at", "-pk").first()
    if last is None:
        return False
    first = AnswerChange.objects.filter(pk=last.ids["first_change"]).first()
    return first is not None and at < first.at + TOLD_TOGETHER


def _tell(application: Application, change: AnswerChange) -> None:
    queue_email(
        kind=KIND,
        dedupe_key=f"answers:{application.pk}:{change.pk}",
        to=application.candidate.email,
        ids={"application": str(application.pk), "first_change": change.pk},
        about=application.about,
        due_at=change.at + TOLD_TOGETHER,
    )
