"""Sending an application: the instant, the decision, equality monitoring, the receipt."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection

from applicants.choices import Status
from applicants.equality_questions import COUNTED, PREFER_NOT, QUESTIONS
from applicants.errors import GuardFailed, NotAllowed, StateChanged
from applicants.models import (
    Application,
    ApplicationSection,
    EligibilityDecision,
    EqualityCounter,
    EqualityPool,
    StatusChange,
)
from applicants.services.applying import submit_application, withdraw_application
from applicants.services.monitoring import count_equality_answers
from recruitment.outbox.models import OutboxEmail
from tests.applicants.candidate.world import (
    complete,
    draft,
    external_vacancy,
    owner,
    ready_draft,
    signed_in,
    url,
)
from tests.applicants.factories import make_candidate, make_vacancy
from vacancies.models import Vacancy

pytestmark = pytest.mark.django_db

CLOSES = datetime(2026, 12, 9, 23, 59, 59, tzinfo=UTC)
BARRED = {
    "left_before": "yes",
    "left_scheme": "yes",
    "left_compensation": "yes",
    "left_on": "2025-01-31",
}


def submit(application: Application, **rest) -> Application:
    return submit_application(application_id=application.pk, by=owner(application), **rest)


@pytest.mark.parametrize(
    ("offset", "accepted"),
    [
        (timedelta(microseconds=-1), True),
        (timedelta(0), True),
        (timedelta(microseconds=1), False),
    ],
)
def test_the_closing_instant(offset: timedelta, accepted: bool) -> None:
    before = CLOSES - timedelta(hours=1)
    with time_machine.travel(before, tick=False):
        vacancy = external_vacancy(opens_at=before - timedelta(days=9), closes_at=CLOSES)
        application = ready_draft(vacancy=vacancy)
    with time_machine.travel(CLOSES + offset, tick=False):
        if accepted:
            assert submit(application).submitted_at == CLOSES + offset
        else:
            with pytest.raises(GuardFailed, match="has closed"):
                submit(application)
    application.refresh_from_db()
    assert application.status == (Status.SUBMITTED if accepted else Status.DRAFT)
    assert ApplicationSection.objects.filter(application=application).count() == 13
    assert OutboxEmail.objects.count() == (1 if accepted else 0)


def test_too_late_the_page_says_so_and_keeps_everything() -> None:
    application = ready_draft()
    Vacancy.objects.update(closes_at=application.vacancy.opens_at + timedelta(days=1))
    answer = signed_in(application.candidate).post(url("submit", application.pk))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "This vacancy has closed" in page
    assert "Nothing is lost" in page
    application.refresh_from_db()
    assert application.status == Status.DRAFT


def test_the_second_time_it_is_returned_as_it_is() -> None:
    application = ready_draft()
    first = submit(application)
    second = submit(application)
    assert (first.pk, first.submitted_at) == (second.pk, second.submitted_at)
    with pytest.raises(StateChanged):
        submit(application, idempotent=False)
    assert StatusChange.objects.count() == 1


def test_refusals() -> None:
    application = draft()
    complete(application, but=("statement", "declaration"))
    with pytest.raises(GuardFailed, match="sections first: Personal statement, Declaration"):
        submit(application)
    with pytest.raises(NotAllowed):
        submit_application(application_id=application.pk, by=make_candidate().user)
    Application.objects.filter(pk=application.pk).update(status=Status.WITHDRAWN)
    with pytest.raises(StateChanged):
        submit(application)
    assert StatusChange.objects.count() == 0


def test_who_is_not_eligible_is_stopped_told_why_and_keeps_the_draft() -> None:
    vacancy = make_vacancy()
    answers = {"status": ["police_staff"], "probation": "no", "left_before": "no"}
    application = ready_draft(vacancy=vacancy, answers=answers)
    answer = signed_in(application.candidate).post(
        url("submit", application.pk), {"equality-sex": "female"}
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "you cannot apply for this role now" in page
    assert "Existing employee who has completed probation" in page
    application.refresh_from_db()
    assert (application.status, application.eligibility_result) == (Status.DRAFT, "")
    assert EligibilityDecision.objects.count() == 0
    assert StatusChange.objects.count() == 0
    assert OutboxEmail.objects.count() == 0
    assert EqualityCounter.objects.count() == 0


def test_a_barred_application_is_received_and_decided_automatically() -> None:
    application = ready_draft(answers=BARRED)
    assert submit(application).status == Status.INELIGIBLE_AUTO
    assert EligibilityDecision.objects.get().result == "barred"
    receipt = signed_in(application.candidate).get(url("submitted", application.pk))
    assert "Not eligible: automatic check" in receipt.content.decode()


@pytest.mark.parametrize(
    ("hour", "as_of", "status"),
    [
        (22, date(2026, 6, 29), Status.INELIGIBLE_AUTO),
        # Half past midnight in London is the anniversary, whatever the day is elsewhere.
        (23, date(2026, 6, 30), Status.ELIGIBILITY_REFER),
    ],
)
def test_the_london_date_of_the_submission_decides(hour, as_of, status) -> None:
    with time_machine.travel(datetime(2026, 6, 29, hour, 30, tzinfo=UTC)):
        application = ready_draft(answers={**BARRED, "left_on": "2021-06-30"})
        assert submit(application).status == status
    assert EligibilityDecision.objects.get().as_of == as_of


def test_second_tier_people_are_held_where_the_vacancy_says_so() -> None:
    answers = {
        "status": ["police_officer"],
        "probation": "yes",
        "probation_date": "2020-01-01",
        "left_before": "no",
    }
    application = ready_draft(vacancy=make_vacancy(tier_policy="p2_hold"), answers=answers)
    sent = submit(application)
    assert (sent.status, sent.tier) == (Status.HELD_PRIORITY, 2)


def test_answers_are_counted_once_and_kept_nowhere() -> None:
    application = ready_draft()
    browser = signed_in(application.candidate)
    chosen = {
        "equality-sex": "female",
        "equality-ethnic_group": "asian",
        "equality-background_asian": "asian_indian",
        "equality-background_white": "white_irish",
        "equality-religion": PREFER_NOT,
        "equality-orientation": "own_words",
        "equality-condition": "no",
        "equality-condition_effect": "lot",
        "equality-age": "forged",
        "equality-marriage": "",
    }
    for _ in range(2):
        answer = browser.post(url("submit", application.pk), chosen)
        assert answer.url == url("submitted", application.pk)
    assert waiting() == [
        {
            "background_asian": "asian_indian",
            "condition": "no",
            "ethnic_group": "asian",
            "orientation": "own_words",
            "sex": "female",
        }
    ]
    assert _dump().count("asian_indian") == 0


def waiting() -> list[dict[str, str]]:
    return EqualityPool.objects.get().waiting["answers"]


def _dump() -> str:
    """Every row of every table, as it lies in the database."""
    found: list[str] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT row_to_json(t)::text FROM "{table}" t')
            found += [line for (line,) in cursor.fetchall()]
    return "\n".join(found)


def test_sending_without_answering_waits_with_the_others() -> None:
    application = ready_draft()
    browser = signed_in(application.candidate)
    browser.post(url("submit", application.pk), {"skip": "1", "equality-sex": "female"})
    application.refresh_from_db()
    assert application.status == Status.SUBMITTED
    assert waiting() == [{}]
    assert EqualityCounter.objects.count() == 0


def test_only_the_owners_answers_are_counted() -> None:
    application = ready_draft()
    with pytest.raises(NotAllowed):
        count_equality_answers(
            application=application, answers={"sex": "male"}, by=make_candidate().user
        )


def test_every_question_can_be_refused_and_no_words_are_asked() -> None:
    application = ready_draft()
    page = signed_in(application.candidate).get(url("equality", application.pk))
    form = page.context["form"]
    for question in QUESTIONS:
        field = form.fields[question.code]
        assert field.required is False
        assert (PREFER_NOT, "Prefer not to say") in list(field.choices)
        assert PREFER_NOT not in COUNTED[question.code]
    text = page.content.decode()
    assert "<textarea" not in text
    assert 'type="text"' not in text


def test_the_questions_keep_the_harmonised_order() -> None:
    leading = [question.code for question in QUESTIONS if question.follows is None]
    assert leading == [
        "age", "sex", "gender_same", "ethnic_group", "religion", "orientation", "condition",
        "marriage",
    ]  # fmt: skip


def test_the_questions_come_after_check_answers_and_never_again() -> None:
    application = draft()
    browser = signed_in(application.candidate)
    early = browser.get(url("equality", application.pk))
    assert early.url == url("check_answers", application.pk)
    complete(application)
    assert browser.get(url("equality", application.pk)).status_code == 200
    submit(application)
    assert browser.get(url("equality", application.pk)).url == url("status", application.pk)


def test_opening_the_address_of_sending_changes_nothing() -> None:
    application = ready_draft()
    browser = signed_in(application.candidate)
    answer = browser.get(url("submit", application.pk))
    assert answer.url == url("check_answers", application.pk)
    application.refresh_from_db()
    assert application.status == Status.DRAFT
    assert browser.get(url("submitted", application.pk)).url == url("tasks", application.pk)


def test_what_was_sent_can_be_read_and_not_changed() -> None:
    application = ready_draft(vacancy=external_vacancy(changes_after_sending="refused"))
    submit(application)
    page = signed_in(application.candidate).get(url("check_answers", application.pk))
    text = page.content.decode()
    assert "What you sent" in text
    assert "Some plain words about statement." in text
    assert "?from=check-answers" not in text
    assert url("equality", application.pk) not in text


def test_an_old_tab_does_not_say_sent_of_what_was_withdrawn_since():
    application = ready_draft()
    browser = signed_in(application.candidate)
    assert browser.post(url("submit", application.pk)).url == url("submitted", application.pk)
    withdraw_application(application_id=application.pk, by=owner(application))
    again = browser.post(url("submit", application.pk))
    text = again.content.decode()
    assert again.status_code == 409
    assert "You withdrew this application at " in text
    assert "Application sent" not in text
    assert "You can apply for this role again" in text
    receipt = browser.get(url("submitted", application.pk), follow=True)
    assert receipt.redirect_chain == [(url("status", application.pk), 302)]
    assert "Withdrawn by you" in receipt.content.decode()
    application.refresh_from_db()
    assert application.status == Status.WITHDRAWN
    assert OutboxEmail.objects.filter(kind="application_received").count() == 1


def test_sending_asks_the_same_number_of_queries_whoever_sent_before(
    django_assert_num_queries,
) -> None:
    vacancy = external_vacancy()
    one, two, three, four = (_ready_as(letter, vacancy) for letter in "ABCD")
    submit(one)
    _assert_queries_of_sending(two, django_assert_num_queries)
    submit(three)
    _assert_queries_of_sending(four, django_assert_num_queries)


def _ready_as(letter: str, vacancy: Vacancy) -> Application:
    """Of a person of their own: namesakes are compared, and each new pair is written down."""
    application = ready_draft(vacancy=vacancy)
    personal = application.sections.get(code="personal")
    personal.answers |= {"family_name": f"Sample{letter}"}
    personal.save()
    return application


def _assert_queries_of_sending(application: Application, django_assert_num_queries) -> None:
    sender = owner(application)
    # Locked: person, vacancy, application. Read: sections, declaration, adjustments, criteria, how
    # many steps there were, facts, namesakes, pool, advisers. Written: application twice, step,
    # decision, two audit entries, email, who it is (with its lock), pool. Three savepoints.
    with django_assert_num_queries(21 + 3 * 2):
        submit_application(application_id=application.pk, by=sender)
