"""The answer to a request for feedback."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from applicants.emails.base import ApplicationEmail, told_by_email
from applicants.models import Application, FeedbackRequest
from recruitment.outbox.registry import register_email


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackAnswered(ApplicationEmail):
    """The feedback, word for word."""

    kind: ClassVar[str] = "feedback_answered"
    multiline: ClassVar[frozenset[str]] = frozenset({"answer"})
    sample_details: ClassVar[Mapping[str, Any]] = {"answer": "Say what you did yourself."}
    answer: str

    @classmethod
    def load(cls, ids: Mapping[str, Any]) -> Self | None:
        found = Application.objects.select_related("candidate__user", "vacancy")
        application = found.filter(pk=ids["application"]).first()
        request = FeedbackRequest.objects.filter(application=application).first()
        if application is None or request is None or not request.answer:
            return None
        answer = told_by_email(application.vacancy, request.answer)
        return cls(**cls.common(application), answer=answer)

    @classmethod
    def recall(cls, ids: Mapping[str, Any]) -> Self | None:
        return cls.load(ids)

    @property
    def subject(self) -> str:
        return f"Feedback on your application ({self.reference})"
