"""Saving a section: what is kept, two tabs, sealed stores, and what is brought over."""

from __future__ import annotations

import pytest
from django.db import connection
from django.urls import reverse

from applicants.choices import Status
from applicants.errors import GuardFailed, NotAllowed, SectionChanged, StateChanged
from applicants.models import (
    AdjustmentsRequest,
    Application,
    ApplicationSection,
    ConductDeclaration,
)
from applicants.selectors.sections import Progress, incomplete_sections, section_states
from applicants.services.applying import start_application
from applicants.services.saving import save_section
from recruitment.audit.models import AuditEntry
from tests.applicants.candidate.world import (
    EXTERNAL_CHECK,
    answers_for,
    complete,
    draft,
    external_vacancy,
    owner,
    posted,
    ready_draft,
    section_of,
    section_url,
    signed_in,
    url,
)
from tests.applicants.factories import make_candidate, make_vacancy
from vacancies.models import EssentialCriterion

pytestmark = pytest.mark.django_db

TYPED = {"line_1": "1 Example Street", "town": "London"}


def save(application: Application, code: str, answers: dict, **rest):
    values = {"version": 0, "completed": False, "by": owner(application), **rest}
    return save_section(application_id=application.pk, code=code, answers=answers, **values)


def row(application: Application, code: str) -> ApplicationSection:
    return ApplicationSection.objects.get(application=application, code=code)


def progress(application: Application) -> dict[str, Progress]:
    return {one.section.code: one.progress for one in section_states(application)}


def test_save_and_come_back_later_keeps_even_what_is_wrong() -> None:
    application = draft()
    browser = signed_in(application.candidate)
    typed = {"version": "0", "action": "later", "q-line_1": "1 Example Street", "q-postcode": ""}
    typed |= {"q-lived_there_since-year": "20x6"}
    answer = browser.post(section_url(application, "address"), typed)
    assert (answer.status_code, answer.url) == (302, url("tasks", application.pk))
    kept = row(application, "address")
    assert kept.answers == {
        "line_1": "1 Example Street",
        "lived_there_since": {"day": "", "month": "", "year": "20x6", "month_only": False},
    }
    assert (kept.completed, kept.version) == (False, 1)
    page = browser.get(section_url(application, "address")).content.decode()
    assert 'value="1 Example Street"' in page
    assert 'value="20x6"' in page
    assert "There is a problem" not in page


def test_save_and_continue_says_what_is_missing_and_keeps_what_is_there() -> None:
    application = draft()
    browser = signed_in(application.candidate)
    answer = browser.post(section_url(application, "address"), posted(TYPED))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<title>Error: Where you live" in page
    assert 'href="#id_q-postcode"' in page
    assert answer.context["version"] == 1
    assert row(application, "address").answers == TYPED
    assert progress(application)["address"] == Progress.IN_PROGRESS
    second = browser.post(
        section_url(application, "address"),
        posted(answers_for(section_of(application, "address")), version=1),
    )
    assert second.status_code == 302
    assert progress(application)["address"] == Progress.COMPLETED


def test_the_second_tab_is_refused_and_shown_both() -> None:
    application = draft()
    browser = signed_in(application.candidate)
    first = {**answers_for(section_of(application, "address")), "town": "Townfirst"}
    assert browser.post(section_url(application, "address"), posted(first)).status_code == 302
    second = {**first, "town": "Townsecond"}
    refused = browser.post(section_url(application, "address"), posted(second))
    page = refused.content.decode()
    assert refused.status_code == 409
    assert "What is saved now" in page
    assert "Townfirst" in page
    assert 'value="Townsecond"' in page
    assert row(application, "address").answers["town"] == "Townfirst"
    assert refused.context["version"] == 1
    again = browser.post(section_url(application, "address"), posted(second, version=1))
    assert again.status_code == 302
    assert row(application, "address").answers["town"] == "Townsecond"


def test_a_stale_unfinished_save_is_refused_too() -> None:
    application = draft()
    save(application, "address", TYPED)
    with pytest.raises(SectionChanged):
        save(application, "address", {"line_1": "2 Other Street"})
    assert row(application, "address").answers == TYPED


def test_the_same_answers_twice_are_one_save() -> None:
    application = draft()
    save(application, "address", TYPED)
    again = save(application, "address", TYPED)
    assert (again.version, row(application, "address").version) == (1, 1)


