"""Emails to people who asked to be told when they can apply. They name no fact and no person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.urls import reverse
from django.utils import timezone

from applicants.emails.base import mailbox_of
from applicants.models import EligibilityNotice
from applicants.notice_links import CONFIRM_WITHIN, confirm_path, remove_path
from recruitment.outbox.links import absolute
from recruitment.outbox.registry import register_email
from recruitment.ui.dates import london_date, london_datetime
from vacancies.choices import Visibility
from vacancies.models import Vacancy


def _find(ids: Mapping[str, Any]) -> EligibilityNotice | None:
    """The notice, unless it was removed or its vacancy is one that no email tells of."""
    notice = EligibilityNotice.objects.select_related("vacancy").filter(pk=ids["notice"]).first()
    return None if notice is None or notice.vacancy.is_restricted else notice


@dataclass(frozen=True, slots=True, kw_only=True)
class _NoticeEmail:
    """An email about one day and one vacancy."""

    kind: ClassVar[str] = ""
    version: ClassVar[int] = 1

    vacancy: str
    day: str
    link: str
    mailbox: str

    @property
    def reply_to(self) -> str:
        """Answers go to the vacancy's role mailbox."""
        return self.mailbox


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class EligibilityNoticeConfirm(_NoticeEmail):
    """Is this your address? Only while nobody has said so."""

    kind: ClassVar[str] = "eligibility_notice_confirm"

    remove_link: str
    until: str

    @classmethod
    def load(cls, ids: Mapping[str, Any]) -> Self | None:
        notice = _find(ids)
        if notice is None or notice.confirmed_at is not None:
            return None
        ends = notice.asked_at + CONFIRM_WITHIN
        if ends <= timezone.now():
            return None
        return cls(
            vacancy=notice.vacancy.title,
            day=london_date(notice.due_on),
            link=absolute(confirm_path(notice)),
            mailbox=mailbox_of(notice.vacancy),
            remove_link=absolute(remove_path(notice)),
            until=london_datetime(ends),
        )

    @classmethod
    def sample(cls) -> Self:
        return cls(
            vacancy="Business Support Officer",
            day="22 December 2026",
            link="https://portal.example/eligibility/tell-me/sample-that-opens-nothing/",
            mailbox="recruitment@met.example",
            remove_link="https://portal.example/eligibility/tell-me/sample-that-opens-nothing/remove/",
            until="9:30am on 25 November 2026",
        )

    @property
    def subject(self) -> str:
        return "Confirm that we may write to you when you can apply"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class EligibilityNoticeKept(_NoticeEmail):
    """To somebody with an account: it is noted, and how to take it back."""

    kind: ClassVar[str] = "eligibility_notice_kept"

    @classmethod
    def load(cls, ids: Mapping[str, Any]) -> Self | None:
        notice = _find(ids)
        if notice is None or notice.queued_at is not None:
            return None
        return cls(
            vacancy=notice.vacancy.title,
            day=london_date(notice.due_on),
            link=absolute(remove_path(notice)),
            mailbox=mailbox_of(notice.vacancy),
        )

    @classmethod
    def sample(cls) -> Self:
        return cls(
            vacancy="Business Support Officer",
            day="22 December 2026",
            link="https://portal.example/eligibility/tell-me/sample-that-opens-nothing/remove/",
            mailbox="recruitment@met.example",
        )

    @property
    def subject(self) -> str:
        return f"We will write to you on {self.day}"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class EligibilityNoticeEmail(_NoticeEmail):
    """The day has come. `is_open` is whether the vacancy still takes applications."""

    kind: ClassVar[str] = "eligibility_notice"

    is_open: bool
    closes: str

    @classmethod
    def load(cls, ids: Mapping[str, Any]) -> Self | None:
        notice = _find(ids)
        if notice is None or notice.confirmed_at is None:
            return None
        vacancy = notice.vacancy
        is_open = vacancy.is_open_at(timezone.now())
        check = reverse("applicants:check_eligibility", args=[vacancy.reference])
        return cls(
            vacancy=vacancy.title,
            day=london_date(notice.due_on),
            link=absolute(check if is_open else _others(notice.route, vacancy)),
            mailbox=mailbox_of(vacancy),
            is_open=is_open,
            closes=london_datetime(vacancy.closes_at) if is_open and vacancy.closes_at else "",
        )

    @classmethod
    def sample(cls) -> Self:
        return cls(
            vacancy="Business Support Officer",
            day="22 December 2026",
            link="https://portal.example/vacancies/MPS-26-0401/eligibility/",
            mailbox="recruitment@met.example",
            is_open=True,
            closes="11:59pm on 9 January 2027",
        )

    @property
    def subject(self) -> str:
        return "The day from which you can apply has come"


def _others(route: str, vacancy: Vacancy) -> str:
    if vacancy.visibility == Visibility.INTERNAL:
        return reverse("vacancies:internal")
    return f"{reverse('vacancies:list')}?route={route}"
