"""The behaviours that an advert looks at, in words."""

from __future__ import annotations

from dataclasses import dataclass

from vacancies.data.behaviours import FRAMEWORKS, FrameworkVersion, Level
from vacancies.models import Vacancy


@dataclass(frozen=True, slots=True)
class Behaviours:
    """Competencies with their levels, and the version of the framework that names them."""

    framework: str
    lines: tuple[str, ...]
    values: str


def behaviours_of(vacancy: Vacancy) -> Behaviours | None:
    """The competencies that are looked at, in the framework's order; None where there are none."""
    framework = FRAMEWORKS[FrameworkVersion(vacancy.behaviour_framework)]
    lines = tuple(
        f"{name} ({Level(vacancy.behaviours[code]).label.lower()})"
        for code, name in framework.competencies.items()
        if code in vacancy.behaviours
    )
    values = "; ".join(framework.values)
    return Behaviours(str(framework.version.label), lines, values) if lines else None
