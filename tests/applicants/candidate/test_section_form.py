"""The one form of all sections."""

from __future__ import annotations

import pytest
import time_machine
from django.http import QueryDict

from applicants.forms.sections import SectionForm
from applicants.sections import Section, sections_for
from applicants.sections.catalogue import Bound, Kind, Question
from applicants.sections.checking import problems
from tests.applicants.candidate.world import ROUTES, answers_for, posted, vacancy_of


def form_for(*questions: Question, data: dict | None = None, code: str = "any") -> SectionForm:
    return SectionForm(Section(code, "Any", questions), saved={}, data=data)


def words(count: int) -> str:
    return " ".join(["word"] * count)


@pytest.mark.django_db
@pytest.mark.parametrize("route", ROUTES)
def test_every_section_takes_complete_answers_and_gives_them_back(route: str) -> None:
    for section in sections_for(vacancy_of(route)):
        answers = {code: given for code, given in answers_for(section).items() if given != []}
        form = SectionForm(section, saved={}, data=posted(answers), kept=answers)
        assert form.is_valid(), (section.code, form.errors)
        assert form.answers() == answers
        assert problems(section, form.answers()) == []


@pytest.mark.django_db
@pytest.mark.parametrize("route", ROUTES)
def test_every_section_without_answers_says_what_is_missing(route: str) -> None:
    for section in sections_for(vacancy_of(route)):
        form = SectionForm(section, saved={}, data={"version": "0"})
        needed = {q.code for q in section.questions if q.required and q.shown_if is None}
        assert set(form.errors) == needed
        for messages in form.errors.values():
            for message in messages:
                assert message.endswith((".", "”.")), message
                assert "This field" not in message


def test_the_server_counts_the_words() -> None:
    question = Question("text", "Why?", Kind.LONG_TEXT, max_words=500)
    assert form_for(question, data={"q-text": words(500)}).is_valid()
    form = form_for(question, data={"q-text": words(501)})
    assert not form.is_valid()
    assert form.errors["text"] == ["Shorten your answer to 500 words or fewer. It has 501 words."]
    assert form.raw_answers() == {"text": words(501)}


FOLLOWED = (
    Question("has", "Has it?", Kind.YES_NO),
    Question("what", "What?", Kind.TEXT, shown_if=("has", ("yes",)), missing="Enter what."),
    Question("both", "Both?", Kind.TEXT, shown_if=("has", ("yes", "no"))),
)


@pytest.mark.parametrize(
    ("data", "errors", "answers"),
    [
        ({"q-has": "yes", "q-both": "b"}, {"what": ["Enter what."]}, None),
        ({"q-has": "no", "q-what": "x" * 500, "q-both": "b"}, {}, {"has": "no", "both": "b"}),
        (
            {"q-has": "yes", "q-what": "w", "q-both": "b"},
            {},
            {"has": "yes", "what": "w", "both": "b"},
        ),
        ({"q-what": "w", "q-both": "b"}, {"has": ["Select an answer to “Has it?”."]}, None),
    ],
)
def test_follow_ups_count_only_where_they_apply(data: dict, errors: dict, answers) -> None:
    form = form_for(*FOLLOWED, data=data)
    assert form.is_valid() is (not errors)
    assert form.errors == errors
    if answers is not None:
        assert form.answers() == answers


def test_follow_ups_are_drawn_beneath_their_answer_and_never_called_optional() -> None:
    form = form_for(*FOLLOWED, data={"q-has": "no", "q-both": "b"})
    assert form.field_options["has"].reveals == {"yes": "what"}
    form.is_valid()
    assert all(field.required for field in form.fields.values())


def test_unfinished_answers_are_kept_as_they_were_typed() -> None:
    questions = (
        Question("when", "When?", Kind.DATE),
        Question("month", "Month?", Kind.MONTH),
        Question("mail", "Mail?", Kind.EMAIL),
        Question("many", "Many?", Kind.MANY, choices=(("x", "X"), ("y", "Y"))),
        Question("sure", "Sure?", Kind.CONFIRM),
        Question("none", "None?"),
    )
    data = {
        "q-when-day": "31",
        "q-when-month": "Febuary",
        "q-month-year": "20x1",
        "q-month-month-only": "1",
        "q-mail": " not an address ",
        "q-many": ["x"],
        "q-none": "",
    }
    form = SectionForm(Section("s", "S", questions), saved={}, data=_query(data))
    assert not form.is_valid()
    raw = form.raw_answers()
    assert raw == {
        "when": {"day": "31", "month": "Febuary", "year": "", "month_only": False},
        "month": {"day": "", "month": "", "year": "20x1", "month_only": True},
        "mail": "not an address",
        "many": ["x"],
    }
    again = SectionForm(Section("s", "S", questions), saved=raw)
    page = str(again["when"]) + str(again["month"]) + str(again["mail"])
    for typed in ('value="31"', 'value="Febuary"', 'value="20x1"', "not an address"):
        assert typed in page


