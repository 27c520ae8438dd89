"""What single units ask of transferring officers, beside the conditions of the route.

Authority: the transferring officers page. A unit is found by its code in the advert's `unit`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from vacancies.choices import Route


@dataclass(frozen=True, slots=True)
class UnitConditions:
    """Codes with their words, and the sentence of the source each group rests on.

    before_assessment: nobody is assessed before these are there. after_acceptance: expected once
    the officer is accepted; `otherwise` says what happens if one does not work out.
    """

    unit: str
    before_assessment: tuple[tuple[str, str], ...]
    before_quote: str
    after_acceptance: tuple[tuple[str, str], ...]
    after_quote: str
    otherwise: str


UNITS: Mapping[str, UnitConditions] = MappingProxyType(
    {
        "MO7": UnitConditions(
            unit="MO7 TSG",
            before_assessment=(
                ("mentor", "A mentor in MO7"),
                ("base_visit", "An attachment to a base, or a visit"),
            ),
            before_quote="Transferee officers are required to obtain a mentor and undertake an "
            "attachment/base visit prior to assessment for this role.",
            after_acceptance=(
                ("level_2", "A Level 2 public order course"),
                ("cbrn_medical", "A CBRN medical"),
            ),
            after_quote="They will, however, be expected to pass a Level 2 course and CBRN medical "
            "once assessed and accepted into MO7 TSG.",
            otherwise="If one of these does not work out, you are posted to a basic command unit "
            "(BCU).",
        )
    }
)


def unit_conditions(*, route: str, unit: str) -> UnitConditions | None:
    """What a unit asks of transferring officers; None where it asks nothing of its own."""
    if route != Route.TRANSFEREE:
        return None
    return next((found for code, found in UNITS.items() if code in unit), None)
