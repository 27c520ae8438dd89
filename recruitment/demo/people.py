"""The invented people of the demonstration, by role. Nobody here exists."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass

from recruitment.accounts.models import StandingKind
from recruitment.accounts.roles import Role

PASSWORD = "harbour-lantern-42-thames"  # nosec B105: printed at every start


@dataclass(frozen=True, slots=True)
class Person:
    """One account of the demo. Staff have roles and a second factor; candidates have neither."""

    username: str
    first_name: str
    last_name: str
    what: str
    roles: tuple[Role, ...] = ()
    standing: StandingKind | None = None
    teams: bool = False

    @property
    def email(self) -> str:
        """An address that can never be delivered to anybody."""
        return f"{self.username}@people.example"

    @property
    def totp_secret(self) -> str:
        """The second factor's secret: the same at every start, so that a phone stays enrolled."""
        digest = hashlib.sha256(f"demo second factor of {self.username}".encode()).digest()
        return base64.b32encode(digest[:20]).decode()


CANDIDATES: tuple[Person, ...] = (
    Person("casey", "Casey", "Example", "a candidate from outside the Met"),
    Person(
        "indigo",
        "Indigo",
        "Sample",
        "police staff, probation confirmed: may apply internally",
        standing=StandingKind.POLICE_STAFF,
    ),
    Person(
        "ashley",
        "Ashley",
        "Specimen",
        "an agency worker for 11 months: sees internal vacancies, may not apply yet",
        standing=StandingKind.AGENCY,
    ),
    Person(
        "oakley",
        "Oakley",
        "Trial",
        "a police officer: second tier for police staff roles",
        standing=StandingKind.POLICE_OFFICER,
    ),
    Person("linden", "Linden", "Draft", "left in 2024 with compensation: barred"),
    Person(
        "sorrel",
        "Sorrel",
        "Mock",
        "left in 2024, not sure about compensation: is asked for evidence",
    ),
    Person("marlowe", "Marlowe", "Transfer", "a constable of another force, transfers to the Met"),
    Person("robin", "Robin", "Recruit", "wants to become a police constable"),
)
STAFF: tuple[Person, ...] = (
    Person("rowan", "Rowan", "Recruiter", "recruiter", (Role.RECRUITER,), teams=True),
    Person(
        "harper",
        "Harper",
        "Second",
        "a second recruiter: approves what rowan writes",
        (Role.RECRUITER,),
        teams=True,
    ),
    Person(
        "haven",
        "Haven",
        "Holder",
        "vacancy holder: writes adverts, scores without names",
        (Role.VACANCY_HOLDER,),
        teams=True,
    ),
    Person("sasha", "Sasha", "Sifter", "sifter: scores without names", (Role.SIFTER,), teams=True),
    Person("sidney", "Sidney", "Second", "a second sifter", (Role.SIFTER,), teams=True),
    Person(
        "parker",
        "Parker",
        "Panel",
        "panel member: interviews and scores",
        (Role.PANEL_MEMBER,),
        teams=True,
    ),
    Person("charlie", "Charlie", "Checks", "checks officer", (Role.CHECKS_OFFICER,), teams=True),
    Person(
        "remi",
        "Remi",
        "Register",
        "recruiter of the temporary register",
        (Role.REGISTER_RECRUITER,),
    ),
    Person(
        "ellis",
        "Ellis",
        "Eligible",
        "eligibility reviewer",
        (Role.ELIGIBILITY_REVIEWER,),
    ),
    Person(
        "hollis",
        "Hollis",
        "Helper",
        "adviser on adjustments",
        (Role.ADJUSTMENTS_ADVISER,),
    ),
    Person("dana", "Dana", "Records", "data protection officer", (Role.DATA_PROTECTION_OFFICER,)),
    Person("adair", "Adair", "Admin", "administrator", (Role.ADMINISTRATOR,)),
    Person(
        "addison",
        "Addison",
        "Agrees",
        "a second administrator: agrees to the roles that adair proposes",
        (Role.ADMINISTRATOR,),
    ),
)
# Applicants who fill the recruiter's list. Quinn and Reese are police staff.
CROWD: tuple[Person, ...] = tuple(
    Person(
        first.lower(),
        first,
        last,
        "an applicant",
        standing=StandingKind.POLICE_STAFF if first in {"Quinn", "Reese"} else None,
    )
    for first, last in (
        ("Avery", "Demo"),
        ("Blair", "Instance"),
        ("Cameron", "Model"),
        ("Devon", "Pattern"),
        ("Emery", "Case"),
        ("Finley", "Figure"),
        ("Quinn", "Sketch"),
        ("Reese", "Outline"),
        ("Harley", "Likeness"),
        ("Ridley", "Reserve"),
    )
)
# The second account of somebody of the crowd: noticed when its application is sent.
TWICE = Person("blair.instance", "Blair", "Instance", "has registered before, as blair")
EVERYBODY: tuple[Person, ...] = (*CANDIDATES, *CROWD, TWICE, *STAFF)
