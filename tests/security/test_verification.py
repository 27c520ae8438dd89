"""Attacks on the emailed link that the tests of its own pages do not make."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from applicants.choices import Actor, CheckKind, CheckState, Event, Status, VerificationState
from applicants.errors import GuardFailed
from applicants.models import Application, VerificationRequest
from applicants.services.transition import transition
from applicants.services.verifying import LinkEnded, answer_verification, ask_line_manager
from applicants.verification_links import link_path
from recruitment.access.logs import mask_tokens
from recruitment.accounts.roles import Role
from tests.accounts.people import client_with_second_factor, make_staff
from tests.applicants.factories import make_accepted_offer, make_vacancy
from tests.applicants.verification.helpers import answer, open_pages, statement_data
from tests.security.places import MET_DEVICE

pytestmark = pytest.mark.django_db

PAGE, REVIEW = reverse("verification:page"), reverse("verification:review")


def ask(email: str = "morgan@met.example", **fields: Any) -> VerificationRequest:
    return ask_line_manager(
        application_id=make_accepted_offer(**fields).pk,
        by=None,
        manager_name="Morgan",
        manager_email=email,
    )


def fill_in(client: Client, request: VerificationRequest, **headers: Any) -> None:
    """All pages but the sending."""
    client.get(link_path(request), **headers)
    client.post(PAGE, {"is_manager": "yes", "request": request.pk}, **headers)
    data = statement_data(request) | {"request": str(request.pk)}
    assert client.post(reverse("verification:statements"), data, **headers).status_code == 302


def test_a_page_of_one_person_never_answers_for_another(client: Client) -> None:
    first, second = ask(), ask()
    fill_in(client, first)
    fill_in(client, second)
    # The tab that still shows the first person's answers.
    response = client.post(REVIEW, {"request": first.pk})
    assert response.status_code == 409
    assert "nothing was sent from it" in response.content.decode()
    states = VerificationRequest.objects.values_list("state", flat=True)
    assert set(states) == {VerificationState.OPEN}
    assert client.post(REVIEW, {"request": second.pk}).status_code == 302


def test_a_page_of_one_person_never_says_that_it_was_sent_because_another_was(
    client: Client,
) -> None:
    first, second = ask(), ask()
    fill_in(client, first)
    fill_in(client, second)
    client.post(REVIEW, {"request": second.pk})
    assert client.post(REVIEW, {"request": first.pk}).status_code == 409
    first.refresh_from_db()
    assert first.state == VerificationState.OPEN
    # A second click for the same person still ends at "sent".
    again = client.post(REVIEW, {"request": second.pk})
    assert again["Location"] == reverse("verification:done")


def test_the_pages_name_the_request_they_were_made_for(client: Client) -> None:
    request = ask()
    field = f'<input type="hidden" name="request" value="{request.pk}">'
    fill_in(client, request)
    for name in ("page", "statements", "review"):
        assert field in client.get(reverse(f"verification:{name}")).content.decode(), name


def test_opening_a_link_leaves_a_planted_session_behind(client: Client) -> None:
    session = client.session
    session["planted"] = "1"
    session.save()
    planted = client.cookies[settings.SESSION_COOKIE_NAME].value
    open_pages(client, ask())
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != planted
    follower = Client()
    follower.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert follower.get(PAGE).status_code == 404


def test_an_answer_that_comes_after_a_withdrawal_is_kept_nowhere(client: Client) -> None:
    request = ask()
    fill_in(client, request)
    transition(
        application_id=request.application_id,
        event=Event.WITHDRAW,
        by=request.application.candidate.user,
        actor=Actor.CANDIDATE,
    )
    with pytest.raises(LinkEnded):
        answer_verification(request_id=request.pk, generation=1, is_manager=False, answers={})
    assert client.post(REVIEW).status_code == 404
    request.refresh_from_db()
    assert (request.state, request.answered_at) == (VerificationState.OPEN, None)


def test_a_link_that_ends_between_the_look_and_the_answer_says_so(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = ask()
    fill_in(client, request)

    def too_late(**_given: Any) -> None:
        raise LinkEnded("These questions can no longer be answered.")

    monkeypatch.setattr("applicants.views.verification.answer_verification", too_late)
    response = client.post(REVIEW)
    assert response.status_code == 404
    assert "This link does not open anything" in response.content.decode()


@pytest.mark.parametrize(
    "address", ["{own}", "{upper}", "{name}+boss@{domain}", "former@applicant.example"]
)
def test_no_address_of_the_candidates_own_can_verify(address: str) -> None:
    application = make_accepted_offer()
    user = application.candidate.user
    user.emailaddress_set.create(email="former@applicant.example", verified=True)
    name, _, domain = user.email.partition("@")
    own = address.format(own=user.email, upper=user.email.upper(), name=name, domain=domain)
    with pytest.raises(GuardFailed, match="not your own"):
        ask_line_manager(
            application_id=application.pk, by=None, manager_name="Me", manager_email=own
        )


@pytest.mark.parametrize(
    ("address", "state"),
    [
        ("morgan@met.example", CheckState.COMPLETE),
        ("morgan@unit.met.example", CheckState.COMPLETE),
        ("morgan@notmet.example", CheckState.WITH_US),
        ("morgan@met.example.evil.example", CheckState.WITH_US),
        ("a.friend@mail.example", CheckState.WITH_US),
    ],
)
def test_answers_from_elsewhere_wait_for_a_checks_officer(
    client: Client, address: str, state: CheckState
) -> None:
    request = ask(address)
    answer(client, request)
    application = Application.objects.get(pk=request.application_id)
    assert application.status == Status.CHECKS
    assert application.checks.get(kind=CheckKind.LINE_MANAGER).state == state
    officer = client_with_second_factor(make_staff(Role.CHECKS_OFFICER))
    case = officer.get(reverse("admin:applicants_application_case", args=[application.pk]))
    flagged = "This is not an address of ours" in case.content.decode()
    assert flagged is (state == CheckState.WITH_US)


def test_evidence_for_a_restricted_vacancy_opens_at_a_met_device_alone() -> None:
    request = ask(vacancy=make_vacancy(visibility="restricted", title="Covert Handler"))
    home, office = Client(), Client()
    assert home.get(link_path(request)).status_code == 404
    assert home.get(PAGE).status_code == 404
    fill_in(office, request, **MET_DEVICE)
    shown = office.get(PAGE, **MET_DEVICE).content.decode()
    assert "Covert Handler" not in shown
    # The same browser, carried home.
    assert office.get(reverse("verification:statements")).status_code == 404
    assert office.post(REVIEW).status_code == 404
    assert office.post(REVIEW, **MET_DEVICE).status_code == 302


@pytest.mark.parametrize("path", ["//verify//{}/", "/verify//{}/", "/x?next=%2F%2Fverify%2F%2F{}"])
def test_a_doubled_slash_does_not_bring_the_secret_into_a_log(path: str) -> None:
    secret = "s" * 43
    assert secret not in mask_tokens(path.format(secret))
    for name in ("review", "statements", "done"):
        assert mask_tokens(f"//verify//{name}/") == f"//verify//{name}/"
