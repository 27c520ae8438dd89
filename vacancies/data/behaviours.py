"""The Competency and Values Framework for policing, by version (domain report 1.4).

The codes of its six competencies are the same in both versions, so that an advert keeps its
meaning; their names and the values differ. The 2024 version had to be in use by 1 May 2025.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from django.db.models import IntegerChoices, TextChoices


class FrameworkVersion(TextChoices):
    """Versions of the framework; adverts store the code."""

    CVF_2016 = "cvf_2016", "Competency and Values Framework 2016"
    CVF_2024 = "cvf_2024", "Competency and Values Framework 2024"


class Level(IntegerChoices):
    """How far a behaviour is expected to reach."""

    PRACTITIONER = 1, "Level 1, practitioner"
    SUPERVISOR = 2, "Level 2, supervisor"
    SENIOR = 3, "Level 3, senior"


@dataclass(frozen=True, slots=True)
class Framework:
    """One version: the names of its competencies by code, and its values."""

    version: FrameworkVersion
    used_from: date
    competencies: Mapping[str, str]
    values: tuple[str, ...]


FRAMEWORKS: Mapping[FrameworkVersion, Framework] = MappingProxyType(
    {
        FrameworkVersion.CVF_2016: Framework(
            version=FrameworkVersion.CVF_2016,
            used_from=date(2016, 11, 4),
            competencies=MappingProxyType(
                {
                    "emotionally_aware": "We are emotionally aware",
                    "ownership": "We take ownership",
                    "collaborative": "We are collaborative",
                    "support_inspire": "We deliver, support and inspire",
                    "analyse": "We analyse critically",
                    "innovative": "We are innovative and open-minded",
                }
            ),
            values=("Integrity", "Impartiality", "Public service", "Transparency"),
        ),
        FrameworkVersion.CVF_2024: Framework(
            version=FrameworkVersion.CVF_2024,
            used_from=date(2025, 5, 1),
            competencies=MappingProxyType(
                {
                    "emotionally_aware": "We are emotionally aware",
                    "ownership": "We take ownership",
                    "collaborative": "We work collaboratively",
                    "support_inspire": "We support and inspire",
                    "analyse": "We analyse critically",
                    "innovative": "We are innovative and open-minded",
                }
            ),
            values=("Courage", "Respect and empathy", "Public service"),
        ),
    }
)
CODES: tuple[str, ...] = tuple(FRAMEWORKS[FrameworkVersion.CVF_2024].competencies)


def framework_on(day: date) -> Framework:
    """The version in use on a day; before the first one, the first."""
    versions = sorted(FRAMEWORKS.values(), key=lambda one: one.used_from)
    return next((one for one in reversed(versions) if one.used_from <= day), versions[0])
