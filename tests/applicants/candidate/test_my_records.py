"""The download holds the tables beside an application, without who wrote what."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.utils import timezone

from applicants.choices import Status
from applicants.desk.models import StaffTask
from applicants.models import (
    EligibilityFact,
    InterviewWish,
    OfferCondition,
    UnitGate,
    VerificationClaim,
    VerificationRequest,
)
from applicants.services.applying import withdraw_application
from applicants.services.closing import close_account
from recruitment.accounts.roles import Role
from tests.accounts.people import make_staff
from tests.applicants.candidate.test_my_data import downloaded
from tests.applicants.candidate.world import owner, signed_in
from tests.applicants.factories import make_application, make_candidate

pytestmark = pytest.mark.django_db


def ask_manager(application, state):
    now = timezone.now()
    request = VerificationRequest.objects.create(
        application=application, manager_name="Canarymanager", manager_email="boss@met.example",
        nonce=state, token_hash=f"canaryhash-{state}", state=state, asked_at=now,
        expires_at=now + timedelta(days=14), answer_by=timezone.localdate(),
        answered_at=now if state == "answered" else None,
    )  # fmt: skip
    VerificationClaim.objects.create(
        request=request, code="start", label="Start date", value=f"Canaryclaim-{state}",
        answer="confirm", comment=f"Canarycomment-{state}",
    )  # fmt: skip


def write_beside(application):
    """One row with a canary in every such table."""
    colleague, now, today = make_staff(Role.RECRUITER), timezone.now(), timezone.localdate()
    InterviewWish.objects.create(application=application, note="Canarywish", asked_at=now)
    EligibilityFact.objects.create(
        application=application, path="employment.started_on", value="2019-09-09",
        source="hr_record", note="Canaryfact", recorded_by_id=colleague.pk,
    )  # fmt: skip
    OfferCondition.objects.create(
        application=application, code="fit", words="Canarycondition", state="waived",
        reason="Canaryfinding", decided_at=now, decided_by_id=colleague.pk,
    )  # fmt: skip
    UnitGate.objects.create(
        application=application, code="canarygate", met_on=today, recorded_at=now,
        recorded_by_id=colleague.pk,
    )  # fmt: skip
    StaffTask.objects.create(
        application=application, what="Canarytask", due_on=today, set_at=now,
        owner=colleague, set_by=colleague,
    )  # fmt: skip
    ask_manager(application, "answered")
    ask_manager(application, "open")


def test_everything_written_beside_an_application_is_in_the_pages_and_the_data():
    application = make_application(status=Status.SIFT_OUT)  # the outcome is told
    write_beside(application)
    archive = downloaded(application.candidate)
    data = archive.read("data.json").decode()
    page = archive.read(f"{application.reference}/application.html").decode()
    for words in (
        "Canarywish", "2019-09-09", "Canaryfact", "Canarycondition", "canarygate", "Canarytask",
        "Canarymanager", "Canaryclaim-answered", "Canaryclaim-open", "Canarycomment-answered",
    ):  # fmt: skip
        assert words in data
        assert words in page
    # What a check found, an answer that is not sent yet, a colleague's address, and a secret.
    for words in ("Canaryfinding", "Canarycomment-open", "staff.example", "canaryhash"):
        assert words not in data + page


def test_the_persons_own_reason_for_withdrawing_is_in_it():
    application = make_application(status=Status.SIFT)
    withdraw_application(
        application_id=application.pk, by=owner(application), reason="Canaryreason"
    )
    data = json.loads(downloaded(application.candidate).read("data.json"))
    [row] = data["applications"][0]["records"]["What you wrote beside a step"]
    assert row["text"] == "Canaryreason"


def test_how_they_sign_in_is_in_it_without_a_secret():
    candidate = make_candidate()
    UserSession.objects.create(
        user=candidate.user, ip="192.0.2.7", user_agent="Canarybrowser", session_key="canarykey"
    )
    data = downloaded(candidate).read("data.json").decode()
    lines = json.loads(data)["other"]["sign_in"]["lines"]
    [device] = [one for one in lines if one["what"] == "Device: Canarybrowser"]
    assert device["words"].startswith("From 192.0.2.7, signed in ")
    assert f"Email address: {candidate.user.email}" in [one["what"] for one in lines]
    assert "canarykey" not in data


def test_closing_the_account_ends_what_is_stored_of_every_session():
    candidate = make_candidate()
    browser = signed_in(candidate)
    key = browser.session.session_key
    UserSession.objects.create(user=candidate.user, ip="192.0.2.7", session_key=key)
    close_account(by=candidate.user)
    assert not UserSession.objects.exists()
    assert not browser.session.exists(key)
