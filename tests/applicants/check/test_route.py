"""Am I eligible for a route in general: the same check, and its reminder, without an advert."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse

from applicants import tasks
from applicants.eligibility_subjects import ROUTES
from applicants.models import EligibilityNotice
from applicants.notice_links import confirm_path
from applicants.services.noticing import ask_for_notice
from recruitment.outbox.services import send_due_emails
from tests.applicants.check.test_check import BARRED, NO, UNSURE, YES, day
from tests.applicants.factories import make_vacancy
from tests.caches import empty_cache

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
DAY_MORNING = datetime(2026, 12, 22, 7, 30, tzinfo=UTC)
AGENCY = {
    "status": {"answer": ["agency"]},
    "agency_start": day(date(2025, 12, 22)),
    "agency_break": NO,
    "left_before": NO,
}
OFFICER = {
    "transfer_serving": YES,
    "transfer_force": {"answer": "home_office"},
    "transfer_rank": {"answer": "constable"},
    "transfer_probation": YES,
    "transfer_probation_date": day(date(2023, 6, 3)),
    "transfer_current_force": YES,
    "transfer_requirements": YES,
}


@pytest.fixture(autouse=True)
def today():
    empty_cache()
    with time_machine.travel(NOON, tick=True):
        yield


def result_url(route):
    return reverse("applicants:check_route_result", args=[route])


def walk(client, route, answers):
    """Answer whatever is asked; returns the codes asked and the words of the result."""
    asked, page = [], client.get(result_url(route), follow=True)
    while page.request["PATH_INFO"] != result_url(route):
        code = page.request["PATH_INFO"].rstrip("/").rsplit("/", 1)[1]
        asked.append(code)
        page = client.post(
            reverse("applicants:check_route_question", args=[route, code]),
            answers[code],
            follow=True,
        )
        assert "Error: " not in page.content.decode(), code
    return asked, page.content.decode()


def test_the_entry_page_leads_to_every_route(client):
    text = client.get(reverse("applicants:routes")).content.decode()
    assert len(ROUTES) == 6
    for slug, route in ROUTES.items():
        assert f'href="/eligibility/check/{slug}/">{route.title}</a>' in text
        assert client.get(f"/eligibility/check/{slug}/").status_code == 200


def test_an_unknown_route_or_question_is_404(client):
    for path in ("nobody/", "nobody/result/", "internal-staff/left_scheme_x/"):
        assert client.get(f"/eligibility/check/{path}").status_code == 404


def test_an_agency_worker_reads_the_date_and_the_way_instead(client):
    _, text = walk(client, "internal-staff", AGENCY)
    assert "You cannot apply for internal police staff roles now" in text
    assert "you can apply from 22 December 2026" in text
    assert "opportunities advertised to external candidates" in text
    assert 'action="/eligibility/check/internal-staff/tell-me/"' in text


def test_what_was_answered_here_is_not_asked_again_for_a_vacancy(client):
    walk(client, "internal-staff", AGENCY)
    vacancy = make_vacancy()
    page = client.get(reverse("applicants:check_eligibility_result", args=[vacancy.reference]))
    assert "you can apply from 22 December 2026" in page.content.decode()
    other = make_vacancy(route="external_staff", visibility="public")
    page = client.get(reverse("applicants:check_eligibility_result", args=[other.reference]))
    assert page["Location"].endswith("/left_before/")


def test_a_leaver_is_stopped_for_staff_roles_and_not_asked_for_officer_roles(client):
    asked, text = walk(client, "temporary", BARRED)
    assert asked == ["left_before", "left_scheme", "left_compensation", "left_on"]
    assert "You cannot apply for police staff roles now" in text
    asked, text = walk(client, "new-constable", {"criterion-date_of_birth": day(date(2009, 12, 1))})
    assert asked == ["criterion-date_of_birth"]
    assert "you can apply from 1 December 2026" in text
    asked, text = walk(client, "special-constable", {})
    assert asked == []
    assert "You can apply" in text
    assert "See open vacancies" in text


def test_a_constable_of_another_force_may_transfer(client):
    asked, text = walk(client, "transferee", OFFICER)
    assert set(asked) == set(OFFICER)
    assert len(asked) == 7
    assert "You can apply. We check what you told us later." in text
    assert 'href="/join/transferring-officers/interest/"' in text


def test_temporary_work_leads_to_the_register_as_well(client):
    _, text = walk(client, "temporary", {"left_before": NO})
    assert 'href="/register/">register your interest</a>' in text
    assert text.index("register your interest") < text.index("See open vacancies")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"transfer_serving": NO}, "You cannot apply for a transfer now"),
        ({"transfer_probation": NO}, "You cannot apply for a transfer now"),
        ({"transfer_force": {"answer": "other"}}, "A person will decide"),
        ({"transfer_rank": {"answer": "sergeant_or_above"}}, "A person will decide"),
        ({"transfer_current_force": NO}, "A person will decide"),
        ({"transfer_requirements": NO}, "A person will decide"),
        ({"transfer_requirements": UNSURE}, "We need more from you before we can decide"),
    ],
)
def test_each_answer_of_an_officer_counts(client, changed, said):
    _, text = walk(client, "transferee", OFFICER | changed)
    assert said in text


def test_a_date_to_come_is_told_by_email_once(client):
    walk(client, "internal-staff", AGENCY)
    url = "/eligibility/check/internal-staff/tell-me/"
    for _ in range(2):  # a double click
        assert client.post(url, {"email": "ash@applicant.example"}).status_code == 302
    notice = EligibilityNotice.objects.get()
    assert (notice.vacancy, notice.route, notice.due_on) == (
        None,
        "internal_staff",
        date(2026, 12, 22),
    )
    send_due_emails(limit=10)
    assert client.post(confirm_path(notice)).status_code == 302
    assert "can apply for internal police staff roles" in mail.outbox[0].body
    with time_machine.travel(DAY_MORNING, tick=True):
        assert tasks.tell_who_can_apply() == 1
        send_due_emails(limit=10)
        assert tasks.tell_who_can_apply() == 0
    assert len(mail.outbox) == 2
    assert "apply for internal police staff roles" in mail.outbox[1].body
    assert "/vacancies/internal/" in mail.outbox[1].body
    assert not EligibilityNotice.objects.exists()


def test_one_address_may_wait_for_a_route_and_for_a_vacancy_of_it():
    vacancy, email, on = make_vacancy(), "ash@applicant.example", date(2026, 12, 22)
    ask_for_notice(vacancy=vacancy, email=email, due_on=on, by=None)
    ask_for_notice(vacancy=None, route="internal_staff", email=email, due_on=on, by=None)
    ask_for_notice(vacancy=None, route="internal_staff", email=email, due_on=on, by=None)
    kept = EligibilityNotice.objects.order_by("pk").values_list("vacancy_id", "route")
    assert list(kept) == [(vacancy.pk, "internal_staff"), (None, "internal_staff")]
    twice = EligibilityNotice.objects.last()
    twice.pk, twice.token_hash = None, "another"
    with pytest.raises(IntegrityError, match="one_unconfirmed_route_notice"), transaction.atomic():
        twice.save(force_insert=True)


def test_a_reminder_needs_a_date_of_the_answers(client):
    walk(client, "special-constable", {})
    page = client.post("/eligibility/check/special-constable/tell-me/", {"email": "a@b.example"})
    assert page["Location"] == result_url("special-constable")
    assert not EligibilityNotice.objects.exists()
