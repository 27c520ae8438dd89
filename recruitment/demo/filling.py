"""Plausible answers for the demo's applications, made from the declared questions themselves."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from applicants.sections import Kind, Question, Section
from applicants.sections.catalogue import Bound, entry_section
from recruitment.demo.people import Person

TEXTS = {
    "given_names": "{person.first_name}",
    "family_name": "{person.last_name}",
    "phone": "020 7946 0123",
    "postcode": "SW1A 0AA",
    "manager_name": "Morgan Manager",
    "manager_email": "morgan.manager@met.example",
    "grade": "Band E",
    "role": "Response officer",
    "warrant_number": "4711",
    "nationality": "British",
}
LONG = (
    "In my last role a caller rang in tears because her father had not come home. I asked three "
    "short questions, wrote down what he wore and where he liked to walk, and stayed on the line "
    "while I passed it on. He was found within the hour. Afterwards I asked my team what I could "
    "have done faster, and we changed the order of our questions."
)
ADJUSTMENT = "Please send me what I have to read in large print."
SHORT = "As I described above."
# Questions to which a plausible applicant says yes; to all others they say no.
YES_CODES = frozenset({"current", "right_to_work", "old_enough", "discussed", "shift_age"})


def answers_for(section: Section, person: Person, *, today: date) -> dict[str, Any]:
    """Complete answers to one section: what applies is answered, the rest is left out."""
    answers: dict[str, Any] = {}
    for question in section.questions:
        if question.applies(answers):
            answers[question.code] = _answer(section, question, person, today)
    return answers


def _answer(section: Section, question: Question, person: Person, today: date) -> Any:
    match question.kind:
        case Kind.TEXT:
            text = TEXTS.get(question.code, "Example")
            return text.format(person=person)
        case Kind.LONG_TEXT:
            if section.code == "adjustments":
                return ADJUSTMENT
            return LONG if (question.max_words or 500) >= 100 else SHORT
        case Kind.EMAIL:
            return TEXTS.get(question.code, person.email)
        case Kind.PHONE:
            return TEXTS["phone"]
        case Kind.YES_NO:
            return "yes" if question.code in YES_CODES else "no"
        case Kind.CHOICE | Kind.SELECT:
            # A ranked list takes every place once.
            ranked = question.code.removeprefix("choice_")
            place = int(ranked) - 1 if ranked.isdecimal() else 0
            return question.only or question.options[place][0]
        case Kind.MANY:
            return [question.options[0][0]]
        case Kind.DATE | Kind.MONTH:
            ahead = question.bound is Bound.FUTURE or question.code.endswith("_ends")
            return (today + timedelta(days=60 if ahead else -9000)).isoformat()
        case Kind.CONFIRM:
            return True
        case Kind.ENTRIES:
            page = entry_section(section, question)
            return [{"id": "demo", **answers_for(page, person, today=today)}]
        case Kind.FILE:
            return []
