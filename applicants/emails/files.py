"""The email about a file in which the virus check found something. It never says what was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from applicants.choices import WorkKind
from applicants.emails.base import mailbox_of, name_of_vacancy
from applicants.models import Application, EligibilityWork
from applicants.selectors.writable import may_change
from recruitment.accounts.models import User
from recruitment.outbox.links import absolute
from recruitment.outbox.registry import register_email
from recruitment.uploads.choices import FileState
from recruitment.uploads.models import StoredFile

# Where a file stands outside an application: in words, and the page on which it is replaced.
PLACES: Mapping[str, tuple[str, str]] = {
    "profile": ("your profile", "applicants:profile"),
    "register": ("your profile on the temporary register", "register:cv"),
}


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class FileQuarantined:
    """Remove this file and choose a clean copy.

    `file` is "" once it was removed. `can_replace` is false where an application can no longer be
    changed: then they write to us.
    """

    kind: ClassVar[str] = "file_quarantined"
    version: ClassVar[int] = 1

    name: str
    file: str
    place: str
    link: str
    mailbox: str
    can_replace: bool

    @property
    def subject(self) -> str:
        return "We found a virus in a file that you sent us"

    @property
    def reply_to(self) -> str:
        """Answers go to the vacancy's role mailbox."""
        return self.mailbox

    @classmethod
    def load(cls, ids: Mapping[str, Any]) -> Self | None:
        """None once the person has removed the file: there is nothing left to do."""
        file = StoredFile.objects.filter(pk=ids["file"], state=FileState.QUARANTINED).first()
        return cls._of(ids, file.name) if file is not None else None

    @classmethod
    def recall(cls, ids: Mapping[str, Any]) -> Self | None:
        found = StoredFile.objects.filter(pk=ids["file"]).first() if "file" in ids else None
        return cls._of(ids, found.name if found is not None else "")

    @classmethod
    def _of(cls, ids: Mapping[str, Any], file: str) -> Self | None:
        if "application" in ids:
            return cls._of_application(ids, file)
        user = User.objects.select_related("candidate").filter(pk=ids["user"]).first()
        if user is None:
            return None
        place, page = PLACES[ids["place"]]
        candidate = getattr(user, "candidate", None)  # the register takes people without one
        return cls(
            name=candidate.full_name if candidate else user.get_full_name() or user.username,
            file=file,
            place=place,
            link=absolute(reverse(page)),
            mailbox=settings.CONTACT_MAILBOX,
            can_replace=True,
        )

    @classmethod
    def _of_application(cls, ids: Mapping[str, Any], file: str) -> Self | None:
        rows = Application.objects.select_related("candidate__user", "vacancy")
        application = rows.filter(pk=ids["application"]).first()
        if application is None:
            return None
        return cls(
            name=application.candidate.full_name,
            file=file,
            place=f"your application for {name_of_vacancy(application.vacancy)}",
            link=absolute(reverse("applicants:status", args=[application.pk])),
            mailbox=mailbox_of(application.vacancy),
            can_replace=_can_replace(application),
        )

    @classmethod
    def sample(cls) -> Self:
        return cls(
            name="Sam Example",
            file="my cv.pdf",
            place="your application for Business Support Officer",
            link="https://portal.example/applications/00000000-0000-4000-8000-000000000000/",
            mailbox="recruitment@met.example",
            can_replace=True,
        )


def _can_replace(application: Application) -> bool:
    """A draft, a sent application that may be changed, or while we ask for evidence."""
    if application.is_draft or may_change(application, at=timezone.now()):
        return True
    asked = EligibilityWork.objects.filter(application=application, closed_at__isnull=True)
    return asked.filter(kind=WorkKind.EVIDENCE).exists()
