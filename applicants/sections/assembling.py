"""From a vacancy to its form."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from applicants.sections import (
    external_staff,
    internal_staff,
    new_constable,
    special_constable,
    transferee,
)
from applicants.sections.catalogue import Section
from applicants.sections.role_questions import role_questions
from vacancies.choices import AskedWhen, AssessedBy, Route
from vacancies.models import Base, EssentialCriterion, Vacancy

# Answers of the eligibility check live under this code; its pages are the check's own.
ELIGIBILITY_CODE = "eligibility"

Declared = Callable[[Vacancy, Sequence[EssentialCriterion], Sequence[Base]], list[Section]]
FORMS: Mapping[Route, Declared] = MappingProxyType(
    {
        Route.EXTERNAL_STAFF: external_staff.sections,
        Route.INTERNAL_STAFF: internal_staff.sections,
        Route.TRANSFEREE: transferee.sections,
        Route.NEW_CONSTABLE: new_constable.sections,
        Route.SPECIAL_CONSTABLE: special_constable.sections,
    }
)
# Their forms ask for evidence of their own, so an advert may leave every criterion to later.
WITH_OWN_EVIDENCE = frozenset({Route.TRANSFEREE, Route.NEW_CONSTABLE, Route.SPECIAL_CONSTABLE})


def accepts_online(vacancy: Vacancy) -> bool:
    """Whether this route's form stands here."""
    return vacancy.route in FORMS


def sections_for(vacancy: Vacancy) -> list[Section]:
    """The sections of this vacancy's form, in order; empty for a route without a form here.

    Two queries: the criteria, and the bases where the advert asks for posting choices.
    """
    declared = FORMS.get(Route(vacancy.route))
    if declared is None:
        return []
    every = list(EssentialCriterion.objects.filter(vacancy=vacancy).order_by("order"))
    written = [one for one in every if one.assessed_by == AssessedBy.FORM]
    if not written and vacancy.route not in WITH_OWN_EVIDENCE:
        # Something must be there to sift.
        written = every
    return declared(vacancy, written, _bases(vacancy))


def later_sections_for(vacancy: Vacancy) -> list[Section]:
    """What the advert asks after the application was sent: before an interview, after an offer."""
    return [
        section
        for asked in (AskedWhen.INTERVIEW, AskedWhen.OFFER)
        for section in role_questions(vacancy, asked)
    ]


def _bases(vacancy: Vacancy) -> list[Base]:
    return list(vacancy.bases.order_by("name")) if vacancy.posting_choices else []