def test_only_declared_answers_that_apply_are_kept() -> None:
    application = draft()
    section = section_of(application, "personal")
    answers = {**answers_for(section), "other_names": "Left over", "status": "offer_cond"}
    save(application, "personal", answers, completed=True)
    assert row(application, "personal").answers == answers_for(section)


def test_incomplete_answers_are_never_stored_as_completed() -> None:
    application = draft()
    with pytest.raises(GuardFailed, match="Answer these questions first: Postcode"):
        save(
            application,
            "address",
            {**TYPED, "lived_there_since": "2020-04"},
            completed=True,
        )
    assert not ApplicationSection.objects.filter(code="address").exists()


def test_refusals() -> None:
    application = draft()
    with pytest.raises(NotAllowed):
        save(application, "address", TYPED, by=make_candidate().user)
    with pytest.raises(GuardFailed, match="no such section"):
        save(application, "eligibility", {"left_before": "no"})
    Application.objects.filter(pk=application.pk).update(status=Status.WITHDRAWN)
    with pytest.raises(StateChanged):
        save(application, "address", TYPED)
    assert ApplicationSection.objects.count() == 1  # the eligibility check of the draft


def test_a_section_of_another_route_is_not_found() -> None:
    application = draft()
    browser = signed_in(application.candidate)
    assert browser.get(section_url(application, "line-manager")).status_code == 404
    assert browser.post(section_url(application, "line-manager"), {}).status_code == 404


def test_declarations_and_adjustments_are_encrypted_and_apart() -> None:
    application = draft()
    secret = {
        "convictions": "yes",
        "convictions_details": "Canarymatter",
        "investigation": "no",
        "misconduct": "no",
        "business_interests": "no",
        "membership": "no",
    }
    needs = {
        "needs": "yes",
        "stages": ["interview"],
        "what_interview": "Canaryneed",
        "professional_advice": "no",
    }
    save(application, "conduct", secret, completed=True)
    save(application, "adjustments", needs, completed=True)
    assert ConductDeclaration.objects.get(application=application).answers == secret
    assert AdjustmentsRequest.objects.get(application=application).answers == needs
    with connection.cursor() as cursor:
        for table in ("conductdeclaration", "adjustmentsrequest", "applicationsection"):
            cursor.execute(f"SELECT row_to_json(t)::text FROM applicants_{table} t")
            assert "Canary" not in "".join(line for (line,) in cursor.fetchall())
    assert not ApplicationSection.objects.filter(code__in=["conduct", "adjustments"]).exists()
    page = signed_in(application.candidate).get(section_url(application, "conduct"))
    assert "Canarymatter" in page.content.decode()


@pytest.mark.parametrize(("answer", "flag"), [("yes", True), ("no", False)])
def test_the_offer_of_an_interview_is_a_flag_and_nothing_else(answer: str, flag: bool) -> None:
    application = draft()
    save(application, "interview-offer", {"opt_in": answer}, completed=True)
    application.refresh_from_db()
    assert application.interview_offer_opt_in is flag
    assert row(application, "interview-offer").answers == {"answered": True}
    states = {one.section.code: one for one in section_states(application)}
    assert states["interview-offer"].saved.answers == {"opt_in": answer}
    assert states["interview-offer"].progress == Progress.COMPLETED


def test_an_unanswered_offer_of_an_interview_is_not_a_no() -> None:
    application = draft()
    save(application, "interview-offer", {})
    states = {one.section.code: one for one in section_states(application)}
    assert states["interview-offer"].saved.answers == {}
    assert states["interview-offer"].progress == Progress.IN_PROGRESS


def test_the_declaration_records_the_version_of_the_privacy_notice() -> None:
    application = draft()
    section = section_of(application, "declaration")
    save(application, "declaration", answers_for(section), completed=True)
    entry = AuditEntry.objects.get(action="application.declare")
    assert entry.after == {"privacy_notice": "2026-11"}


def test_names_given_in_an_application_become_the_profile() -> None:
    application = draft()
    answers = {**answers_for(section_of(application, "personal")), "given_names": "Aspen"}
    save(application, "personal", answers, completed=True)
    application.candidate.refresh_from_db()
    assert application.candidate.full_name == "Aspen Answer to family_name"
    assert application.candidate.phone == "07700 900123"


