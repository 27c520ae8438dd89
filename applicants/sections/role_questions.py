"""The questions that an advert adds, as sections: with the application, and at later moments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from applicants.sections.catalogue import Bound, Kind, Question, Section
from applicants.sections.shared import EVIDENCE
from vacancies.choices import AnswerKind, AskedWhen
from vacancies.models import Vacancy
from vacancies.questions import VacancyQuestion, questions_of

PER_PAGE = 5
CODES: Mapping[AskedWhen, str] = MappingProxyType(
    {
        AskedWhen.APPLICATION: "role-questions",
        AskedWhen.INTERVIEW: "interview-questions",
        AskedWhen.OFFER: "offer-questions",
    }
)
TITLES: Mapping[AskedWhen, str] = MappingProxyType(
    {
        AskedWhen.APPLICATION: "Questions about this role",
        AskedWhen.INTERVIEW: "Questions before your interview",
        AskedWhen.OFFER: "Questions after your offer",
    }
)
KINDS: Mapping[AnswerKind, Kind] = MappingProxyType(
    {
        AnswerKind.LONG_TEXT: Kind.LONG_TEXT,
        AnswerKind.TEXT: Kind.TEXT,
        AnswerKind.YES_NO: Kind.YES_NO,
        AnswerKind.CHOICE: Kind.CHOICE,
        AnswerKind.DATE: Kind.DATE,
    }
)


def role_questions(vacancy: Vacancy, asked: AskedWhen = AskedWhen.APPLICATION) -> list[Section]:
    """The advert's own questions of one moment, on pages of at most five; none if it has none."""
    return sections_of_questions(questions_of(vacancy), asked)


def sections_of_questions(questions: Sequence[VacancyQuestion], asked: AskedWhen) -> list[Section]:
    """The pages of those questions that are asked at this moment."""
    every = [one for one in questions if one.asked == asked]
    pages = [every[start : start + PER_PAGE] for start in range(0, len(every), PER_PAGE)]
    return [
        Section(
            code=CODES[asked] + (f"-{number}" if number > 1 else ""),
            title=TITLES[asked] + (f", part {number}" if len(pages) > 1 else ""),
            group=EVIDENCE,
            asked=asked,
            questions=tuple(as_question(one) for one in page),
        )
        for number, page in enumerate(pages, start=1)
    ]


def as_question(one: VacancyQuestion) -> Question:
    """An advert's question as the forms know it."""
    kind = KINDS[one.kind]
    return Question(
        one.code,
        one.text,
        kind,
        hint=one.hint,
        required=one.required,
        max_words=one.max_words if kind is Kind.LONG_TEXT else None,
        # The words are stored with the answer: a list that changes later does not change it.
        choices=tuple((choice, choice) for choice in one.choices) if kind is Kind.CHOICE else (),
        personal=one.personal,
        seen_by=one.seen_by,
        noun="The date",
        bound=Bound.NONE,
    )
