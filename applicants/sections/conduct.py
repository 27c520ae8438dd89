"""Declarations of convictions and conduct (domain document 3.3, 3.1 G, H, J). Sealed store.

Always judged by a person, never scored, never shown to sift or panel.
"""

from __future__ import annotations

from applicants.sections.catalogue import Kind, Question, Section, Store
from applicants.sections.shared import SUPPORT
from vacancies.choices import RoleClass
from vacancies.models import Vacancy

# Uniformed roles are asked about tattoos (domain document 3.1 J).
UNIFORMED = frozenset(
    {RoleClass.POLICE_OFFICER, RoleClass.PCSO, RoleClass.DDO, RoleClass.SPECIAL_CONSTABLE}
)
INTRO = (
    "Everybody at the Met is in a position of responsibility and trust. A conviction is not an "
    "automatic bar: your suitability is looked at carefully, case by case, and always by a person. "
    "Only the checks team reads this section. It is never scored, and the people who assess your "
    "application and interview you do not see it."
)


def conduct(vacancy: Vacancy) -> Section:
    """For people who come from outside."""
    return Section(
        code="conduct",
        title="Convictions, conduct and interests",
        store=Store.CONDUCT,
        group=SUPPORT,
        personal=True,
        intro=INTRO,
        questions=(
            *_convictions(),
            *_asked(
                "misconduct",
                "misconduct in a police force",
                "If you have worked for a police force: was there a misconduct finding, a live "
                "warning or an open investigation, or are you on the barred list?",
                "Include leaving while you were under investigation. Select no if you have never "
                "worked for a police force.",
            ),
            *_common(vacancy),
        ),
    )


def conduct_of_internal(vacancy: Vacancy) -> Section:
    """For people who are here already: restrictions go to the pre-posting checks only."""
    return Section(
        code="conduct",
        title="Restrictions, conduct and interests",
        store=Store.CONDUCT,
        group=SUPPORT,
        personal=True,
        intro=INTRO,
        questions=(
            *_asked(
                "restrictions",
                "restrictions and live processes",
                "Are you restricted in your duties, or subject to a live process?",
                "For example a misconduct or performance process. Your answer goes to the "
                "pre-posting checks only.",
            ),
            *_asked(
                "convictions",
                "convictions and cautions",
                "Is there a conviction, caution or fixed penalty that your last vetting does not "
                "know of?",
                "Include anything outside the UK.",
            ),
            *_asked(
                "investigation",
                "investigations, bail and court dates",
                "Are you under investigation, on bail or waiting for a court date?",
                "",
            ),
            *_common(vacancy),
        ),
    )


def conduct_of_officers(vacancy: Vacancy) -> Section:
    """For serving officers of another force: findings, warnings, leaving under investigation."""
    return Section(
        code="conduct",
        title="Convictions, conduct and interests",
        store=Store.CONDUCT,
        group=SUPPORT,
        personal=True,
        intro=INTRO,
        questions=(
            *_convictions(),
            *_asked(
                "misconduct",
                "misconduct, warnings and the barred list",
                "Has there been a misconduct finding against you, do you have a live warning, "
                "have you left a force while under investigation, or been on the barred list?",
                "In any force, at any rank.",
            ),
            *_common(vacancy),
        ),
    )


def _convictions() -> tuple[Question, ...]:
    return (
        *_asked(
            "convictions",
            "convictions and cautions",
            "Have you ever been convicted of an offence, or had a caution, reprimand, final "
            "warning or fixed penalty?",
            "Include spent matters, anything while you were under 18 and anything outside the UK. "
            "The law allows the police to ask. Leave out parking fines.",
        ),
        *_asked(
            "investigation",
            "investigations, bail and court dates",
            "Are you under investigation, on bail or waiting for a court date?",
            "Include a misconduct investigation. Vetting waits until a live matter has ended. You "
            "can apply again afterwards.",
        ),
    )


def _common(vacancy: Vacancy) -> tuple[Question, ...]:
    asked = (
        *_asked(
            "business_interests",
            "other jobs and businesses",
            "Do you have another job or business that you intend to keep?",
            "Include unpaid directorships and letting out property.",
            details="What it is, how many hours it takes, and how long you mean to keep it.",
        ),
        *_asked(
            "membership",
            "memberships",
            "Are you, or have you been, a member of an organisation whose aims are incompatible "
            "with policing?",
            "For example a proscribed organisation, the British National Party or another one "
            "that promotes racism.",
            details="Which organisation, and from when to when.",
        ),
    )
    if vacancy.role_class not in UNIFORMED:
        return asked
    return (
        *asked,
        *_asked(
            "tattoos",
            "tattoos",
            "Do you have tattoos on your face, neck or hands, or any that others might find "
            "offensive?",
            "A person decides, never an automatic rule.",
            details="Where each one is, how large, and what it shows.",
        ),
    )


def _asked(
    code: str,
    about: str,
    label: str,
    hint: str,
    details: str = "When it was, what happened and what came of it.",
) -> tuple[Question, Question]:
    """A yes or no, and the details that a yes needs. `about` is its short name in errors."""
    return (
        Question(
            code,
            label,
            Kind.YES_NO,
            hint=hint,
            missing=f"Select yes or no for {about}.",
        ),
        Question(
            f"{code}_details",
            "What should we know?",
            Kind.LONG_TEXT,
            hint=details,
            max_words=200,
            shown_if=(code, ("yes",)),
            missing=f"Enter what we should know about {about}.",
        ),
    )