def test_a_new_draft_brings_over_what_is_known_to_be_checked_again() -> None:
    candidate = make_candidate()
    former = ready_draft(candidate=candidate)
    again = start_application(
        vacancy=external_vacancy(), by=candidate.user, eligibility_answers=EXTERNAL_CHECK
    )
    states = progress(again)
    brought = {code for code, state in states.items() if state == Progress.CHECK_AGAIN}
    assert brought == {
        "personal", "address", "right-to-work", "work-history", "education", "references",
        "previous-service",
    }  # fmt: skip
    assert {state for code, state in states.items() if code not in brought} == {
        Progress.NOT_STARTED
    }
    assert row(again, "address").answers == row(former, "address").answers
    assert not ConductDeclaration.objects.filter(application=again).exists()
    browser = signed_in(candidate)
    tasks = browser.get(url("tasks", again.pk)).content.decode()
    assert tasks.count("Check this again") == 7
    page = browser.get(section_url(again, "address"))
    assert "We filled this in from what you told us before" in page.content.decode()
    browser.post(section_url(again, "address"), posted(row(again, "address").answers))
    assert progress(again)["address"] == Progress.COMPLETED


def test_a_first_internal_draft_brings_over_name_and_standing() -> None:
    candidate = make_candidate()
    standing = {"kind": "agency", "source": "agency_record"}
    candidate.user.standings.create(**standing, valid_from="2020-01-01", valid_until="2099-01-01")
    application = start_application(vacancy=make_vacancy(), by=candidate.user)
    assert row(application, "personal").answers == {
        "given_names": "Indigo",
        "family_name": "Sample",
    }
    assert row(application, "employment").answers == {"kind": "agency"}
    assert progress(application)["employment"] == Progress.CHECK_AGAIN


def test_a_criterion_added_later_opens_the_section_again() -> None:
    application = ready_draft()
    assert incomplete_sections(application) == []
    EssentialCriterion.objects.create(
        vacancy=application.vacancy, code="late", text="Added late", order=5
    )
    assert progress(application)["evidence"] == Progress.CHECK_AGAIN
    assert incomplete_sections(application) == ["Evidence for the essential criteria"]


def test_the_eligibility_check_is_needed_too() -> None:
    application = ready_draft()
    ApplicationSection.objects.filter(application=application, code="eligibility").update(
        completed=False
    )
    assert incomplete_sections(application) == ["Eligibility check"]


def test_coming_from_check_your_answers_leads_back_there() -> None:
    application = ready_draft()
    browser = signed_in(application.candidate)
    page = browser.get(f"{section_url(application, 'address')}?from=check-answers")
    assert '<input type="hidden" name="from" value="check-answers">' in page.content.decode()
    answers = answers_for(section_of(application, "address"))
    answer = browser.post(
        section_url(application, "address"),
        {**posted(answers, version=1), "from": "check-answers"},
    )
    assert answer.url == url("check_answers", application.pk)
    elsewhere = browser.post(
        section_url(application, "address"),
        {**posted(answers, version=1), "from": "https://evil.example/"},
    )
    assert elsewhere.url == url("tasks", application.pk)


def test_the_task_list_asks_the_same_number_of_queries_empty_and_full(
    django_assert_num_queries,
) -> None:
    vacancy = external_vacancy()
    empty, full = draft(vacancy=vacancy), draft(vacancy=vacancy)
    complete(full)
    for application in (empty, full):
        browser = signed_in(application.candidate)
        browser.get(url("tasks", application.pk))
        # session, account, application, sections, declaration, adjustments, criteria
        with django_assert_num_queries(7):
            browser.get(url("tasks", application.pk))
        with django_assert_num_queries(8):  # and the files
            browser.get(url("check_answers", application.pk))
        with django_assert_num_queries(7):
            browser.get(section_url(application, "address"))


def test_the_task_list_of_an_application_that_was_sent_is_its_status() -> None:
    application = draft()
    Application.objects.filter(pk=application.pk).update(status=Status.WITHDRAWN)
    browser = signed_in(application.candidate)
    assert browser.get(url("tasks", application.pk)).url == url("status", application.pk)
    assert browser.get(section_url(application, "address")).url == url("status", application.pk)
    typed = browser.post(section_url(application, "address"), posted({"line_1": "Typedtoolate"}))
    assert typed.status_code == 409
    assert "Typedtoolate" in typed.content.decode()
    assert reverse("applicants:tasks", args=[application.pk]) not in typed.content.decode()
