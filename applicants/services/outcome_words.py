"""What somebody reads who was turned down: a structured reason, a sentence for each criterion that
was not met, and feedback (domain 4.1 "structured rejection reasons", 4.3 no. 15)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from applicants.choices import Event, SiftOutReason
from applicants.errors import GuardFailed
from applicants.models import Application
from applicants.selectors.unmet import CriterionLine, criterion_lines

# Which structured reasons fit which outcome; the candidate reads the chosen one.
OUTCOME_REASONS: Mapping[Event, tuple[SiftOutReason, ...]] = MappingProxyType(
    {
        Event.SIFT_OUT: (
            SiftOutReason.CRITERIA_NOT_SHOWN,
            SiftOutReason.STRONGER_FIELD,
            SiftOutReason.INCOMPLETE,
        ),
        Event.REJECT_AFTER_INTERVIEW: (
            SiftOutReason.INTERVIEW_SCORE,
            SiftOutReason.STRONGER_FIELD,
        ),
    }
)
# A reason that says "the criteria" has to say which.
NAMES_CRITERIA = frozenset({SiftOutReason.CRITERIA_NOT_SHOWN, SiftOutReason.INTERVIEW_SCORE})
LONGEST_SENTENCE = 500
NAME_ONE = "Write a sentence for at least one criterion: the reason says that they were not met."


@dataclass(frozen=True, slots=True)
class OutcomeWords:
    """The words of an unsuccessful outcome; `criteria` maps criterion codes to sentences."""

    reason_code: str = ""
    feedback: str = ""
    criteria: Mapping[str, str] = field(default_factory=dict)

    @property
    def written(self) -> dict[str, str]:
        """The sentences that say something, by criterion code."""
        stripped = {code: words.strip() for code, words in self.criteria.items()}
        return {code: words for code, words in stripped.items() if words}


def needs_outcome_reason(event: Event) -> bool:
    """True for an outcome that turns somebody down: it is released with words or not at all."""
    return event in OUTCOME_REASONS


def missing_sentences(
    lines: Sequence[CriterionLine], *, reason_code: str, written: Mapping[str, str]
) -> dict[str, str]:
    """What is missing, by criterion code; "" is the key of what belongs to no single one."""
    found = {
        line.code: f"Write what was missing for “{line.text}”: it was not met."
        for line in lines
        if line.is_unmet and line.code not in written
    }
    if not found and reason_code in NAMES_CRITERIA and not written and lines:
        found[""] = NAME_ONE
    return found


def check_words(application: Application, event: Event, words: OutcomeWords) -> None:
    """Raises GuardFailed unless the candidate would read all that they are owed."""
    check_words_about(criterion_lines(application, event), event, words)


def check_words_about(lines: Sequence[CriterionLine], event: Event, words: OutcomeWords) -> None:
    """The same, for criteria that are known already."""
    if words.reason_code not in OUTCOME_REASONS.get(event, ()):
        raise GuardFailed("Choose the reason that the candidate will read.")
    if not words.feedback.strip():
        raise GuardFailed("Write feedback for the candidate.")
    written = words.written
    if set(written) - {line.code for line in lines}:
        raise GuardFailed("This is not a criterion that this outcome speaks of.")
    if any(len(sentence) > LONGEST_SENTENCE for sentence in written.values()):
        raise GuardFailed(f"Write {LONGEST_SENTENCE} characters or fewer for a criterion.")
    missing = missing_sentences(lines, reason_code=words.reason_code, written=written)
    if missing:
        raise GuardFailed(next(iter(missing.values())))


def checked_words(application: Application, *, event: Event, words: OutcomeWords) -> dict[str, Any]:
    """The sentences as the history keeps them, with the criterion's text of this day. Raises
    GuardFailed as `check_words` does."""
    check_words(application, event, words)
    written = words.written
    return {
        "criteria": [
            {"criterion": line.text, "words": written[line.code]}
            for line in criterion_lines(application, event)
            if line.code in written
        ]
    }
