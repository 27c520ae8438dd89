"""Who works on which advert."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from recruitment.accounts.roles import Right
from recruitment.audit.services import record
from vacancies.choices import TeamRole
from vacancies.models import TeamMember, Vacancy
from vacancies.policies import actor_label, check_may

if TYPE_CHECKING:
    from recruitment.accounts.models import User


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


@transaction.atomic
def remove_team_member(*, by: User | None, member_id: int) -> None:
    """Take a person off a vacancy; they lose sight of it at their next request.

    Raises PermissionDenied.
    """
    member = TeamMember.objects.select_related("vacancy").get(pk=member_id)
    check_may(by=by, right=Right.EDIT_VACANCIES, vacancy=member.vacancy)
    vacancy, user_id, role = member.vacancy, member.user_id, member.role
    member.delete()
    record(
        action="vacancy.remove_member",
        by=by,
        target=vacancy,
        before={"user": user_id, "role": role},
        actor_label=actor_label(by),
    )
