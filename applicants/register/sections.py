"""What people are asked who register their interest (domain document 3.6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from applicants.eligibility_questions import BAR_QUESTIONS
from applicants.register.choices import ANYWHERE, AREAS, CLEARANCES, NO_CLEARANCE, Hybrid
from applicants.sections.catalogue import Bound, Kind, Question, Section
from vacancies.choices import JobFamily, RateUnit
from vacancies.data.job_families import TITLES

NOT_SURE = ("not_sure", "I am not sure")
YES_NO_NOT_SURE = (("yes", "Yes"), ("no", "No"), NOT_SURE)
NO_ROLE = "Select at least one job title, in any of the eight families."


def family_code(family: JobFamily) -> str:
    """The question that holds the titles of one family."""
    return f"titles_{family.value}"


CONTACT = Section(
    code="contact",
    title="Your contact details",
    personal=True,
    intro="Recruiters see your name. They see your telephone number and email address only once "
    "you have accepted an invitation.",
    questions=(
        Question("name", "Full name", autocomplete="name", missing="Enter your full name."),
        Question("phone", "Telephone number", Kind.PHONE, autocomplete="tel"),
    ),
)
RIGHT_TO_WORK = Section(
    code="right-to-work",
    title="Your right to work",
    intro="We check it before you start, not now.",
    questions=(
        Question(
            "right_to_work",
            "Do you have the right to work in the UK, or will you have it before you start?",
            Kind.CHOICE,
            choices=YES_NO_NOT_SURE,
            missing="Select whether you have the right to work in the UK.",
        ),
    ),
)
ROLES = Section(
    code="roles",
    title="Roles that interest you",
    intro="Select all job titles that fit you. They stand in eight families.",
    group="What you look for",
    questions=tuple(
        Question(
            family_code(family),
            family.label,
            Kind.MANY,
            required=False,
            choices=tuple((title, title) for title in titles),
        )
        for family, titles in TITLES.items()
    ),
)
WORK = Section(
    code="work",
    title="When, where and for what rate",
    group="What you look for",
    questions=(
        Question(
            "available_from",
            "From when could you start?",
            Kind.DATE,
            noun="The date you could start",
            bound=Bound.FUTURE,
            missing="Enter the date from which you could start.",
        ),
        Question(
            "areas",
            "Where could you work?",
            Kind.MANY,
            hint="Select all that apply.",
            choices=AREAS,
            exclusive=ANYWHERE,
            missing="Select where you could work.",
        ),
        Question(
            "hybrid",
            "Do you want to work from home for part of the week?",
            Kind.CHOICE,
            choices=tuple(Hybrid.choices),
            missing="Select how you want to work.",
        ),
        Question(
            "rate_unit",
            "Do you want to give your rate by the hour or by the day?",
            Kind.CHOICE,
            choices=tuple((unit.value, f"By the {unit.value}") for unit in RateUnit),
            missing="Select by the hour or by the day.",
        ),
        Question(
            "rate",
            "The lowest rate that you would accept, in pounds",
            hint="For example 21.40. Recruiters see whether an opening pays it.",
            missing="Enter the lowest rate that you would accept.",
        ),
    ),
)
CLEARANCE = Section(
    code="clearance",
    title="Security clearance",
    group="What you bring",
    intro="You do not need one to register. Whoever has one is asked about it, because some roles "
    "need it from the first day.",
    questions=(
        Question(
            "clearance",
            "Which clearance do you hold now?",
            Kind.SELECT,
            choices=CLEARANCES,
            missing="Select the clearance that you hold, or “None”.",
        ),
        Question(
            "clearance_sponsor",
            "Who sponsored it?",
            hint="The organisation that holds it, not a person. Leave this empty if you hold none.",
            required=False,
        ),
        Question(
            "clearance_until",
            "When does it end?",
            Kind.DATE,
            noun="The date your clearance ends",
            bound=Bound.FUTURE,
            required=False,
            hint="Leave this empty if you hold none.",
        ),
    ),
)
SUMMARY = Section(
    code="summary",
    title="About you in two lines",
    group="What you bring",
    intro="Optional: what should a recruiter know first?",
    questions=(Question("summary", "Summary", Kind.LONG_TEXT, required=False, max_words=50),),
)


def _bar_question(code: str, **changes: Any) -> Question:
    """A question of the eligibility check, word for word, as one of a form."""
    one = next(question for question in BAR_QUESTIONS if question.code == code)
    return Question(code=code, label=one.text, hint=one.hint, noun=one.noun, **changes)


_AFTER_SCHEME: Any = ("left_scheme", ("yes", "not_sure"))
SERVICE = Section(
    code="service",
    title="Earlier service with the Met",
    group="Can you register?",
    intro="Whoever left under an early departure scheme with compensation cannot work in a police "
    "staff role for five years. We check it here, so that you know at once. “I am not sure” never "
    "stops you.",
    questions=(
        _bar_question("left_before", kind=Kind.CHOICE, choices=YES_NO_NOT_SURE),
        _bar_question(
            "left_scheme",
            kind=Kind.CHOICE,
            choices=YES_NO_NOT_SURE,
            shown_if=("left_before", ("yes",)),
        ),
        _bar_question(
            "left_compensation",
            kind=Kind.CHOICE,
            choices=YES_NO_NOT_SURE,
            shown_if=_AFTER_SCHEME,
        ),
        _bar_question(
            "left_on", kind=Kind.MONTH, required=False, bound=Bound.PAST, shown_if=_AFTER_SCHEME
        ),
    ),
)
# What may stop somebody comes first: before they write anything.
SECTIONS: tuple[Section, ...] = (
    SERVICE, CONTACT, RIGHT_TO_WORK, ROLES, WORK, CLEARANCE, SUMMARY,
)  # fmt: skip
BY_CODE: Mapping[str, Section] = {section.code: section for section in SECTIONS}
OPTIONAL = frozenset({SUMMARY.code})


def further_problems(section: Section, answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What no single question can tell: pairs of a question's code and a sentence."""
    if section is ROLES and not chosen_titles(answers):
        yield section.questions[0].code, NO_ROLE
    if section is WORK and answers.get("rate") and read_rate(answers["rate"]) is None:
        yield "rate", "Enter the rate as an amount in pounds, like 21.40 or 350."
    if section is CLEARANCE and answers.get("clearance") not in (None, "", NO_CLEARANCE):
        if not answers.get("clearance_sponsor"):
            yield "clearance_sponsor", "Enter the organisation that sponsored your clearance."
        if not answers.get("clearance_until"):
            yield "clearance_until", "Enter the date on which your clearance ends."


def chosen_titles(answers: Mapping[str, Any]) -> dict[JobFamily, list[str]]:
    """The chosen titles by family; families without any are left out."""
    found = {family: answers.get(family_code(family)) or [] for family in TITLES}
    return {family: list(titles) for family, titles in found.items() if titles}


def read_rate(text: Any) -> str | None:
    """An amount in pounds with pence, like "21.40"; None for what is none between 1 and 9,999."""
    typed = str(text).replace("£", "").replace(",", "").strip()
    whole, _, pence = typed.partition(".")
    if not (whole.isascii() and whole.isdecimal() and 1 <= len(whole) <= 4 and int(whole) > 0):
        return None
    if pence and not (pence.isascii() and pence.isdecimal() and len(pence) <= 2):
        return None
    return f"{int(whole)}.{pence:0<2}"
