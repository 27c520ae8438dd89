"""The email about a document of an advert that the virus check locked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.urls import reverse

from recruitment.accounts.models import User
from recruitment.outbox.links import absolute
from recruitment.outbox.registry import register_email
from recruitment.uploads.choices import FileState
from recruitment.uploads.models import StoredFile
from vacancies.attachments import ADVERT
from vacancies.emails.life import RESTRICTED_NAME, SAMPLE
from vacancies.models import Vacancy


@register_email
@dataclass(frozen=True, slots=True, kw_only=True)
class AdvertFileLocked:
    """To whoever attached it: nobody can open it; remove it and choose a clean copy.

    `file` is "" for a restricted advert, whose words stay on Met devices.
    """

    kind: ClassVar[str] = "advert_file_locked"
    version: ClassVar[int] = 1

    name: str
    advert: str
    file: str
    link: str

    @property
    def subject(self) -> str:
        return "We found a virus in a document of an advert"

    @classmethod
    def load(cls, ids: Mapping[str, Any]) -> Self | None:
        """None once it was removed, or the colleague has left: there is nothing left to do."""
        locked = StoredFile.objects.filter(
            pk=ids["file"], owner_kind=ADVERT, state=FileState.QUARANTINED
        )
        file = locked.first()
        reader = User.objects.filter(pk=ids["user"], is_active=True, is_staff=True).first()
        vacancy = Vacancy.objects.filter(pk=file.owner_id).first() if file else None
        if file is None or reader is None or vacancy is None:
            return None
        hidden = vacancy.is_restricted
        return cls(
            name=reader.get_full_name() or reader.get_username(),
            advert=RESTRICTED_NAME if hidden else f"{vacancy.title} ({vacancy.reference})",
            file="" if hidden else file.name,
            link=absolute(reverse("admin:vacancies_vacancy_documents", args=[vacancy.pk])),
        )

    @classmethod
    def sample(cls) -> Self:
        link = "https://portal.example/staff/vacancies/vacancy/3/documents/"
        return cls(
            name=SAMPLE["name"], advert=SAMPLE["advert"], file="Role profile.docx", link=link
        )
