"""What a check before applying is about: one vacancy, or a route in general without an advert."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Protocol

from django.urls import reverse

from vacancies.choices import RoleClass, Route
from vacancies.criteria import without_labels
from vacancies.models import Vacancy


class Subject(Protocol):
    """The part of a vacancy that the rules look at. `reference` keys its answers."""

    @property
    def reference(self) -> str: ...
    @property
    def route(self) -> str: ...
    @property
    def role_class(self) -> str: ...
    @property
    def criteria(self) -> Sequence[Mapping[str, Any]]: ...
    def eligibility_input(self) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class RouteInGeneral:
    """A route as such: what every advert of it asks. An advert may ask for more.

    `name` completes "You can apply for …"; `who` says whom the route is for.
    """

    route: Route
    role_class: RoleClass
    title: str
    name: str
    who: str
    criteria: tuple[Mapping[str, Any], ...] = ()

    @property
    def slug(self) -> str:
        """The route's code as an address shows it."""
        return self.route.value.replace("_", "-")

    @property
    def reference(self) -> str:
        """Keys the answers in the session; never the form of a vacancy's reference."""
        return f"route:{self.route}"

    def eligibility_input(self) -> dict[str, Any]:
        """The `vacancy` part of a case, without a closing date."""
        return {
            "route": str(self.route),
            "role_class": str(self.role_class),
            "closes_on": None,
            "criteria": without_labels(self.criteria),
        }

    @property
    def vacancies_url(self) -> str:
        """The open adverts of this route."""
        if self.route is Route.INTERNAL_STAFF:
            return reverse("vacancies:internal")
        return f"{reverse('vacancies:list')}?route={self.route}"


# Ages: domain report 5.2 (age.pc_apply); the same criterion stands in the adverts.
_AGE = {
    "code": "date_of_birth",
    "operator": "age_at_least",
    "value": 17,
    "label": "You are 17 or older when you apply.",
}
_ALL = (
    RouteInGeneral(
        Route.INTERNAL_STAFF,
        RoleClass.POLICE_STAFF,
        "Internal police staff roles",
        "internal police staff roles",
        "You work or volunteer with the Met now.",
    ),
    RouteInGeneral(
        Route.EXTERNAL_STAFF,
        RoleClass.POLICE_STAFF,
        "Police staff roles open to everyone",
        "police staff roles",
        "You want to work for the Met behind the scenes, or as a PCSO or detention officer.",
    ),
    RouteInGeneral(
        Route.TEMPORARY,
        RoleClass.POLICE_STAFF,
        "Temporary and interim work",
        "temporary and interim roles",
        "You want project work or cover, by the hour or the day.",
    ),
    RouteInGeneral(
        Route.TRANSFEREE,
        RoleClass.POLICE_OFFICER,
        "Transferring from another force",
        "a transfer",
        "You are a police officer of another force.",
    ),
    RouteInGeneral(
        Route.NEW_CONSTABLE,
        RoleClass.POLICE_OFFICER,
        "New police constable",
        "police constable roles",
        "You want to begin as a police officer.",
        (_AGE,),
    ),
    RouteInGeneral(
        Route.SPECIAL_CONSTABLE,
        RoleClass.SPECIAL_CONSTABLE,
        "Special constable",
        "special constable roles",
        "You want to volunteer as a police officer beside your job or studies.",
    ),
)
ROUTES: Mapping[str, RouteInGeneral] = MappingProxyType({one.slug: one for one in _ALL})
BY_ROUTE: Mapping[str, RouteInGeneral] = MappingProxyType({str(one.route): one for one in _ALL})


def start_url(subject: Vacancy | RouteInGeneral) -> str:
    """Where the check begins."""
    if isinstance(subject, RouteInGeneral):
        return reverse("applicants:check_route", args=[subject.slug])
    return reverse("applicants:check_eligibility", args=[subject.reference])


def question_url(subject: Vacancy | RouteInGeneral, code: str) -> str:
    """The page of one question."""
    if isinstance(subject, RouteInGeneral):
        return reverse("applicants:check_route_question", args=[subject.slug, code])
    return reverse("applicants:check_eligibility_question", args=[subject.reference, code])


def result_url(subject: Vacancy | RouteInGeneral) -> str:
    """The page of the result."""
    if isinstance(subject, RouteInGeneral):
        return reverse("applicants:check_route_result", args=[subject.slug])
    return reverse("applicants:check_eligibility_result", args=[subject.reference])


def tell_me_url(subject: Vacancy | RouteInGeneral) -> str:
    """Where an address is given, to be written to on the day."""
    if isinstance(subject, RouteInGeneral):
        return reverse("applicants:tell_me_when_route", args=[subject.slug])
    return reverse("applicants:tell_me_when", args=[subject.reference])
