"""The email about an application that its owner changed after sending it. It names sections and
never an answer: whoever did not make the change learns of it without another person reading it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.urls import reverse

from applicants.emails.base import CLOSED_BY_CANDIDATE_OR_US, RESTRICTED_DETAILS, ApplicationEmail
from applicants.models import AnswerChange, Application
from applicants.selectors.changes import sections_changed_with
from recruitment.outbox.links import absolute
from recruitment.outbox.registry import register_email
from recruitment.ui.dates import london_datetime


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationChanged(ApplicationEmail):
    """You changed your application: everything of the half hour that `first_change` began."""

    kind: ClassVar[str] = "application_changed"
    urgent: ClassVar[bool] = True
    sample_details: ClassVar[Mapping[str, Any]] = {
        "since": "9:30am on 1 December 2026",
        "sections": ("Personal statement", "Interview dates"),
        "neutral": "",
    }

    since: str
    sections: tuple[str, ...]
    neutral: str

    @classmethod
    def load(cls, ids: Mapping[str, Any]) -> Self | None:
        found = cls.recall(ids)
        ended = Application.objects.filter(
            pk=ids["application"], status__in=CLOSED_BY_CANDIDATE_OR_US
        )
        return None if found is None or ended.exists() else found

    @classmethod
    def recall(cls, ids: Mapping[str, Any]) -> Self | None:
        first = (
            AnswerChange.objects.select_related("application__candidate__user")
            .select_related("application__vacancy")
            .filter(pk=ids["first_change"], application=ids["application"])
            .first()
        )
        if first is None:
            return None
        application = first.application
        hidden = application.vacancy.is_restricted
        common = cls.common(application)
        common["link"] = absolute(reverse("applicants:changes", args=[application.pk]))
        return cls(
            **common,
            since=london_datetime(first.at),
            # The titles of a restricted vacancy's questions say what the role is.
            sections=() if hidden else tuple(sections_changed_with(first)),
            neutral=RESTRICTED_DETAILS if hidden else "",
        )

    @property
    def subject(self) -> str:
        return f"You changed your application for {self.vacancy} ({self.reference})"
