"""Payloads in every field, fields that no form has, and addresses that must change nothing."""

from __future__ import annotations

import hashlib

import pytest
from django.db import connection
from django.urls import reverse

from applicants.choices import Status
from applicants.models import Application, ApplicationSection, Interview, Offer
from applicants.sections import sections_for
from applicants.sections.catalogue import Kind
from tests.applicants.candidate.world import (
    answers_for,
    draft,
    external_vacancy,
    posted,
    ready_draft,
    section_url,
    signed_in,
    url,
)
from tests.applicants.factories import make_application, make_candidate, make_vacancy

pytestmark = pytest.mark.django_db

PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "</textarea><script>alert(1)</script>",
    "javascript:alert(1)//{{7*7}}{% now 'Y' %}",
    '<!--<a href="javascript:alert(1)">x</a>-->',
)
LIVE = ("<script>alert", "<img src=x", "<svg/onload", "</textarea><script", '<a href="javascript')


@pytest.mark.parametrize("make", [external_vacancy, make_vacancy])
def test_typed_markup_stays_text_on_every_page(make) -> None:
    payload = " ".join(PAYLOADS)
    application = draft(vacancy=make())
    browser = signed_in(application.candidate)
    for section in sections_for(application.vacancy):
        typed = {
            question.code: "yes" if question.kind is Kind.YES_NO else payload
            for question in section.questions
            if not (question.options and question.kind is not Kind.YES_NO)
        }
        data = {"version": "0", "action": "continue"}
        data |= {f"q-{code}": value for code, value in typed.items()}
        data |= {f"q-{code}-{part}": payload for code in typed for part in ("day", "month", "year")}
        pages = [
            browser.post(section_url(application, section.code), data),
            browser.get(section_url(application, section.code)),
            browser.post(section_url(application, section.code), {**data, "version": "99"}),
        ]
        assert_harmless(pages)
    assert_harmless([browser.get(url("check_answers", application.pk))])
    application.candidate.given_names = payload[:100]
    application.candidate.save()
    application.vacancy.title = payload[:120]
    application.vacancy.save()
    assert_harmless(
        [
            browser.get(url("tasks", application.pk)),
            browser.get(reverse("applicants:applications")),
            browser.get(url("withdraw", application.pk)),
        ]
    )


def assert_harmless(pages: list) -> None:
    for page in pages:
        text = page.content.decode() if page.status_code != 302 else ""
        for live in LIVE:
            assert live not in text


def test_fields_that_no_form_declares_change_nothing() -> None:
    application = ready_draft()
    browser = signed_in(application.candidate)
    before = Application.objects.values().get(pk=application.pk)
    other = make_candidate()
    forged = {
        "status": "offer_final", "candidate": other.pk, "candidate_id": other.pk, "tier": 1,
        "vacancy": external_vacancy().pk, "reference": "A-26-1", "id": "x",
        "submitted_at": "2026-01-01",
        "interview_offer_opt_in": "on", "eligibility_result": "eligible", "completed": "on",
        "created_at": "2020-01-01", "status_since": "2020-01-01", "code": "eligibility",
        "answers": "{}", "application": "x",
    }  # fmt: skip
    forged |= {f"q-{name}": value for name, value in forged.items()}
    for section in sections_for(application.vacancy):
        answers = posted(answers_for(section), version=1)
        answer = browser.post(section_url(application, section.code), {**forged, **answers})
        assert answer.status_code == 302
    assert Application.objects.values().get(pk=application.pk) == before
    stored = {row.code: set(row.answers) for row in ApplicationSection.objects.all()}
    for section in sections_for(application.vacancy):
        if section.code in stored and section.store == "answers":
            assert stored[section.code] <= section.codes


def test_the_other_forms_take_only_their_own_fields() -> None:
    application = make_application(status=Status.INT_INVITED)
    Interview.objects.create(
        application=application, starts_at="2099-01-01T10:00Z", place="Lambeth"
    )
    browser = signed_in(application.candidate)
    browser.post(
        url("interview", application.pk),
        {"attending": "no", "note": "Later", "result": "appointable", "place": "Home",
         "status": "offer_cond", "starts_at": "2020-01-01"},
    )  # fmt: skip
    interview = Interview.objects.get()
    assert (interview.result, interview.place, interview.starts_at.year) == ("", "Lambeth", 2099)
    offered = make_application(status=Status.OFFER_COND)
    Offer.objects.create(
        application=offered, prepared_at="2026-01-01T10:00Z", reply_by="2099-01-01",
        salary_text="£30,000",
    )  # fmt: skip
    signed_in(offered.candidate).post(
        url("offer", offered.pk),
        {"reply": "decline", "salary_text": "£90,000", "start_on": "2026-01-01", "version": "0"},
    )
    offer = Offer.objects.get()
    assert (offer.salary_text, offer.start_on, offer.accepted) == ("£30,000", None, False)
    offered.refresh_from_db()
    assert offered.status == Status.DECLINED


def digest() -> dict[str, str]:
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table in {"django_session"}:
                continue
            cursor.execute(
                "SELECT coalesce(string_agg(t::text, chr(10) ORDER BY t::text), '')"
                f' FROM "{table}" t'
            )
            found[table] = hashlib.sha256(cursor.fetchone()[0].encode()).hexdigest()
    return found


def test_reading_every_page_changes_no_table() -> None:
    application = ready_draft()
    sent = make_application(status=Status.SIFT, candidate=application.candidate)
    browser = signed_in(application.candidate)
    addresses = [reverse("applicants:applications")]
    addresses += [reverse("applicants:start", args=[external_vacancy().reference])]
    before = digest()
    for one in (application, sent):
        for name in (
            "status", "tasks", "check_answers", "equality", "submit", "submitted", "withdraw",
            "interview", "offer",
        ):  # fmt: skip
            addresses.append(url(name, one.pk))
        addresses += [section_url(one, section.code) for section in sections_for(one.vacancy)]
    for address in addresses:
        for method in (browser.get, browser.head, browser.options):
            assert method(address).status_code in {200, 302, 405}
    assert digest() == before


def test_no_page_allows_inline_script_or_style() -> None:
    application = ready_draft()
    browser = signed_in(application.candidate)
    for name in ("tasks", "check_answers", "equality", "withdraw"):
        text = browser.get(url(name, application.pk)).content.decode()
        assert " style=" not in text
        assert "onclick" not in text
        assert "<script>" not in text
