"""A transferring officer's form beside the eligibility check that came before it."""

from __future__ import annotations

from typing import Any

import pytest

from applicants.forms.sections import SectionForm
from applicants.models import Application, ApplicationSection
from applicants.sections.checking import problems
from applicants.sections.transferee import counter_terrorism
from applicants.selectors.sections import Progress, eligibility_progress, section_states
from applicants.services.applying import start_application, submit_application
from applicants.services.facts import gather_facts
from tests.applicants.candidate.world import (
    answers_for,
    draft,
    officer_vacancy,
    owner,
    ready_draft,
    section_of,
)
from tests.applicants.factories import make_candidate
from vacancies.models import Vacancy

pytestmark = pytest.mark.django_db
CHECKED: dict[str, Any] = {
    "transfer_serving": "yes",
    "transfer_force": "home_office",
    "transfer_rank": "constable",
    "transfer_probation": "yes",
    "transfer_probation_date": "2023-06-03",
    "transfer_current_force": "yes",
    "transfer_requirements": "yes",
}
SERVICE = {
    "rank": "constable",
    "branch": "uniform",
    "warrant_number": "1234",
    "appointed_on": "2021-06",
    "confirmed_on": "2023-06-03",
}


def officer(
    *, force: str = "kent", checked: dict[str, Any] | None = None, **service: Any
) -> Application:
    application = ready_draft(
        vacancy=officer_vacancy(), answers=CHECKED if checked is None else checked
    )
    write(application, "force", {"force": force, "other_force": "British Transport Police"})
    write(application, "service", {**SERVICE, **service})
    return application


def write(application: Application, code: str, answers: dict[str, Any]) -> None:
    ApplicationSection.objects.filter(application=application, code=code).update(answers=answers)


def test_an_officer_in_order_may_apply() -> None:
    application = officer()
    sent = submit_application(application_id=application.pk, by=owner(application))
    assert (sent.status, sent.eligibility_result) == ("submitted", "eligible_subject_to_evidence")


@pytest.mark.parametrize(("force", "service"), [("other", {}), ("kent", {"rank": "sergeant"})])
def test_another_force_or_rank_than_in_the_check_goes_to_a_person(force, service) -> None:
    application = officer(force=force, **service)
    sent = submit_application(application_id=application.pk, by=owner(application))
    assert (sent.status, sent.eligibility_result) == ("eligibility_refer", "refer")


def test_the_form_fills_what_the_check_left_open() -> None:
    unsure = {**CHECKED, "transfer_force": "not_sure", "transfer_probation_date": "not_sure"}
    application = officer(checked=unsure)
    transfer = gather_facts(application)["transfer"]
    assert transfer["force_kind"] == "home_office"
    assert transfer["probation_confirmed_on"] == "2023-06-03"


def test_both_words_of_a_contradiction_stand_in_the_decision() -> None:
    application = officer(force="other")
    submit_application(application_id=application.pk, by=owner(application))
    given = application.decisions.get().given["facts"]["transfer"]["force_kind"]
    assert given == [
        {"value": "home_office", "source": "declared"},
        {"value": "other", "source": "declared"},
    ]


def test_what_the_check_asked_is_not_typed_again_but_looked_at() -> None:
    application = start_application(
        vacancy=officer_vacancy(), by=make_candidate().user, eligibility_answers=CHECKED
    )
    state = next(one for one in section_states(application) if one.section.code == "service")
    assert state.saved.answers == {"rank": "constable", "confirmed_on": "2023-06-03"}
    assert state.progress == Progress.CHECK_AGAIN


@pytest.mark.parametrize(
    ("vacancy", "progress"),
    [
        ({}, Progress.COMPLETED),
        (
            {
                "criteria": [
                    {"code": "age", "operator": "age_at_least", "value": 17, "label": "17 or over"}
                ]
            },
            Progress.NOT_STARTED,
        ),
    ],
)
def test_where_the_rules_ask_nothing_there_is_no_check_to_do(vacancy, progress) -> None:
    opened: Vacancy = officer_vacancy("special_constable", **vacancy)
    application = start_application(vacancy=opened, by=make_candidate().user)
    assert eligibility_progress(application) == progress


def test_mo3_is_held_to_by_the_service_as_well() -> None:
    mo3 = {
        "code": "posting_preference",
        "operator": "equals",
        "value": "MO3",
        "label": "You choose MO3.",
    }
    application = draft(vacancy=officer_vacancy(criteria=[mo3]))
    assert answers_for(section_of(application, "postings")) == {"unit": "MO3"}


def test_an_advert_of_mo3_asks_for_mo3_without_any_criterion() -> None:
    application = draft(vacancy=officer_vacancy(unit="MO3 Covert Policing"))
    section = section_of(application, "postings")
    assert section.question("unit").only == "MO3"
    assert not problems(section, {"unit": "MO3"})
    assert problems(section, {"unit": "MO7"})


@pytest.mark.parametrize(
    ("unit", "answer", "complete"),
    [
        ("SO15 Counter Terrorism Command", "no", False),
        ("Counter Terrorism Policing HQ (CTPHQ)", "no", False),
        ("SO15 Counter Terrorism Command", "yes", True),
        ("MO7 Taskforce", "no", True),
    ],
)
def test_who_applies_to_counter_terrorism_says_so(unit, answer, complete) -> None:
    section = counter_terrorism(Vacancy(unit=unit))
    form = SectionForm(section, saved={}, data={"q-interested": answer, "q-interest": "Work."})
    assert form.is_valid() is complete
    if not complete:
        wanted = ["Select yes: this advert is for a counter terrorism unit."]
        assert form.errors == {"interested": wanted}
    given = {"interested": answer, "interest": "I have worked on it."}
    assert (problems(section, given) == []) is complete
