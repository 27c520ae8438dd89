"""The receipt of an expression of interest. It repeats nothing that was typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.conf import settings

from recruitment.outbox.links import absolute
from recruitment.outbox.registry import register_email
from vacancies.specialisms.links import remove_path
from vacancies.specialisms.models import Interest


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class InterestReceived:
    """What happens next, and how to take it back."""

    kind: ClassVar[str] = "interest_received"
    urgent: ClassVar[bool] = True
    version: ClassVar[int] = 1

    specialisms: tuple[str, ...]
    link: str
    mailbox: str

    @property
    def subject(self) -> str:
        return "We’ve received your interest in transferring to the Met"

    @property
    def reply_to(self) -> str:
        """The recruitment mailbox."""
        return self.mailbox

    @classmethod
    def load(cls, ids: Mapping[str, Any]) -> Self | None:
        """None once it is removed."""
        found = Interest.objects.filter(pk=ids["interest"]).first()
        if found is None:
            return None
        return cls(
            specialisms=tuple(found.specialism_names),
            link=absolute(remove_path(found)),
            mailbox=settings.CONTACT_MAILBOX,
        )

    @classmethod
    def sample(cls) -> Self:
        return cls(
            specialisms=("Safer neighbourhoods", "Counter Terrorism Command (SO15)"),
            link="https://portal.example/join/transferring-officers/interest/remove/sample/",
            mailbox="recruitment@met.example",
        )
