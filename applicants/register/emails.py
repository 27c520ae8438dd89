"""Emails of the register: to the person, and one to the recruiters' mailbox that names nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self

from django.conf import settings
from django.urls import reverse

from applicants.register.choices import InvitationState
from applicants.register.links import invitation_path, keep_path
from applicants.register.models import Invitation, RegisterProfile
from applicants.register.periods import draft_ends_on, months_on_register
from recruitment.accounts.models import User
from recruitment.outbox.links import absolute
from recruitment.outbox.registry import register_email
from recruitment.ui.dates import london_date

SAMPLE: dict[str, Any] = {
    "name": "Sam Example",
    "until": "22 November 2027",
    "link": "https://portal.example/register/keep/sample-that-opens-nothing/",
    "mailbox": "recruitment@met.example",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _RegisterEmail:
    """An email about a profile."""

    kind: ClassVar[str] = ""
    version: ClassVar[int] = 1
    for_active: ClassVar[bool] = True

    name: str
    until: str
    link: str
    mailbox: str

    @classmethod
    def load(cls, ids: Mapping[str, Any]) -> Self | None:
        """None once the profile is gone, or is not what it was."""
        found = RegisterProfile.objects.select_related("user").filter(pk=ids["profile"]).first()
        if found is None or found.is_active is not cls.for_active:
            return None
        if found.active_until is not None and found.is_active:
            until = london_date(found.active_until)
        else:
            until = london_date(draft_ends_on(found.changed_at))
        return cls(
            name=found.name or found.user.display_name,
            until=until,
            link=absolute(cls.way(found)),
            mailbox=settings.CONTACT_MAILBOX,
        )

    @classmethod
    def way(cls, profile: RegisterProfile) -> str:
        """Where its button leads."""
        return keep_path(profile)

    @classmethod
    def sample(cls) -> Self:
        """Invented values."""
        return cls(**SAMPLE)

    @property
    def reply_to(self) -> str:
        """The recruitment mailbox."""
        return self.mailbox


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterJoined(_RegisterEmail):
    """They are on the register."""

    kind: ClassVar[str] = "register_joined"
    urgent: ClassVar[bool] = True

    @classmethod
    def way(cls, profile: RegisterProfile) -> str:
        return reverse("register:profile")

    @property
    def subject(self) -> str:
        return "You are on the temporary and interim register"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterKeep(_RegisterEmail):
    """Do you want to stay?"""

    kind: ClassVar[str] = "register_keep"

    months: int = field(default_factory=months_on_register)

    @property
    def subject(self) -> str:
        return f"Do you want to stay on the register? Your profile ends on {self.until}"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterDraftIdle(_RegisterEmail):
    """A draft that nobody finished."""

    kind: ClassVar[str] = "register_draft_idle"
    for_active: ClassVar[bool] = False

    @classmethod
    def way(cls, profile: RegisterProfile) -> str:
        return reverse("register:tasks")

    @property
    def subject(self) -> str:
        return f"You have not finished registering: we delete your answers on {self.until}"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterLeft:
    """The profile is deleted: because they left, or because time was over."""

    kind: ClassVar[str] = "register_left"
    urgent: ClassVar[bool] = True
    version: ClassVar[int] = 1

    name: str
    lapsed: bool
    link: str
    mailbox: str

    @classmethod
    def load(cls, ids: Mapping[str, Any]) -> Self | None:
        found = User.objects.filter(pk=ids["user"], is_active=True).first()
        if found is None:
            return None
        return cls(
            name=found.display_name,
            lapsed=bool(ids["lapsed"]),
            link=absolute(reverse("register:start")),
            mailbox=settings.CONTACT_MAILBOX,
        )

    @classmethod
    def sample(cls) -> Self:
        link = "https://portal.example/register/"
        return cls(name="Sam Example", lapsed=True, link=link, mailbox="recruitment@met.example")

    @property
    def subject(self) -> str:
        return "Your profile on the temporary and interim register is deleted"

    @property
    def reply_to(self) -> str:
        """The recruitment mailbox."""
        return self.mailbox


@dataclass(frozen=True, slots=True, kw_only=True)
class _InvitationEmail:
    """An email about an invitation."""

    kind: ClassVar[str] = ""
    version: ClassVar[int] = 1
    multiline: ClassVar[frozenset[str]] = frozenset({"message"})
    states: ClassVar[frozenset[str]] = frozenset()

    name: str
    vacancy: str
    reference: str
    message: str
    link: str
    advert_link: str
    mailbox: str
    accepted: bool

    @classmethod
    def load(cls, ids: Mapping[str, Any]) -> Self | None:
        """None once the profile is gone, or the invitation is not at this step."""
        rows = Invitation.objects.select_related("profile", "vacancy")
        found = rows.filter(pk=ids["invitation"]).first()
        if found is None or found.state not in cls.states or found.vacancy.is_restricted:
            return None
        return cls(
            name=found.profile.name,
            vacancy=found.vacancy.title,
            reference=found.vacancy.reference,
            message=found.message,
            link=absolute(cls.way(found)),
            advert_link=absolute(found.vacancy.get_absolute_url()),
            mailbox=found.vacancy.contact_mailbox or settings.CONTACT_MAILBOX,
            accepted=found.state == InvitationState.ACCEPTED,
        )

    @classmethod
    def way(cls, invitation: Invitation) -> str:
        """Where its button leads."""
        return invitation_path(invitation)

    @classmethod
    def sample(cls) -> Self:
        return cls(
            name="Sam Example",
            vacancy="Business Support Officer",
            reference="MPS-26-0403",
            message="Your experience fits this role. Shall we talk next week?",
            link="https://portal.example/register/answer/sample-that-opens-nothing/",
            advert_link="https://portal.example/vacancies/MPS-26-0403/",
            mailbox="recruitment@met.example",
            accepted=True,
        )

    @property
    def reply_to(self) -> str:
        """The opening's role mailbox."""
        return self.mailbox


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterInvitation(_InvitationEmail):
    """Shall we talk about this opening?"""

    kind: ClassVar[str] = "register_invitation"
    states: ClassVar[frozenset[str]] = frozenset({InvitationState.SENT})

    @property
    def subject(self) -> str:
        return f"Invitation: {self.vacancy} ({self.reference})"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterAccepted(_InvitationEmail):
    """The receipt of a yes."""

    kind: ClassVar[str] = "register_accepted"
    urgent: ClassVar[bool] = True
    states: ClassVar[frozenset[str]] = frozenset({InvitationState.ACCEPTED})

    @property
    def subject(self) -> str:
        return f"You have accepted our invitation: {self.vacancy} ({self.reference})"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterAnswer(_InvitationEmail):
    """To the recruiters: there is an answer. Who answered is in the staff site alone."""

    kind: ClassVar[str] = "register_answer"
    states: ClassVar[frozenset[str]] = frozenset(
        {InvitationState.ACCEPTED, InvitationState.DECLINED}
    )

    @classmethod
    def way(cls, invitation: Invitation) -> str:
        return reverse("admin:register_invitation_changelist")

    @property
    def subject(self) -> str:
        return f"An invitation was {'accepted' if self.accepted else 'declined'}: {self.reference}"
