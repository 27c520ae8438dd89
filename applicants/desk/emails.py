"""The one email a day to staff (domain document 4.3, no. 26): numbers and where they lead.

It names nobody, and it counts what is seen away from a Met device: no restricted vacancy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from applicants.desk.digest import DigestLine, digest_of
from recruitment.accounts.models import User
from recruitment.outbox.links import absolute
from recruitment.outbox.registry import register_email
from recruitment.ui.dates import london_date


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class StaffDigest:
    """No. 26: what waits for this person, and what is overdue."""

    kind: ClassVar[str] = "staff_digest"
    version: ClassVar[int] = 1

    name: str
    day: str
    lines: tuple[DigestLine, ...]
    link: str
    mailbox: str

    @classmethod
    def load(cls, ids: Mapping[str, Any]) -> Self | None:
        """Counted when it is sent; None when nothing waits any more, or on another day."""
        user = User.objects.filter(pk=ids["user"], is_active=True, is_staff=True).first()
        today = timezone.localdate()
        if user is None or str(today) != ids["day"]:
            return None
        lines = digest_of(user, at=timezone.now())
        if not lines:
            return None
        return cls(
            name=user.display_name,
            day=london_date(today),
            lines=tuple(lines),
            link=absolute(reverse("admin:index")),
            mailbox=settings.CONTACT_MAILBOX,
        )

    @classmethod
    def sample(cls) -> Self:
        """Invented values, for the preview and the tests."""
        where = "https://portal.example/staff/applicants/application/?needs="
        return cls(
            name="Jordan Recruiter",
            day=london_date(date(2026, 12, 9)),
            lines=(
                DigestLine("New, to be sifted", 12, 3, f"{where}new"),
                DigestLine("Interviews without a result", 1, 0, f"{where}results"),
            ),
            link="https://portal.example/staff/",
            mailbox="recruitment@met.example",
        )

    @property
    def reply_to(self) -> str:
        """Answers go to the service's own mailbox."""
        return self.mailbox

    @property
    def subject(self) -> str:
        return f"Your recruitment work on {self.day}"
