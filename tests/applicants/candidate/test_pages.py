"""What a candidate reads after sending, and what they never do."""

from __future__ import annotations

import html
import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applicants.choices import CheckKind, CheckState, Event, Status
from applicants.labels import CLOCKS
from applicants.models import (
    Application,
    Candidate,
    Interview,
    Offer,
    PreEmploymentCheck,
    StatusChange,
)
from applicants.pipeline import ENDED, STEPS
from applicants.selectors.messages import DELIVERY, TITLES
from applicants.selectors.progress import HAPPENED, stages_of
from applicants.services.applying import submit_application
from recruitment.outbox.choices import EmailStatus
from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.registry import email_class_for
from recruitment.outbox.services import queue_email
from tests.applicants.candidate.world import (
    draft,
    external_vacancy,
    owner,
    ready_draft,
    section_url,
    signed_in,
    url,
)
from tests.applicants.factories import make_application, make_candidate, make_vacancy

pytestmark = pytest.mark.django_db

ONE_APPLICATION = (
    "status", "tasks", "check_answers", "equality", "submit", "submitted", "withdraw",
    "interview", "offer",
)  # fmt: skip
DEVICE = {"headers": {"x-met-device": settings.MET_DEVICE_SECRET}}


def listed(browser: Client, **extra) -> str:
    return browser.get(reverse("applicants:applications"), **extra).content.decode()


@pytest.mark.parametrize("name", ONE_APPLICATION)
def test_somebody_elses_application_does_not_exist(name: str) -> None:
    application = ready_draft()
    other = signed_in(make_candidate())
    assert other.get(url(name, application.pk)).status_code == 404
    assert other.post(url(name, application.pk)).status_code in {404, 405}
    application.refresh_from_db()
    assert application.status == Status.DRAFT


def test_somebody_elses_section_and_message_do_not_exist() -> None:
    application = ready_draft()
    submit_application(application_id=application.pk, by=owner(application))
    guid = OutboxEmail.objects.get(kind="application_received").guid
    message = reverse("applicants:messages", args=[application.pk, guid])
    assert signed_in(application.candidate).get(message).status_code == 200
    other = signed_in(make_candidate())
    assert other.get(message).status_code == 404
    assert other.get(section_url(application, "statement")).status_code == 404
    assert other.post(section_url(application, "statement"), {"version": "1"}).status_code == 404
    own = make_application(candidate=make_candidate())
    crossed = reverse("applicants:messages", args=[own.pk, guid])
    assert signed_in(own.candidate).get(crossed).status_code == 404


@pytest.mark.parametrize("name", ONE_APPLICATION)
def test_signed_out_one_signs_in_and_comes_back(name: str) -> None:
    application = draft()
    answer = Client().get(url(name, application.pk))
    assert answer.status_code == 302
    assert answer.url == f"{reverse('account_login')}?next={url(name, application.pk)}"


@pytest.mark.parametrize("status", [one for one in Status if one is not Status.DRAFT])
def test_every_status_has_a_page_with_its_clock(status: Status) -> None:
    since = datetime(2026, 12, 9, 14, 5, tzinfo=ZoneInfo("Europe/London"))
    application = make_application(status=status)
    Application.objects.filter(pk=application.pk).update(status_since=since)
    page = signed_in(application.candidate).get(url("status", application.pk)).content.decode()
    clock = CLOCKS[status]
    assert clock.label in page
    assert clock.who in page
    assert "2:05pm on 9 December 2026" in page
    assert clock.next in page
    assert (clock.usual in page) if clock.usual else ("usually takes" not in page)
    assert (url("withdraw", application.pk) in page) is (status in STEPS[Event.WITHDRAW].moves)
    assert (reverse("applicants:review", args=[application.pk]) in page) is (
        status is Status.INELIGIBLE_AUTO
    )


def test_whatever_is_waited_for_has_a_usual_time_and_what_has_ended_has_none() -> None:
    ended = {Status.DRAFT, *ENDED}
    assert {status for status in Status if not CLOCKS[status].usual} == ended


