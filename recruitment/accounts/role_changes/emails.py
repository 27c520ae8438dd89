"""Emails to administrators about a proposed role."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from recruitment.accounts.emails.addresses import link_to, say_moment
from recruitment.accounts.models import RoleProposal, User
from recruitment.accounts.role_changes.selectors import expires_at, find_proposal, role_label
from recruitment.accounts.roles import administrators
from recruitment.outbox.registry import register_email

SERVER = "A command on the server"


@dataclass(frozen=True, slots=True, kw_only=True)
class _RoleEmail:
    """Nothing is sent to somebody who is no administrator any more."""

    kind: ClassVar[str] = ""
    version: ClassVar[int] = 1

    name: str
    who: str
    person: str
    role: str
    reason: str
    link: str

    @classmethod
    def load(cls, ids: Mapping[str, Any]) -> Self | None:
        """None when it is no longer true, or the reader has left."""
        proposal = find_proposal(int(ids["proposal"]))
        reader = administrators().filter(pk=ids["user"]).first()
        if proposal is None or reader is None or not cls.is_true(proposal):
            return None
        return cls(**cls.common(proposal, reader), **cls.details(proposal))

    @classmethod
    def common(cls, proposal: RoleProposal, reader: User) -> dict[str, str]:
        """What both emails say."""
        by = proposal.proposed_by
        return {
            "name": reader.display_name,
            "who": by.display_name if by else SERVER,
            "person": proposal.user.display_name,
            "role": role_label(proposal),
            "reason": proposal.reason,
            "link": link_to("admin:accounts_roleproposal_change", object_id=str(proposal.pk)),
        }

    @classmethod
    def is_true(cls, proposal: RoleProposal) -> bool:
        """Whether the email still says what is so."""
        return True

    @classmethod
    def details(cls, proposal: RoleProposal) -> dict[str, Any]:
        """The parts of this kind alone."""
        return {}


SAMPLE: dict[str, str] = {
    "name": "Rowan Example",
    "who": "Harper Example",
    "person": "Sasha Example",
    "role": "Recruiter",
    "reason": "Joins the team of the custody campaign.",
    "link": "https://portal.example/staff/accounts/roleproposal/3/change/",
}


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class RoleProposed(_RoleEmail):
    """To the other administrators: a role waits for a second person."""

    kind: ClassVar[str] = "role_proposed"

    until: str

    @property
    def subject(self) -> str:
        return f"Please agree or turn down: {self.role} for {self.person}"

    @classmethod
    def is_true(cls, proposal: RoleProposal) -> bool:
        return proposal.state == RoleProposal.State.WAITING

    @classmethod
    def details(cls, proposal: RoleProposal) -> dict[str, Any]:
        return {"until": say_moment(expires_at(proposal))}

    @classmethod
    def sample(cls) -> Self:
        return cls(**SAMPLE, until="9 December 2026 at 11:59pm")


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class RoleDecided(_RoleEmail):
    """To whoever proposed it, or to every administrator when the server gave it: the end of it."""

    kind: ClassVar[str] = "role_decided"

    outcome: str
    answer: str

    @property
    def subject(self) -> str:
        return f"{self.outcome}: {self.role} for {self.person}"

    @classmethod
    def details(cls, proposal: RoleProposal) -> dict[str, Any]:
        by = proposal.decided_by
        said = proposal.get_state_display() if proposal.proposed_by else "Given on the server"
        return {
            "outcome": f"{said} by {by.display_name}" if by else said,
            "answer": proposal.answer,
        }

    @classmethod
    def sample(cls) -> Self:
        return cls(
            **SAMPLE, outcome="Turned down by Dana Example", answer="They need the sifter's role."
        )
