"""Which members of staff may do what with which advert."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from recruitment.accounts.models import User
from recruitment.accounts.roles import RIGHTS, Right, has_right
from vacancies.models import TeamMember, Vacancy


def in_scope(user: User, vacancy: Vacancy) -> bool:
    """True for the team of this vacancy and for people who see all vacancies."""
    if has_right(user, Right.SEE_ALL_VACANCIES):
        return True
    return TeamMember.objects.filter(vacancy=vacancy, user=user).exists()


def check_may(*, by: User | None, right: Right, vacancy: Vacancy | None = None) -> None:
    """Refuse with PermissionDenied whoever lacks the right, or the vacancy.

    `by=None` is the portal itself: set-up commands and timed work.
    """
    if by is None:
        return
    if not has_right(by, right):
        raise PermissionDenied(f"This needs the right: {right.value}.")
    if vacancy is not None and not in_scope(by, vacancy):
        raise PermissionDenied("You are not in the team of this vacancy.")


def actor_label(by: User | None) -> str:
    """How the audit names the portal itself."""
    return "" if by is not None else "system"


def approvers_of(vacancy: Vacancy) -> QuerySet[User]:
    """The people who could approve this advert: they hold the right and it is in their scope."""
    may = [role.value for role, rights in RIGHTS.items() if Right.APPROVE_VACANCIES in rights]
    everywhere = [
        role.value for role, rights in RIGHTS.items() if Right.SEE_ALL_VACANCIES in rights
    ]
    people = User.objects.filter(is_active=True, is_staff=True, groups__name__in=may)
    in_team = Q(vacancy_teams__vacancy=vacancy)
    sees_all = Q(pk__in=User.objects.filter(groups__name__in=everywhere).values("pk"))
    return people.filter(in_team | sees_all).distinct()
