"""A draft whose vacancy has closed: its owner reads all of it, and changes nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from applicants.choices import Status
from applicants.models import Application, ApplicationSection
from applicants.sections import sections_for
from recruitment.ui.dates import london_deadline
from tests.applicants.candidate.world import (
    ROUTES,
    posted,
    ready_draft,
    section_url,
    signed_in,
    url,
    vacancy_of,
)
from tests.applicants.factories import make_candidate
from tests.uploads.files import pdf, upload
from vacancies.models import Vacancy

pytestmark = pytest.mark.django_db
LATE = "This application was not sent, and can only be read now."


def closed_draft(route: str, *, expired: bool) -> Application:
    application = ready_draft(vacancy=vacancy_of(route))
    Vacancy.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    if expired:
        Application.objects.update(status=Status.DRAFT_EXPIRED)
    return Application.objects.select_related("vacancy", "candidate").get(pk=application.pk)


@pytest.mark.parametrize("expired", [False, True], ids=["just closed", "expired"])
@pytest.mark.parametrize("route", ROUTES)
def test_everything_that_was_typed_is_read_and_no_page_offers_to_change_it(route, expired) -> None:
    application = closed_draft(route, expired=expired)
    browser = signed_in(application.candidate)
    read = browser.get(url("check_answers", application.pk)).content.decode()
    assert "What you wrote</h1>" in read
    assert LATE in read
    assert london_deadline(application.vacancy.closes_at) in read
    assert url("pdf", application.pk) in read
    assert ">Change<" not in read
    for section in sections_for(application.vacancy):
        assert f'id="{section.code}"' in read
        where = section_url(application, section.code)
        assert f'href="{where}' not in read
        answer = browser.get(where)
        to_read = f"{url('check_answers', application.pk)}#{section.code}"
        assert (answer.status_code, answer.url) == (302, to_read)
    assert "07700 900123" in read  # the telephone number of the first page
    first = browser.get(url("status" if expired else "tasks", application.pk)).content.decode()
    assert url("check_answers", application.pk) in first
    other = signed_in(make_candidate())
    assert other.get(url("check_answers", application.pk)).status_code == 404


def test_the_list_of_a_closed_draft_leads_to_what_was_typed_and_says_so() -> None:
    application = closed_draft("external_staff", expired=False)
    page = signed_in(application.candidate).get(url("tasks", application.pk)).content.decode()
    assert "This vacancy has closed (" in page
    assert "You can still read everything that you wrote." in page
    for code in ("eligibility", "personal", "statement"):
        assert f'href="{url("check_answers", application.pk)}#{code}"' in page
    assert section_url(application, "personal") not in page


def test_the_eligibility_answers_and_the_files_are_part_of_it() -> None:
    application = ready_draft()
    browser = signed_in(application.candidate)
    data = {"q-how": "cv", "q-cv": upload("cv.pdf", pdf()), "version": "1", "action": "continue"}
    assert browser.post(section_url(application, "work-history"), data).status_code == 302
    Application.objects.update(status=Status.DRAFT_EXPIRED)
    page = browser.get(url("check_answers", application.pk))
    card = page.context["sections"][0]
    assert (card["title"], card["href"]) == ("Eligibility check", "")
    assert [row["value"] for row in card["rows"]] == ["No"]
    history = next(one for one in page.context["sections"] if one["code"] == "work-history")
    assert [file.name for asked in history["files"] for file in asked.files] == ["cv.pdf"]
    assert "cv.pdf" in page.content.decode()


def test_what_stood_on_a_page_when_the_vacancy_closed_is_kept_and_then_only_read() -> None:
    application = closed_draft("external_staff", expired=False)
    browser = signed_in(application.candidate)
    data = posted({"statement": "Typed at the last moment."}, version=1)
    answer = browser.post(section_url(application, "statement"), data, follow=True)
    assert "Typed at the last moment." in answer.content.decode()
    assert "The vacancy has closed. Your words are kept." in answer.content.decode()
    assert LATE in answer.content.decode()
    kept = ApplicationSection.objects.get(application=application, code="statement")
    assert kept.answers == {"statement": "Typed at the last moment."}


def test_a_list_of_a_closed_draft_takes_no_page_of_an_entry() -> None:
    application = closed_draft("external_staff", expired=False)
    args = [application.pk, "work-history", "history", "new"]
    browser = signed_in(application.candidate)
    for name in ("entry", "entry_remove"):
        answer = browser.get(reverse(f"applicants:{name}", args=args))
        to_read = f"{url('check_answers', application.pk)}#work-history"
        assert (answer.status_code, answer.url) == (302, to_read)


def test_a_vacancy_that_opens_again_opens_its_drafts_to_be_written() -> None:
    application = closed_draft("external_staff", expired=False)
    Vacancy.objects.update(closes_at=timezone.now() + timedelta(days=3))
    browser = signed_in(application.candidate)
    assert browser.get(section_url(application, "statement")).status_code == 200
    assert LATE not in browser.get(url("check_answers", application.pk)).content.decode()
