"""To the recruiter who planned a release: it has ended, with what was told and what was not. It
names no candidate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.conf import settings
from django.urls import reverse

from applicants.choices import Event
from applicants.emails.base import name_of_vacancy
from applicants.models import Release, ReleaseLine
from applicants.services.guards import INTERVIEW_OFFER_KEPT
from recruitment.outbox.links import absolute
from recruitment.outbox.registry import register_email
from recruitment.ui.dates import london_datetime

MOST_LISTED = 50
Outcome = ReleaseLine.Outcome


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseEnded:
    """A release that was planned for later has told all it could."""

    kind: ClassVar[str] = "release_ended"
    version: ClassVar[int] = 1
    multiline: ClassVar[frozenset[str]] = frozenset({"told", "skipped"})

    name: str
    vacancy: str
    at: str
    told: str
    skipped: str
    link: str
    mailbox: str

    @classmethod
    def load(cls, ids: Mapping[str, Any]) -> Self | None:
        """None while it runs, or where whoever planned it has left."""
        ended = Release.objects.filter(pk=ids["release"], finished_at__isnull=False)
        release = ended.select_related("vacancy", "planned_by").first()
        if release is None or not release.planned_by.is_active:
            return None
        lines = list(release.lines.select_related("application").order_by("pk"))
        return cls(
            name=release.planned_by.display_name,
            vacancy=name_of_vacancy(release.vacancy),
            at=london_datetime(release.release_at),
            told=_told(line for line in lines if line.outcome == Outcome.RELEASED),
            skipped=_skipped([line for line in lines if line.outcome == Outcome.SKIPPED]),
            link=absolute(reverse("admin:applicants_release_change", args=[release.pk])),
            mailbox=settings.CONTACT_MAILBOX,
        )

    @classmethod
    def sample(cls) -> Self:
        """Invented values, for the preview and the tests."""
        return cls(
            name="Rowan Recruiter",
            vacancy="Crime Analyst (Band D)",
            at="9:30am on 8 December 2026",
            told="Invite to interview: 4\nNot successful at sift: 20",
            skipped="A-26-000123: A colleague dropped it.",
            link="https://portal.example/staff/",
            mailbox="recruitment@met.example",
        )

    @property
    def reply_to(self) -> str:
        """Answers go to the service's own mailbox."""
        return self.mailbox

    @property
    def subject(self) -> str:
        return f"The release of {self.at} has ended"


def _told(lines: Iterable[ReleaseLine]) -> str:
    counts = Counter(str(Event(line.event).label) for line in lines)
    return "\n".join(f"{label}: {count}" for label, count in sorted(counts.items())) or "Nobody"


def _skipped(lines: list[ReleaseLine]) -> str:
    shown = [f"{line.application.reference}: {_why(line)}" for line in lines[:MOST_LISTED]]
    more = len(lines) - len(shown)
    return "\n".join([*shown, *([f"And {more} more"] if more else [])]) or "Nobody"


def _why(line: ReleaseLine) -> str:
    """That somebody asked for the offer of an interview may say that they are disabled, so it is
    read in the report alone."""
    return "the report says why" if line.note == INTERVIEW_OFFER_KEPT else line.note
