"""Roles of staff and the rights they carry (domain document 4.2). Data first, then four functions.

A role is a group of the same name; the groups are made by `sync_roles` after every migration.
Django's own model permissions are not used anywhere.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser, Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet

from recruitment.accounts.models import User
from recruitment.audit.services import record

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


class Right(StrEnum):
    """One thing that somebody may do. Each is checked by name, never through a role's name."""

    READ_APPLICATIONS = "read_applications"
    MOVE_APPLICATIONS = "move_applications"
    SCORE_APPLICATIONS = "score_applications"
    RECONCILE_SCORES = "reconcile_scores"
    OPEN_SEALED = "open_sealed"
    SET_INTERVIEWS = "set_interviews"
    SCORE_INTERVIEWS = "score_interviews"
    MAKE_OFFERS = "make_offers"
    RECORD_CHECKS = "record_checks"
    WAIVE_CONDITIONS = "waive_conditions"
    READ_DECLARATIONS = "read_declarations"
    READ_ADJUSTMENTS = "read_adjustments"
    EDIT_VACANCIES = "edit_vacancies"
    APPROVE_VACANCIES = "approve_vacancies"
    DECIDE_ELIGIBILITY = "decide_eligibility"
    PREPARE_DECISIONS = "prepare_decisions"
    RELEASE_DECISIONS = "release_decisions"
    EXTEND_RESERVE_LISTS = "extend_reserve_lists"
    READ_REPORTS = "read_reports"
    READ_MONITORING = "read_monitoring"
    MANAGE_HOLDS = "manage_holds"
    READ_AUDIT = "read_audit"
    READ_OUTBOX = "read_outbox"
    MANAGE_USERS = "manage_users"
    SEE_ALL_VACANCIES = "see_all_vacancies"
    EDIT_TEXTS = "edit_texts"
    RECORD_STANDING = "record_standing"
    MANAGE_FORUMS = "manage_forums"
    READ_INTEREST = "read_interest"
    USE_REGISTER = "use_register"


class Role(StrEnum):
    """What a member of staff is here for."""

    RECRUITER = "recruiter"
    VACANCY_HOLDER = "vacancy_holder"
    SIFTER = "sifter"
    PANEL_CHAIR = "panel_chair"
    PANEL_MEMBER = "panel_member"
    ELIGIBILITY_REVIEWER = "eligibility_reviewer"
    ADJUSTMENTS_ADVISER = "adjustments_adviser"
    CHECKS_OFFICER = "checks_officer"
    REGISTER_RECRUITER = "register_recruiter"
    DATA_PROTECTION_OFFICER = "data_protection_officer"
    CONTENT_EDITOR = "content_editor"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        """The role's name for people."""
        return self.value.replace("_", " ").capitalize()


# Without SEE_ALL_VACANCIES everything is limited to the vacancies whose team the person is in.
# Adjustments and declarations stand apart, so that nobody who scores ever reads them.
RIGHTS: dict[Role, frozenset[Right]] = {
    Role.RECRUITER: frozenset({
        Right.READ_APPLICATIONS, Right.MOVE_APPLICATIONS, Right.SET_INTERVIEWS, Right.MAKE_OFFERS,
        Right.EDIT_VACANCIES, Right.APPROVE_VACANCIES, Right.PREPARE_DECISIONS,
        Right.RELEASE_DECISIONS, Right.READ_OUTBOX, Right.MANAGE_FORUMS, Right.READ_INTEREST,
        Right.RECORD_STANDING, Right.READ_REPORTS, Right.WAIVE_CONDITIONS, Right.OPEN_SEALED,
        Right.EXTEND_RESERVE_LISTS,
    }),
    Role.VACANCY_HOLDER: frozenset({  # blind too: their reports are numbers
        Right.SCORE_APPLICATIONS, Right.EDIT_VACANCIES, Right.READ_REPORTS,
    }),
    Role.SIFTER: frozenset({Right.SCORE_APPLICATIONS}),  # blind: never who wrote it
    # Whoever meets the person does not mark the sift: nobody holds both rights.
    Role.PANEL_CHAIR: frozenset({
        Right.READ_APPLICATIONS, Right.SET_INTERVIEWS, Right.SCORE_INTERVIEWS,
        Right.PREPARE_DECISIONS, Right.READ_REPORTS, Right.RECONCILE_SCORES,
    }),
    Role.PANEL_MEMBER: frozenset({Right.READ_APPLICATIONS, Right.SCORE_INTERVIEWS}),
    Role.ELIGIBILITY_REVIEWER: frozenset({
        Right.READ_APPLICATIONS, Right.DECIDE_ELIGIBILITY, Right.SEE_ALL_VACANCIES,
        Right.READ_REPORTS,
    }),
    Role.ADJUSTMENTS_ADVISER: frozenset({Right.READ_ADJUSTMENTS, Right.SEE_ALL_VACANCIES}),
    Role.CHECKS_OFFICER: frozenset({
        Right.READ_APPLICATIONS, Right.RECORD_CHECKS, Right.READ_DECLARATIONS,
        Right.SEE_ALL_VACANCIES,
    }),
    Role.REGISTER_RECRUITER: frozenset({
        Right.READ_APPLICATIONS, Right.MOVE_APPLICATIONS, Right.SET_INTERVIEWS, Right.MAKE_OFFERS,
        Right.EDIT_VACANCIES, Right.PREPARE_DECISIONS, Right.RELEASE_DECISIONS, Right.USE_REGISTER,
        Right.READ_REPORTS, Right.WAIVE_CONDITIONS,
    }),
    Role.DATA_PROTECTION_OFFICER: frozenset({
        Right.READ_APPLICATIONS, Right.READ_MONITORING, Right.MANAGE_HOLDS, Right.READ_AUDIT,
        Right.READ_OUTBOX, Right.SEE_ALL_VACANCIES, Right.READ_REPORTS,
    }),
    Role.CONTENT_EDITOR: frozenset({Right.EDIT_TEXTS}),
    Role.ADMINISTRATOR: frozenset({
        Right.MANAGE_USERS, Right.RECORD_STANDING, Right.EDIT_TEXTS,
        Right.READ_AUDIT, Right.READ_OUTBOX, Right.SEE_ALL_VACANCIES, Right.READ_REPORTS,
    }),
}  # fmt: skip

