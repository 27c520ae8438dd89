"""Every kind of email: it renders in both parts, says what it is, and gives nothing away."""

from __future__ import annotations

import re

import pytest

from applicants.choices import Event, Status
from applicants.emails.base import RESTRICTED_NAME, ApplicationEmail
from applicants.emails.progress import ApplicationReceived
from applicants.emails.selection import SiftStarted
from applicants.models import StatusChange
from applicants.pipeline import STEPS
from recruitment.outbox.registry import registered_emails
from recruitment.outbox.rendering import render
from tests.applicants.factories import make_application, make_vacancy

KINDS = [kind for kind in registered_emails() if kind.__module__.startswith("applicants.")]
IDS = [kind.kind for kind in KINDS]


@pytest.mark.parametrize("kind", KINDS, ids=IDS)
def test_both_parts_say_the_same_and_lead_back(kind):
    email = kind.sample()
    rendered = render(email)
    way = next(
        getattr(email, name)
        for name in ("reply_link", "review_link", "link")
        if hasattr(email, name)
    )
    assert way in rendered.text
    assert f'href="{way}"' in rendered.html
    assert rendered.reply_to == email.mailbox
    assert "{{" not in rendered.text + rendered.html
    assert not re.search(r"<[a-z]+", rendered.text)
    words = set(re.findall(r"[A-Za-z’]{4,}", rendered.text.lower()))
    in_html = set(re.findall(r"[A-Za-z’]{4,}", rendered.html.lower()))
    assert len(words - in_html) <= 3, words - in_html


def test_subjects_tell_the_kinds_apart():
    subjects = [kind.sample().subject for kind in KINDS]
    assert len(set(subjects)) == len(KINDS)
    assert max(len(subject) for subject in subjects) <= 110


def test_every_email_of_the_pipeline_exists():
    named = {step.email for step in STEPS.values() if step.email}
    assert named <= set(IDS)


@pytest.mark.django_db
def test_a_restricted_vacancy_is_never_named():
    vacancy = make_vacancy(visibility="restricted", title="Covert Support Manager")
    application = make_application(vacancy=vacancy)
    change = _change(application, Event.SUBMIT, Status.SUBMITTED)
    email = ApplicationReceived.load({"application": str(application.pk), "change": change.pk})
    rendered = render(email)
    everything = rendered.subject + rendered.text + rendered.html
    assert email.vacancy == RESTRICTED_NAME
    assert "Covert" not in everything
    assert vacancy.reference not in everything


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "sent"),
    [(Status.SIFT, True), (Status.INT_INVITED, True), (Status.WITHDRAWN, False)],
)
def test_the_world_is_looked_at_again_before_sending(status, sent):
    application = make_application(status=status)
    change = _change(application, Event.START_SIFT, Status.SIFT)
    email = SiftStarted.load({"application": str(application.pk), "change": change.pk})
    assert (email is not None) is sent


@pytest.mark.django_db
def test_what_asks_for_something_is_not_sent_once_it_is_done():
    application = make_application(status=Status.INT_BOOKED)
    change = _change(application, Event.INVITE_TO_INTERVIEW, Status.INT_INVITED)
    kind = next(kind for kind in KINDS if kind.kind == "interview_invitation")
    assert issubclass(kind, ApplicationEmail)
    assert kind.load({"application": str(application.pk), "change": change.pk}) is None


def test_a_reason_cannot_smuggle_markup_or_headers():
    kind = next(kind for kind in KINDS if kind.kind == "unsuccessful")
    email = kind(
        name="Sam\nBcc: all@met.example",
        vacancy="Role\r\nX-Header: 1",
        reference="A-26-000001",
        link="https://portal.example/",
        mailbox="recruitment@met.example",
        stage="the sift",
        reason_label="",
        feedback="First line\n<script>alert(1)</script>",
    )
    rendered = render(email)
    assert "\n" not in rendered.subject
    assert "\r" not in rendered.subject
    assert "<script>" not in rendered.html
    assert "&lt;script&gt;" in rendered.html
    assert "Dear Sam Bcc: all@met.example," in rendered.text


def _change(application, event, to_status):
    return StatusChange.objects.create(
        application=application,
        sequence=1,
        event=event,
        from_status=Status.SUBMITTED,
        to_status=to_status,
        at=application.status_since,
        actor_kind="system",
    )
