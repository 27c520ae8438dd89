"""Who may do what with which application, and why not. Views and services ask here."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from applicants.choices import Actor
from applicants.models import Application
from applicants.pipeline import Step
from recruitment.access.device import Device
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right, has_right
from vacancies.selectors import vacancies_for_staff


@dataclass(frozen=True, slots=True)
class Allowed:
    """An answer with its reason: `why` is a plain sentence when `ok` is false."""

    ok: bool
    why: str = ""

    def __bool__(self) -> bool:
        return self.ok


YES = Allowed(True)
# Which device a restricted vacancy is read on is the page's question; its selectors ask it.
ANY_DEVICE = Device(trusted=True, how="not asked")


def owns(user: User | AnonymousUser, application: Application) -> bool:
    """True for the candidate whose application this is."""
    return user.is_authenticated and application.candidate.user_id == user.pk


def may_work_on(user: User, application: Application, right: Right) -> Allowed:
    """Staff with `right`, within their vacancies, and never on their own application."""
    if not has_right(user, right):
        return Allowed(False, "Your role does not include this. Ask an administrator.")
    if owns(user, application):
        return Allowed(False, "This is your own application. A colleague must do this.")
    team = vacancies_for_staff(user, device=ANY_DEVICE)
    if not team.filter(pk=application.vacancy_id).exists():
        return Allowed(False, "You are not on the team of this vacancy.")
    return YES


def may_work_for(user: User, vacancy_id: int, right: Right) -> Allowed:
    """Staff with `right` on the team of a vacancy, for work that is not about one application."""
    if not has_right(user, right):
        return Allowed(False, "Your role does not include this. Ask an administrator.")
    if not vacancies_for_staff(user, device=ANY_DEVICE).filter(pk=vacancy_id).exists():
        return Allowed(False, "You are not on the team of this vacancy.")
    return YES


def may_fire(*, user: User | None, actor: Actor, step: Step, application: Application) -> Allowed:
    """Whether this actor may fire this step on this application."""
    if actor is not step.actor and actor not in step.extra_actors:
        return Allowed(False, f"Only {step.actor.label} can do this.")
    if actor is Actor.CANDIDATE:
        if user is not None and owns(user, application):
            return YES
        return Allowed(False, "This is not your application.")
    if actor is Actor.STAFF:
        if user is None or step.right is None:
            return Allowed(False, "Sign in as recruitment staff.")
        return may_work_on(user, application, step.right)
    return YES
