"""What a rule can give, and how several rules combine (specification, sections 3 and 4)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

Outcome = Literal["met", "not_met", "needs_evidence", "refer"]
"""`not_applicable` has no constant: a rule that does not apply gives no result at all."""

Result = Literal[
    "barred",
    "not_eligible",
    "refer",
    "needs_evidence",
    "eligible_subject_to_evidence",
    "eligible",
]

MET: Final = "met"
NOT_MET: Final = "not_met"
NEEDS_EVIDENCE: Final = "needs_evidence"
REFER: Final = "refer"

OUTCOMES: Final[tuple[Outcome, ...]] = (MET, NOT_MET, NEEDS_EVIDENCE, REFER)
RESULTS: Final[tuple[Result, ...]] = (
    "barred",
    "not_eligible",
    "refer",
    "needs_evidence",
    "eligible_subject_to_evidence",
    "eligible",
)


def all_of(outcomes: Iterable[Outcome]) -> Outcome:
    """AND: not_met if any is, else refer if any is, else needs_evidence if any is, else met."""
    seen = set(outcomes)
    if NOT_MET in seen:
        return NOT_MET
    if REFER in seen:
        return REFER
    return NEEDS_EVIDENCE if NEEDS_EVIDENCE in seen else MET


def any_of(outcomes: Iterable[Outcome]) -> Outcome:
    """OR: met if any is, else refer if any is, else needs_evidence if any is, else not_met."""
    seen = set(outcomes)
    if MET in seen:
        return MET
    if REFER in seen:
        return REFER
    return NEEDS_EVIDENCE if NEEDS_EVIDENCE in seen else NOT_MET
