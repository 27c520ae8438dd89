"""The PDF, feedback that is asked for, and applying again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from applicants import documents
from applicants.choices import Status
from applicants.models import FeedbackRequest
from applicants.selectors.reapplying import reapply_rule
from recruitment.accounts.roles import Role
from recruitment.outbox.services import send_due_emails
from tests.applicants.candidate.world import external_vacancy, ready_draft, signed_in, url
from tests.applicants.factories import make_application
from tests.applicants.staff.world import make_member, staff_client

pytestmark = pytest.mark.django_db
CONSTABLE = {"route": "new_constable", "role_class": "police_officer"}
needs_pango = pytest.mark.skipif(
    not documents.can_make_pdf(), reason="Pango is not installed on this machine"
)


@needs_pango
def test_the_pdf_is_tagged_has_a_title_and_a_language_and_holds_the_answers():
    application = ready_draft()
    answer = signed_in(application.candidate).get(url("pdf", application.pk))
    assert answer["Content-Type"] == "application/pdf"
    name = f'attachment; filename="{application.reference}.pdf"'
    assert answer["Content-Disposition"] == name
    assert answer.content.startswith(b"%PDF-1.7")
    plain = uncompressed(application)
    for mark in (b"/StructTreeRoot", b"/MarkInfo", b"/Marked true", b"/Lang", b"pdfuaid:part"):
        assert mark in plain, mark
    assert application.vacancy.title.encode() in plain


def uncompressed(application):
    """The same document without compression, so that its structure can be read."""
    import weasyprint  # type: ignore[import-untyped]  # noqa: PLC0415
    from django.template.loader import render_to_string  # noqa: PLC0415

    context = {
        "application": application, "vacancy": application.vacancy, "status": "In progress",
        "made": timezone.now(), "sections": [("About", [])],
    }  # fmt: skip
    html = render_to_string("applicants/data/application_pdf.html", context)
    document = weasyprint.HTML(string=html)
    return document.write_pdf(pdf_variant="pdf/ua-1", uncompressed_pdf=True)


@needs_pango
def test_nothing_is_fetched_while_a_pdf_is_made(monkeypatch):
    with pytest.raises(ValueError, match="refers to nothing outside"):
        documents._fetch_nothing("https://met.example/x.png")


def test_where_it_cannot_be_made_the_page_says_so(monkeypatch):
    monkeypatch.setattr(documents, "_library", lambda: None)
    application = make_application()
    answer = signed_in(application.candidate).get(url("pdf", application.pk))
    assert answer.status_code == 503
    assert "The PDF cannot be made now" in answer.content.decode()
    assert documents.can_make_pdf() is False


def test_feedback_is_asked_for_once_and_answered_once():
    vacancy = external_vacancy()
    application = make_application(status=Status.SIFT_OUT, vacancy=vacancy)
    browser = signed_in(application.candidate)
    assert "Ask for feedback" in browser.get(application.get_absolute_url()).content.decode()
    page = url("feedback", application.pk)
    too_long = browser.post(page, {"question": "word " * 101}).content.decode()
    assert "Shorten your answer to 100 words or fewer." in too_long
    browser.post(page, {"question": "Which example was weak?"})
    assert browser.get(page).url == url("status", application.pk)
    recruiter = staff_client(make_member(Role.RECRUITER, vacancy))
    case = reverse("admin:applicants_application_case", args=[application.pk])
    assert "Answer the request for feedback" in recruiter.get(case).content.decode()
    form = reverse("admin:applicants_application_feedback", args=[application.pk])
    assert "Which example was weak?" in recruiter.get(form).content.decode()
    sent = {"answer": "The second:\nit did not say what you did.", "version": application.version}
    assert recruiter.post(form, sent).status_code == 302
    assert recruiter.post(form, sent).status_code == 409
    send_due_emails()
    [letter] = [one for one in mail.outbox if "Feedback on your application" in one.subject]
    assert "it did not say what you did." in str(letter.body)
    assert FeedbackRequest.objects.get().answered_by is not None


@pytest.mark.parametrize(
    ("status", "days", "asked"),
    [
        (Status.SIFT_OUT, 29, False),
        (Status.WITHDRAWN, 1, False),
        (Status.UNSUCCESSFUL_INT, 27, True),
    ],
)
def test_feedback_is_for_outcomes_and_for_four_weeks(status, days, asked):
    application = make_application(status=status)
    application.status_since = timezone.now() - timedelta(days=days)
    application.save()
    page = signed_in(application.candidate).get(url("feedback", application.pk))
    assert (page.status_code == 200) is asked


@pytest.mark.parametrize(
    ("status", "fields", "words"),
    [
        (Status.SUBMITTED, {}, None),
        (Status.STARTED, {}, None),
        (Status.WITHDRAWN, {}, "You can apply for this role again until"),
        (Status.WITHDRAWN, {"status": "cancelled"}, "takes no more applications"),
        (Status.SIFT_OUT, CONSTABLE, "You can apply to become a police constable"),
        (Status.SIFT_OUT, {}, "you cannot apply for this one again"),
    ],
)
def test_the_rule_for_applying_again_is_said(status, fields, words):
    application = make_application(status=status, vacancy=external_vacancy(**fields))
    rule = reapply_rule(application, at=timezone.now())
    assert (rule is None) is (words is None)
    if words:
        page = signed_in(application.candidate).get(application.get_absolute_url())
        assert words in page.content.decode()
