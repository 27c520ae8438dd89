"""The declared forms: shape, limits, and the statements that candidates rely on."""

from __future__ import annotations

from itertools import groupby

import pytest

from applicants.sections import Section, Store, accepts_online, sections_for
from applicants.sections.catalogue import Kind, Question
from applicants.sections.checking import only_declared, problems, without_unasked
from applicants.sections.reading import read_answer
from tests.applicants.candidate.world import (
    ROUTES,
    answers_for,
    external_vacancy,
    officer_vacancy,
    vacancy_of,
)
from tests.applicants.factories import make_vacancy
from vacancies.choices import Route
from vacancies.models import Base, EssentialCriterion, Vacancy
from vacancies.services import load_bases

pytestmark = pytest.mark.django_db

EXTERNAL = [
    "personal", "address", "right-to-work", "work-history", "education", "previous-service",
    "availability", "references", "statement", "evidence", "conduct", "adjustments",
    "interview-offer", "declaration",
]  # fmt: skip
INTERNAL = [
    "personal", "employment", "status-evidence", "vetting", "line-manager", "availability",
    "competencies", "evidence", "conduct", "adjustments", "interview-offer", "declaration",
]  # fmt: skip
TRANSFEREE = [
    "personal", "address", "right-to-work", "previous-service", "availability", "force", "service",
    "reason", "current-role", "accreditations", "counter-terrorism", "experience",
    "problem-solving", "service-to-people", "evidence", "conduct", "adjustments",
    "interview-offer", "declaration",
]  # fmt: skip
CONSTABLE = [
    "personal", "address", "nationality", "education", "work-history", "skills",
    "previous-service", "earlier-applications", "availability", "references", "forum",
    "motivation", "evidence", "conduct", "adjustments", "interview-offer", "declaration",
]  # fmt: skip
SPECIAL = [
    "personal", "address", "nationality", "occupation", "skills", "previous-service",
    "earlier-applications", "hours", "availability", "references", "motivation", "evidence",
    "conduct", "adjustments", "interview-offer", "declaration",
]  # fmt: skip
SECTIONS = dict(zip(ROUTES, (EXTERNAL, INTERNAL, TRANSFEREE, CONSTABLE, SPECIAL), strict=True))


def codes(vacancy: Vacancy) -> list[str]:
    return [section.code for section in sections_for(vacancy)]


def section(vacancy: Vacancy, code: str) -> Section:
    return next(one for one in sections_for(vacancy) if one.code == code)


@pytest.mark.parametrize("route", ROUTES)
def test_each_route_has_its_sections_in_order(route: str) -> None:
    assert codes(vacancy_of(route)) == SECTIONS[route]


def test_a_registration_of_interest_is_no_application() -> None:
    vacancy = external_vacancy()
    vacancy.route = Route.TEMPORARY
    assert sections_for(vacancy) == []
    assert accepts_online(vacancy) is False


@pytest.mark.parametrize("route", ROUTES)
def test_every_section_is_well_formed(route: str) -> None:
    vacancy = vacancy_of(route, **({"role_class": "pcso"} if "staff" in route else {}))
    found = sections_for(vacancy)
    assert len({one.code for one in found}) == len(found)
    for one in found:
        assert len(one.code) <= 40
        asked = [question for question in one.questions if question.shown_if is None]
        assert 1 <= len(asked) <= 6, one.code
        assert len(one.codes) == len(one.questions)
        for place, question in enumerate(one.questions):
            check_question(one, place, question)


@pytest.mark.parametrize("route", ROUTES)
def test_each_heading_of_the_task_list_stands_once(route: str) -> None:
    groups = [title for title, _ in groupby(one.group for one in sections_for(vacancy_of(route)))]
    assert len(set(groups)) == len(groups)