def _query(data: dict) -> QueryDict:
    query = QueryDict(mutable=True)
    for name, value in data.items():
        query.setlist(name, value if isinstance(value, list) else [value])
    return query


def test_what_postgresql_cannot_store_is_taken_out() -> None:
    form = form_for(Question("text", "Text"), data={"q-text": "a\x00b\r\nc"})
    assert form.raw_answers() == {"text": "ab\nc"}


@pytest.mark.parametrize(
    ("number", "ok"),
    [
        ("07700 900123", True),
        ("+44 20 7946 0000", True),
        ("(020) 7946-0000", True),
        ("12", False),
        ("call me maybe", False),
        ("07700 900123; drop", False),
    ],
)
def test_telephone_numbers(number: str, ok: bool) -> None:
    form = form_for(Question("phone", "Phone", Kind.PHONE), data={"q-phone": number})
    assert form.is_valid() is ok


@pytest.mark.parametrize(
    ("bound", "year", "ok"),
    [(Bound.PAST, 2000, True), (Bound.PAST, 2100, False), (Bound.FUTURE, 2000, False),
     (Bound.FUTURE, 2100, True), (Bound.NONE, 2100, True)],
)  # fmt: skip
def test_dates_lie_on_the_side_of_today_that_is_asked(bound: Bound, year: int, ok: bool) -> None:
    question = Question("day", "Day", Kind.DATE, bound=bound)
    data = {"q-day-day": "1", "q-day-month": "2", "q-day-year": str(year)}
    assert form_for(question, data=data).is_valid() is ok


def test_a_place_is_chosen_once() -> None:
    places = (("1", "Bow"), ("2", "Hendon"))
    questions = tuple(
        Question(f"choice_{n}", f"{n}", Kind.SELECT, choices=places, required=n == 1)
        for n in (1, 2)
    )
    same = form_for(*questions, data={"q-choice_1": "1", "q-choice_2": "1"}, code="postings")
    assert same.errors == {"choice_2": ["Choose a different place for each choice."]}
    assert form_for(*questions, data={"q-choice_1": "2"}, code="postings").is_valid()


def test_ranks_are_given_in_their_order() -> None:
    places = (("1", "Bow"), ("2", "Hendon"), ("3", "Lambeth"))
    questions = tuple(
        Question(f"choice_{n}", label, Kind.SELECT, choices=places, required=n == 1)
        for n, label in enumerate(("First choice", "Second choice", "Third choice"), start=1)
    )
    gap = form_for(*questions, data={"q-choice_1": "1", "q-choice_3": "2"}, code="postings")
    assert gap.errors == {"choice_3": ["Choose a place for “Second choice” first."]}


def test_another_unit_than_the_adverts_is_refused_at_its_field() -> None:
    asked = Question(
        "unit",
        "Unit?",
        Kind.SELECT,
        choices=(("MO3", "MO3"), ("MO7", "MO7")),
        only="MO3",
        missing="Select MO3.",
    )
    form = form_for(asked, data={"q-unit": "MO7"}, code="postings")
    assert form.errors == {"unit": ["Select MO3."]}
    assert form_for(asked, data={"q-unit": ""}, code="postings").errors == {"unit": ["Select MO3."]}
    assert form_for(asked, data={"q-unit": "MO3"}, code="postings").is_valid()


@pytest.mark.parametrize(
    ("day", "error"),
    [
        (25, None),
        (
            26,
            "You must be 17 or over to apply. From your date of birth, you can apply from "
            "26 November 2026.",
        ),
    ],
)
def test_who_is_too_young_is_told_from_when_they_may_apply(day: int, error: str | None) -> None:
    question = Question("date_of_birth", "Date of birth", Kind.DATE, youngest=17)
    born = {
        "q-date_of_birth-day": str(day),
        "q-date_of_birth-month": "11",
        "q-date_of_birth-year": "2009",
    }
    with time_machine.travel("2026-11-25T12:00:00Z", tick=False):
        form = form_for(question, data=born)
        assert form.errors == ({"date_of_birth": [error]} if error else {})


def test_follow_ups_of_ticks_are_drawn_beneath_their_tick() -> None:
    held = Question(
        "held",
        "Held?",
        Kind.MANY,
        choices=(("taser", "Taser"), ("none", "None of these")),
        exclusive="none",
    )
    ends = Question("ends", "Ends?", Kind.MONTH, required=False, shown_if=("held", ("taser",)))
    form = form_for(held, ends, data=_query({"q-held": ["taser"], "q-ends-year": "20x"}))
    assert form.field_options["held"].reveals == {"taser": "ends"}
    assert not form.is_valid()
    assert form_for(held, ends, data=_query({"q-held": ["none"], "q-ends-year": "20x"})).is_valid()


def test_a_criterion_named_like_a_field_of_ours_does_no_harm() -> None:
    question = Question("version", "Version control", Kind.LONG_TEXT, max_words=10)
    form = form_for(question, data={"version": "7", "q-version": "git"})
    assert form.is_valid()
    assert form.answers() == {"version": "git"}
