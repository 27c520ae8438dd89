"""Emails about interviews, with their calendar files (domain 4.3, nos. 13 and 14)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar

from django.utils import timezone

from applicants.emails.base import ApplicationEmail, name_of_vacancy, told_by_email
from applicants.models import Application, Interview, StatusChange
from recruitment.outbox.registry import Attachment, register_email
from recruitment.ui.calendar_files import MIMETYPE, CalendarEntry
from recruitment.ui.dates import london_datetime
from vacancies.choices import AskedWhen
from vacancies.questions import questions_of

FILENAME = "interview.ics"

SAMPLE_ENTRY = CalendarEntry(
    uid="interview-sample@portal.example",
    sequence=1,
    status="CONFIRMED",
    summary="Interview: Business Support Officer",
    starts_at=datetime(2026, 12, 14, 10, 0, tzinfo=UTC),
    minutes=45,
    made_at=datetime(2026, 12, 1, 9, 0, tzinfo=UTC),
    place="Lambeth",
)


def calendar_entry(interview: Interview, application: Application, *, status: str) -> CalendarEntry:
    """The calendar entry of an interview as it stands. Of a restricted vacancy it holds neither
    name nor place: calendars are shared and shown on lock screens."""
    return CalendarEntry(
        uid=interview.calendar_uid,
        sequence=interview.sequence,
        status=status,
        summary=f"Interview: {name_of_vacancy(application.vacancy)}",
        starts_at=interview.starts_at,
        minutes=interview.minutes,
        made_at=timezone.now(),
        place="" if application.vacancy.is_restricted else interview.place,
        description=f"Application {application.reference}",
    )


def cancelled_entry(application: Application, change: StatusChange) -> CalendarEntry | None:
    """The entry that takes a cancelled interview out of a calendar; None where this step
    cancelled none. It is made from the history: the row may hold another date by now."""
    facts = change.data.get("interview") or {}
    if not facts:
        return None
    return CalendarEntry(
        uid=Interview(application=application).calendar_uid,
        sequence=facts["sequence"],
        status="CANCELLED",
        summary=f"Interview: {name_of_vacancy(application.vacancy)}",
        starts_at=datetime.fromtimestamp(facts["starts_at"], tz=UTC),
        minutes=facts["minutes"],
        made_at=change.at,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEmail(ApplicationEmail):
    """An email that may carry a calendar file."""

    calendar: CalendarEntry | None

    def attachments(self) -> Sequence[Attachment]:
        """The calendar file, where there is one."""
        if self.calendar is None:
            return ()
        return (Attachment(FILENAME, self.calendar.as_bytes(), MIMETYPE),)


@dataclass(frozen=True, slots=True, kw_only=True)
class _InterviewEmail(CalendarEmail):
    """An email that shows the interview's date and place; `when` is empty while the candidate has
    still to choose a time."""

    calendar_status: ClassVar[str] = "CONFIRMED"
    must_say: ClassVar[frozenset[str]] = frozenset({"when", "format", "place"})
    sample_details: ClassVar[Mapping[str, Any]] = {
        "when": "10am on 14 December 2026",
        "minutes": 45,
        "format": "In person",
        "place": "Lambeth",
        "panel": "Three members of the unit",
        "what_to_bring": "Photo identity",
        "change_until": "10am on 13 December 2026",
        "questions": 2,
        "calendar": SAMPLE_ENTRY,
    }
    when: str
    minutes: int
    format: str
    place: str
    panel: str
    what_to_bring: str
    change_until: str
    # How many the advert asks before the interview. Their words are read in the account alone.
    questions: int

    @classmethod
    def details(cls, application: Application, change: StatusChange) -> dict[str, Any]:
        interview = (
            Interview.objects.select_related("slot")
            .filter(application=application, cancelled_at=None)
            .first()
        )
        shown = interview or Interview(application=application, minutes=0)
        slot = shown.slot
        return {
            "when": london_datetime(interview.starts_at) if interview else "",
            "minutes": shown.minutes,
            "format": shown.get_format_display(),
            "place": told_by_email(application.vacancy, shown.place),
            "panel": told_by_email(application.vacancy, shown.panel),
            "what_to_bring": told_by_email(application.vacancy, shown.what_to_bring),
            "change_until": london_datetime(slot.change_until) if slot else "",
            "questions": len(questions_of(application.vacancy, AskedWhen.INTERVIEW)),
            # Without a date this step may have taken one back, which calendars must learn.
            "calendar": cls._calendar(interview, application)
            or cancelled_entry(application, change),
        }

    @classmethod
    def _calendar(
        cls, interview: Interview | None, application: Application
    ) -> CalendarEntry | None:
        if interview is None:
            return None
        return calendar_entry(interview, application, status=cls.calendar_status)


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewInvitation(_InterviewEmail):
    """No. 13: the invitation. A calendar that holds an earlier date learns of the new one."""

    kind: ClassVar[str] = "interview_invitation"
    version: ClassVar[int] = 3
    asks: ClassVar[bool] = True
    calendar_status: ClassVar[str] = "TENTATIVE"

    @classmethod
    def _calendar(
        cls, interview: Interview | None, application: Application
    ) -> CalendarEntry | None:
        if interview is None or interview.sequence == 0:
            return None
        return calendar_entry(interview, application, status=cls.calendar_status)

    @property
    def subject(self) -> str:
        return f"Invitation to interview for {self.vacancy} ({self.reference})"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewConfirmed(_InterviewEmail):
    """No. 14: confirmed."""

    kind: ClassVar[str] = "interview_confirmed"
    urgent: ClassVar[bool] = True
    version: ClassVar[int] = 3
    asks: ClassVar[bool] = True

    @property
    def subject(self) -> str:
        return f"Interview confirmed for {self.vacancy} ({self.reference})"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewChanged(_InterviewEmail):
    """No. 14: changed by the candidate."""

    kind: ClassVar[str] = "interview_changed"
    urgent: ClassVar[bool] = True
    asks: ClassVar[bool] = True

    @property
    def subject(self) -> str:
        return f"Interview changed for {self.vacancy} ({self.reference})"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewCancelled(CalendarEmail):
    """No. 14: cancelled by us; the candidate is asked to choose another time."""

    kind: ClassVar[str] = "interview_cancelled"
    urgent: ClassVar[bool] = True
    multiline: ClassVar[frozenset[str]] = frozenset({"reason"})
    sample_details: ClassVar[Mapping[str, Any]] = {
        "when": "10am on 14 December 2026",
        "reason": "A member of the panel is ill.",
        "calendar": SAMPLE_ENTRY,
    }
    when: str
    reason: str

    @classmethod
    def details(cls, application: Application, change: StatusChange) -> dict[str, Any]:
        entry = cancelled_entry(application, change)
        return {
            "when": london_datetime(entry.starts_at) if entry else "",
            "reason": told_by_email(application.vacancy, change.reason),
            "calendar": entry,
        }

    @property
    def subject(self) -> str:
        return f"Interview cancelled: choose another time for {self.vacancy} ({self.reference})"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewHeld(ApplicationEmail):
    """Thanks for coming."""

    kind: ClassVar[str] = "interview_held"

    @property
    def subject(self) -> str:
        return f"Thank you for your interview ({self.reference})"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewMissed(ApplicationEmail):
    """We missed you."""

    kind: ClassVar[str] = "interview_missed"

    @property
    def subject(self) -> str:
        return f"We missed you at your interview ({self.reference})"