def check_question(one: Section, place: int, question: Question) -> None:
    assert (question.max_words is not None) is (question.kind is Kind.LONG_TEXT), question.code
    if question.kind in (Kind.CHOICE, Kind.SELECT, Kind.MANY):
        assert len(question.choices) > 1
    if question.shown_if is not None:
        leads, wanted = question.shown_if
        before = [other for other in one.questions[:place] if other.code == leads]
        assert len(before) == 1, f"{question.code} follows nothing before it"
        assert set(wanted) <= {code for code, _ in before[0].options}


def test_word_limits_are_those_of_the_routes() -> None:
    external, internal = external_vacancy(), make_vacancy()
    assert section(external, "statement").questions[0].max_words == 500
    assert [q.max_words for q in section(external, "evidence").questions] == [250]
    assert [q.max_words for q in section(internal, "competencies").questions] == [300, 300]
    assert [q.max_words for q in section(internal, "evidence").questions] == [250]


def test_the_adverts_own_criteria_questions_and_places_are_asked() -> None:
    vacancy = external_vacancy(
        questions=[{"code": "shifts", "text": "How would you manage shifts?", "max_words": 150}],
        posting_choices=2,
    )
    for order in range(1, 7):
        EssentialCriterion.objects.create(
            vacancy=vacancy, code=f"extra_{order}", text=f"Extra {order}", order=order
        )
    EssentialCriterion.objects.create(
        vacancy=vacancy, code="spoken", text="Speaks", order=9, assessed_by="interview"
    )
    for name in ("Bow", "Hendon", "Lambeth"):
        base = Base.objects.create(
            name=f"{name} test", zone="inner", bcu="AS", lat="51.5", lon="-0.1"
        )
        vacancy.bases.add(base)
    assert [q.code for q in section(vacancy, "evidence").questions] == [
        "analysis", "extra_1", "extra_2", "extra_3", "extra_4",
    ]  # fmt: skip
    assert [q.code for q in section(vacancy, "evidence-2").questions] == ["extra_5", "extra_6"]
    assert section(vacancy, "role-questions").questions[0].max_words == 150
    places = section(vacancy, "postings").questions
    assert [q.code for q in places] == ["choice_1", "choice_2"]
    assert [label for _, label in places[0].choices] == ["Bow test", "Hendon test", "Lambeth test"]


def test_word_limits_of_the_officers_routes() -> None:
    transferee = officer_vacancy()
    for code in ("experience", "problem-solving", "service-to-people"):
        assert [q.max_words for q in section(transferee, code).questions] == [500]
    for route in ("new_constable", "special_constable"):
        questions = section(officer_vacancy(route), "motivation").questions
        assert [q.max_words for q in questions] == [250, 250]


def test_an_advert_that_leaves_every_criterion_to_the_interview() -> None:
    for make, asked in ((external_vacancy, True), (officer_vacancy, False)):
        vacancy = make()
        EssentialCriterion.objects.filter(vacancy=vacancy).update(assessed_by="interview")
        assert ("evidence" in codes(vacancy)) is asked


def test_a_transferee_chooses_among_42_forces_or_names_another_and_is_told_what_happens() -> None:
    asked = section(officer_vacancy(), "force")
    forces = dict(asked.questions[0].choices)
    other = asked.question("other_force")
    assert len(forces) == 43
    assert list(forces)[-1] == "other"
    assert {"City of London", "Kent", "Dyfed-Powys"} < set(forces.values())
    assert not {"British Transport Police", "Metropolitan"} & set(forces.values())
    assert problems(asked, {"force": "kent"}) == []
    assert problems(asked, {"force": "other"}) == [other.label]
    assert "a recruiter looks at your case" in other.hint
    assert "analysts@met.example" in other.hint


def test_each_accreditation_has_its_month_of_expiry() -> None:
    asked = section(officer_vacancy(), "accreditations")
    held = [code for code, _ in asked.questions[0].choices]
    assert held == [
        "pip1", "pip2", "pip3", "level_2", "firearms", "taser", "driving", "surveillance", "soit",
        "none",
    ]  # fmt: skip
    assert {f"{code}_ends" for code in held[:-1]} <= asked.codes
    given = {"held": ["taser"], "taser_ends": "2027-03", "pip2_ends": "2026-01"}
    assert without_unasked(asked, given) == {"held": ["taser"], "taser_ends": "2027-03"}
    assert asked.questions[0].exclusive == "none"


