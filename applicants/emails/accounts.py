"""Emails about having more than one account. The pages say the same words (`wording.py`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.conf import settings
from django.urls import reverse

from applicants.models import Candidate
from applicants.selectors.duplicates import is_told_of_duplicate
from applicants.wording import duplicate_words
from recruitment.outbox.links import absolute
from recruitment.outbox.registry import register_email


def _find(ids: Mapping[str, Any]) -> Candidate | None:
    return Candidate.objects.select_related("user").filter(pk=ids["candidate"]).first()


@dataclass(frozen=True, slots=True, kw_only=True)
class _AccountEmail:
    kind: ClassVar[str] = ""
    version: ClassVar[int] = 1

    name: str
    link: str
    mailbox: str

    @property
    def reply_to(self) -> str:
        """Answers go to support."""
        return self.mailbox


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class PossibleDuplicateEmail(_AccountEmail):
    """You may have registered more than once; nothing about the other account."""

    kind: ClassVar[str] = "possible_duplicate"

    @property
    def subject(self) -> str:
        return "You may have registered with us more than once"

    @property
    def words(self) -> tuple[str, ...]:
        """The same paragraphs as on the page."""
        return duplicate_words()

    @classmethod
    def load(cls, ids: Mapping[str, Any]) -> Self | None:
        candidate = _find(ids)
        if candidate is None or not is_told_of_duplicate(candidate):
            return None
        return cls._of(candidate)

    @classmethod
    def recall(cls, ids: Mapping[str, Any]) -> Self | None:
        candidate = _find(ids)
        return cls._of(candidate) if candidate is not None else None

    @classmethod
    def _of(cls, candidate: Candidate) -> Self:
        return cls(
            name=candidate.full_name,
            link=absolute(reverse("applicants:applications")),
            mailbox=settings.CONTACT_MAILBOX,
        )

    @classmethod
    def sample(cls) -> Self:
        return cls(
            name="Sam Example",
            link="https://portal.example/applications/",
            mailbox="recruitment@met.example",
        )


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class AccountsMergedEmail(_AccountEmail):
    """Your accounts were put together; sent to both addresses."""

    kind: ClassVar[str] = "accounts_merged"
    urgent: ClassVar[bool] = True

    username: str

    @property
    def subject(self) -> str:
        return "Your accounts are now one"

    @classmethod
    def load(cls, ids: Mapping[str, Any]) -> Self | None:
        candidate = _find(ids)
        if candidate is None:
            return None
        return cls(
            name=candidate.full_name,
            username=candidate.user.username,
            link=absolute(reverse("account_login")),
            mailbox=settings.CONTACT_MAILBOX,
        )

    recall = load

    @classmethod
    def sample(cls) -> Self:
        return cls(
            name="Sam Example",
            username="sam.example",
            link="https://portal.example/accounts/login/",
            mailbox="recruitment@met.example",
        )
