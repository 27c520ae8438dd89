"""What is typed is kept while it is typed: it completes nothing and overwrites nobody."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from applicants.models import Application, ApplicationSection, ConductDeclaration
from applicants.services.applying import submit_application
from tests.applicants.candidate.world import (
    draft,
    owner,
    posted,
    ready_draft,
    section_url,
    signed_in,
)
from tests.applicants.factories import make_candidate

pytestmark = pytest.mark.django_db
PAGE, OTHER = "a" * 32, "b" * 32
CODE = "statement"


def send(
    application: Application,
    text: str,
    *,
    version: int = 0,
    page: str = PAGE,
    action: str = "autosave",
    browser: Client | None = None,
) -> Any:
    client = browser or signed_in(application.candidate)
    data = posted({CODE: text}, version=version, action=action)
    return client.post(section_url(application, CODE), {**data, "page": page})


def row(application: Application) -> ApplicationSection:
    return ApplicationSection.objects.get(application=application, code=CODE)


def test_typing_is_kept_and_never_completes_a_section() -> None:
    application = draft()
    answer = send(application, "A whole and valid statement.")
    assert (answer.status_code, answer.json()) == (200, {"version": 1, "again": False})
    kept = row(application)
    assert (kept.answers, kept.completed) == ({CODE: "A whole and valid statement."}, False)
    page = signed_in(application.candidate).get(section_url(application, CODE)).content.decode()
    assert "A whole and valid statement." in page
    assert "data-autosave>" in page


def test_nothing_typed_writes_nothing() -> None:
    application = draft()
    assert send(application, "").json() == {"version": 0, "again": False}
    assert not ApplicationSection.objects.filter(application=application, code=CODE).exists()


def test_a_completed_section_stays_so_until_something_differs() -> None:
    application = ready_draft()
    before = row(application).answers[CODE]
    assert send(application, before, version=1).json() == {"version": 1, "again": False}
    assert row(application).completed
    send(application, "Changed", version=1)
    assert (row(application).completed, row(application).version) == (False, 2)


def test_the_button_after_a_lost_answer_is_no_conflict_with_oneself() -> None:
    application = draft()
    send(application, "Half")
    answer = send(application, "Whole.", version=0, action="continue")
    assert answer.status_code == 302
    assert (row(application).answers, row(application).completed) == ({CODE: "Whole."}, True)


def test_what_comes_late_does_not_undo_the_button() -> None:
    application = draft()
    send(application, "Whole.", action="continue")
    late = send(application, "Hal", version=0)
    assert (late.status_code, late.json()) == (200, {"version": 1, "again": True})
    assert (row(application).answers, row(application).completed) == ({CODE: "Whole."}, True)


def test_a_page_that_is_behind_itself_is_told_to_send_again() -> None:
    application = draft()
    send(application, "One")
    # The answer to the first was lost, so the page still has the version it began with.
    assert send(application, "Two").json() == {"version": 1, "again": True}
    assert send(application, "Two", version=1).json() == {"version": 2, "again": False}
    assert row(application).answers == {CODE: "Two"}


@pytest.mark.parametrize("action", ["autosave", "continue", "later"])
def test_another_tab_is_never_overwritten_silently(action: str) -> None:
    application = draft()
    send(application, "First tab")
    refused = send(application, "Second tab", page=OTHER, action=action)
    assert refused.status_code == 409
    assert row(application).answers == {CODE: "First tab"}
    if action == "autosave":
        assert "saved in another tab" in refused.json()["problem"]
    else:
        assert "First tab" in refused.content.decode()
        assert "Second tab" in refused.content.decode()


@pytest.mark.parametrize("page", ["", "x" * 32, "a" * 31, "A" * 32])
def test_a_page_without_a_name_of_ours_is_nobodys_own(page: str) -> None:
    application = draft()
    send(application, "First", page=page)
    assert send(application, "Second", page=page).status_code == 409


def test_signed_out_and_forged_saves_are_refused_without_a_trace() -> None:
    application = draft()
    signed_out = Client()
    assert send(application, "Words", browser=signed_out).status_code == 403
    assert "typed_while_signed_out" not in signed_out.session
    checked = signed_in(application.candidate, enforce_csrf_checks=True)
    assert send(application, "Words", browser=checked).status_code == 403
    stranger = signed_in(make_candidate())
    assert send(application, "Words", browser=stranger).status_code == 404
    assert not ApplicationSection.objects.filter(application=application, code=CODE).exists()


def test_what_was_sent_is_out_of_reach() -> None:
    application = ready_draft()
    submit_application(application_id=application.pk, by=owner(application))
    assert send(application, "Changed", version=1).status_code == 409
    assert row(application).answers[CODE] != "Changed"


def test_sealed_sections_are_kept_in_their_own_store() -> None:
    application = draft()
    browser = signed_in(application.candidate)
    data = posted({"convictions": "yes"}, version=0, action="autosave")
    answer = browser.post(section_url(application, "conduct"), {**data, "page": PAGE})
    assert answer.json()["version"] == 1
    kept = ConductDeclaration.objects.get(application=application)
    assert (kept.answers, kept.completed, kept.saved_from) == ({"convictions": "yes"}, False, PAGE)
    assert not ApplicationSection.objects.filter(application=application, code="conduct").exists()
