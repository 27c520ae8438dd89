"""Which members of staff may do what with which advert."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from recruitment.accounts.roles import Right, has_right
from vacancies.models import TeamMember, Vacancy

if TYPE_CHECKING:
    from recruitment.accounts.models import User


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
