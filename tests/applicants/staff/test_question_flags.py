"""Who reads the answers to an advert's own questions: the flags are kept on every page of staff."""

from __future__ import annotations

import pytest

from applicants.choices import Status
from applicants.models import ApplicationSection
from applicants.selectors.evidence import evidence_answers
from recruitment.accounts.roles import Role
from tests.applicants.staff.world import (
    make_application,
    make_member,
    make_vacancy,
    staff_client,
    write_evidence,
)
from vacancies.questions import VacancyQuestion

pytestmark = pytest.mark.django_db
LIST = "/staff/applicants/application/"
FLAGS = {
    "open": {},
    "who": {"personal": True},
    "team": {"seen_by": "team"},
    "recruiters": {"seen_by": "recruiters"},
    "checks": {"seen_by": "checks"},
    "later": {"asked": "offer"},
}
QUESTIONS = [
    {**VacancyQuestion(code, f"Question {code}?").as_stored(), **flags}
    for code, flags in FLAGS.items()
]


@pytest.fixture
def application():
    vacancy = make_vacancy(questions=QUESTIONS)
    found = make_application(vacancy, Status.SIFT)
    write_evidence(found, "I kept forty case files in order.")
    asked = {code: f"Answer-{code}." for code in FLAGS if code != "later"}
    for code, answers in (
        ("role-questions", asked),
        ("offer-questions", {"later": "Answer-later."}),
    ):
        ApplicationSection.objects.create(
            application=found, code=code, answers=answers, completed=True
        )
    return found


def answers_read_by(role: Role, application, page: str) -> set[str]:
    client = staff_client(make_member(role, application.vacancy))
    html = client.get(f"{LIST}{application.pk}/{page}/").content.decode()
    assert "I kept forty case files in order." in html or role is Role.CHECKS_OFFICER
    return {code for code in FLAGS if f"Answer-{code}." in html}


@pytest.mark.parametrize("page", ["case", "score"])
@pytest.mark.parametrize("role", [Role.SIFTER, Role.VACANCY_HOLDER])
def test_blind_sifting_shows_neither_personal_nor_narrower_answers(application, role, page) -> None:
    assert answers_read_by(role, application, page) == {"open"}


def test_the_question_itself_is_not_shown_to_a_marker_either(application) -> None:
    client = staff_client(make_member(Role.SIFTER, application.vacancy))
    for page in ("case", "score"):
        html = client.get(f"{LIST}{application.pk}/{page}/").content.decode()
        assert [code for code in FLAGS if f"Question {code}?" in html] == ["open"]


@pytest.mark.parametrize(
    ("role", "wanted"),
    [
        (Role.RECRUITER, {"open", "who", "team", "recruiters", "later"}),
        (Role.PANEL_MEMBER, {"open", "who", "team", "later"}),
        (Role.CHECKS_OFFICER, {"open", "who", "team", "checks", "later"}),
    ],
)
def test_each_reader_of_whole_cases_reads_what_the_flag_says(application, role, wanted) -> None:
    assert answers_read_by(role, application, "case") == wanted


def test_a_line_manager_is_asked_only_about_what_everybody_reads(application) -> None:
    questions = {code for code, _, text in evidence_answers(application) if "Answer-" in text}
    assert questions == {"role-questions-open"}