# What only staff say. Words that candidates read as well (“checks”, “interview”) are not among it.
STAFF_WORDS = re.compile(
    r"\b(sift\w*|tier\w*|marker\w*|score\w*|refer|referred|proposed|reject\w*|appointable|auto"
    r"|seal\w*|guard\w*|int_\w+|lm_\w+|offer_\w+|eligibility_\w+|ineligible_\w+|second tier"
    r"|needs attention|line manager verification|adverse|priority)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("status", [one for one in Status if one is not Status.DRAFT])
def test_no_status_speaks_to_the_candidate_in_the_words_of_staff(status: Status) -> None:
    application = make_application(status=status)
    moves = [(step.event, start) for step in STEPS.values() for start in step.moves
             if step.moves[start] is status]  # fmt: skip
    for number, (event, start) in enumerate(moves, start=1):
        StatusChange.objects.create(
            application=application,
            sequence=number,
            event=event,
            from_status=start,
            to_status=status,
            at=timezone.now(),
            actor_kind="staff",
            reason="A colleague wrote this.",
        )
    page = signed_in(application.candidate).get(url("status", application.pk)).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    words = html.unescape(re.sub(r"<[^>]+>", " ", main))
    assert CLOCKS[status].label in words
    assert STAFF_WORDS.findall(words) == []


def test_who_must_send_something_reads_what_and_where() -> None:
    application = make_application(status=Status.ELIGIBILITY_EVIDENCE)
    page = signed_in(application.candidate).get(url("status", application.pk)).content.decode()
    assert "What we need from you" in page
    assert reverse("applicants:decision", args=[application.pk]) in page
    assert "mailto:analysts@met.example" in page


def test_a_drafts_status_is_its_task_list() -> None:
    application = draft()
    answer = signed_in(application.candidate).get(url("status", application.pk))
    assert answer.url == url("tasks", application.pk)


def test_every_event_has_words_and_every_status_keeps_to_the_stages() -> None:
    assert set(HAPPENED) == set(Event)
    for status in Status:
        stages = stages_of(Application(status=status))
        assert [one.state for one in stages].count("current") <= 1
    assert [one.state for one in stages_of(Application(status=Status.INT_BOOKED))] == [
        "done", "done", "done", "current", "todo", "todo", "todo",
    ]  # fmt: skip
    assert {one.state for one in stages_of(Application(status=Status.STARTED))} == {"done"}
    assert stages_of(Application(status=Status.WITHDRAWN)) == []


def test_the_timeline_says_what_happened_without_inner_reasons() -> None:
    application = make_application(status=Status.SIFT)
    for sequence, (event, before, after) in enumerate(
        [("submit", "draft", "submitted"), ("start_sift", "submitted", "sift")], start=1
    ):
        StatusChange.objects.create(
            application=application,
            sequence=sequence,
            event=event,
            from_status=before,
            to_status=after,
            at=timezone.now(),
            actor_kind="staff",
            reason="Internalcanary",
        )
    page = signed_in(application.candidate).get(url("status", application.pk)).content.decode()
    assert page.index("We began to assess your application") < page.index(
        "You sent your application"
    )
    assert "You started your application" in page
    assert "Internalcanary" not in page


def test_checks_show_complete_or_in_progress_and_nothing_else() -> None:
    application = make_application(status=Status.CHECKS)
    for kind, state in (
        (CheckKind.VETTING, CheckState.NOT_PASSED),
        (CheckKind.REFERENCES, CheckState.COMPLETE),
        (CheckKind.MEDICAL, CheckState.MORE_INFORMATION),
    ):
        PreEmploymentCheck.objects.create(
            application=application, kind=kind, state=state, updated_at=timezone.now()
        )
    answer = signed_in(application.candidate).get(url("status", application.pk))
    assert [(one.title, one.status) for one in answer.context["checks"]] == [
        ("Vetting", "In progress"),
        ("References", "Complete"),
        ("Medical", "In progress"),
    ]
    page = answer.content.decode()
    assert "Not passed" not in page
    assert "More information" not in page


def test_a_prepared_offer_and_a_set_interview_do_not_leak_before_they_are_sent() -> None:
    application = make_application(status=Status.INT_DONE)
    Offer.objects.create(
        application=application,
        prepared_at=timezone.now(),
        reply_by=date(2026, 12, 9),
        salary_text="Salarycanary",
    )
    sifting = make_application(status=Status.SIFT)
    Interview.objects.create(
        application=sifting, starts_at=timezone.now() + timedelta(days=3), place="Placecanary"
    )
    for one, canary in ((application, "Salarycanary"), (sifting, "Placecanary")):
        browser = signed_in(one.candidate)
        assert canary not in browser.get(url("status", one.pk)).content.decode()
        for name in ("offer", "interview"):
            assert browser.get(url(name, one.pk)).url == url("status", one.pk)


def test_restricted_applications_are_a_neutral_line_away_from_a_met_device() -> None:
    candidate = make_candidate()
    candidate.user.standings.create(
        kind="police_staff", source="hr_record", valid_from="2020-01-01", valid_until="2099-01-01"
    )
    vacancy = make_vacancy(title="Secretcanary", visibility="restricted")
    application = make_application(
        status=Status.SIFT, vacancy=vacancy, candidate=candidate, answers={}
    )
    browser = signed_in(candidate)
    outside = listed(browser)
    assert "A restricted vacancy (sign in on a Met device)" in outside
    for hidden in ("Secretcanary", vacancy.reference, application.reference, str(application.pk)):
        assert hidden not in outside
    assert browser.get(url("status", application.pk)).status_code == 404
    assert browser.post(url("withdraw", application.pk)).status_code == 404
    assert "Secretcanary" in listed(browser, **DEVICE)
    inside = browser.get(url("status", application.pk), **DEVICE)
    assert "Secretcanary" in inside.content.decode()


def test_a_device_without_standing_does_not_open_them() -> None:
    application = make_application(
        status=Status.SIFT, vacancy=make_vacancy(title="Secretcanary", visibility="restricted")
    )
    browser = signed_in(application.candidate)
    assert "Secretcanary" not in listed(browser, **DEVICE)
    assert browser.get(url("status", application.pk), **DEVICE).status_code == 404


def test_the_list_asks_the_same_number_of_queries_for_one_and_for_three(
    django_assert_num_queries,
) -> None:
    one, three = make_candidate(), make_candidate()
    make_application(candidate=make_candidate(), vacancy=external_vacancy(title="Othercanary"))
    for candidate, count in ((one, 1), (three, 3)):
        for _ in range(count):
            make_application(candidate=candidate, vacancy=external_vacancy())
        browser = signed_in(candidate)
        browser.get(reverse("applicants:applications"))
        with django_assert_num_queries(4):  # session, account, returned emails, applications
            page = browser.get(reverse("applicants:applications"))
        assert len(page.context["current"]) == count
        assert "Othercanary" not in page.content.decode()


def test_the_status_page_asks_the_same_number_of_queries_for_one_message_and_for_three(
    django_assert_num_queries,
) -> None:
    for count in (1, 3):
        application = ready_draft()
        submit_application(application_id=application.pk, by=owner(application))
        for number in range(count - 1):
            message_about(application, f"more{number}")
        browser = signed_in(application.candidate)
        browser.get(url("status", application.pk))
        # session, account, application, decision, history, messages
        with django_assert_num_queries(7):
            page = browser.get(url("status", application.pk))
        assert len(page.context["messages_sent"]) == count


def message_about(application: Application, key: str, kind: str = "application_received"):
    change = StatusChange.objects.filter(application=application).first()
    return queue_email(
        kind=kind,
        dedupe_key=key,
        to=application.candidate.email,
        ids={"application": str(application.pk), "change": change.pk if change else 0},
        about=application.about,
    )


def test_every_email_of_the_pipeline_can_be_read_in_the_account() -> None:
    sent = {step.email for step in STEPS.values() if step.email}
    assert set(TITLES) == sent | {
        "draft_saved",
        "draft_reminder",
        "evidence_reminder",
        "arrangement_agreed",
        "feedback_answered",
        "file_quarantined",
        "deletion_warning",
        "application_changed",
        "advert_changed",
        "line_manager_unreachable",
        "reserve_extended",
        "reserve_request",
        "vacancy_extended",
        "vacancy_closed_early",
    }
    assert set(DELIVERY) == set(EmailStatus) - {EmailStatus.CANCELLED}


def test_a_message_reads_as_it_was_sent() -> None:
    application = ready_draft()
    submit_application(application_id=application.pk, by=owner(application))
    row = OutboxEmail.objects.get(kind="application_received")
    address = reverse("applicants:messages", args=[application.pk, row.guid])
    page = signed_in(application.candidate).get(address).content.decode()
    assert application.reference in page
    assert "On its way" in page
    assert application.vacancy.title in page


def test_a_message_can_be_read_again_when_what_it_asked_is_done() -> None:
    application = ready_draft()
    draft_mail = queue_email(
        kind="draft_saved",
        dedupe_key="draft",
        to=application.candidate.email,
        ids={"application": str(application.pk)},
        about=application.about,
    )
    submit_application(application_id=application.pk, by=owner(application))
    Offer.objects.create(
        application=application,
        prepared_at=timezone.now(),
        reply_by=date(2026, 12, 9),
        salary_text="£34,448 a year",
    )
    offer_mail = message_about(application, "offer", kind="conditional_offer")
    browser = signed_in(application.candidate)
    for row, words in ((draft_mail, "You started an application"), (offer_mail, "£34,448 a year")):
        address = reverse("applicants:messages", args=[application.pk, row.guid])
        assert words in browser.get(address).content.decode()


def test_every_kind_can_be_recalled() -> None:
    assert all(callable(getattr(email_class_for(kind), "recall", None)) for kind in TITLES)


def test_a_message_about_what_is_gone_says_so() -> None:
    application = make_application(status=Status.SIFT)
    row = message_about(application, "lost")
    address = reverse("applicants:messages", args=[application.pk, row.guid])
    page = signed_in(application.candidate).get(address).content.decode()
    assert "we cannot show its text" in page


def test_mail_to_a_line_manager_is_never_shown_to_the_candidate() -> None:
    application = make_application(status=Status.LM_VERIFY)
    row = queue_email(
        kind="verification_request",
        dedupe_key="lm",
        to="manager@met.example",
        ids={"request": 1},
        about=application.about,
    )
    browser = signed_in(application.candidate)
    assert browser.get(url("status", application.pk)).context["messages_sent"] == []
    address = reverse("applicants:messages", args=[application.pk, row.guid])
    assert browser.get(address).status_code == 404


def test_the_receipt_and_the_list_name_what_was_sent() -> None:
    application = ready_draft()
    submit_application(application_id=application.pk, by=owner(application))
    browser = signed_in(application.candidate)
    page = listed(browser)
    assert application.vacancy.title in page
    assert "Application received" in page
    assert Candidate.objects.count() == 1
    draft(candidate=application.candidate)
    page = listed(browser)
    assert "In progress, not sent" in page
