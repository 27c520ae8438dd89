"""A manager stops and comes back by the link, sends once, and may keep a copy."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from applicants.models import VerificationRequest
from applicants.services.verifying import cancel_open_verifications, resend_verification
from recruitment.accounts.roles import Role
from tests.applicants.staff import world as staff
from tests.applicants.verification.helpers import (
    answer,
    fingerprint,
    open_pages,
    statement_data,
)

pytestmark = pytest.mark.django_db
PAGE, STATEMENTS, DONE = "/verify/", "/verify/statements/", "/verify/done/"
WORDS = "Canarywords about the first example."


def stop_halfway(request, client):
    """The first question and one comment, then "Save and come back later"."""
    open_pages(client, request)
    client.post(PAGE, {"is_manager": "yes", "comment": "Canarycomment."})
    claim = request.claims.first()
    typed = {f"claim-{claim.pk}-answer": "confirm", f"claim-{claim.pk}-comment": WORDS}
    return client.post(STATEMENTS, {**typed, "later": "yes"}, follow=True)


def test_what_was_typed_is_there_in_another_browser(asked, client):
    stopped = stop_halfway(asked, client).content.decode()
    assert "What you wrote is kept, and nothing is sent." in stopped
    asked.refresh_from_db()
    assert (asked.state, asked.answered_at) == ("open", None)
    elsewhere = Client()
    before = fingerprint()
    first = open_pages(elsewhere, asked).content.decode()
    second = elsewhere.get(STATEMENTS).content.decode()
    assert fingerprint() == before
    assert "Canarycomment." in first
    assert WORDS in second
    assert second.count(" checked") == 1


def test_a_form_that_is_not_complete_is_kept_too(asked, client):
    open_pages(client, asked)
    client.post(PAGE, {"is_manager": "yes"})
    claim = asked.claims.first()
    page = client.post(STATEMENTS, {f"claim-{claim.pk}-comment": WORDS})
    assert page.status_code == 200
    assert "Error:" in page.content.decode()
    asked.refresh_from_db()
    assert asked.draft["typed"] == {f"claim-{claim.pk}-comment": WORDS}


def test_a_draft_ends_with_the_answer_the_address_and_the_request(asked, client):
    officer = staff.make_member(Role.CHECKS_OFFICER, asked.application.vacancy)
    stop_halfway(asked, client)
    resend_verification(request_id=asked.pk, by=officer)
    asked.refresh_from_db()
    assert asked.draft["comment"] == "Canarycomment."
    resend_verification(
        request_id=asked.pk,
        by=officer,
        manager_email="another@met.example",
        expected_piece=1,
    )
    asked.refresh_from_db()
    assert asked.draft == {}
    stop_halfway(asked, Client())
    answer(Client(), asked)
    asked.refresh_from_db()
    assert (asked.state, asked.draft) == ("answered", {})


def test_a_request_that_is_called_off_keeps_no_draft(asked, client):
    stop_halfway(asked, client)
    cancel_open_verifications(asked.application)
    asked.refresh_from_db()
    assert (asked.state, asked.draft) == ("cancelled", {})
    with pytest.raises(IntegrityError), transaction.atomic():
        VerificationRequest.objects.update(draft={"comment": "x"})


def test_an_old_page_writes_into_no_newer_request(asked, client):
    stop_halfway(asked, client)
    officer = staff.make_member(Role.CHECKS_OFFICER, asked.application.vacancy)
    resend_verification(request_id=asked.pk, by=officer, manager_email="another@met.example")
    assert client.post(STATEMENTS, statement_data(asked)).status_code == 404
    asked.refresh_from_db()
    assert asked.draft == {}


def test_whoever_answered_may_see_a_copy_and_nobody_else(asked, client):
    done = answer(client, asked, employment_kind__comment=WORDS).content.decode()
    assert "See a copy of your answers" in done
    assert WORDS not in done
    copy = client.get(f"{DONE}?copy=yes").content.decode()
    assert WORDS in copy
    assert copy.count("Your answer: Yes, this is right") == asked.claims.count()
    assert Client().get(f"{DONE}?copy=yes").status_code == 404


def test_a_copy_says_whom_somebody_named_instead(asked, client):
    open_pages(client, asked)
    client.post(PAGE, {"is_manager": "no", "instead_name": "Avery Example"})
    client.post("/verify/review/")
    copy = client.get(f"{DONE}?copy=yes").content.decode()
    assert "You named: Avery Example" in copy


def test_a_copy_about_a_restricted_vacancy_stays_at_a_met_device(asked, client):
    answer(client, asked)
    asked.application.vacancy.visibility = "restricted"
    asked.application.vacancy.save(update_fields=["visibility"])
    copy = client.get(f"{DONE}?copy=yes").content.decode()
    assert "Your answers are sent" in copy
    assert asked.application.candidate.full_name not in copy
