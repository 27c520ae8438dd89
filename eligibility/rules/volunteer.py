"""internal.volunteer: a Met volunteer, by length, by hours and by attendance with the cadets."""

from __future__ import annotations

from datetime import date
from typing import Final

from ..case_model import Volunteer
from ..dates import Span, spoken, tenure_date, whole_months
from ..decisions import RuleResult, Source
from ..operators import Judged
from ..outcomes import MET, NEEDS_EVIDENCE, NOT_MET, REFER, Outcome, all_of
from .base import (
    A_PERSON_DECIDES,
    Figures,
    Rule,
    counted,
    declared_only,
    latest,
    merge,
    settle,
    spoken_days,
    spoken_minutes,
)

START: Final = "volunteer.started_on"
MINUTES: Final = "volunteer.minutes_last_12_months"
LIFETIME: Final = "volunteer.lifetime_minutes"
CADETS: Final = "volunteer.with_cadets"
ATTENDANCE: Final = "volunteer.attendance_confirmed"

Paths = tuple[str, ...]


class _Part:
    """One of the three tests: its outcome, its sentence and the facts it rests on."""

    __slots__ = ("declared", "missing", "outcome", "possible", "text", "used")

    def __init__(
        self,
        outcome: Outcome,
        text: str,
        used: Paths = (),
        declared: Paths = (),
        missing: Paths = (),
        possible: date | None = None,
    ) -> None:
        self.outcome = outcome
        self.text = text
        self.used = used
        self.declared = declared
        self.missing = missing
        self.possible = possible


