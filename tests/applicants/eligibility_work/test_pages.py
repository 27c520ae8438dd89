"""The pages of evidence, review and queue, as the candidate and the reviewer use them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from applicants import tasks
from applicants.choices import Event, Status, WorkKind
from applicants.models import EligibilityFact, EligibilityWork, StatusChange
from recruitment.audit.models import AuditEntry
from recruitment.outbox.selectors import emails_about
from recruitment.uploads.models import StoredFile
from tests.accounts.people import client_with_second_factor
from tests.applicants.eligibility_work.scene import BARRED, UNSURE, make_reviewer, send
from tests.applicants.factories import make_vacancy

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
QUEUE = "/staff/applicants/eligibilitywork/"


@pytest.fixture(autouse=True)
def place(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(NOON, tick=True):
        yield


@pytest.fixture
def reviewer():
    return make_reviewer()


def picture(name="letter.png"):
    content = BytesIO()
    Image.new("RGB", (8, 8)).save(content, "PNG")
    return SimpleUploadedFile(name, content.getvalue(), "image/png")


def owner_of(application) -> Client:
    client = Client()
    client.force_login(application.candidate.user)
    return client


def page(name, application):
    return reverse(f"applicants:{name}", args=[application.pk])


def desk(application, part="eligibility"):
    return f"/staff/applicants/application/{application.pk}/{part}/"


def test_evidence_is_answered_by_words_and_a_file_and_goes_to_a_person(reviewer):
    application = send(UNSURE)
    client = owner_of(application)
    text = client.get(page("evidence", application)).content.decode()
    assert "by <strong>1 December 2026</strong> (7 days left)" in text
    assert "Take 7 more days" in text
    answer = client.post(
        page("evidence", application), {"statement": "It was redundancy.", "file": picture()}
    )
    assert answer["Location"] == page("status", application)
    application.refresh_from_db()
    assert application.status == Status.ELIGIBILITY_REFER
    asked, referral = EligibilityWork.objects.order_by("pk")
    assert (asked.statement, asked.closed_by_event) == ("It was redundancy.", "answer_evidence")
    assert (referral.kind, referral.owner) == (WorkKind.REFERRAL, reviewer)
    stored = StoredFile.objects.get()
    assert (stored.owner_id, stored.purpose) == (str(asked.pk), "evidence")
    assert emails_about(application.about)[0].kind == "evidence_received"
    text = client_with_second_factor(reviewer).get(desk(application)).content.decode()
    assert "It was redundancy." in text
    assert "letter.png" in text


def test_an_answer_without_anything_is_sent_back_with_what_to_do(reviewer):
    application = send(UNSURE)
    text = owner_of(application).post(page("evidence", application), {}).content.decode()
    assert "Write what you can tell us, or choose a file below." in text
    wrong = SimpleUploadedFile("letter.exe", b"MZ", "application/octet-stream")
    text = (
        owner_of(application)
        .post(page("evidence", application), {"statement": "Kept words.", "file": wrong})
        .content.decode()
    )
    assert "Kept words." in text
    application.refresh_from_db()
    assert application.status == Status.ELIGIBILITY_EVIDENCE


def test_the_time_is_extended_exactly_once(reviewer):
    application = send(UNSURE)
    client = owner_of(application)
    client.post(page("evidence", application), {"extend": "yes"})
    text = client.get(page("evidence", application)).content.decode()
    assert "by <strong>8 December 2026</strong>" in text
    assert "Take 7 more days" not in text
    client.post(page("evidence", application), {"extend": "yes"})
    assert EligibilityWork.objects.get().due_on == date(2026, 12, 8)


def test_time_reminds_once_and_then_hands_it_to_a_person(reviewer):
    application = send(UNSURE)
    assert tasks.chase_evidence() == 0
    with time_machine.travel(datetime(2026, 11, 29, 9, tzinfo=UTC)):
        assert tasks.chase_evidence() == 1
        assert tasks.chase_evidence() == 0
    assert emails_about(application.about)[0].kind == "evidence_reminder"
    with time_machine.travel(datetime(2026, 12, 1, 23, 30, tzinfo=UTC)):
        assert tasks.chase_evidence() == 0  # the last day counts whole
    with time_machine.travel(datetime(2026, 12, 2, 9, tzinfo=UTC)):
        assert tasks.chase_evidence() == 1
    application.refresh_from_db()
    assert application.status == Status.ELIGIBILITY_REFER
    assert StatusChange.objects.last().event == Event.REFER_ELIGIBILITY


def test_a_review_with_a_file_shows_the_clock_to_both_sides(reviewer):
    application = send(BARRED)
    client = owner_of(application)
    text = client.get(page("status", application)).content.decode()
    assert "until 8 December 2026, or for as long as the vacancy is open" in text
    sent = client.post(
        page("review", application), {"statement": "I was not paid.", "file": picture()}
    )
    assert sent["Location"] == page("status", application)
    for where, who in ((page("status", application), client), (desk(application), None)):
        reader = who or client_with_second_factor(reviewer)
        text = reader.get(where).content.decode()
        for words in ("I was not paid.", "letter.png", "10 working days left", "8 December 2026"):
            assert words in text, (where, words)


def test_the_reviewer_corrects_a_fact_on_its_page(reviewer):
    application = send(BARRED)
    owner_of(application).post(page("review", application), {"statement": "I was not paid."})
    application.refresh_from_db()
    client = client_with_second_factor(reviewer)
    path = desk(application, "eligibility/fact/previous_met_service[0].compensation")
    assert 'name="answer"' in client.get(path).content.decode()
    text = client.post(path, {"version": application.version, "answer": "no"}).content.decode()
    assert "Choose where this comes from." in text
    given = {"answer": "no", "source": "hr_record", "note": "No payment on the payroll record."}
    stale = client.post(path, {**given, "version": application.version - 1})
    assert stale.status_code == 409
    done = client.post(path, {**given, "version": application.version}, follow=True)
    assert "Decided again: eligible, subject to evidence." in done.content.decode()
    application.refresh_from_db()
    assert application.status == Status.SUBMITTED
    text = owner_of(application).get(page("decision", application)).content.decode()
    assert "Was awarded compensation: No (HR record)" in text
    assert "Earlier decisions" in text
    assert "I was not paid." in text


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ("1e400", "Ensure this value is less than or equal to"),
        ("-1e400", "Ensure this value is greater than or equal to"),
        ("NaN", "Enter a number."),
    ],
)
def test_a_number_that_no_rule_can_read_is_refused_at_its_field(reviewer, answer, error):
    criterion = {"code": "c1", "operator": "at_least", "value": 5, "label": "Years of it"}
    application = send(UNSURE, make_vacancy(criteria=[criterion]))
    path = desk(application, "eligibility/fact/answers.c1")
    given = {"answer": answer, "source": "hr_record", "note": "A record.", "version": "1"}
    page = client_with_second_factor(reviewer).post(path, given)
    assert error in page.content.decode()
    assert EligibilityFact.objects.count() == 0


@pytest.mark.parametrize(
    "path",
    [
        "employment",
        "previous_met_service[0].fly",
        "previous_met_service[99999999].left_on",
        "answers.none",
    ],
)
def test_what_is_no_fact_has_no_page(reviewer, path):
    application = send(BARRED)
    where = desk(application, f"eligibility/fact/{path}")
    assert client_with_second_factor(reviewer).get(where).status_code == 404


def test_reading_the_facts_and_words_of_a_case_is_logged(reviewer):
    application = send(UNSURE)
    client_with_second_factor(reviewer).get(desk(application))
    entry = AuditEntry.objects.get(action="application.read")
    assert (entry.actor_id, entry.target_id) == (reviewer.pk, str(application.pk))


def test_a_reviewer_who_takes_part_reads_and_may_not_decide(reviewer, settings):
    application = send(UNSURE)
    settings.ELIGIBILITY_RULE_OWNERS = [reviewer.email]
    client = client_with_second_factor(reviewer)
    text = client.get(desk(application)).content.decode()
    assert "You may read this and not decide it." in text
    assert ">Correct<" not in text
    path = desk(application, "eligibility/fact/previous_met_service[0].compensation")
    assert client.get(path).status_code == 403


def test_the_queue_lists_what_is_open_by_its_due_date_at_one_cost(reviewer):
    first = send(UNSURE)
    client = client_with_second_factor(reviewer)
    client.get(QUEUE)
    with CaptureQueriesContext(connection) as one:
        client.get(QUEUE)
    for _ in range(2):
        owner = send(BARRED)
        owner_of(owner).post(page("review", owner), {"statement": "Look again."})
    closed = send({**BARRED, "left_before": "no"})
    with CaptureQueriesContext(connection) as three:
        text = client.get(QUEUE).content.decode()
    assert len(three) == len(one)
    assert text.index(first.reference) < text.index(owner.reference)
    assert closed.reference not in text
    assert "Review asked for" in text
    assert "7 days left" in text
    assert "10 working days left" in text
    assert "action-checkbox" not in text  # nothing is decided in bulk


def test_the_queue_is_narrowed_by_owner_and_kind(reviewer):
    mine = send(UNSURE)
    EligibilityWork.objects.update(owner=None)
    client = client_with_second_factor(reviewer)
    assert mine.reference not in client.get(f"{QUEUE}?owner=me").content.decode()
    assert mine.reference in client.get(f"{QUEUE}?owner=nobody").content.decode()
    assert mine.reference not in client.get(f"{QUEUE}?kind=review").content.decode()
    client.post(desk(mine), {"take": "yes"})
    assert mine.reference in client.get(f"{QUEUE}?owner=me").content.decode()


def test_a_proposal_is_hidden_from_the_candidate(reviewer, settings):
    settings.CONFIRM_AUTOMATIC_REJECTIONS = True
    application = send(BARRED)
    client = owner_of(application)
    text = client.get(page("status", application)).content.decode()
    assert "A recruiter is checking your eligibility" in text
    assert page("decision", application) not in text
    assert client.get(page("decision", application)).status_code == 404
    step = desk(application, "step/confirm_rejection")
    done = client_with_second_factor(reviewer).post(
        step, {"version": application.version, "reason": "The record says the same."}
    )
    assert done.status_code == 302
    text = client.get(page("decision", application)).content.decode()
    assert "proposed automatically and confirmed by a person" in text


def test_files_are_read_by_their_sender_and_by_reviewers_alone(reviewer):
    application = send(UNSURE)
    owner_of(application).post(page("evidence", application), {"file": picture()})
    StoredFile.objects.update(state="clean", scanned_at=NOON)
    where = StoredFile.objects.get().get_absolute_url()
    assert owner_of(application).get(where).status_code == 200
    assert client_with_second_factor(reviewer).get(where).status_code == 200
    without_factor = Client()
    without_factor.force_login(reviewer)
    assert without_factor.get(where).status_code == 404
    assert owner_of(send(UNSURE)).get(where).status_code == 404
