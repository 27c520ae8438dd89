"""Nothing sealed stands in anything that somebody who decides can open: every page of the staff,
for each of their roles, the searches, and every email."""

from __future__ import annotations

import pytest
from django.core import mail
from django.urls import reverse

from applicants.models import AdjustmentsRequest, ConductDeclaration, EqualityCounter
from applicants.services.adjusting import agree_arrangement, change_adjustments
from applicants.services.monitoring import count_equality_answers
from recruitment.accounts.roles import Role, grant_role
from recruitment.outbox.services import send_due_emails
from tests.accounts.people import client_with_second_factor, make_staff
from tests.applicants.staff.world import make_member
from tests.contracts.urls import named_addresses
from tests.contracts.world import address, build_world

pytestmark = pytest.mark.django_db
DECIDE = (Role.RECRUITER, Role.VACANCY_HOLDER, Role.SIFTER, Role.PANEL_MEMBER)
SEALED = ("Canaryneed", "Canaryconviction", "buddhist", "gay_lesbian", "Gay or lesbian")
AGREED = "Questions in writing"


def sealed_world():
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
    # So that what follows could fail: the words are there, for those who may read them.
    assert EqualityCounter.objects.filter(count=5).count() == 2
    row = AdjustmentsRequest.objects.get(application=sent)
    assert row.answers["what_interview"] == "Canaryneed"
    assert ConductDeclaration.objects.get().answers["convictions_details"] == "Canaryconviction"
    return world


def staff_pages(world, browser, names):
    """Those of the pages that this person can open, by name, with their text."""
    found = {}
    for name in names:
        answer = browser.get(address(name, world))
        if answer.status_code == 200:
            found[name] = answer.content.decode()
    return found


def openable(world):
    """The staff pages that somebody with all of these roles can open. No role alone opens more,
    so that each of them needs to look at these only."""
    every = [name for name in named_addresses() if name.startswith("admin:")]
    person = make_member(DECIDE[0], world.vacancy)
    for role in DECIDE[1:]:
        grant_role(user=person, role=role, by=None)
    return list(staff_pages(world, client_with_second_factor(person), every))


def test_nothing_sealed_reaches_those_who_decide():
    # One world for all of it: to build it takes longer than to look.
    world = sealed_world()
    names = openable(world)
    assert len(names) >= 25
    browsers = {
        role: client_with_second_factor(make_member(role, world.vacancy)) for role in DECIDE
    }
    found = []
    for role, browser in browsers.items():
        pages = staff_pages(world, browser, names)
        assert len(pages) >= 5
        found += [
            (role, name, word) for name, text in pages.items() for word in SEALED if word in text
        ]
        case = pages["admin:applicants_application_case"]
        assert (AGREED in case) is (role in (Role.RECRUITER, Role.PANEL_MEMBER))
    assert found == []
    nobody_finds_it_by_what_is_sealed(world, browsers[Role.RECRUITER])
    no_email_holds_it()


def nobody_finds_it_by_what_is_sealed(world, browser):
    listed = reverse("admin:applicants_application_changelist")
    assert world.sent.reference in browser.get(listed).content.decode()
    for word in SEALED:
        assert world.sent.reference not in browser.get(listed, {"q": word}).content.decode()
    for lookup in (
        "adjustments", "adjustments_request__asks", "conduct_declaration__completed",
    ):  # fmt: skip
        answer = browser.get(listed, {lookup: "1"})
        assert (answer.status_code, answer.content) != (200, b"")
        assert world.sent.reference not in answer.content.decode()


def no_email_holds_it():
    send_due_emails()
    assert len(mail.outbox) > 2
    for message in mail.outbox:
        bodies = [str(message.body), *(str(one[0]) for one in message.alternatives)]
        everything = " ".join([message.subject, *bodies])
        assert [word for word in (*SEALED, AGREED) if word in everything] == []
