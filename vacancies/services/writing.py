"""Writing and changing adverts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from recruitment.accounts.roles import Right
from recruitment.audit.services import record
from vacancies.choices import RESIDENCY_YEARS, TeamRole, VettingLevel
from vacancies.choices_life import VacancyEvent
from vacancies.material import material_changes, material_facts
from vacancies.models import Base, TeamMember, Vacancy
from vacancies.models.constraints import PUBLISHED
from vacancies.policies import actor_label, check_may
from vacancies.services.criteria import (
    EssentialData,
    check_guides,
    essential_data,
    write_essential,
)
from vacancies.services.saving import save_checked
from vacancies.services.stepping import Why, check_step, lock_vacancy, write_history, write_step

if TYPE_CHECKING:
    from recruitment.accounts.models import User
    from vacancies.life import Step

# What a person may write. The reference never changes; status, times of publication and version
# belong to services; the closing time of a published advert belongs to extend_closing.
WRITABLE = frozenset(
    field.name
    for field in Vacancy._meta.concrete_fields
    if field.editable and not field.generated and not field.primary_key
) - {"reference"}
# They decide the form, the rules and the audience of what people have already begun.
# The scale is that of scores that may have been given.
FIXED_ONCE_PUBLISHED = frozenset({"route", "role_class", "visibility", "score_scale"})
_FIRST_NUMBER = 401
_REFERENCE_LOCK = 7_265_001  # an arbitrary number; the only advisory lock of this app


@transaction.atomic
def create_vacancy(
    *,
    by: User | None,
    fields: Mapping[str, Any],
    bases: Iterable[Base] = (),
    essential: Sequence[EssentialData] = (),
    reference: str = "",
    at: datetime | None = None,
) -> Vacancy:
    """Write a draft advert. Its writer joins the team; without a reference the next one is taken.

    `fields` are model fields by name; residency years follow the vetting level unless given.
    Raises PermissionDenied, and ValidationError by field for an advert that cannot be.
    """
    check_may(by=by, right=Right.EDIT_VACANCIES)
    unknown = set(fields) - WRITABLE
    if unknown:
        raise ValidationError(f"Unknown parts of an advert: {', '.join(sorted(unknown))}.")
    values = dict(fields)
    if values.get("residency_years") is None and values.get("vetting_level") in VettingLevel.values:
        values["residency_years"] = RESIDENCY_YEARS[VettingLevel(values["vetting_level"])]
    vacancy = Vacancy(
        reference=reference or _next_reference(at or timezone.now()),
        **values,
    )
    save_checked(vacancy)
    vacancy.bases.set(bases)
    write_essential(vacancy, essential)
    if by is not None:
        TeamMember.objects.create(vacancy=vacancy, user=by, role=TeamRole.VACANCY_HOLDER)
    write_history(vacancy, VacancyEvent.CREATE, by=by, at=timezone.now(), why=Why())
    record(
        action="vacancy.create",
        by=by,
        target=vacancy,
        after=_audited(vacancy),
        actor_label=actor_label(by),
    )
    return vacancy


def _audited(vacancy: Vacancy) -> dict[str, object]:
    """The log is read on any device, so a restricted advert stands in it by its number alone."""
    values: dict[str, object] = {"version": vacancy.version}
    if not vacancy.is_restricted:
        values |= {"reference": vacancy.reference, "route": vacancy.route}
    return values


def _next_reference(at: datetime) -> str:
    """The next free reference of the year, such as MPS-26-0426. Writers wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_REFERENCE_LOCK])
    start = f"MPS-{timezone.localtime(at):%y}-"
    taken = Vacancy.objects.filter(reference__startswith=start).values_list("reference", flat=True)
    numbers = [int(match[1]) for match in (re.search(r"-(\d+)\Z", one) for one in taken) if match]
    return f"{start}{max([_FIRST_NUMBER - 1, *numbers]) + 1:04d}"


@transaction.atomic
def edit_vacancy(
    *,
    by: User | None,
    vacancy_id: int,
    changes: Mapping[str, Any],
    bases: Iterable[Base] | None = None,
    essential: Sequence[EssentialData] | None = None,
    seen: int | None = None,
) -> Vacancy:
    """Change parts of an advert. What is not given, stays.

    A published advert counts a new version; if the change is material (`material.py`), it takes
    the right to approve, and everybody who applied is told what changed. An advert that waits for
    approval, or has it, becomes a draft again. Raises PermissionDenied, and ValidationError by
    field. The closing time of a published advert has steps of its own: people plan by it.
    """
    vacancy = lock_vacancy(vacancy_id)
    now = timezone.now()
    step = check_step(vacancy, VacancyEvent.EDIT, by=by, at=now, why=Why(), seen=seen)
    changed = sorted(
        name for name, value in changes.items() if getattr(vacancy, name, None) != value
    )
    published = vacancy.status in PUBLISHED
    _refuse_fixed(changed, published=published)
    facts = material_facts(vacancy)
    for name in changed:
        setattr(vacancy, name, changes[name])
    vacancy.version += 1 if published else 0
    save_checked(vacancy)
    if essential is None and "score_scale" in changed:
        check_guides(vacancy)
    changed += _write_parts(vacancy, bases, essential)
    if not changed:
        return Vacancy.objects.get(pk=vacancy_id)  # nothing happened: no version, no history
    write_edit(vacancy, step, by=by, at=now, facts=facts, fields=changed)
    return vacancy


def write_edit(
    vacancy: Vacancy,
    step: Step,
    *,
    by: User | None,
    at: datetime,
    facts: dict[str, str],
    fields: Sequence[str],
) -> None:
    """Write down an edit whose parts are stored; `facts` are the material ones before it.

    Raises PermissionDenied for a material change of a published advert without the right.
    """
    material = material_changes(facts, material_facts(Vacancy.objects.get(pk=vacancy.pk)))
    if material and vacancy.status in PUBLISHED:
        check_may(by=by, right=Right.APPROVE_VACANCIES, vacancy=vacancy)
    data = {"changes": material, "after": {"fields": list(fields)}}
    write_step(vacancy, step, by=by, at=at, why=Why(data=data))


def _refuse_fixed(changed: Sequence[str], *, published: bool) -> None:
    """What only services write, and what an advert keeps once people rely on it."""
    refused = set(changed) - WRITABLE
    if refused:
        raise ValidationError(f"These parts cannot be changed: {', '.join(sorted(refused))}.")
    if published and {"closes_at", "opens_at"} & set(changed):
        raise ValidationError(
            {"closes_at": "This advert is published. Extend its closing time instead."}
        )
    fixed = FIXED_ONCE_PUBLISHED & set(changed) if published else set()
    if fixed:
        message = "This cannot change once the advert is published. Cancel it and copy it instead."
        raise ValidationError(dict.fromkeys(sorted(fixed), message))


def _write_parts(
    vacancy: Vacancy,
    bases: Iterable[Base] | None,
    essential: Sequence[EssentialData] | None,
) -> list[str]:
    """Write what stands in tables of its own; returns the names of the parts that changed."""
    changed = []
    if bases is not None:
        chosen = list(bases)
        if set(vacancy.bases.all()) != set(chosen):
            vacancy.bases.set(chosen)
            changed.append("bases")
    if essential is not None:
        before = essential_data(vacancy)
        if before != list(essential):
            write_essential(vacancy, essential)
            changed.append("essential_criteria")
    return changed
