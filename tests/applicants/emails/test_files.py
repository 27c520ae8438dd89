"""The email about a file that the virus check locked."""

from __future__ import annotations

import pytest
from django.utils import timezone

from applicants.choices import Status
from applicants.emails.base import RESTRICTED_NAME
from applicants.emails.files import FileQuarantined
from applicants.models import Application, EligibilityWork
from applicants.register.models import RegisterProfile
from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.registry import email_class_for
from recruitment.outbox.rendering import render
from recruitment.uploads import scanner
from recruitment.uploads.inspection import check_file
from recruitment.uploads.models import StoredFile
from recruitment.uploads.registry import owner_kind
from recruitment.uploads.scanner import Verdict
from recruitment.uploads.services import delete_upload, store_upload
from recruitment.uploads.services.scanning import scan_upload
from tests.accounts.people import make_user
from tests.applicants.candidate.world import draft
from tests.applicants.factories import make_application, make_candidate, make_vacancy
from tests.uploads.files import pdf, upload

FINDING = "Win.Trojan.Canary-1"


@pytest.fixture
def infected(monkeypatch, settings):
    """A scanner that finds the same virus everywhere."""
    settings.CLAMAV_URL = "tcp://scanner.example:3310"
    monkeypatch.setattr(scanner, "scan", lambda content: Verdict(finding=FINDING))


def stored(kind, owner_id, user, name="my cv.pdf"):
    checked = check_file(upload(name, pdf()))
    return store_upload(checked=checked, kind=kind, owner_id=owner_id, purpose="cv", by=user)


def render_queued():
    [row] = OutboxEmail.objects.filter(kind="file_quarantined")
    return row, render(email_class_for(row.kind).load(row.ids))


@pytest.mark.usefixtures("infected")
@pytest.mark.django_db(transaction=True)
def test_the_person_is_told_what_to_do_and_nothing_of_the_virus():
    application = draft()
    file = stored("application", application.pk, application.candidate.user)
    assert scan_upload(file_id=file.pk) == "quarantined"
    assert scan_upload(file_id=file.pk) is None
    row, rendered = render_queued()
    assert (row.to_address, row.about) == (application.candidate.email, application.about)
    assert "the file “my cv.pdf” in your application for" in rendered.text
    assert "Save the document anew, for example as a PDF." in rendered.text
    assert f"/applications/{application.pk}/" in rendered.html
    for part in (rendered.subject, rendered.text, rendered.html, str(row.ids)):
        assert "Trojan" not in part
        assert "Canary" not in part


def locked(kind, owner_id, user):
    """What the scanner leaves behind, without its two transactions."""
    file = stored(kind, owner_id, user)
    values = {"state": "quarantined", "finding": FINDING, "scanned_at": timezone.now()}
    StoredFile.objects.filter(pk=file.pk).update(**values)
    file.refresh_from_db()
    owner_kind(kind).quarantined(file)
    return file


@pytest.mark.django_db
def test_a_file_of_the_profile_leads_to_the_profile():
    candidate = make_candidate()
    locked("profile", candidate.pk, candidate.user)
    row, rendered = render_queued()
    assert row.to_address == candidate.email
    assert "the file “my cv.pdf” in your profile." in rendered.text
    assert "/profile/" in rendered.text


@pytest.mark.django_db
def test_a_cv_on_the_register_leads_there():
    user = make_user("register.only")
    profile = RegisterProfile.objects.create(user=user, changed_at=timezone.now())
    locked("register", profile.pk, user)
    row, rendered = render_queued()
    assert (row.to_address, row.about) == (user.email, profile.about_key)
    assert "Dear register.only," in rendered.text
    assert "/register/cv/" in rendered.text


@pytest.mark.django_db
def test_an_answer_to_a_request_for_evidence_leads_to_its_application():
    application = make_application(status=Status.ELIGIBILITY_EVIDENCE)
    now = timezone.now()
    work = EligibilityWork.objects.filter(application=application).first() or (
        EligibilityWork.objects.create(
            application=application, kind="evidence", opened_at=now, due_on=now.date()
        )
    )
    locked("eligibility_work", work.pk, application.candidate.user)
    row, rendered = render_queued()
    assert row.about == application.about
    assert "Sign in and put the clean file in its place." in rendered.text


@pytest.mark.django_db
def test_what_was_sent_for_good_is_answered_by_email():
    application = make_application(status=Status.SIFT)
    locked("application", application.pk, application.candidate.user)
    _, rendered = render_queued()
    assert "reply to this email without attaching it" in rendered.text
    assert "What to do:" not in rendered.text


@pytest.mark.django_db
def test_a_file_that_is_gone_is_no_news_but_the_message_can_still_be_read():
    application = draft()
    file = locked("application", application.pk, application.candidate.user)
    row, _ = render_queued()
    delete_upload(file=file, by=application.candidate.user)
    assert FileQuarantined.load(row.ids) is None
    assert (
        "something harmful in a file in your application"
        in render(FileQuarantined.recall(row.ids)).text
    )


@pytest.mark.django_db
def test_a_restricted_vacancy_is_not_named():
    vacancy = make_vacancy(visibility="restricted", title="Covert Support Manager")
    application = make_application(vacancy=vacancy)
    locked("application", application.pk, application.candidate.user)
    _, rendered = render_queued()
    assert RESTRICTED_NAME in rendered.text
    assert "Covert" not in rendered.subject + rendered.text + rendered.html
    assert Application.objects.count() == 1
