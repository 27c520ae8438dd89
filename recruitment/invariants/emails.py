"""The one email a day to administrators: which checks found how much, and where to look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.conf import settings
from django.urls import reverse

from recruitment.accounts.models import User
from recruitment.invariants.models import InvariantRun
from recruitment.invariants.services import Finding
from recruitment.outbox.links import absolute
from recruitment.outbox.registry import register_email


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class DailyChecks:
    """Counts and a link. No reference and nothing about a person: those stand on the page."""

    kind: ClassVar[str] = "daily_checks"
    version: ClassVar[int] = 1

    found: int
    lines: tuple[str, ...]
    link: str
    mailbox: str

    @classmethod
    def load(cls, ids: Mapping[str, Any]) -> Self | None:
        """None when the run is gone or the person is no staff any more."""
        run = InvariantRun.objects.filter(pk=ids["run"]).first()
        reader = User.objects.filter(pk=ids["user"], is_active=True, is_staff=True)
        if run is None or not reader.exists():
            return None
        findings = [Finding.of(kept) for kept in run.findings]
        return cls(
            found=run.found,
            lines=tuple(f"{one.title}: {one.error or one.count}" for one in findings),
            link=absolute(reverse("admin:invariants_invariantrun_change", args=[run.pk])),
            mailbox=settings.CONTACT_MAILBOX,
        )

    @classmethod
    def sample(cls) -> Self:
        return cls(
            found=3,
            lines=("An email has waited for more than 10 minutes: 3",),
            link="https://portal.example/staff/invariants/invariantrun/1/change/",
            mailbox="recruitment@met.example",
        )

    @property
    def reply_to(self) -> str:
        """Answers go to the service's own mailbox."""
        return self.mailbox

    @property
    def subject(self) -> str:
        return f"Daily checks of the portal: {self.found} to look at"
