"""The questions of "Am I eligible?", in plain words.

Each question supplies one fact of the eligibility document, section 1, by its path. The order here
is the order of asking; which of them are asked at all is decided by what can still change the
answer. "Not sure" is always possible and becomes an unknown fact, never a refusal: how answers
become facts stands in `eligibility_answers.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

NOT_SURE = "not_sure"
NOT_SURE_LABEL = "I am not sure"
NONE_OF_THESE = "none_of_these"
YES_NO: tuple[tuple[str, str], ...] = (("yes", "Yes"), ("no", "No"))

EMPLOYMENT_KINDS = ("police_staff", "police_officer", "pcso", "ddo")
STATUSES: tuple[tuple[str, str], ...] = (
    ("police_staff", "Met police staff"),
    ("police_officer", "Met police officer"),
    ("pcso", "Met police community support officer (PCSO)"),
    ("ddo", "Met designated detention officer (DDO)"),
    ("agency", "Agency worker on an assignment with the Met"),
    ("special", "Met special constable"),
    ("volunteer", "Met volunteer"),
    ("none", "None of these"),
)


@dataclass(frozen=True, slots=True)
class CheckQuestion:
    """One page of the check.

    code: the page's slug and the answer's key. path: the fact it supplies ("" where it opens a
    block of facts). kind: "choice", "choices", "date", "hours" or "number". block: the status a
    person must have named for the question to make sense, "" for everybody.
    """

    code: str
    text: str
    kind: str
    path: str = ""
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    block: str = ""
    only_if: tuple[str, str] | None = None
    noun: str = ""


STATUS = CheckQuestion(
    code="status",
    text="Which of these are you now?",
    kind="choices",
    hint="Select all that apply. If you serve in another force, select “None of these”.",
    choices=STATUSES,
)

INTERNAL_QUESTIONS: tuple[CheckQuestion, ...] = (
    CheckQuestion(
        code="probation",
        text="Has your probation been confirmed?",
        kind="choice",
        path="employment.probation_confirmed_on",
        hint="This is the probation of the post that you joined the Met with. If it was extended "
        "and has not been confirmed yet, answer no.",
        choices=YES_NO,
        block="employment",
    ),
    CheckQuestion(
        code="probation_date",
        text="On what date was your probation confirmed?",
        kind="date",
        path="employment.probation_confirmed_on",
        hint="It stands in your confirmation letter. For example, 3 6 2025.",
        block="employment",
        only_if=("probation", "yes"),
        noun="The date your probation was confirmed",
    ),
    CheckQuestion(
        code="agency_start",
        text="When did your continuous service with the Met begin?",
        kind="date",
        path="agency.service_started_on",
        hint="The first day of your first assignment, if you have worked here without a gap since. "
        "Changing agency or role does not matter. For example, 1 3 2025.",
        block="agency",
        noun="The date your service began",
    ),
    CheckQuestion(
        code="agency_break",
        text="Since then, has there been a gap in which you were not working here?",
        kind="choice",
        path="agency.breaks",
        hint="Leave, sickness, family leave and jury service are not gaps.",
        choices=YES_NO,
        block="agency",
    ),
    CheckQuestion(
        code="agency_break_end",
        text="When did the latest gap end?",
        kind="date",
        path="agency.breaks",
        hint="The last day on which you were not working here. For example, 31 7 2026.",
        block="agency",
        only_if=("agency_break", "yes"),
        noun="The date the gap ended",
    ),
    CheckQuestion(
        code="special_hours",
        text="How many duty hours have you done in the last 12 months?",
        kind="hours",
        path="special.duty_minutes",
        hint="Count hours booked as duty, without training. Nothing is rounded.",
        block="special",
        noun="Your duty hours",
    ),
    CheckQuestion(
        code="special_prevented",
        text="Did something stop you from reaching 200 hours?",
        kind="choice",
        path="special.prevented",
        hint="For example sickness, family leave or a disability. You need not say what it was: a "
        "person will look at it with you.",
        choices=YES_NO,
        block="special",
    ),
    CheckQuestion(
        code="volunteer_start",
        text="When did you start as a Met volunteer?",
        kind="date",
        path="volunteer.started_on",
        hint="For example, 1 3 2024.",
        block="volunteer",
        noun="The date you started",
    ),
    CheckQuestion(
        code="volunteer_hours",
        text="How many hours have you volunteered in the last 12 months?",
        kind="hours",
        path="volunteer.minutes_last_12_months",
        hint="All your volunteering for the Met together.",
        block="volunteer",
        noun="Your volunteering hours",
    ),
    CheckQuestion(
        code="volunteer_cadets",
        text="Is your volunteering with the Volunteer Police Cadets?",
        kind="choice",
        path="volunteer.with_cadets",
        choices=YES_NO,
        block="volunteer",
    ),
)

TRANSFEREE_QUESTIONS: tuple[CheckQuestion, ...] = (
    CheckQuestion(
        code="transfer_serving",
        text="Are you serving as a police officer in another force now?",
        kind="choice",
        path="transfer.serving",
        hint="If you have left the police, you would join again as a new constable.",
        choices=YES_NO,
    ),
    CheckQuestion(
        code="transfer_force",
        text="Which kind of force do you serve in?",
        kind="choice",
        path="transfer.force_kind",
        hint="Home Office forces are the territorial forces of England and Wales, such as Kent "
        "Police or Greater Manchester Police. The British Transport Police, the Ministry of "
        "Defence Police and the forces of Scotland and Northern Ireland are other forces.",
        choices=(("home_office", "A Home Office force"), ("other", "Another force or agency")),
    ),
    CheckQuestion(
        code="transfer_rank",
        text="What is your substantive rank?",
        kind="choice",
        path="transfer.rank",
        hint="Uniform or detective does not matter. An acting or temporary rank does not count.",
        choices=(("constable", "Constable"), ("sergeant_or_above", "Sergeant or above")),
    ),
    CheckQuestion(
        code="transfer_probation",
        text="Has your probation as a constable been confirmed?",
        kind="choice",
        path="transfer.probation_confirmed_on",
        hint="If it was extended and has not been confirmed yet, answer no.",
        choices=YES_NO,
    ),
    CheckQuestion(
        code="transfer_probation_date",
        text="On what date were you confirmed in rank?",
        kind="date",
        path="transfer.probation_confirmed_on",
        hint="It stands in your confirmation letter. For example, 3 6 2023.",
        only_if=("transfer_probation", "yes"),
        noun="The date you were confirmed in rank",
    ),
    CheckQuestion(
        code="transfer_current_force",
        text="Did you complete your probation with the force that you serve in now?",
        kind="choice",
        path="transfer.probation_with_current_force",
        choices=YES_NO,
        only_if=("transfer_probation", "yes"),
    ),
    CheckQuestion(
        code="transfer_requirements",
        text="Are you meeting the day-to-day requirements of your role?",
        kind="choice",
        path="transfer.meets_day_to_day_requirements",
        hint="If your duties are adjusted, for example because of a disability, answer for the "
        "duties that you have. A “no” never stops you: a person looks at it with you.",
        choices=YES_NO,
    ),
)

BAR_QUESTIONS: tuple[CheckQuestion, ...] = (
    CheckQuestion(
        code="left_before",
        text="Have you ever worked for the Met and left?",
        kind="choice",
        path="previous_met_service",
        hint="In any capacity: police officer, police staff, PCSO, DDO, agency worker, special "
        "constable or volunteer. If you only changed your role within the Met, answer no.",
        choices=YES_NO,
    ),
    CheckQuestion(
        code="left_scheme",
        text="Did you leave under a corporate early departure scheme?",
        kind="choice",
        path="previous_met_service",
        hint="For example voluntary exit or redundancy. Resigning, retiring, or the end of a "
        "contract is not an early departure scheme.",
        choices=YES_NO,
        only_if=("left_before", "yes"),
    ),
    CheckQuestion(
        code="left_compensation",
        text="Were you awarded compensation when you left?",
        kind="choice",
        path="previous_met_service",
        hint="For example a redundancy payment.",
        choices=YES_NO,
        only_if=("left_scheme", "yes"),
    ),
    CheckQuestion(
        code="left_on",
        text="On what date did you leave?",
        kind="date",
        path="previous_met_service",
        hint="Your last day with the Met. If you left more than once in this way, give the latest. "
        "For example, 30 6 2021.",
        only_if=("left_scheme", "yes"),
        noun="The date you left",
    ),
)

_SAID = ("is_true", "judged")
_CRITERION_KINDS = {
    "is_true": "choice",
    "equals": "choice",
    "one_of": "choice",
    "at_least": "number",
    "at_most": "number",
    "on_or_before": "date",
    "on_or_after": "date",
    "held_for_months": "date",
    "age_at_least": "date",
    "judged": "choice",
}


# What is asked for a date or a number; everything else is a yes or one of the advert's values.
_CRITERION_TEXTS = {
    "date": "Which date answers this condition: {label}",
    "number": "Which number answers this condition: {label}",
}


def criterion_question(criterion: Mapping[str, Any]) -> CheckQuestion:
    """The question for one typed criterion of an advert. `label` is its wording for people."""
    operator = criterion["operator"]
    label = str(criterion.get("label") or criterion["code"].replace("_", " "))
    born = operator == "age_at_least"
    kind, choices = _CRITERION_KINDS[operator], YES_NO if operator in _SAID else ()
    if operator in {"equals", "one_of"}:
        kind, choices = _kind_of_values(values_of(criterion))
    text = _CRITERION_TEXTS.get(kind, "Do you meet this condition: {label}").format(label=label)
    return CheckQuestion(
        code=f"criterion-{criterion['code']}",
        text="What is your date of birth?" if born else text,
        kind=kind,
        path=f"answers.{criterion['code']}",
        hint=label if born else "",
        choices=choices,
        noun="Your date of birth" if born else "The date" if kind == "date" else "Your answer",
    )


def values_of(criterion: Mapping[str, Any]) -> Sequence[Any]:
    """What an answer is compared with, one or several."""
    value = criterion.get("value")
    return value if isinstance(value, list) else [value]


def _kind_of_values(values: Sequence[Any]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Words are chosen from a list; a number is typed, and yes or no is said: "none of these" would
    be neither."""
    if all(isinstance(value, bool) for value in values):
        return "choice", YES_NO
    if all(isinstance(value, int | float) for value in values):
        return "number", ()
    return "choice", (*((str(v), str(v)) for v in values), (NONE_OF_THESE, "None of these"))


def all_questions(
    *,
    internal: bool,
    bar_applies: bool,
    criteria: Sequence[Mapping[str, Any]],
    transferee: bool = False,
) -> list[CheckQuestion]:
    """Every question that could be asked for a vacancy, in the order of asking."""
    questions: list[CheckQuestion] = []
    if internal:
        questions += [STATUS, *INTERNAL_QUESTIONS]
    if transferee:
        questions += TRANSFEREE_QUESTIONS
    if bar_applies:
        questions += BAR_QUESTIONS
    return [*questions, *(criterion_question(criterion) for criterion in criteria)]
