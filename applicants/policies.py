"""Who may do what with which application, and why not. Views and services ask here."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from applicants.choices import Actor
from applicants.models import Application, SiftConflict, SiftDeclaration, SiftScore
from applicants.pipeline import Step
from recruitment.access.device import Device
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right, has_right
from vacancies.choices import TeamRole
from vacancies.models import TeamMember
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


# Work on a vacancy that neither sets its conditions nor assesses anybody.
JUDGES_NOTHING_ELSE = (TeamRole.ELIGIBILITY_REVIEWER, TeamRole.CHECKS_OFFICER)


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


def may_mark(user: User, application: Application) -> Allowed:
    """Whether `user` may read an application blind and score it, as far as that is about them."""
    allowed = may_mark_for(user, application.vacancy_id)
    if not allowed:
        return allowed
    if owns(user, application):
        return Allowed(False, "This is your own application. A colleague must do this.")
    if SiftConflict.objects.filter(application=application, marker=user).exists():
        return Allowed(False, "You know this person, so colleagues mark this application.")
    return YES


def may_mark_for(user: User, vacancy_id: int) -> Allowed:
    """Whether `user` may mark in the sift of a vacancy: within its team, without knowing who
    applied, and after saying whom they know among those who may have."""
    allowed = may_work_for(user, vacancy_id, Right.SCORE_APPLICATIONS)
    if not allowed:
        return allowed
    # The audit log holds the scores of others before both are in.
    if has_right(user, Right.READ_APPLICATIONS) or has_right(user, Right.READ_AUDIT):
        return Allowed(
            False, "You read more than the evidence in another role, so you do not mark the sift."
        )
    if not SiftDeclaration.objects.filter(vacancy_id=vacancy_id, marker=user).exists():
        return Allowed(False, "Say first whom you know among the people who may have applied.")
    return YES


def sets_rules(user: User) -> bool:
    """True for somebody who decides on the rules of eligibility (settings, by address)."""
    return user.email.lower() in {one.lower() for one in settings.ELIGIBILITY_RULE_OWNERS}


def may_decide_eligibility(user: User, application: Application) -> Allowed:
    """A reviewer who neither configured the rule nor assesses this vacancy (domain 6.2).

    Those in the vacancy's team write its conditions, sift or interview; whoever has marked is kept
    out even after leaving the team.
    """
    allowed = may_work_on(user, application, Right.DECIDE_ELIGIBILITY)
    if not allowed:
        return allowed
    if sets_rules(user):
        return Allowed(False, "You decide on the rules, so a colleague must decide this case.")
    in_team = TeamMember.objects.filter(vacancy_id=application.vacancy_id, user=user)
    if in_team.exclude(role__in=JUDGES_NOTHING_ELSE).exists():
        return Allowed(False, "You take part in this vacancy, so a colleague must decide this.")
    if SiftScore.objects.filter(application__vacancy_id=application.vacancy_id, marker=user):
        return Allowed(False, "You have sifted for this vacancy, so a colleague must decide this.")
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
        if step.right is Right.DECIDE_ELIGIBILITY:
            return may_decide_eligibility(user, application)
        return may_work_on(user, application, step.right)
    return YES
