"""What an interview looks at, and what its panel asks: made from the advert's essential criteria
and behaviours (domain document 2.1), with the vacancy's own questions where there are any."""

from __future__ import annotations

from dataclasses import dataclass

from applicants.models import InterviewQuestion
from vacancies.choices import AssessedBy
from vacancies.data.behaviours import FRAMEWORKS, FrameworkVersion, Level
from vacancies.models import EssentialCriterion, Vacancy
from vacancies.scoring import GuideLine, guide_lines


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that the panel scores. `asks` are its questions, one a line."""

    code: str
    words: str
    kind: str
    usual: str
    own: str = ""
    guide: tuple[GuideLine, ...] = ()

    @property
    def asks(self) -> list[str]:
        """The vacancy's own questions, or the usual one."""
        return (self.own or self.usual).splitlines()

    @property
    def field(self) -> str:
        """Its name in forms, where a colon has no place."""
        return self.code.replace(":", "_")


def subjects_of(vacancy: Vacancy) -> list[Subject]:
    """The criteria that the interview assesses, or all where the advert names none for it; then
    the behaviours. Two queries."""
    own = dict(InterviewQuestion.objects.filter(vacancy=vacancy).values_list("subject", "words"))
    return [
        *(_of_criterion(one, own) for one in _criteria(vacancy)),
        *_behaviours(vacancy, own),
    ]


def _criteria(vacancy: Vacancy) -> list[EssentialCriterion]:
    every = list(EssentialCriterion.objects.filter(vacancy=vacancy).order_by("order"))
    return [one for one in every if one.assessed_by == AssessedBy.INTERVIEW] or every


def _of_criterion(one: EssentialCriterion, own: dict[str, str]) -> Subject:
    code = f"criterion:{one.code}"
    return Subject(
        code=code,
        words=one.text,
        kind="Essential criterion",
        usual=f"Tell us about a time when you showed this: {one.text}",
        own=own.get(code, ""),
        guide=tuple(guide_lines(one.guide)),
    )


def _behaviours(vacancy: Vacancy, own: dict[str, str]) -> list[Subject]:
    framework = FRAMEWORKS[FrameworkVersion(vacancy.behaviour_framework)]
    return [
        Subject(
            code=f"behaviour:{code}",
            words=f"{name} ({Level(vacancy.behaviours[code]).label.lower()})",
            kind="Behaviour",
            usual=f"Give us an example of how you worked in this way: “{name}”. "
            "What did you do, and what came of it?",
            own=own.get(f"behaviour:{code}", ""),
        )
        for code, name in framework.competencies.items()
        if code in vacancy.behaviours
    ]
