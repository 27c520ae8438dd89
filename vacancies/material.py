"""What of an advert matters to somebody who has applied, in words, to compare before and after.

A change is material when one of these lines reads differently (domain document 2.1, last row).
The closing time is not among them: it is moved by steps of its own, which tell of it themselves.
"""

from __future__ import annotations

from typing import TypedDict

from recruitment.uploads.choices import FileState
from vacancies import presenting, wording
from vacancies.attachments import files_of_advert, in_words
from vacancies.behaviours import behaviours_of
from vacancies.choices import VettingLevel
from vacancies.conditions import condition_lines
from vacancies.models import Vacancy
from vacancies.stages import shown_stage


class MaterialChange(TypedDict):
    """One line that reads differently now; empty words mean that there was, or is, nothing."""

    what: str
    before: str
    after: str


def material_facts(vacancy: Vacancy) -> dict[str, str]:
    """Each fact that people decide by, under its name on the page."""
    contract = wording.contract(vacancy.contract_type, vacancy.contract_months)
    vetting = [str(VettingLevel(vacancy.vetting_level).label), vacancy.vetting_note]
    years = vacancy.residency_years
    essential = [row.text for row in vacancy.essential_criteria.all()]
    behaviours = behaviours_of(vacancy)
    return {
        "Pay": "; ".join(presenting.pay(vacancy)),
        "Where": "; ".join(presenting.places(vacancy)),
        "Contract": contract,
        "Band or rank": vacancy.grade,
        "Working pattern": "; ".join(presenting.hours(vacancy)),
        "Vetting": "; ".join(part for part in vetting if part),
        "UK residency": f"{years} year{'' if years == 1 else 's'}" if years else "",
        "Essential criteria": "; ".join(essential),
        "Behaviours": "; ".join(behaviours.lines) if behaviours else "",
        "Conditions": "; ".join(_conditions(vacancy)),
        "Stages": "; ".join(_stages(vacancy)),
        "Who may apply": "; ".join(criterion["label"] for criterion in vacancy.criteria),
        "Documents": "; ".join(_documents(vacancy)),
    }


def _documents(vacancy: Vacancy) -> list[str]:
    """Those that are there or will be once they are checked; what is locked is for nobody."""
    return in_words(files_of_advert(vacancy).exclude(state=FileState.QUARANTINED))


def _conditions(vacancy: Vacancy) -> list[str]:
    """Each condition without its full stop, because they stand in one line."""
    return [line.rstrip(".") for line in condition_lines(vacancy)]


def _stages(vacancy: Vacancy) -> list[str]:
    """What people make plans by: the stages, with their date or else their usual time."""
    stages = (shown_stage(item) for item in vacancy.assessment_plan)
    return [f"{one.stage}: {one.date or one.when}" for one in stages]


def material_changes(before: dict[str, str], after: dict[str, str]) -> list[MaterialChange]:
    """The lines that read differently, in the order of the page."""
    return [
        MaterialChange(what=name, before=before[name], after=after[name])
        for name in before
        if before[name] != after[name]
    ]
