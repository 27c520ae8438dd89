"""What the groups and functions of the Met do, and the units in them: the one list that adverts
choose from (domain report 2.1) and that the pages of the organisation show.

Groups and functions: the Met at a glance. Units: transferring officers, domain report 1.3; the
corporate ones are invented. The sentences are the portal's own; staff may change those of the
groups (vacancies/texts.py).
"""

from __future__ import annotations

from typing import NamedTuple

from vacancies.choices import BusinessGroup as Group
from vacancies.data.organisation import BCUS


class Unit(NamedTuple):
    """A unit: its name, the words that find it, and what it does. A Basic Command Unit is found by
    its area instead: “East BCU” is in the words of North East and South East as well.
    """

    name: str
    words: str
    does: str
    bcu: str = ""


# The first five are operational groups, the others the functions behind them.
OPERATIONAL: tuple[Group, ...] = tuple(Group)[:5]
FUNCTIONS: tuple[Group, ...] = tuple(Group)[5:]

GROUP_WORDS: dict[Group, str] = {
    Group.FRONTLINE_POLICING: (
        "Policing in the neighbourhoods of London: 12 Basic Command Units with their response, "
        "neighbourhood and investigation teams, and the teams for victims of rape and serious "
        "sexual offences."
    ),
    Group.MET_OPERATIONS: (
        "What all of London shares: answering 999 and 101, public order, firearms, covert work, "
        "specialist crime, detention and the Special Constabulary."
    ),
    Group.SPECIALIST_OPERATIONS: (
        "Counter terrorism and protection, in London and for the country, with national and "
        "international partners."
    ),
    Group.PROFESSIONALISM: (
        "The standards of our own people: vetting, complaints, investigations into conduct, and "
        "what we learn from them."
    ),
    Group.TRUST_AND_LEGITIMACY: (
        "Trust between the Met and the communities of London: engagement, inclusion, and listening "
        "to those whose trust in us is lowest."
    ),
    Group.DATA_DIGITAL: (
        "Technology and data for officers and staff: devices, networks, systems, analysis, and the "
        "digital services that the public uses."
    ),
    Group.COMMUNICATIONS: (
        "News, campaigns, digital channels and internal communication, in quiet times and during "
        "incidents."
    ),
    Group.PEOPLE: (
        "Recruitment, employee relations, learning, wellbeing, and the buildings that people work "
        "in."
    ),
    Group.STRATEGY: (
        "The plans of the Met and whether they work: strategy, governance, transformation and "
        "performance."
    ),
    Group.LEGAL: "Legal advice and what the Met buys: law, contracts, tenders and suppliers.",
    Group.FINANCE: "Budgets, accounts and reporting for a service paid for by the public.",
}

UNITS: dict[Group, tuple[Unit, ...]] = {
    Group.FRONTLINE_POLICING: (
        Unit("Safer Neighbourhoods", "Safer Neighbourhoods", "Officers who own their ward."),
        Unit(
            "Rape and Serious Sexual Offences (RaSSO)",
            "RaSSO",
            "Investigators and specially trained officers on every BCU.",
        ),
        *(
            Unit(
                f"{bcu.name} BCU ({bcu.code})",
                f"{bcu.name} BCU",
                f"Local policing in {', '.join(bcu.boroughs)}.",
                bcu.code,
            )
            for bcu in BCUS
        ),
    ),
    Group.MET_OPERATIONS: (
        Unit("Met Command and Control (MetCC)", "MetCC", "Takes 999, 101 and digital contacts."),
        Unit("MO3 Covert Policing", "MO3", "Technical surveillance."),
        Unit("MO7 Taskforce", "MO7", "The Territorial Support Group: public order and search."),
        Unit("MO19 Specialist Firearms", "MO19", "Armed policing and its training."),
        Unit("Met Detention", "Detention", "Looks after people in custody suites."),
        Unit("Specialist Crime", "Specialist Crime", "Serious and organised crime."),
        Unit(
            "Metropolitan Special Constabulary",
            "Special Constabulary",
            "Volunteers with the full powers of a constable.",
        ),
    ),
    Group.SPECIALIST_OPERATIONS: (
        Unit(
            "Counter Terrorism Policing HQ (CTPHQ)",
            "CTPHQ",
            "Co-ordinates counter terrorism policing for the country.",
        ),
        Unit(
            "SO15 Counter Terrorism Command",
            "SO15",
            "Investigates terrorism in London and the East of England.",
        ),
        Unit("Intelligence", "Intelligence", "Develops what officers and partners report."),
    ),
    Group.PROFESSIONALISM: (
        Unit("Professional Standards", "Professional Standards", "Conduct and complaints."),
        Unit("Vetting", "Vetting", "Decides who may be trusted with what."),
    ),
    Group.TRUST_AND_LEGITIMACY: (
        Unit("Community Engagement", "Community Engagement", "Listens to the people of London."),
    ),
    Group.DATA_DIGITAL: (
        Unit("Digital Delivery", "Digital Delivery", "Builds and runs services."),
    ),
    Group.COMMUNICATIONS: (
        Unit("Digital Communications", "Digital Communications", "Our channels, day and night."),
    ),
    Group.PEOPLE: (
        Unit("Employee Relations", "Employee Relations", "Advice to managers and casework."),
        Unit("Property Services", "Property Services", "Buildings and their projects."),
    ),
    Group.STRATEGY: (Unit("Transformation", "Transformation", "Programmes of change."),),
    Group.LEGAL: (Unit("Commercial Services", "Commercial Services", "Tenders and contracts."),),
    Group.FINANCE: (Unit("Financial Reporting", "Financial Reporting", "Accounts and audit."),),
}


def unit_names(group: str) -> tuple[str, ...]:
    """The names of a group's units, as adverts store them."""
    return tuple(unit.name for unit in UNITS.get(Group(group), ()))


def unit_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """For a list to choose from: each group with its units."""
    return [
        (str(group.label), [(name, name) for name in unit_names(group)])
        for group in Group
        if group in UNITS
    ]
