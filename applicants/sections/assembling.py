"""From a vacancy to its form."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from applicants.sections import external_staff, internal_staff
from applicants.sections.catalogue import Section
from vacancies.choices import AssessedBy, Route
from vacancies.models import EssentialCriterion, Vacancy

# Answers of the eligibility check live under this code; its pages are the check's own.
ELIGIBILITY_CODE = "eligibility"

Declared = Callable[
    [Vacancy, Sequence[EssentialCriterion], Sequence[tuple[str, str]]], list[Section]
]
FORMS: Mapping[Route, Declared] = MappingProxyType(
    {
        Route.EXTERNAL_STAFF: external_staff.sections,
        Route.INTERNAL_STAFF: internal_staff.sections,
    }
)


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
    # An advert that assesses nothing by form still needs something to sift.
    return declared(vacancy, written or every, _bases(vacancy))


def _bases(vacancy: Vacancy) -> list[tuple[str, str]]:
    if not vacancy.posting_choices:
        return []
    return [(str(base.pk), base.name) for base in vacancy.bases.order_by("name")]