_CACHE = "_rights_cache"


def roles_of(user: User | AnonymousUser | AbstractBaseUser) -> frozenset[Role]:
    """The roles of an active account; a superuser counts as an administrator as well."""
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    known = set(Role)
    names = {name for name in user.groups.values_list("name", flat=True) if name in known}
    roles = {Role(name) for name in names}
    if user.is_superuser:
        roles.add(Role.ADMINISTRATOR)
    return frozenset(roles)


def rights_of(user: User | AnonymousUser | AbstractBaseUser) -> frozenset[Right]:
    """All rights of this person.

    Kept on the user object, which lives for one request: a right that is taken away is gone at
    the next request.
    """
    cached: frozenset[Right] | None = getattr(user, _CACHE, None)
    if cached is None:
        cached = frozenset().union(*(RIGHTS[role] for role in roles_of(user)))
        if isinstance(user, User):
            setattr(user, _CACHE, cached)
    return cached


def has_right(user: User | AnonymousUser | AbstractBaseUser, right: Right) -> bool:
    """True when one of the person's roles carries this right."""
    return right in rights_of(user)


def administrators() -> QuerySet[User]:
    """Everybody active who may propose a role or agree to one, by `roles_of`'s own reading."""
    managing = [role.value for role in Role if Right.MANAGE_USERS in RIGHTS[role]]
    holds = Q(groups__name__in=managing) | Q(is_superuser=True)
    return User.objects.filter(holds, is_active=True, is_staff=True).distinct().order_by("pk")


def roles_with(right: Right) -> list[Role]:
    """The roles that carry a right."""
    return [role for role, rights in RIGHTS.items() if right in rights]


def sync_roles(*, using: str = "default") -> list[str]:
    """Makes the groups that are missing; running it again changes nothing. Returns their names."""
    wanted = [role.value for role in Role]
    present = set(Group.objects.using(using).filter(name__in=wanted).values_list("name", flat=True))
    missing = [name for name in wanted if name not in present]
    Group.objects.using(using).bulk_create([Group(name=name) for name in missing])
    return missing


def granted_roles(user: User) -> list[Role]:
    """The roles that were granted; not what being a superuser adds to them."""
    names = {group.name for group in user.groups.all()}
    return [role for role in Role if role.value in names]


@transaction.atomic
def grant_role(
    *, user: User, role: Role, by: User | None, agreed_by: User | None = None, reason: str = ""
) -> None:
    """Gives a role, opens the staff pages to the person, and writes it into the audit log.

    It takes two: `by` proposed it and `agreed_by` agrees; both manage users, and neither is the
    person. Pages go through role_changes/services.py. `by=None` is the system itself (set-up
    commands). Raises PermissionDenied.
    """
    check_may_change_roles(user=user, by=by)
    if by is not None:
        if agreed_by is None or agreed_by.pk == by.pk:
            raise PermissionDenied("A second administrator must agree to a role.")
        check_may_change_roles(user=user, by=agreed_by)
    person = User.objects.select_for_update().get(pk=user.pk)
    if person.groups.filter(name=role.value).exists():
        return
    person.groups.add(Group.objects.get(name=role.value))
    if not person.is_staff:
        person.is_staff = True
        person.save(update_fields=["is_staff"])
    after = {"role": role.value} | ({"agreed_by": agreed_by.pk} if agreed_by else {})
    _record(action="role.grant", user=user, by=by, after=after, reason=reason)
    _refresh(user, person)


@transaction.atomic
def revoke_role(*, user: User, role: Role, by: User | None) -> None:
    """Takes a role away at once; without any left the staff pages close too.

    One administrator is enough: taking rights away must never wait. Raises PermissionDenied.
    """
    check_may_change_roles(user=user, by=by)
    person = User.objects.select_for_update().get(pk=user.pk)
    if not person.groups.filter(name=role.value).exists():
        return
    person.groups.remove(Group.objects.get(name=role.value))
    if not roles_of(person):
        person.is_staff = False
        person.save(update_fields=["is_staff"])
    _record(action="role.revoke", user=user, by=by, before={"role": role.value})
    _refresh(user, person)


def check_may_change_roles(*, user: User, by: User | None) -> None:
    """Raises PermissionDenied unless `by` manages users and is somebody else; None may."""
    if by is None:
        return
    if by.pk == user.pk:
        raise PermissionDenied("Nobody may change their own roles.")
    if not has_right(by, Right.MANAGE_USERS):
        raise PermissionDenied("Only people who manage users may change roles.")


def _record(*, action: str, user: User, by: User | None, **values: Any) -> None:
    record(action=action, by=by, target=user, actor_label="" if by else "system", **values)


def _refresh(user: User, person: User) -> None:
    """Brings the caller's object up to date with what was just written."""
    user.is_staff = person.is_staff
    user.__dict__.pop(_CACHE, None)