class VolunteerRule(Rule):
    """All three tests must hold. No record of attendance passes or fails without a person."""

    ID = "internal.volunteer"
    TITLE = "Met volunteer for 12 months, ten hours a month, attending cadet meetings"
    READING = (
        "For a current Met volunteer; all three must hold. The months are complete; the "
        "time volunteered in the last 12 months reaches the figure and, where the "
        "lifetime total is known, its average for each whole month does too (where the "
        "two disagree, to a person); attendance at cadet meetings is confirmed by a "
        "verified source. A volunteer who is not with the cadets goes to a person."
    )
    SOURCE = Source(
        "internal-vacancies",
        "Be a Met Volunteer who has volunteered for at least 12 months, averaging at least ten "
        "hours volunteering per month, and consistently attending VPC meetings over the last year",
    )
    PARAMETERS = (
        "internal.volunteer.min_service_months",
        "internal.volunteer.min_minutes_last_12_months",
        "internal.volunteer.min_lifetime_minutes_a_month",
        "internal.volunteer.when_not_with_cadets",
    )

    def __init__(self, figures: Figures) -> None:
        super().__init__(figures)
        self.months: int = figures["internal.volunteer.min_service_months"]
        self.minutes: int = figures["internal.volunteer.min_minutes_last_12_months"]
        self.average: int = figures["internal.volunteer.min_lifetime_minutes_a_month"]
        self.not_with_cadets: Outcome = figures["internal.volunteer.when_not_with_cadets"]

    def apply(self, volunteer: Volunteer, as_of: date) -> RuleResult:
        parts = (
            self._length(volunteer, as_of),
            self._hours(volunteer, as_of),
            self._attendance(volunteer),
        )
        outcome = all_of([part.outcome for part in parts])
        deciding = [part for part in parts if part.outcome == outcome]
        resting = deciding if outcome == NOT_MET else parts
        return RuleResult(
            self.ID,
            self.frame,
            outcome,
            " ".join([part.text for part in deciding]),
            tuple([path for part in resting for path in part.used]),
            tuple([path for part in resting for path in part.declared]),
            () if outcome == NOT_MET else tuple([p for part in parts for p in part.missing]),
            latest(part.possible for part in deciding) if outcome == NOT_MET else None,
        )

    def _length(self, volunteer: Volunteer, as_of: date) -> _Part:
        fact = volunteer.started_on
        if not fact.values:
            text = "We do not know when you started to volunteer for the Met."
            return _Part(NEEDS_EVIDENCE, text, missing=(START,))

        def judge(started: date) -> Judged:
            complete = tenure_date(started, self.months)
            return (MET, None) if as_of >= complete else (NOT_MET, complete)

        outcome, possible = settle(fact.values, judge)
        began = f"You started to volunteer {spoken_days(fact.values)}"
        needed = counted(self.months, "month")
        if outcome == MET:
            text = f"{began}, so you have volunteered for {needed}."
        elif outcome == NOT_MET and possible is not None:
            text = f"{began}; {needed} are complete on {spoken(possible)}."
        elif outcome == NEEDS_EVIDENCE:
            text = f"{began}. We need the exact day to tell whether {needed} are complete."
        else:
            text = f"{began}: different records lead to different answers. {A_PERSON_DECIDES}"
        missing = (START,) if outcome == NEEDS_EVIDENCE else ()
        return _Part(outcome, text, (START,), declared_only(fact, START), missing, possible)

    def _hours(self, volunteer: Volunteer, as_of: date) -> _Part:
        fact, lifetime = volunteer.minutes_last_12_months, volunteer.lifetime_minutes
        if not fact.values:
            text = "We do not know how many hours you volunteered in the last 12 months."
            return _Part(NEEDS_EVIDENCE, text, missing=(MINUTES,))
        start = volunteer.started_on.values
        served = 0
        if len(start) == 1 and not isinstance(start[0], Span):
            served = whole_months(start[0], as_of)
        used: Paths = (MINUTES,)
        declared = declared_only(fact, MINUTES)
        totals: tuple[int, ...] = ()
        if served and lifetime.values:
            totals = lifetime.values
            used += (LIFETIME,)
            declared += declared_only(lifetime, LIFETIME)
        outcome = self._judge_hours(fact.values, totals, served)
        return _Part(
            outcome, self._hours_text(fact.values, totals, served, outcome), used, declared
        )

    def _judge_hours(
        self, minutes: tuple[int, ...], lifetime: tuple[int, ...], served: int
    ) -> Outcome:
        judged: list[Judged] = []
        for worked in minutes:
            recent = worked >= self.minutes
            if not lifetime:
                judged.append((MET if recent else NOT_MET, None))
            for total in lifetime:
                # Whole numbers on both sides: an average is never rounded.
                overall = total >= self.average * served
                agreed: Outcome = MET if recent else NOT_MET
                judged.append((agreed if overall == recent else REFER, None))
        return merge(judged)[0]

    def _hours_text(
        self, minutes: tuple[int, ...], lifetime: tuple[int, ...], served: int, outcome: Outcome
    ) -> str:
        worked = " or ".join([spoken_minutes(value) for value in minutes])
        text = f"You volunteered {worked} in the last 12 months"
        if lifetime:
            overall = " or ".join([spoken_minutes(value) for value in lifetime])
            text += f" and {overall} in all, over {counted(served, 'whole month')}"
        needed = spoken_minutes(self.minutes)
        if outcome == MET:
            return f"{text}, which reaches the average of {spoken_minutes(self.average)} a month."
        if outcome == NOT_MET:
            return (
                f"{text}; at least {needed} are asked. You will meet this when your hours in the "
                f"last 12 months reach {needed}."
            )
        return f"{text}. These figures lead to different answers. {A_PERSON_DECIDES}"

    def _attendance(self, volunteer: Volunteer) -> _Part:
        cadets, attendance = volunteer.with_cadets, volunteer.attendance_confirmed
        if not cadets.values:
            text = "We do not know whether you volunteer with the Volunteer Police Cadets."
            return _Part(NEEDS_EVIDENCE, text, missing=(CADETS,))
        outcome = merge(
            [
                (self._judge_attendance(volunteer) if with_cadets else self.not_with_cadets, None)
                for with_cadets in cadets.values
            ]
        )[0]
        used: Paths = (CADETS,)
        declared = declared_only(cadets, CADETS)
        missing: Paths = ()
        if any(cadets.values):
            if attendance.values:
                used += (ATTENDANCE,)
                declared += declared_only(attendance, ATTENDANCE)
            else:
                missing = (ATTENDANCE,)
        return _Part(outcome, _attendance_text(cadets.values, outcome), used, declared, missing)

    @staticmethod
    def _judge_attendance(volunteer: Volunteer) -> Outcome:
        """Only a verified source decides; what the candidate says needs evidence."""
        fact = volunteer.attendance_confirmed
        judged: list[Judged] = [
            ((MET if value else NOT_MET) if verified else NEEDS_EVIDENCE, None)
            for value, verified in zip(fact.values, fact.checks, strict=True)
        ]
        return merge(judged)[0] if judged else NEEDS_EVIDENCE


def _attendance_text(with_cadets: tuple[bool, ...], outcome: Outcome) -> str:
    if with_cadets == (False,):
        if outcome == NOT_MET:
            return (
                "You do not volunteer with the Volunteer Police Cadets. You will meet this when "
                "you have attended their meetings over the last year."
            )
        return (
            "The condition speaks of Volunteer Police Cadets meetings, and you do not volunteer "
            f"with the cadets. {A_PERSON_DECIDES}"
        )
    if outcome == MET:
        return "Your attendance at Volunteer Police Cadets meetings has been confirmed."
    if outcome == NOT_MET:
        return (
            "Your co-ordinator could not confirm that you consistently attended Volunteer Police "
            "Cadets meetings over the last year. You will meet this when it can be confirmed."
        )
    if outcome == NEEDS_EVIDENCE:
        return (
            "Your co-ordinator needs to confirm that you attended Volunteer Police Cadets "
            "meetings over the last year."
        )
    return (
        "The records about your volunteering with the Volunteer Police Cadets lead to different "
        f"answers. {A_PERSON_DECIDES}"
    )
