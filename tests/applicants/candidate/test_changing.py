"""Changing what was sent, with its history, and the questions that an advert asks later."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from applicants.choices import Status
from applicants.errors import GuardFailed, StateChanged
from applicants.models import AnswerChange, Application, ApplicationSection
from applicants.selectors.changes import changes_of
from applicants.services.applying import submit_application
from applicants.services.saving import autosave_section, save_section
from recruitment.accounts.roles import Role
from recruitment.audit.models import AuditEntry
from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.registry import email_class_for
from recruitment.outbox.rendering import render
from recruitment.outbox.selectors import emails_about
from tests.applicants.candidate.world import (
    external_vacancy,
    owner,
    posted,
    ready_draft,
    section_url,
    signed_in,
    url,
)
from tests.applicants.factories import make_candidate
from tests.applicants.staff.world import make_member, staff_client
from vacancies.choices import SeenBy
from vacancies.models import Vacancy
from vacancies.questions import VacancyQuestion

pytestmark = pytest.mark.django_db
CANNOT = "This application can no longer be changed, so nothing was changed."


def sent(**fields) -> Application:
    application = ready_draft(**fields)
    return submit_application(application_id=application.pk, by=owner(application))


def statement(application: Application) -> ApplicationSection:
    return ApplicationSection.objects.get(application=application, code="statement")


def change(application: Application, text: str, *, version: int = 1):
    browser = signed_in(application.candidate)
    data = posted({"statement": text}, version=version)
    return browser.post(section_url(application, "statement"), data)


def test_what_was_sent_is_replaced_until_the_closing_time_and_the_history_is_kept() -> None:
    application = sent()
    before = statement(application).answers["statement"]
    browser = signed_in(application.candidate)
    page = browser.get(section_url(application, "statement"))
    assert "You have sent this application." in page.content.decode()
    assert "data-autosave>" not in page.content.decode()
    answer = change(application, "A better statement.")
    assert (answer.status_code, answer.url) == (302, url("check_answers", application.pk))
    assert statement(application).answers == {"statement": "A better statement."}
    kept = AnswerChange.objects.get(application=application)
    assert (kept.code, kept.before, kept.after) == (
        "statement",
        {"statement": before},
        {"statement": "A better statement."},
    )
    assert AuditEntry.objects.get(action="application.change_answers").after == {
        "section": "statement"
    }
    history = browser.get(url("changes", application.pk)).content.decode()
    assert before in history
    assert "A better statement." in history
    read = browser.get(url("check_answers", application.pk)).content.decode()
    assert url("changes", application.pk) in read
    assert "You can change it until" in read


def told(application: Application) -> list[OutboxEmail]:
    rows = emails_about(application.about).filter(kind="application_changed")
    return list(rows.order_by("created_at"))


def text_of(row: OutboxEmail) -> str:
    return render(email_class_for(row.kind).load(row.ids)).text


def test_the_candidate_is_told_once_for_each_half_hour_and_no_answer_is_in_it() -> None:
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        application = sent()
        change(application, "A better statement.")
        browser = signed_in(application.candidate)
        clock.move_to(start + timedelta(minutes=29))
        browser = signed_in(application.candidate)
        where = section_url(application, "references")
        answers = ApplicationSection.objects.get(application=application, code="references")
        new = posted({**answers.answers, "name_1": "Morgan Invented"}, version=answers.version)
        assert browser.post(where, new).status_code == 302
        (first,) = told(application)
        assert first.due_at == start + timedelta(minutes=30)
        text = text_of(first)
        assert "- References\n- Personal statement\n" in text
        assert "A better statement." not in text
        assert "Morgan Invented" not in text
        clock.move_to(start + timedelta(minutes=30))
        change(application, "The best statement.", version=2)
        second = told(application)[1]
        assert text_of(first) == text
        assert "- Personal statement\n\nSee what changed" in text_of(second)
        read = browser.get(url("status", application.pk)).content.decode()
    assert read.count("You changed your application") == 2
    assert len(told(application)) == 2


def test_nobody_is_told_of_a_change_after_they_withdrew_nor_what_a_restricted_role_asks() -> None:
    application = sent()
    change(application, "A better statement.")
    (row,) = told(application)
    Vacancy.objects.filter(pk=application.vacancy_id).update(
        route="internal_staff", visibility="restricted"
    )
    text = text_of(row)
    assert "Personal statement" not in text
    assert "Sign in on a Met device to read this." in text
    Application.objects.filter(pk=application.pk).update(status=Status.WITHDRAWN)
    assert email_class_for(row.kind).load(row.ids) is None


def test_recruiters_read_the_history_and_markers_do_not() -> None:
    application = sent()
    change(application, "A better statement.")
    change(application, "The best statement.", version=2)
    case = f"/staff/applicants/application/{application.pk}/case/"
    recruiter = staff_client(make_member(Role.RECRUITER, application.vacancy))
    html = recruiter.get(case).content.decode()
    assert "Changed after sending" in html
    assert html.count("A better statement.") == 2  # after the first change, before the second
    marker = staff_client(make_member(Role.SIFTER, application.vacancy))
    html = marker.get(case).content.decode()
    assert "The best statement." in html
    assert "A better statement." not in html


def test_a_reader_sees_in_the_history_only_what_the_flags_allow() -> None:
    questions = [VacancyQuestion("secret", "Secret?", seen_by=SeenBy.CHECKS).as_stored()]
    application = sent(vacancy=external_vacancy(questions=questions))
    signed_in(application.candidate).post(
        section_url(application, "role-questions"), posted({"secret": "New words."}, version=1)
    )
    assert [one.title for one in changes_of(application)] == ["Questions about this role"]
    assert changes_of(application, readers=frozenset({SeenBy.EVERYBODY, SeenBy.TEAM})) == []


def test_the_history_costs_the_same_for_one_and_three_changes(django_assert_num_queries) -> None:
    application = sent()
    other = sent(vacancy=application.vacancy, candidate=make_candidate())
    change(other, "Somebody else's words.")
    for number in range(1, 4):
        change(application, f"Version {number}.", version=number)
        if number != 2:
            application = Application.objects.select_related("vacancy").get(pk=application.pk)
            with django_assert_num_queries(2):
                found = changes_of(application)
            assert [one.answers[0].after for one in found] == [
                f"Version {n}." for n in range(number, 0, -1)
            ]


def test_an_incomplete_page_replaces_nothing() -> None:
    application = sent()
    before = statement(application)
    page = change(application, "")
    assert page.status_code == 200
    assert "<title>Error: Personal statement" in page.content.decode()
    assert "Nothing is changed yet." in page.content.decode()
    assert statement(application).answers == before.answers
    for save, rest in (
        (save_section, {"completed": False}),
        (autosave_section, {"saved_from": "a" * 32}),
    ):
        with pytest.raises(GuardFailed, match="only complete answers can replace"):
            save(
                application_id=application.pk,
                code="statement",
                answers={"statement": "Half"},
                version=1,
                by=owner(application),
                **rest,
            )
    assert not AnswerChange.objects.exists()


def test_saving_the_same_again_is_no_change() -> None:
    application = sent()
    change(application, statement(application).answers["statement"])
    assert not AnswerChange.objects.exists()


@pytest.mark.parametrize(
    ("fields", "allowed"),
    [
        ({}, True),
        ({"sealed_until_close": True}, False),
        ({"sealed_until_close": True, "changes_after_sending": "allowed"}, True),
        ({"changes_after_sending": "refused"}, False),
    ],
)
def test_the_advert_decides_whether_what_was_sent_can_be_changed(fields, allowed) -> None:
    application = sent(vacancy=external_vacancy(**fields))
    answer = change(application, "A better statement.")
    assert answer.status_code == (302 if allowed else 409)
    assert AnswerChange.objects.exists() is allowed
    if not allowed:
        assert CANNOT in answer.content.decode()
        read = signed_in(application.candidate).get(url("check_answers", application.pk))
        assert "It can no longer be changed." in read.content.decode()


@pytest.mark.parametrize("status", [Status.SIFT, Status.INT_INVITED, Status.WITHDRAWN])
def test_nothing_is_changed_once_it_is_assessed_or_over(status) -> None:
    application = sent()
    Application.objects.filter(pk=application.pk).update(status=status)
    assert change(application, "Too late.").status_code == 409
    browser = signed_in(application.candidate)
    answer = browser.get(section_url(application, "statement"))
    assert (answer.status_code, answer.url) == (302, url("status", application.pk))


@pytest.mark.parametrize(("offset", "ok"), [(0, True), (1, False)])
def test_changes_end_at_the_microsecond_of_closing(offset: int, ok: bool) -> None:
    application = sent()
    closes_at = application.vacancy.closes_at
    with time_machine.travel(closes_at + timedelta(microseconds=offset), tick=False):
        answers = {"answers": {"statement": "At the last moment."}, "version": 1}
        values = {"code": "statement", "completed": True, "by": owner(application), **answers}
        if ok:
            save_section(application_id=application.pk, **values)
        else:
            with pytest.raises(StateChanged):
                save_section(application_id=application.pk, **values)
    assert AnswerChange.objects.exists() is ok


@pytest.mark.parametrize("code", ["conduct", "adjustments", "interview-offer", "declaration"])
def test_sealed_answers_and_declarations_stay_as_they_were_given(code: str) -> None:
    application = sent()
    browser = signed_in(application.candidate)
    assert browser.get(section_url(application, code)).status_code == 302
    assert browser.post(section_url(application, code), posted({})).status_code == 409
    card = browser.get(url("check_answers", application.pk)).context["sections"]
    assert section_url(application, code) not in {one["href"].split("?")[0] for one in card}


def later(asked: str) -> Vacancy:
    question = VacancyQuestion("shoes", "Which size of boots?", max_words=50).as_stored()
    return external_vacancy(questions=[{**question, "kind": "text", "asked": asked}])


@pytest.mark.parametrize(
    ("asked", "code", "opened", "closed"),
    [
        ("interview", "interview-questions", Status.INT_INVITED, Status.SUBMITTED),
        ("offer", "offer-questions", Status.CHECKS, Status.INT_INVITED),
    ],
)
def test_a_later_question_is_asked_at_its_moment_alone(asked, code, opened, closed) -> None:
    application = ready_draft(vacancy=later(asked))
    browser = signed_in(application.candidate)
    assert browser.get(section_url(application, code)).status_code == 404
    application = submit_application(application_id=application.pk, by=owner(application))
    for status, answer in ((closed, 302), (opened, 200)):
        Application.objects.filter(pk=application.pk).update(
            status=status, status_since=timezone.now()
        )
        page = browser.get(url("status", application.pk)).content.decode()
        assert (section_url(application, code) in page) is (answer == 200)
        assert browser.get(section_url(application, code)).status_code == answer
    half = browser.post(section_url(application, code), posted({}, action="later"))
    assert (half.status_code, half.url) == (302, url("status", application.pk))
    done = browser.post(section_url(application, code), posted({"shoes": "9"}, version=1))
    assert (done.status_code, done.url) == (302, url("status", application.pk))
    kept = ApplicationSection.objects.get(application=application, code=code)
    assert (kept.answers, kept.completed) == ({"shoes": "9"}, True)
