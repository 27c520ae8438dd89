"""Work history: jobs, studies and other times as a list, and its gaps (domain document 3.1 K).

Gaps of more than three months are found and must be explained; an explanation is an entry of the
list like any other. Pure functions.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from applicants.sections.catalogue import Bound, Kind, Problem, Question, Section
from applicants.sections.reading import month_or_day
from eligibility.dates import tenure_date

YEARS = 5  # how far back we ask
GAP_MONTHS = 3
MOST_ENTRIES = 30
OTHER = "other"
WORDS = {
    "job": "Paid work",
    "self": "Self-employed",
    "volunteer": "Voluntary work",
    "study": "School, study or training",
    OTHER: "Something else",
}
WITH_PLACE = ("job", "self", "volunteer", "study")


@dataclass(frozen=True, slots=True)
class Gap:
    """Days for which nothing is entered; both count."""

    first: date
    last: date

    @property
    def words(self) -> str:
        """March 2022 to August 2022"""
        return f"{self.first:%B %Y} to {self.last:%B %Y}"


def find_gaps(entries: Any, *, today: date) -> list[Gap]:
    """The stretches of the last YEARS that no entry covers, longer than GAP_MONTHS each.

    Of a month without a day the whole month counts as covered.
    """
    begin = tenure_date(today, -12 * YEARS)
    covered = sorted(stretch for entry in entries or [] if (stretch := _stretch(entry, today)))
    gaps = []
    reached = begin
    for first, last in covered:
        if first > reached:
            gaps.append(Gap(reached, first - timedelta(days=1)))
        reached = max(reached, last + timedelta(days=1))
    if reached <= today:
        gaps.append(Gap(reached, today))
    return [gap for gap in gaps if gap.last >= tenure_date(gap.first, GAP_MONTHS)]


def _stretch(entry: Mapping[str, Any], today: date) -> tuple[date, date] | None:
    first = _day(entry.get("started_on"), end=False)
    last = today if entry.get("current") == "yes" else _day(entry.get("ended_on"), end=True)
    return (first, last) if first and last else None


def _day(value: Any, *, end: bool) -> date | None:
    try:
        if len(str(value)) == len("2021-06"):
            first = date.fromisoformat(f"{value}-01")
            return first.replace(day=monthrange(first.year, first.month)[1]) if end else first
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def check_history(answers: Mapping[str, Any], today: date) -> list[Problem]:
    """A problem for each gap, where the history is given as a list."""
    if answers.get("how") != "list":
        return []
    return [
        Problem(
            "history",
            f"Say what you did from {gap.words}.",
            {
                "kind": OTHER,
                "started_on": f"{gap.first:%Y-%m}",
                "ended_on": f"{gap.last:%Y-%m}",
                "current": "yes" if gap.last == today else "no",
            },
        )
        for gap in find_gaps(answers.get("history"), today=today)
    ]


def check_entry(answers: Mapping[str, Any], today: date) -> list[Problem]:
    """An end comes after its start."""
    first = _day(answers.get("started_on"), end=False)
    last = _day(answers.get("ended_on"), end=True)
    if answers.get("current") == "no" and first and last and last < first:
        return [Problem("ended_on", "The date it ended must be after the date it started.")]
    return []


def summary(entry: Mapping[str, Any]) -> str:
    """Analyst, Example Ltd, June 2021 to now"""
    given = [str(entry[code]) for code in ("title", "place") if entry.get(code)]
    what = given or [str(entry.get("what") or WORDS.get(str(entry.get("kind")), ""))]
    until = "now" if entry.get("current") == "yes" else _words(entry.get("ended_on"))
    return ", ".join([*what, f"{_words(entry.get('started_on'))} to {until}"])


def _words(value: Any) -> str:
    return month_or_day(value) if isinstance(value, str) else "–"


def work_history(*, with_cv: bool = False) -> Section:
    """3.1 K; `with_cv` offers a CV in place of the list (3.4)."""
    cv = ((("cv", "I will upload my CV"),), (_cv(),)) if with_cv else ((), ())
    return Section(
        code="work-history",
        title="Work history",
        reusable=True,
        check=check_history,
        questions=(
            Question(
                "how",
                f"How do you want to tell us about the last {YEARS} years?",
                Kind.CHOICE,
                choices=(
                    ("list", "I will list my jobs, studies and other times"),
                    *cv[0],
                    ("no", "I have not worked, studied or volunteered in that time"),
                ),
                missing="Select how you want to tell us about your work history.",
            ),
            *cv[1],
            Question(
                "history",
                f"Jobs, studies and other times of the last {YEARS} years",
                Kind.ENTRIES,
                hint="Include self-employment, voluntary work and times without work. We look for "
                f"gaps of more than {GAP_MONTHS} months and ask you what you did then.",
                shown_if=("how", ("list",)),
                entry=_entry(),
                entry_check=check_entry,
                summary=summary,
                add="Add a job, study or other time",
                most=MOST_ENTRIES,
                personal=True,
                missing="Add what you did.",
            ),
        ),
    )


def _cv() -> Question:
    return Question(
        "cv",
        "Your CV",
        Kind.FILE,
        hint="Leave out your date of birth, photograph and anything about your health. The people "
        "who assess your application do not see the file.",
        shown_if=("how", ("cv",)),
        personal=True,
        missing="Choose the file with your CV.",
    )


def _entry() -> tuple[Question, ...]:
    return (
        Question(
            "kind",
            "What was it?",
            Kind.CHOICE,
            choices=tuple(WORDS.items()),
            missing="Select what it was.",
        ),
        Question(
            "place",
            "Employer, organisation, school or college",
            hint="Your business, if you were self-employed.",
            shown_if=("kind", WITH_PLACE),
            missing="Enter the employer, organisation, school or college.",
        ),
        Question(
            "title",
            "Job title, role or course",
            shown_if=("kind", WITH_PLACE),
            missing="Enter your job title, role or course.",
        ),
        Question(
            "what",
            "What were you doing?",
            Kind.LONG_TEXT,
            hint="For example caring for somebody, travelling or looking for work. Leave out "
            "anything about your health.",
            max_words=60,
            shown_if=("kind", (OTHER,)),
            missing="Enter what you were doing.",
        ),
        Question(
            "started_on",
            "When did it start?",
            Kind.MONTH,
            noun="The date it started",
            bound=Bound.PAST,
            missing="Enter when it started.",
        ),
        Question(
            "current",
            "Are you still doing this?",
            Kind.YES_NO,
            missing="Select yes if you are still doing this.",
        ),
        Question(
            "ended_on",
            "When did it end?",
            Kind.MONTH,
            noun="The date it ended",
            bound=Bound.PAST,
            shown_if=("current", ("no",)),
            missing="Enter when it ended.",
        ),
        Question(
            "reason",
            "Why did you leave?",
            hint="Leave out anything about your health.",
            shown_if=("current", ("no",)),
            required=False,
        ),
    )
