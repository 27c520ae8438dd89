"""Nothing sealed stands in anything that somebody who decides can open: every page of the staff,
for each of their roles, the searches, and every email."""

from __future__ import annotations

import pytest
from django.core import mail
from django.urls import reverse

from applicants.models import AdjustmentsRequest, ConductDeclaration, EqualityCounter
from applicants.services.adjusting import agree_arrangement, change_adjustments
from applicants.services.monitoring import count_equality_answers
from recruitment.accounts.roles import Role
from recruitment.outbox.services import send_due_emails
from tests.accounts.people import client_with_second_factor, make_staff
from tests.applicants.staff.world import make_member
from tests.contracts.urls import named_addresses
from tests.contracts.world import address, build_world

pytestmark = pytest.mark.django_db
DECIDE = (Role.RECRUITER, Role.VACANCY_HOLDER, Role.SIFTER, Role.PANEL_MEMBER)
SEALED = ("Canaryneed", "Canaryconviction", "buddhist", "gay_lesbian", "Gay or lesbian")
AGREED = "Questions in writing"


@pytest.fixture
def world():
    """The world of the permission table, with everything sealed about its sent application."""
    world = build_world()
    sent = world.sent
    adviser = make_staff(Role.ADJUSTMENTS_ADVISER, username="adviser")
    change_adjustments(
        application_id=sent.pk, version=0, by=sent.candidate.user,
        answers={
            "needs": "yes", "stages": ["interview"], "what_interview": "Canaryneed",
            "professional_advice": "yes",
        },
    )  # fmt: skip
    agree_arrangement(application=sent, by=adviser, text=AGREED)
    ConductDeclaration.objects.create(
        application=sent,
        answers={"convictions": "yes", "convictions_details": "Canaryconviction"},
    )
    for _ in range(10):
        count_equality_answers(
            application_id=sent.pk, by=sent.candidate.user,
            answers={"religion": "buddhist", "orientation": "gay_lesbian"},
        )  # fmt: skip
    assert EqualityCounter.objects.filter(count=5).count() == 2
    return world


def pages_of(world, browser):
    """Every staff page that this person can open, by name, with its text."""
    found = {}
    for name in named_addresses():
        if not name.startswith("admin:"):
            continue
        answer = browser.get(address(name, world))
        if answer.status_code == 200:
            found[name] = answer.content.decode()
    return found


def test_no_page_of_those_who_decide_holds_what_is_sealed(world):
    found = []
    for role in DECIDE:
        browser = client_with_second_factor(make_member(role, world.vacancy))
        pages = pages_of(world, browser)
        assert len(pages) >= 5
        found += [
            (role, name, word) for name, text in pages.items() for word in SEALED if word in text
        ]
        case = pages["admin:applicants_application_case"]
        assert (AGREED in case) is (role in (Role.RECRUITER, Role.PANEL_MEMBER))
    assert found == []


def test_nobody_finds_an_application_by_what_is_sealed(world):
    listed = reverse("admin:applicants_application_changelist")
    browser = client_with_second_factor(make_member(Role.RECRUITER, world.vacancy))
    assert world.sent.reference in browser.get(listed).content.decode()
    for word in SEALED:
        assert world.sent.reference not in browser.get(listed, {"q": word}).content.decode()
    for lookup in (
        "adjustments", "adjustments_request__asks", "conduct_declaration__completed",
    ):  # fmt: skip
        answer = browser.get(listed, {lookup: "1"})
        assert (answer.status_code, answer.content) != (200, b"")
        assert world.sent.reference not in answer.content.decode()


def test_no_email_holds_what_is_sealed(world):
    send_due_emails()
    assert len(mail.outbox) > 2
    for message in mail.outbox:
        bodies = [str(message.body), *(str(one[0]) for one in message.alternatives)]
        everything = " ".join([message.subject, *bodies])
        assert [word for word in (*SEALED, AGREED) if word in everything] == []


def test_the_sealed_stores_are_noise_in_the_database(world):
    row = AdjustmentsRequest.objects.get(application=world.sent)
    assert row.answers["what_interview"] == "Canaryneed"  # so that the tests above could fail
    assert ConductDeclaration.objects.get().answers["convictions_details"] == "Canaryconviction"
