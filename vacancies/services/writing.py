"""Writing and changing adverts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from recruitment.accounts.roles import Right
from recruitment.audit.services import record
from vacancies.choices import RESIDENCY_YEARS, AssessedBy, TeamRole, VettingLevel
from vacancies.models import Base, EssentialCriterion, TeamMember, Vacancy
from vacancies.models.constraints import PUBLISHED
from vacancies.policies import check_may

if TYPE_CHECKING:
    from recruitment.accounts.models import User

# What a person may write. The reference never changes; status, times of publication and version
# belong to services; the closing time of a published advert belongs to extend_closing.
WRITABLE = frozenset(
    field.name
    for field in Vacancy._meta.concrete_fields
    if field.editable and not field.generated and not field.primary_key
) - {"reference"}
_FIRST_NUMBER = 401
_REFERENCE_LOCK = 7_265_001  # an arbitrary number; the only advisory lock of this app


@dataclass(frozen=True, slots=True)
class EssentialData:
    """One essential criterion as it is written; its place in the list is its order."""

    code: str
    text: str
    assessed_by: str = AssessedBy.FORM


def actor_label(by: User | None) -> str:
    """How the audit names the portal itself."""
    return "" if by is not None else "system"


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
    vacancy.full_clean()
    vacancy.save(force_insert=True)
    vacancy.bases.set(bases)
    _write_essential(vacancy, essential)
    if by is not None:
        TeamMember.objects.create(vacancy=vacancy, user=by, role=TeamRole.VACANCY_HOLDER)
    record(
        action="vacancy.create",
        by=by,
        target=vacancy,
        after={"reference": vacancy.reference, "route": vacancy.route, "version": vacancy.version},
        actor_label=actor_label(by),
    )
    return vacancy


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
) -> Vacancy:
    """Change parts of an advert; a published one counts a new version.

    Raises PermissionDenied, and ValidationError by field. The closing time of a published advert
    is moved by `extend_closing` alone, because people plan by it.
    """
    vacancy = Vacancy.objects.select_for_update().get(pk=vacancy_id)
    check_may(by=by, right=Right.EDIT_VACANCIES, vacancy=vacancy)
    changed = sorted(
        name for name, value in changes.items() if getattr(vacancy, name, None) != value
    )
    refused = set(changed) - WRITABLE
    if refused:
        raise ValidationError(f"These parts cannot be changed: {', '.join(sorted(refused))}.")
    published = vacancy.status in PUBLISHED
    if published and {"closes_at", "opens_at"} & set(changed):
        raise ValidationError(
            {"closes_at": "This advert is published. Extend its closing time instead."}
        )
    for name in changed:
        setattr(vacancy, name, changes[name])
    vacancy.full_clean()
    before = vacancy.version
    vacancy.version += 1 if published else 0
    vacancy.save()
    if bases is not None:
        chosen = list(bases)
        if set(vacancy.bases.all()) != set(chosen):
            vacancy.bases.set(chosen)
            changed.append("bases")
    record(
        action="vacancy.edit",
        by=by,
        target=vacancy,
        before={"version": before},
        after={"version": vacancy.version, "fields": changed},
        actor_label=actor_label(by),
    )
    return vacancy


@transaction.atomic
def set_essential_criteria(
    *, by: User | None, vacancy_id: int, essential: Sequence[EssentialData]
) -> list[EssentialCriterion]:
    """Write the whole list of essential criteria; a criterion keeps its row by its code.

    Raises PermissionDenied, ValidationError, and ProtectedError where a criterion that leaves the
    list has already been scored.
    """
    vacancy = Vacancy.objects.select_for_update().get(pk=vacancy_id)
    check_may(by=by, right=Right.EDIT_VACANCIES, vacancy=vacancy)
    before = list(vacancy.essential_criteria.values_list("code", flat=True))
    rows = _write_essential(vacancy, essential)
    record(
        action="vacancy.set_criteria",
        by=by,
        target=vacancy,
        before={"codes": before},
        after={"codes": [row.code for row in rows]},
        actor_label=actor_label(by),
    )
    return rows


def _write_essential(
    vacancy: Vacancy, essential: Sequence[EssentialData]
) -> list[EssentialCriterion]:
    codes = [item.code for item in essential]
    if len(set(codes)) != len(codes):
        raise ValidationError("Two essential criteria have the same code.")
    known = {row.code: row for row in vacancy.essential_criteria.all()}
    for code in known.keys() - set(codes):
        known[code].delete()
    rows = []
    for order, item in enumerate(essential, start=1):
        row = known.get(item.code) or EssentialCriterion(vacancy=vacancy, code=item.code)
        row.text, row.assessed_by, row.order = item.text, item.assessed_by, order
        row.full_clean(validate_constraints=False)
        row.save()
        rows.append(row)
    return rows


@transaction.atomic
def add_team_member(*, by: User | None, vacancy_id: int, user: User, role: str) -> TeamMember:
    """Let a person work on one vacancy in one role. Doing it twice changes nothing.

    The person's rights come from their account's roles; the team only says on which vacancy.
    Raises PermissionDenied.
    """
    vacancy = Vacancy.objects.get(pk=vacancy_id)
    check_may(by=by, right=Right.EDIT_VACANCIES, vacancy=vacancy)
    member, created = TeamMember.objects.get_or_create(
        vacancy=vacancy, user=user, role=TeamRole(role)
    )
    if created:
        record(
            action="vacancy.add_member",
            by=by,
            target=vacancy,
            after={"user": user.pk, "role": member.role},
            actor_label=actor_label(by),
        )
    return member
