"""Where somebody would like to work (domain document 3.1 M, 3.6): ranked, limited by the advert."""

from __future__ import annotations

from collections.abc import Sequence

from applicants.sections.catalogue import Kind, Question, Section
from vacancies.choices import Route
from vacancies.data.bases import area_name
from vacancies.data.organisation import BCUS, TSG_BASES
from vacancies.models import Base, Vacancy

CODE = "postings"
PLACES = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth")
# An advert may say with this typed criterion that one unit must be chosen.
REQUIRED_UNIT = "posting_preference"
# The transferring officers' page: "please make sure you select “MO3” from the dropdown".
ALWAYS_CHOSEN = ("MO3",)
# The units that the transferring officers' page recruits for.
UNITS: tuple[tuple[str, str], ...] = (
    ("BCU", "Basic Command Unit (BCU)"),
    ("SNT", "Safer Neighbourhoods"),
    ("MetCC", "MetCC: Command and Control"),
    ("MO3", "MO3: Covert Policing, Technical Surveillance Unit"),
    ("MO7", "MO7: Territorial Support Group (TSG)"),
    ("MO19", "MO19: Specialist Firearms"),
    ("CTPHQ", "CTPHQ: Counter Terrorism Policing Headquarters"),
    ("SO15", "SO15: Counter Terrorism Command"),
    ("RaSSO", "RaSSO: Rape and Serious Sexual Offences"),
)
_QUARTERS = {"NW": "north west", "NE": "north east", "SE": "south east", "SW": "south west"}
_TSG = {name: _QUARTERS[quarter] for quarter, name in TSG_BASES.items()}
_AREAS = {area_name(bcu.code): f"{bcu.name} BCU: {', '.join(bcu.boroughs)}" for bcu in BCUS}


def postings(vacancy: Vacancy, bases: Sequence[Base]) -> list[Section]:
    """The page that ranks places or units; none where the advert asks for neither."""
    unit = required_unit(vacancy)
    questions = [] if not unit else [_unit_question(unit)]
    questions += _places(vacancy, bases)
    if not questions:
        return []
    return [
        Section(
            code=CODE,
            title="Where you would like to work",
            intro="Put the places in your order. We try to follow it, but cannot promise it."
            if bases
            else "",
            questions=tuple(questions),
        )
    ]


def required_unit(vacancy: Vacancy) -> str:
    """The one unit that this advert must be applied for with, such as "MO3"; "" if none.

    Adverts of MO3 always ask for it, whether their writer thought of the criterion or not.
    """
    if vacancy.route == Route.TRANSFEREE:
        for code in ALWAYS_CHOSEN:
            if code in vacancy.unit.split():
                return code
    known = {code for code, _ in UNITS}
    for criterion in vacancy.criteria:
        if criterion["code"] == REQUIRED_UNIT and criterion.get("value") in known:
            return str(criterion["value"])
    return ""


def _unit_question(unit: str) -> Question:
    return Question(
        "unit",
        "Which unit do you want to be posted to?",
        Kind.SELECT,
        hint=f"This advert is for {unit}, so select “{unit}”.",
        choices=UNITS,
        only=unit,
        missing=f"Select {unit}: this advert is for that unit alone. For another unit, apply for "
        "its own advert.",
    )


def _places(vacancy: Vacancy, bases: Sequence[Base]) -> list[Question]:
    asked = min(vacancy.posting_choices, len(bases), len(PLACES))
    choices = tuple((str(base.pk), _label(vacancy, base)) for base in bases)
    return [
        Question(
            f"choice_{number}",
            f"{word} choice",
            Kind.SELECT,
            choices=choices,
            required=number == 1,
            missing="Choose the place that you would like best.",
        )
        for number, word in enumerate(PLACES[:asked], start=1)
    ]


def _label(vacancy: Vacancy, base: Base) -> str:
    """A base as people choose it: TSG bases with their quarter, areas with their boroughs."""
    if "MO7" in vacancy.unit and base.name in _TSG:
        return f"{base.name} ({_TSG[base.name]})"
    return _AREAS.get(base.name, base.name)
