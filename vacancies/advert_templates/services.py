"""Keeping an advert as a template, beginning a draft from it, and deleting it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from recruitment.accounts.roles import Right
from recruitment.audit.services import record
from recruitment.uploads.services import delete_uploads_of
from vacancies.advert_templates.contents import bases_of, contents_of, essential_of, fields_of
from vacancies.advert_templates.models import AdvertTemplate
from vacancies.attachments import ADVERT, TEMPLATE
from vacancies.models import Vacancy
from vacancies.policies import actor_label, check_may
from vacancies.services import create_vacancy
from vacancies.services.attaching import copy_files
from vacancies.services.copying import usual_closing

if TYPE_CHECKING:
    from recruitment.accounts.models import User


@transaction.atomic
def keep_template(*, by: User | None, vacancy_id: int, name: str) -> AdvertTemplate:
    """Keep what an advert says now under a name. The advert itself stays as it is.

    Raises PermissionDenied, and ValidationError by field for a name that is empty or taken among
    the templates of this advert.
    """
    vacancy = Vacancy.objects.select_for_update(of=("self",)).get(pk=vacancy_id)
    check_may(by=by, right=Right.EDIT_VACANCIES, vacancy=vacancy)
    if vacancy.advert_templates.filter(name__iexact=name.strip()).exists():
        taken = "A template of this advert has that name. Choose another, or delete that one first."
        raise ValidationError({"name": taken})
    template = AdvertTemplate(
        name=name.strip(),
        source=vacancy,
        contents=contents_of(vacancy),
        kept_by=by,
        kept_at=timezone.now(),
    )
    template.full_clean(exclude=["kept_by"])
    template.save()
    copy_files(source=(ADVERT, vacancy.pk), to=(TEMPLATE, template.pk), by=by)
    _record("keep", template, by=by)
    return template


@transaction.atomic
def start_from_template(*, by: User | None, template_id: int, reference: str = "") -> Vacancy:
    """Write a draft with the contents of a template; its writer is its team.

    Where the advert had a closing time, the draft closes in 14 days at 11:59pm, to be changed.
    Raises PermissionDenied, and ValidationError where the contents break a rule made since then.
    """
    template = AdvertTemplate.objects.select_related("source").get(pk=template_id)
    check_may(by=by, right=Right.EDIT_VACANCIES, vacancy=template.source)
    contents = template.contents
    draft = create_vacancy(
        by=by,
        fields={
            **fields_of(contents),
            "closes_at": usual_closing() if contents["closes"] else None,
        },
        bases=bases_of(contents),
        essential=essential_of(contents),
        reference=reference,
    )
    copy_files(source=(TEMPLATE, template.pk), to=(ADVERT, draft.pk), by=by)
    _record("start", template, by=by, draft=draft.pk)
    return draft


@transaction.atomic
def delete_template(*, by: User | None, template_id: int) -> None:
    """Delete a template. Adverts that began from it stay. Raises PermissionDenied."""
    template = AdvertTemplate.objects.select_related("source").get(pk=template_id)
    check_may(by=by, right=Right.EDIT_VACANCIES, vacancy=template.source)
    _record("delete", template, by=by)
    delete_uploads_of(kind=TEMPLATE, owner_id=template.pk, by=by, reason="Template deleted.")
    template.delete()


def _record(verb: str, template: AdvertTemplate, *, by: User | None, **more: object) -> None:
    """By numbers alone: the log is read on any device, and a name may be that of a restricted
    advert."""
    record(
        action=f"advert_template.{verb}",
        by=by,
        target=template,
        after={"vacancy": template.source_id, **more},
        actor_label=actor_label(by),
    )
