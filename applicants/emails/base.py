"""What every email about an application has in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.conf import settings
from django.urls import reverse

from applicants.choices import Status
from applicants.models import Application, StatusChange
from recruitment.outbox.links import absolute
from vacancies.choices import Visibility
from vacancies.models import Vacancy

RESTRICTED_NAME = "a restricted vacancy (sign in on a Met device)"
# In the place of the advert's own words, in an email that may be read anywhere.
RESTRICTED_DETAILS = "Sign in on a Met device to read this."
# After these, nothing that was on its way to the candidate is true any more but the ending itself.
CLOSED_BY_CANDIDATE_OR_US = frozenset({Status.WITHDRAWN, Status.VACANCY_CANCELLED})

SAMPLE_COMMON: dict[str, str] = {
    "name": "Sam Example",
    "vacancy": "Business Support Officer",
    "reference": "A-26-000123",
    "link": "https://portal.example/applications/00000000-0000-4000-8000-000000000000/",
    "mailbox": "recruitment@met.example",
}


def name_of_vacancy(vacancy: Vacancy) -> str:
    """The title, or neutral words for a restricted vacancy."""
    return RESTRICTED_NAME if vacancy.visibility == Visibility.RESTRICTED else vacancy.title


def told_by_email(vacancy: Vacancy, words: str) -> str:
    """What staff typed for the candidate; of a restricted vacancy it is read in the account alone,
    since nobody can know what such words give away."""
    return RESTRICTED_DETAILS if words and vacancy.is_restricted else words


def mailbox_of(vacancy: Vacancy) -> str:
    """Whom to write to: the role's own mailbox, whose name would give a restricted one away."""
    own = "" if vacancy.visibility == Visibility.RESTRICTED else vacancy.contact_mailbox
    return own or settings.CONTACT_MAILBOX


def _find(ids: Mapping[str, Any]) -> tuple[Application, StatusChange] | None:
    application = (
        Application.objects.select_related("candidate__user", "vacancy")
        .filter(pk=ids["application"])
        .first()
    )
    change = StatusChange.objects.filter(pk=ids.get("change", 0)).first()
    return None if application is None or change is None else (application, change)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationEmail:
    """An email to a candidate about one step of their application.

    `asks` is true where the email asks for something: it is sent only while the application is
    still where the step took it. The others stay true afterwards and are sent late if need be,
    but never after a withdrawal.
    """

    kind: ClassVar[str] = ""
    version: ClassVar[int] = 1
    asks: ClassVar[bool] = False
    survives_ending: ClassVar[bool] = False
    sample_details: ClassVar[Mapping[str, Any]] = {}

    name: str
    vacancy: str
    reference: str
    link: str
    mailbox: str

    @classmethod
    def load(cls, ids: Mapping[str, Any]) -> Self | None:
        """Look at the world again; None when the email is no longer true."""
        found = _find(ids)
        if found is None:
            return None
        application, change = found
        if cls.asks and application.status != change.to_status:
            return None
        if application.status in CLOSED_BY_CANDIDATE_OR_US and not cls.survives_ending:
            return None
        return cls(**cls.common(application), **cls.details(application, change))

    @classmethod
    def recall(cls, ids: Mapping[str, Any]) -> Self | None:
        """The email once more, to be read again in the account: what it asked may be done by now.

        Only for emails that were sent; None when what it told of is gone.
        """
        found = _find(ids)
        if found is None:
            return None
        application, change = found
        return cls(**cls.common(application), **cls.details(application, change))

    @classmethod
    def common(cls, application: Application) -> dict[str, str]:
        """The parts that every such email shows."""
        return {
            "name": application.candidate.full_name,
            "vacancy": name_of_vacancy(application.vacancy),
            "reference": application.reference,
            "link": absolute(reverse("applicants:status", args=[application.pk])),
            "mailbox": mailbox_of(application.vacancy),
        }

    @classmethod
    def details(cls, application: Application, change: StatusChange) -> dict[str, Any]:
        """The parts of this kind alone."""
        return {}

    @classmethod
    def sample(cls) -> Self:
        """Invented values, for the preview and the tests."""
        return cls(**SAMPLE_COMMON, **cls.sample_details)

    @property
    def reply_to(self) -> str:
        """Answers go to the vacancy's role mailbox."""
        return self.mailbox
