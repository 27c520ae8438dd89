"""What no page of ours sends is answered with 200, 302, 400 or 404: never with an error of ours."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from applicants.models import VerificationRequest
from applicants.verification_links import link_path
from recruitment.accounts.roles import Role
from tests.accounts.people import client_with_second_factor, make_manager, make_staff
from tests.applicants.verification.conftest import asked  # noqa: F401  a fixture
from tests.security.odd import ODD_TEXTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> Client:
    return client_with_second_factor(make_manager())


@pytest.mark.parametrize("name", ["claim", "claim-", "claim-²-answer", "claim-9x-answer"])
def test_a_statement_that_cannot_be_named_is_nobodys(
    asked: VerificationRequest,  # noqa: F811
    client: Client,
    name: str,
) -> None:
    client.get(link_path(asked))
    client.post(reverse("verification:page"), {"is_manager": "yes"})
    assert client.post(reverse("verification:statements"), {name: "confirm"}).status_code == 404


@pytest.mark.parametrize("page", ["accounts_user", "accounts_internalstanding", "audit_auditentry"])
def test_nul_in_an_address_of_staff_is_a_bad_request(administrator: Client, page: str) -> None:
    where = reverse(f"admin:{page}_changelist")
    for name in ("q", "kind", "action", "groups__id__exact"):
        assert administrator.get(where, {name: "a\x00b"}).status_code == 400, name


@pytest.mark.parametrize("chosen", [t for k, t in ODD_TEXTS.items() if k not in ("negative",)])
def test_rows_that_cannot_be_chosen_are_a_bad_request(administrator: Client, chosen: str) -> None:
    where = reverse("admin:accounts_internalstanding_changelist")
    data = {"action": "end_today", "_selected_action": chosen, "index": "0"}
    response = administrator.post(where, data)
    assert response.status_code == (302 if chosen.isdecimal() else 400)


@pytest.mark.parametrize("kind", ODD_TEXTS)
def test_a_standing_of_nobody_is_refused_on_the_page(administrator: Client, kind: str) -> None:
    names = ("user", "kind", "source", "valid_from", "valid_until", "note")
    where = reverse("admin:accounts_internalstanding_add")
    response = administrator.post(where, dict.fromkeys(names, ODD_TEXTS[kind]))
    assert response.status_code == 200


def test_a_shift_allowance_below_nothing_is_refused_in_words() -> None:
    writer = client_with_second_factor(make_staff(Role.RECRUITER))
    where = reverse("admin:vacancies_vacancy_add")
    data = {
        "title": "Analyst", "summary": "Reads.", "body": "Text.", "grade": "Band D",
        "route": "external_staff", "visibility": "public", "role_class": "police_staff",
        "business_group": "frontline_policing", "contract_type": "permanent",
        "working_patterns": "full_time", "vetting_level": "rv_ctc", "posts": "1",
        "shift_percent": "-1", "tier_policy": "p1_order_only",
        "essential_criteria-TOTAL_FORMS": "0", "essential_criteria-INITIAL_FORMS": "0",
        "team-TOTAL_FORMS": "0", "team-INITIAL_FORMS": "0",
    }  # fmt: skip
    response = writer.post(where, data)
    assert response.status_code == 200
    assert "a shift allowance is at most 100%." in response.content.decode()
