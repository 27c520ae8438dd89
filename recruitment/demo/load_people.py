"""Makes the demo's accounts, roles, standings and second factors."""

from __future__ import annotations

from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.utils import timezone

from recruitment.accounts.models import StandingSource, User
from recruitment.accounts.roles import grant_role
from recruitment.accounts.services import record_standing
from recruitment.accounts.standing import current_standing
from recruitment.demo.data.vacancies import OUTLINES
from recruitment.demo.people import EVERYBODY, PASSWORD, Person
from vacancies.choices import TeamRole
from vacancies.models import TeamMember, Vacancy


def load_people() -> dict[str, User]:
    """Everybody's account by username; those that are there already stay as they are."""
    return {person.username: _load(person) for person in EVERYBODY}


def _load(person: Person) -> User:
    user = User.objects.filter(username=person.username).first()
    if user is None:
        user = User.objects.create_user(
            person.username,
            person.email,
            PASSWORD,
            first_name=person.first_name,
            last_name=person.last_name,
        )
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    for role in person.roles:
        grant_role(user=user, role=role, by=None)
    if person.roles and not Authenticator.objects.filter(user=user).exists():
        TOTP.activate(user, person.totp_secret)
    _give_standing(user, person)
    return user


def _give_standing(user: User, person: Person) -> None:
    today = timezone.localdate()
    if person.standing is None or current_standing(user, on=today) is not None:
        return
    record_standing(
        user=user,
        kind=person.standing,
        source=StandingSource.HR_RECORD,
        valid_from=today - timedelta(days=330),
        valid_until=today + timedelta(days=365),
        by=None,
    )


def load_teams(users: dict[str, User]) -> None:
    """Puts the demo's people of selection and checks into the teams of the demo's own adverts.

    Invented masses have teams of their own, and adverts that somebody wrote since are theirs.
    """
    roles = {
        "haven": TeamRole.VACANCY_HOLDER,
        "rowan": TeamRole.RECRUITER,
        "sasha": TeamRole.SIFTER,
        "sidney": TeamRole.SIFTER,
        "parker": TeamRole.PANEL_MEMBER,
        "charlie": TeamRole.CHECKS_OFFICER,
    }
    own = [outline.reference for outline in OUTLINES]
    for vacancy in Vacancy.objects.filter(reference__in=own):
        for username, role in roles.items():
            TeamMember.objects.get_or_create(
                vacancy=vacancy, user=users[username], defaults={"role": role}
            )
