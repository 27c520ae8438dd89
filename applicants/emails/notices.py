"""Emails to people who asked to be told when they can apply. They name no fact and no person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from applicants.eligibility_subjects import BY_ROUTE, start_url
from applicants.emails.base import mailbox_of, name_of_vacancy
from applicants.models import EligibilityNotice
from applicants.notice_links import CONFIRM_WITHIN, confirm_path, remove_path
from recruitment.outbox.links import absolute
from recruitment.outbox.registry import register_email
from recruitment.ui.dates import london_date, london_datetime
from vacancies.choices import Visibility


def _find(ids: Mapping[str, Any]) -> EligibilityNotice | None:
    """The notice, unless it was removed or its vacancy is one that no email tells of."""
    notice = EligibilityNotice.objects.select_related("vacancy").filter(pk=ids["notice"]).first()
    if notice is None or (notice.vacancy is not None and notice.vacancy.is_restricted):
        return None
    return notice


def name_of_notice(notice: EligibilityNotice) -> str:
    """What the person can apply for from its day: a title, or a kind of role."""
    if notice.vacancy is None:
        return BY_ROUTE[notice.route].name
    return name_of_vacancy(notice.vacancy)


def _mailbox(notice: EligibilityNotice) -> str:
    return mailbox_of(notice.vacancy) if notice.vacancy else settings.CONTACT_MAILBOX


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
    urgent: ClassVar[bool] = True

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
            vacancy=name_of_notice(notice),
            day=london_date(notice.due_on),
            link=absolute(confirm_path(notice)),
            mailbox=_mailbox(notice),
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
    urgent: ClassVar[bool] = True

    @classmethod
    def load(cls, ids: Mapping[str, Any]) -> Self | None:
        notice = _find(ids)
        if notice is None or notice.queued_at is not None:
            return None
        return cls(
            vacancy=name_of_notice(notice),
            day=london_date(notice.due_on),
            link=absolute(remove_path(notice)),
            mailbox=_mailbox(notice),
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
    in_general: bool = False

    @classmethod
    def load(cls, ids: Mapping[str, Any]) -> Self | None:
        notice = _find(ids)
        if notice is None or notice.confirmed_at is None:
            return None
        vacancy = notice.vacancy
        is_open = vacancy is not None and vacancy.is_open_at(timezone.now())
        check = start_url(vacancy) if vacancy and is_open else _others(notice)
        closes_at = vacancy.closes_at if vacancy and is_open else None
        return cls(
            vacancy=name_of_notice(notice),
            day=london_date(notice.due_on),
            link=absolute(check),
            mailbox=_mailbox(notice),
            is_open=is_open,
            closes=london_datetime(closes_at) if closes_at else "",
            in_general=vacancy is None,
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


def _others(notice: EligibilityNotice) -> str:
    """Vacancies like the one that is closed by now, or of the route."""
    if notice.vacancy is not None and notice.vacancy.visibility == Visibility.INTERNAL:
        return reverse("vacancies:internal")
    return BY_ROUTE[notice.route].vacancies_url