@pytest.mark.parametrize(
    ("unit", "bases", "wanted"),
    [
        ("MO7", ("Alperton", "Catford"), ["Alperton (north west)", "Catford (south east)"]),
        ("MetCC", ("Bow", "Catford"), ["Bow", "Catford"]),
        (
            "",
            ("Central South BCU (AS)", "North BCU (NA)"),
            ["Central South BCU: Lambeth, Southwark", "North BCU: Enfield, Haringey"],
        ),
    ],
)  # fmt: skip
def test_places_are_limited_by_the_advert_and_named_in_full(unit, bases, wanted) -> None:
    vacancy = officer_vacancy(unit=unit, posting_choices=3)
    vacancy.bases.set([load_bases()[name] for name in bases])
    questions = section(vacancy, "postings").questions
    assert [q.code for q in questions] == ["choice_1", "choice_2"]
    assert [label for _, label in questions[1].choices] == wanted


MO3 = {
    "code": "posting_preference",
    "operator": "equals",
    "value": "MO3",
    "label": "You choose MO3.",
}


def test_an_advert_for_mo3_takes_nothing_else() -> None:
    asked = section(officer_vacancy(criteria=[MO3]), "postings")
    assert [q.code for q in asked.questions] == ["unit"]
    assert problems(asked, {"unit": "MO3"}) == []
    assert problems(asked, {"unit": "MO7"}) == [asked.questions[0].label]
    assert "postings" not in codes(officer_vacancy())


def test_a_transferee_consents_to_records_at_the_offer_stage() -> None:
    declared = section(officer_vacancy(), "declaration").question("force_records")
    assert declared.label.startswith("If I am made an offer, I agree that you ask my force")
    assert section(external_vacancy(), "declaration").question("force_records") is None


def test_who_is_asked_what_about_their_conduct() -> None:
    asked = {route: section(vacancy_of(route), "conduct").codes for route in ROUTES}
    assert {"misconduct", "tattoos"} <= asked["transferee"]
    assert "restrictions" in asked["internal_staff"]
    for route in ROUTES:
        assert {"convictions", "investigation", "business_interests", "membership"} <= asked[route]


def test_a_leaving_reason_never_feeds_the_automatic_rule() -> None:
    for route in ("external_staff", "transferee", "new_constable", "special_constable"):
        asked = section(vacancy_of(route), "previous-service")
        assert asked.personal
        assert not {"left_scheme", "left_compensation"} & asked.codes
        assert "discuss" in dict(asked.question("reason").choices)


def test_tattoos_are_asked_for_uniformed_roles_only() -> None:
    assert "tattoos" not in section(external_vacancy(), "conduct").codes
    assert "tattoos" in section(external_vacancy(role_class="ddo"), "conduct").codes
    assert "tattoos" in section(make_vacancy(role_class="pcso"), "conduct").codes


def test_what_must_not_be_seen_by_those_who_decide_is_sealed() -> None:
    for vacancy in map(vacancy_of, ROUTES):
        stores = {one.code: one.store for one in sections_for(vacancy)}
        assert stores["conduct"] is Store.CONDUCT
        assert stores["adjustments"] is Store.ADJUSTMENTS
        assert stores["interview-offer"] is Store.OPT_IN
        sealed = {code for code, store in stores.items() if store is not Store.ANSWERS}
        assert sealed == {"conduct", "adjustments", "interview-offer"}


