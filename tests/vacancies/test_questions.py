"""The questions of an advert: their flags, the page they are written on, and its preview."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.forms import BooleanField
from django.test import Client
from django.urls import reverse

from recruitment.accounts.roles import Role
from recruitment.audit.models import AuditEntry
from tests.accounts.people import client_with_second_factor, make_staff
from tests.vacancies.adverts import make_draft, make_open
from vacancies.choices import AnswerKind, AskedWhen, SeenBy
from vacancies.models import Vacancy
from vacancies.questions import VacancyQuestion, new_code, questions_of
from vacancies.services import add_team_member
from vacancies.services.questions import CHANGED_MEANWHILE, seen_as, set_questions
from vacancies.validators import validate_questions

OLD = {"code": "shifts", "text": "How would you manage shifts?", "max_words": 150}
PREFIX = "questions"


def page_of(vacancy: Vacancy) -> str:
    return reverse("admin:vacancies_vacancy_questions", args=[vacancy.pk])


def recruiter_of(vacancy: Vacancy) -> Client:
    user = make_staff(Role.RECRUITER, username=f"recruiter.{vacancy.pk}")
    add_team_member(by=None, vacancy_id=vacancy.pk, user=user, role="recruiter")
    return client_with_second_factor(user)


def posted(response: Any, changes: dict[str, Any], button: str = "save") -> dict[str, Any]:
    """What the page would post if nothing but `changes` were typed."""
    formset = response.context["formset"]
    data: dict[str, Any] = {"seen": response.context["seen"], button: "1"}
    for form in [formset.management_form, *formset.forms]:
        for name, field in form.fields.items():
            value = form[name].value()
            if name == "choices" and isinstance(value, list):
                value = "\n".join(value)
            if isinstance(field, BooleanField):
                value = "on" if value else None
            if value is not None:
                data[form.add_prefix(name)] = value
    data |= {f"{PREFIX}-{name}": value for name, value in changes.items()}
    return {name: value for name, value in data.items() if value is not None}


def test_a_question_without_flags_has_the_usual_ones() -> None:
    vacancy = Vacancy(questions=[OLD])
    assert questions_of(vacancy) == [
        VacancyQuestion("shifts", "How would you manage shifts?", max_words=150)
    ]
    assert questions_of(vacancy, AskedWhen.OFFER) == []


def test_a_question_is_stored_and_read_whole() -> None:
    one = VacancyQuestion(
        "car",
        "Do you drive?",
        kind=AnswerKind.CHOICE,
        max_words=50,
        hint="Any licence",
        required=False,
        personal=True,
        seen_by=SeenBy.CHECKS,
        asked=AskedWhen.OFFER,
        choices=("Yes", "Not yet"),
    )
    validate_questions([one.as_stored()])
    assert questions_of(Vacancy(questions=[one.as_stored()])) == [one]


@pytest.mark.parametrize(
    ("flag", "message"),
    [
        ({"kind": "essay"}, "Question 1 has an impossible value for “kind”."),
        ({"seen_by": "press"}, "Question 1 has an impossible value for “seen_by”."),
        ({"personal": "yes"}, "Question 1 has an impossible value for “personal”."),
        ({"kind": "choice"}, "Question 1 needs at least two different answers."),
        ({"choices": ["A", " "]}, "Question 1 has an empty answer in its list."),
        ({"colour": "red"}, "Question 1 must have exactly these parts: code, max_words, text."),
    ],
)
def test_impossible_flags_are_refused(flag: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_questions([{**OLD, **flag}])
    assert refused.value.messages == [message]


@pytest.mark.parametrize(
    ("text", "taken", "code"),
    [
        ("Why here?", [], "why_here"),
        ("Why here?", ["why_here", "why_here_2"], "why_here_3"),
        ("24 hours?", [], "q_24_hours"),
        ("?!", [], "question"),
        ("x" * 80, [], "x" * 46),
    ],
)
def test_a_code_is_made_from_the_words(text: str, taken: list[str], code: str) -> None:
    assert new_code(text, taken) == code


@pytest.mark.django_db
def test_recruiters_write_questions_without_any_code() -> None:
    vacancy = make_draft()
    client = recruiter_of(vacancy)
    page = client.get(page_of(vacancy))
    typed = {
        "0-text": "Which borough do you live in?",
        "0-kind": "text",
        "0-personal": "on",
        "0-required": None,
        "0-seen_by": "recruiters",
        "0-asked": "offer",
    }
    saved = client.post(page_of(vacancy), posted(page, typed))
    assert (saved.status_code, saved.url) == (302, page_of(vacancy))
    vacancy.refresh_from_db()
    assert questions_of(vacancy) == [
        VacancyQuestion(
            "which_borough_do_you_live_in",
            "Which borough do you live in?",
            kind=AnswerKind.TEXT,
            required=False,
            personal=True,
            seen_by=SeenBy.RECRUITERS,
            asked=AskedWhen.OFFER,
        )
    ]
    entry = AuditEntry.objects.get(action="vacancy.edit")
    assert entry.after["fields"] == ["questions"]


@pytest.mark.django_db
def test_questions_are_ordered_changed_and_deleted_and_keep_their_codes() -> None:
    vacancy = make_open(questions=[OLD, {**OLD, "code": "tools"}, {**OLD, "code": "gone"}])
    client = recruiter_of(vacancy)
    page = client.get(page_of(vacancy))
    assert len(page.context["formset"].forms) == 4
    changes = {"0-ORDER": 2, "1-ORDER": 1, "1-text": "Which tools do you use?", "2-DELETE": "on"}
    assert client.post(page_of(vacancy), posted(page, changes)).status_code == 302
    vacancy.refresh_from_db()
    assert [(one.code, one.text) for one in questions_of(vacancy)] == [
        ("tools", "Which tools do you use?"),
        ("shifts", "How would you manage shifts?"),
    ]
    assert vacancy.version == 2
    assert "This advert is published." in page.content.decode()


@pytest.mark.django_db
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost() -> None:
    vacancy = make_draft()
    client = recruiter_of(vacancy)
    page = client.get(page_of(vacancy))
    typed = {"0-text": "Which one?", "0-kind": "choice", "0-choices": "A", "0-max_words": 5}
    wrong = client.post(page_of(vacancy), posted(page, typed))
    html = wrong.content.decode()
    assert wrong.status_code == 200
    assert "<title>Error: Questions" in html
    assert "Write at least two different answers, one on each line." in html
    assert "Ensure this value is greater than or equal to 50." in html
    assert "Which one?" in html
    vacancy.refresh_from_db()
    assert vacancy.questions == []


@pytest.mark.django_db
def test_the_preview_shows_the_candidates_page_and_saves_nothing_until_asked() -> None:
    vacancy = make_draft()
    client = recruiter_of(vacancy)
    page = client.get(page_of(vacancy))
    data = posted(page, {"0-text": "Can you drive?", "0-kind": "yes_no"}, button="preview")
    preview = client.post(page_of(vacancy), data)
    html = preview.content.decode()
    assert "Preview: nothing is saved yet" in html
    assert "Can you drive?" in html
    assert 'type="radio"' in html
    vacancy.refresh_from_db()
    assert vacancy.questions == []
    kept = dict(preview.context["typed"])
    again = client.post(page_of(vacancy), {**kept, "back": "1"})
    assert "Can you drive?" in again.content.decode()
    assert client.post(page_of(vacancy), {**kept, "save": "1"}).status_code == 302
    vacancy.refresh_from_db()
    assert [one.kind for one in questions_of(vacancy)] == [AnswerKind.YES_NO]


@pytest.mark.django_db
def test_two_recruiters_do_not_overwrite_each_other() -> None:
    vacancy = make_draft(questions=[OLD])
    client = recruiter_of(vacancy)
    page = client.get(page_of(vacancy))
    set_questions(
        by=None,
        vacancy_id=vacancy.pk,
        questions=[VacancyQuestion("other", "Other?")],
        seen=seen_as([OLD]),
    )
    refused = client.post(page_of(vacancy), posted(page, {"0-text": "Mine?"}))
    assert refused.status_code == 409
    assert CHANGED_MEANWHILE in refused.content.decode()
    assert "Mine?" in refused.content.decode()
    vacancy.refresh_from_db()
    assert [one.text for one in questions_of(vacancy)] == ["Other?"]


@pytest.mark.django_db
def test_the_advert_says_how_many_questions_it_has() -> None:
    vacancy = make_open(questions=[OLD])
    client = recruiter_of(vacancy)
    html = client.get(f"/staff/vacancies/vacancy/{vacancy.pk}/change/").content.decode()
    assert f'1 question. <a href="{page_of(vacancy)}">' in html
    assert 'name="questions"' not in html
