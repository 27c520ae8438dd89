"""Withdrawing, answering an invitation, replying to an offer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from applicants.choices import Actor, Status
from applicants.errors import GuardFailed, NotAllowed, StateChanged
from applicants.models import (
    Application,
    ApplicationSection,
    Interview,
    Offer,
    PreEmploymentCheck,
    StatusChange,
    VerificationRequest,
)
from applicants.services.applying import withdraw_application
from applicants.services.attending import ask_for_another_date
from recruitment.audit.models import AuditEntry
from recruitment.outbox.models import OutboxEmail
from tests.applicants.candidate.world import draft, external_vacancy, owner, signed_in, url
from tests.applicants.factories import make_application, make_candidate

pytestmark = pytest.mark.django_db


def invited(status: Status = Status.INT_INVITED) -> Application:
    application = make_application(status=status)
    Interview.objects.create(
        application=application,
        starts_at=timezone.now() + timedelta(days=6),
        place="Lambeth",
        sequence=2,
    )
    return application


def offered(**fields) -> Application:
    application = make_application(status=Status.OFFER_COND, **fields)
    Offer.objects.create(
        application=application,
        prepared_at=timezone.now(),
        reply_by=timezone.localdate() + timedelta(days=5),
        salary_text="£34,448 a year",
    )
    return application


# --- withdrawing ---


def test_withdrawing_needs_no_reason_and_is_confirmed() -> None:
    application = make_application(status=Status.SIFT)
    browser = signed_in(application.candidate)
    page = browser.get(url("withdraw", application.pk))
    assert "It cannot be undone" in page.content.decode()
    answer = browser.post(url("withdraw", application.pk), {"version": "0"})
    assert answer.status_code == 302
    application.refresh_from_db()
    assert application.status == Status.WITHDRAWN
    change = StatusChange.objects.get()
    assert (change.actor_kind, change.reason_code, change.reason) == (Actor.CANDIDATE, "", "")
    assert [mail.kind for mail in OutboxEmail.objects.all()] == ["withdrawn"]
    again = browser.post(url("withdraw", application.pk), {"version": "0"})
    assert again.url == url("status", application.pk)
    assert StatusChange.objects.count() == 1


def test_a_reason_is_kept() -> None:
    application = make_application(status=Status.INT_BOOKED)
    signed_in(application.candidate).post(
        url("withdraw", application.pk),
        {"version": "0", "reason_code": "other_job", "reason": "Thank you"},
    )
    change = StatusChange.objects.get()
    assert (change.reason_code, change.reason) == ("other_job", "Thank you")


def test_a_page_from_before_a_change_does_not_withdraw() -> None:
    application = make_application(status=Status.SIFT, version=4)
    answer = signed_in(application.candidate).post(
        url("withdraw", application.pk), {"version": "3"}
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<title>Error:" in page
    assert "Look at it again before you act." in page
    application.refresh_from_db()
    assert application.status == Status.SIFT


def test_discarding_a_draft_writes_to_nobody() -> None:
    application = draft()
    browser = signed_in(application.candidate)
    assert (
        "Discard this application" in browser.get(url("withdraw", application.pk)).content.decode()
    )
    browser.post(url("withdraw", application.pk), {"version": "0"})
    application.refresh_from_db()
    assert application.status == Status.WITHDRAWN
    assert OutboxEmail.objects.count() == 0


def test_withdrawing_refuses_what_is_no_reason_and_who_is_no_owner() -> None:
    application = make_application(status=Status.SIFT)
    with pytest.raises(GuardFailed):
        withdraw_application(
            application_id=application.pk, by=owner(application), reason_code="because"
        )
    with pytest.raises(NotAllowed):
        withdraw_application(application_id=application.pk, by=make_candidate().user)


def test_what_has_ended_cannot_be_withdrawn() -> None:
    application = make_application(status=Status.SIFT_OUT)
    answer = signed_in(application.candidate).get(url("withdraw", application.pk))
    assert answer.url == url("status", application.pk)


# --- interview ---


def test_confirming_an_interview() -> None:
    application = invited()
    browser = signed_in(application.candidate)
    page = browser.get(url("status", application.pk)).content.decode()
    assert "Confirm, or say that you cannot come" in page
    assert "Lambeth" in page
    answer = browser.post(url("interview", application.pk), {"attending": "yes", "version": "0"})
    assert answer.url == url("status", application.pk)
    application.refresh_from_db()
    assert application.status == Status.INT_BOOKED
    assert [mail.kind for mail in OutboxEmail.objects.all()] == ["interview_confirmed"]


@pytest.mark.parametrize("status", [Status.INT_INVITED, Status.INT_BOOKED])
def test_not_being_able_to_come_keeps_the_place_and_asks_for_another_date(status: Status) -> None:
    application = invited(status)
    browser = signed_in(application.candidate)
    browser.post(
        url("interview", application.pk),
        {"attending": "no", "note": "Any day after the 14th", "version": "0"},
    )
    application.refresh_from_db()
    assert application.status == status
    interview = Interview.objects.get()
    assert interview.candidate_cannot_come is True
    assert (interview.cannot_come_to, interview.cannot_come_note) == (2, "Any day after the 14th")
    assert AuditEntry.objects.get().action == "interview.ask_for_another_date"
    page = browser.get(url("status", application.pk)).content.decode()
    assert "You told us that you cannot come on this date" in page
    interview.sequence += 1  # another date was set
    assert interview.candidate_cannot_come is False


@pytest.mark.parametrize(
    ("posted", "error"),
    [
        ({}, "Select whether you can come to this interview."),
        ({"attending": "no"}, "Enter which dates would suit you better."),
        (
            {"attending": "no", "note": "word " * 101},
            "Shorten your answer to 100 words or fewer. It has 101 words.",
        ),
    ],
)
def test_the_answer_to_an_invitation_is_checked(posted: dict, error: str) -> None:
    application = invited()
    answer = signed_in(application.candidate).post(url("interview", application.pk), posted)
    assert answer.status_code == 200
    assert error in answer.content.decode()
    assert "<title>Error:" in answer.content.decode()
    assert Interview.objects.get().cannot_come_to is None


def test_asking_for_another_date_needs_a_note_an_owner_and_an_invitation() -> None:
    application = make_application(status=Status.INT_INVITED)
    by = owner(application)
    with pytest.raises(GuardFailed, match="which dates"):
        ask_for_another_date(application_id=application.pk, by=by, note=" ")
    with pytest.raises(NotAllowed):
        ask_for_another_date(application_id=application.pk, by=make_candidate().user, note="x")
    other = make_application(status=Status.SIFT)
    with pytest.raises(StateChanged):
        ask_for_another_date(application_id=other.pk, by=owner(other), note="x")


# --- offer ---


def test_accepting_on_the_internal_route_names_the_line_manager_who_is_asked_now() -> None:
    application = offered()
    ApplicationSection.objects.create(
        application=application,
        code="line-manager",
        answers={"manager_name": "Rowan Invented", "manager_email": "rowan@met.example"},
    )
    browser = signed_in(application.candidate)
    page = browser.get(url("offer", application.pk)).content.decode()
    assert "We have not contacted your line manager so far" in page
    assert 'value="rowan@met.example"' in page
    assert VerificationRequest.objects.count() == 0
    browser.post(
        url("offer", application.pk),
        {
            "reply": "accept",
            "line_manager_name": "Rowan Invented",
            "line_manager_email": "rowan@met.example",
            "version": "0",
        },
    )
    application.refresh_from_db()
    assert application.status == Status.LM_VERIFY
    offer = Offer.objects.get()
    assert (offer.accepted, offer.line_manager_name) == (True, "Rowan Invented")
    assert VerificationRequest.objects.get().manager_email == "rowan@met.example"
    assert PreEmploymentCheck.objects.filter(application=application).exists()


def test_accepting_from_outside_asks_nobody() -> None:
    application = offered(vacancy=external_vacancy())
    browser = signed_in(application.candidate)
    assert "line manager" not in browser.get(url("offer", application.pk)).content.decode().lower()
    browser.post(
        url("offer", application.pk),
        {"reply": "accept", "version": "0", "line_manager_email": "x@met.example"},
    )
    application.refresh_from_db()
    assert application.status == Status.CHECKS
    assert Offer.objects.get().line_manager_email == ""
    assert VerificationRequest.objects.count() == 0


def test_declining_needs_no_line_manager() -> None:
    application = offered()
    signed_in(application.candidate).post(
        url("offer", application.pk), {"reply": "decline", "version": "0"}
    )
    application.refresh_from_db()
    assert application.status == Status.DECLINED
    assert Offer.objects.get().accepted is False
    assert VerificationRequest.objects.count() == 0


@pytest.mark.parametrize(
    ("posted", "errors"),
    [
        ({}, ["Select whether you accept or decline the offer."]),
        (
            {"reply": "accept"},
            ["Enter your line manager&#x27;s name.", "Enter your line manager&#x27;s work email."],
        ),
        (
            {"reply": "accept", "line_manager_name": "R", "line_manager_email": "no address"},
            ["Enter an email address in the correct format"],
        ),
        (
            {"reply": "accept", "line_manager_name": "R", "line_manager_email": "OWN"},
            ["Enter your line manager&#x27;s address, not your own."],
        ),
    ],
)
def test_the_reply_is_checked(posted: dict, errors: list[str]) -> None:
    application = offered()
    if posted.get("line_manager_email") == "OWN":
        posted = {**posted, "line_manager_email": application.candidate.email.upper()}
    answer = signed_in(application.candidate).post(url("offer", application.pk), posted)
    page = answer.content.decode()
    assert answer.status_code == 200
    for error in errors:
        assert error in page
    application.refresh_from_db()
    assert application.status == Status.OFFER_COND
    assert StatusChange.objects.count() == 0


def test_too_late_to_reply() -> None:
    application = offered()
    Offer.objects.update(reply_by=timezone.localdate() - timedelta(days=1))
    answer = signed_in(application.candidate).post(
        url("offer", application.pk), {"reply": "accept", "line_manager_name": "R",
                                       "line_manager_email": "r@met.example"}
    )  # fmt: skip
    assert "The date to reply by has passed" in answer.content.decode()
    application.refresh_from_db()
    assert application.status == Status.OFFER_COND