def test_the_statements_of_the_sources_stand_where_they_are_needed() -> None:
    external, internal = external_vacancy(), make_vacancy()
    for vacancy in (external, internal, *map(officer_vacancy, ROUTES[2:])):
        conduct = section(vacancy, "conduct").intro
        assert "A conviction is not an automatic bar" in conduct
        assert "always by a person" in conduct
        support = section(vacancy, "adjustments")
        assert "will not affect any recruitment decision" in support.intro
        assert "strict confidence" in support.intro
        assert "We do not ask for proof" in section(vacancy, "interview-offer").intro
    manager = section(internal, "line-manager")
    assert "always discuss your application with your line manager" in manager.intro
    assert "Your answer does not decide anything" in manager.question("discussed").hint
    assert "only if you are made an offer" in manager.question("manager_name").hint


def test_no_question_asks_about_health_before_an_offer() -> None:
    words = ("sick", "medical condition", "disability", "days off", "attendance")
    for vacancy in map(vacancy_of, ROUTES):
        for one in sections_for(vacancy):
            for question in one.questions:
                asked = question.label.lower()
                assert not any(word in asked for word in words), question.label


@pytest.mark.parametrize("route", ROUTES)
def test_complete_answers_have_no_problems_and_missing_ones_are_named(route: str) -> None:
    for one in sections_for(vacancy_of(route)):
        answers = answers_for(one)
        assert problems(one, answers) == []
        for question in one.questions:
            left = {code: value for code, value in answers.items() if code != question.code}
            needed = question.required and question.applies(left)
            assert (question.label in problems(one, left)) is needed


@pytest.mark.parametrize(
    ("question", "value", "ok"),
    [
        (Question("a", "A", Kind.LONG_TEXT, max_words=3), "one two three", True),
        (Question("a", "A", Kind.LONG_TEXT, max_words=3), "one two three four", False),
        (Question("a", "A", Kind.LONG_TEXT, max_words=3), "x" * 76, False),
        (Question("a", "A"), "x" * 200, True),
        (Question("a", "A"), "x" * 201, False),
        (Question("a", "A", Kind.YES_NO), "maybe", False),
        (Question("a", "A", Kind.CONFIRM), "yes", False),
        (Question("a", "A", Kind.DATE), {"day": "31", "month": "2", "year": "2020"}, False),
        (Question("a", "A", Kind.MANY, choices=(("x", "X"), ("y", "Y"))), ["x", "z"], False),
        (Question("a", "A", Kind.MANY, choices=(("x", "X"), ("y", "Y"))), ["x", "y"], True),
    ],
)
def test_an_answer_counts_only_if_it_fits(question: Question, value: object, ok: bool) -> None:
    one = Section("s", "S", (question,))
    assert problems(one, {"a": value}) == ([] if ok else ["A"])


def test_answers_that_do_not_apply_and_unknown_ones_are_dropped() -> None:
    one = section(external_vacancy(), "personal")
    given = {
        "has_other_names": "no",
        "other_names": "Old Name",
        "status": "offer_cond",
        "phone": "",
    }
    assert only_declared(one, given) == {"has_other_names": "no", "other_names": "Old Name"}
    assert without_unasked(one, given) == {"has_other_names": "no"}


@pytest.mark.parametrize(
    ("question", "value", "lines"),
    [
        (Question("a", "A", Kind.YES_NO), "no", ("No",)),
        (Question("a", "A", Kind.CONFIRM), True, ("Yes",)),
        (Question("a", "A", Kind.DATE), "2026-12-09", ("9 December 2026",)),
        (Question("a", "A", Kind.MONTH), "2021-06", ("June 2021",)),
        (Question("a", "A", Kind.LONG_TEXT), "one\ntwo", ("one", "two")),
        (
            Question("a", "A", Kind.DATE),
            {"day": "31", "month": "2", "year": ""},
            ("31 2 – (not a date yet)",),
        ),
        (Question("a", "A"), None, ()),
        (Question("a", "A", Kind.MANY, choices=(("x", "X"), ("y", "Y"))), ["y", "x"], ("Y", "X")),
        (Question("a", "A", Kind.DATE), "not a date", ("not a date",)),
    ],
)
def test_answers_are_read_in_words(question: Question, value: object, lines: tuple) -> None:
    assert read_answer(question, value) == lines
