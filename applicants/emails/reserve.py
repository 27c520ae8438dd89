"""Emails about reserve lists (domain document 4.3, nos. 16 and 17), and about being drawn from one.

Nobody is ever told a place on a list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Self

from django.urls import reverse

from applicants.choices import Event, Status
from applicants.emails.base import (
    SAMPLE_COMMON,
    ApplicationEmail,
    mailbox_of,
    name_of_vacancy,
    told_by_email,
)
from applicants.models import Application, ReserveList, ReserveRequest, StatusChange
from applicants.selectors.reserve import ends_on
from recruitment.outbox.links import absolute
from recruitment.outbox.registry import register_email
from recruitment.ui.dates import london_date
from vacancies.wording import pay_in_short


def _day(value: str) -> str:
    return london_date(date.fromisoformat(value)) if value else ""


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class ReserveListed(ApplicationEmail):
    """No. 16: what a place on the reserve list means, until when; nothing to do."""

    kind: ClassVar[str] = "reserve_listed"
    must_say: ClassVar[frozenset[str]] = frozenset({"until"})
    asks: ClassVar[bool] = True  # not sent any more once there is an offer, or the list has ended
    sample_details: ClassVar[Mapping[str, Any]] = {"until": "25 November 2027"}
    until: str

    @classmethod
    def details(cls, application: Application, change: StatusChange) -> dict[str, Any]:
        return {"until": _day(change.data.get("until", ""))}

    @property
    def subject(self) -> str:
        return f"You are on the reserve list until {self.until} ({self.reference})"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class ReserveExtended(ApplicationEmail):
    """The list lasts longer, and why."""

    kind: ClassVar[str] = "reserve_extended"
    multiline: ClassVar[frozenset[str]] = frozenset({"reason"})
    must_say: ClassVar[frozenset[str]] = frozenset({"until", "reason"})
    sample_details: ClassVar[Mapping[str, Any]] = {
        "until": "25 May 2028",
        "reason": "Two more posts are planned for the spring.",
    }
    until: str
    reason: str

    @classmethod
    def load(cls, ids: Mapping[str, Any]) -> Self | None:
        """Only while the person is on the list and it still ends on that day."""
        found = ReserveList.objects.filter(
            vacancy__applications=ids["application"],
            vacancy__applications__status=Status.RESERVE,
            ends_on=ids["until"],
        )
        return cls.recall(ids) if found.exists() else None

    @classmethod
    def recall(cls, ids: Mapping[str, Any]) -> Self | None:
        application = (
            Application.objects.select_related("candidate__user", "vacancy__reserve_list")
            .filter(pk=ids["application"])
            .first()
        )
        found = getattr(application.vacancy, "reserve_list", None) if application else None
        if application is None or found is None:
            return None
        reason = told_by_email(application.vacancy, found.extension_reason)
        return cls(**cls.common(application), until=_day(ids["until"]), reason=reason)

    @property
    def subject(self) -> str:
        return f"The reserve list lasts until {self.until} ({self.reference})"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class ReserveEnded(ApplicationEmail):
    """No. 17: the place has ended, with the list or because of another role."""

    kind: ClassVar[str] = "reserve_ended"
    sample_details: ClassVar[Mapping[str, Any]] = {"left": False}
    left: bool

    @classmethod
    def details(cls, application: Application, change: StatusChange) -> dict[str, Any]:
        return {"left": change.event == Event.LEAVE_RESERVE}

    @property
    def subject(self) -> str:
        return f"Your place on the reserve list has ended ({self.reference})"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class ReserveDrawn(ApplicationEmail):
    """They said yes: what we copied, and what comes next."""

    kind: ClassVar[str] = "reserve_drawn"
    urgent: ClassVar[bool] = True
    sample_details: ClassVar[Mapping[str, Any]] = {"earlier": "Business Support Officer, Lambeth"}
    earlier: str

    @classmethod
    def details(cls, application: Application, change: StatusChange) -> dict[str, Any]:
        return {"earlier": _earlier(application)}

    @property
    def subject(self) -> str:
        return f"We consider you for {self.vacancy} from the reserve list ({self.reference})"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class ReserveNoOffer(ApplicationEmail):
    """They had said yes, and there is no offer; the place on the earlier list stays."""

    kind: ClassVar[str] = "reserve_no_offer"
    multiline: ClassVar[frozenset[str]] = frozenset({"reason"})
    must_say: ClassVar[frozenset[str]] = frozenset({"reason"})
    sample_details: ClassVar[Mapping[str, Any]] = {
        "reason": "Both posts are filled.",
        "earlier": "Business Support Officer, Lambeth",
        "until": "25 November 2027",
    }
    reason: str
    earlier: str
    until: str

    @classmethod
    def details(cls, application: Application, change: StatusChange) -> dict[str, Any]:
        request = _request_of(application)
        last = ends_on(request.application) if request else None
        return {
            "reason": told_by_email(application.vacancy, change.reason),
            "earlier": _earlier(application),
            "until": london_date(last) if last else "",
        }

    @property
    def subject(self) -> str:
        return f"There is no offer for {self.vacancy} ({self.reference})"


def _request_of(application: Application) -> ReserveRequest | None:
    rows = ReserveRequest.objects.select_related("application__vacancy__reserve_list")
    return rows.filter(made=application).first()


def _earlier(application: Application) -> str:
    request = _request_of(application)
    return name_of_vacancy(request.application.vacancy) if request else "an earlier vacancy"


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class ReserveRequested:
    """May we consider you for a later vacancy? Only while it is not answered and there is time."""

    kind: ClassVar[str] = "reserve_request"
    version: ClassVar[int] = 1
    must_say: ClassVar[frozenset[str]] = frozenset({"answer_by", "reply_link"})

    name: str
    vacancy: str
    reference: str
    link: str
    mailbox: str
    later: str
    pay: str
    answer_by: str
    reply_link: str

    @classmethod
    def load(cls, ids: Mapping[str, Any]) -> Self | None:
        """None once it is answered or over."""
        open_one = ReserveRequest.objects.filter(
            pk=ids["request"],
            answer=ReserveRequest.Answer.OPEN,
            application__status=Status.RESERVE,
        )
        return cls.recall(ids) if open_one.exists() else None

    @classmethod
    def recall(cls, ids: Mapping[str, Any]) -> Self | None:
        request = (
            ReserveRequest.objects.select_related(
                "application__candidate__user", "application__vacancy", "vacancy"
            )
            .filter(pk=ids["request"])
            .first()
        )
        if request is None:
            return None
        application, later = request.application, request.vacancy
        page = reverse("applicants:reserve_request", args=[application.pk, request.pk])
        return cls(
            **{**ApplicationEmail.common(application), "mailbox": mailbox_of(later)},
            later=name_of_vacancy(later),
            pay="" if later.is_restricted else pay_in_short(later),
            answer_by=london_date(request.answer_by),
            reply_link=absolute(page),
        )

    @classmethod
    def sample(cls) -> Self:
        """Invented values, for the preview and the tests."""
        return cls(
            **SAMPLE_COMMON,
            later="Business Support Officer, Bexley",
            pay="£34,448 to £36,864 a year",
            answer_by="2 December 2026",
            reply_link="https://portal.example/applications/0/reserve/1/",
        )

    @property
    def reply_to(self) -> str:
        """Answers go to the later vacancy's role mailbox."""
        return self.mailbox

    @property
    def subject(self) -> str:
        return f"May we consider you for {self.later}? ({self.reference})"
