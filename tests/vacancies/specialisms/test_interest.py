"""Expressing interest in a specialism: what is kept, who reads it, and how it goes again."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from recruitment.access.logs import mask_tokens
from recruitment.accounts.roles import Role
from recruitment.audit.models import AuditEntry
from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.services import send_due_emails
from tests.accounts.people import client_with_second_factor, make_staff
from tests.applicants.candidate.test_parallel import together
from tests.applicants.verification.helpers import fingerprint
from tests.caches import empty_cache
from vacancies.specialisms import tasks
from vacancies.specialisms.data import SPECIALISMS
from vacancies.specialisms.links import remove_path
from vacancies.specialisms.models import FORCES, Interest
from vacancies.specialisms.services import answer_interest, express_interest

pytestmark = pytest.mark.django_db
FORM = "/join/transferring-officers/interest/"
LIST = "/staff/specialisms/interest/"
GIVEN = {
    "name": "Robin Officer",
    "email": "Robin@Applicant.example",
    "phone": "",
    "force": "essex",
    "rank": "constable",
    "specialisms": ["so15", "tsg"],
    "counter_terrorism": "yes",
    "about": "Five years in public order.",
}


@pytest.fixture(autouse=True)
def _empty_cache():
    empty_cache()


def make_interest(**changes: str) -> Interest:
    """One that came in by the form's service."""
    fields = {**GIVEN, "counter_terrorism": True, **changes}
    found = express_interest(email=str(fields["email"]), fields=fields)
    assert found is not None
    return found


def send(client, **changes):
    return client.post(FORM, {**GIVEN, **changes})


def test_the_page_of_a_specialism_ticks_it(client):
    page = client.get(f"{FORM}?specialism=mo3").content.decode()
    assert re.findall(r'value="(\w+)"[^>]* checked', page) == ["mo3"]
    assert client.get(f"{FORM}?specialism=nothing").status_code == 200


def test_what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost(client):
    page = send(client, name="", specialisms=[], counter_terrorism="").content.decode()
    for sentence in (
        "Enter your full name.",
        "Select at least one specialism.",
        "Select yes if you are interested in counter terrorism.",
    ):
        assert page.count(sentence) == 2  # in the summary and at the field
    assert "Five years in public order." in page
    assert not Interest.objects.exists()


def test_an_interest_is_kept_with_a_receipt_that_repeats_nothing_typed(client):
    assert send(client)["Location"] == f"{FORM}sent/"
    interest = Interest.objects.get()
    assert (interest.email, interest.force, interest.specialisms, interest.counter_terrorism) == (
        "robin@applicant.example",
        "essex",
        ["so15", "tsg"],
        True,
    )
    send_due_emails(limit=5)
    [message] = mail.outbox
    assert message.to == ["robin@applicant.example"]
    for absent in ("Robin Officer", "public order.", "Essex"):
        assert absent not in message.body
    assert "- Territorial Support Group (TSG), MO7 Taskforce" in message.body
    assert remove_path(interest) in message.body


def test_nobody_fills_another_persons_mailbox(client):
    for number in range(5):
        assert send(client, about=f"Wish {number}").status_code == 302
    assert Interest.objects.count() == OutboxEmail.objects.count() == 3


def test_the_same_sent_twice_is_kept_once_until_it_was_answered(client):
    for _ in range(2):
        assert send(client)["Location"] == f"{FORM}sent/"
    interest = Interest.objects.get()
    assert OutboxEmail.objects.count() == 1
    answer_interest(by=make_staff(Role.RECRUITER), interest_id=interest.pk)
    send(client)
    assert Interest.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_the_same_sent_many_times_at_once_is_kept_once():
    together(8, lambda _: make_interest())
    assert Interest.objects.count() == OutboxEmail.objects.count() == 1


@pytest.mark.parametrize("slug", ["ctphq", "so15"])
def test_who_wants_a_counter_terrorism_unit_is_interested_in_it(client, slug):
    page = send(client, specialisms=[slug, "tsg"], counter_terrorism="no").content.decode()
    assert page.count("You chose CTPHQ or SO15, which work against terrorism.") == 2
    assert not Interest.objects.exists()
    send(client, specialisms=["tsg"], counter_terrorism="no")
    assert Interest.objects.get().counter_terrorism is False


def test_a_telephone_number_is_one(client):
    page = send(client, phone="call me").content.decode()
    assert page.count("Enter a telephone number, like 020 7946 0000") == 2


def test_a_robot_and_too_many_tries(client):
    send(client, website="https://spam.example")
    assert not Interest.objects.exists()
    codes = [send(client, email="x").status_code for _ in range(10)]
    assert codes == [200] * 9 + [429]


def test_the_link_removes_it_by_its_button_alone(client):
    send(client)
    interest = Interest.objects.get()
    before = fingerprint()
    path = remove_path(interest)
    for method in (client.get, client.head, client.options):
        method(path)
    assert fingerprint() == before
    assert "interest/remove/[link]/" in mask_tokens(path)
    assert "Your interest is removed" in client.post(path).content.decode()
    assert not Interest.objects.exists()
    assert not OutboxEmail.objects.filter(about=interest.about_key).exists()
    assert client.get(path).status_code == 404


def test_recruiters_read_it_and_that_is_logged(client):
    send(client)
    interest, recruiter = Interest.objects.get(), make_staff(Role.RECRUITER)
    staff = client_with_second_factor(recruiter)
    assert "Robin Officer" in staff.get(LIST).content.decode()
    assert AuditEntry.objects.filter(action="interest.list").count() == 1
    assert "Robin Officer" not in staff.get(f"{LIST}?specialism=soit").content.decode()
    page = staff.get(f"{LIST}{interest.pk}/change/").content.decode()
    assert "Five years in public order." in page
    assert AuditEntry.objects.filter(action="interest.read").count() == 1
    action = {"action": "mark_answered", "_selected_action": [interest.pk]}
    staff.post(LIST, action)
    staff.post(LIST, action)
    interest.refresh_from_db()
    assert interest.answered_by == recruiter
    assert AuditEntry.objects.filter(action="interest.answer").count() == 1
    sifter = make_staff(Role.SIFTER, username="sifter")
    assert client_with_second_factor(sifter).get(LIST).status_code == 403
    with pytest.raises(PermissionDenied):
        answer_interest(by=sifter, interest_id=interest.pk)


def test_it_is_deleted_after_12_months(client):
    send(client)
    start = timezone.now()
    with time_machine.travel(start + timedelta(days=364), tick=False):
        assert tasks.forget_interests() == 0
    with time_machine.travel(start + timedelta(days=366), tick=False):
        assert tasks.forget_interests() == 1
        assert tasks.forget_interests() == 0


def test_the_source_is_all_there():
    by_slug = {one.slug: one for one in SPECIALISMS}
    assert set(by_slug) == {
        "neighbourhoods", "metcc", "tsg", "ctphq", "so15", "mo19", "mo3", "soit",
    }  # fmt: skip
    assert by_slug["tsg"].bases == (
        "NW: Alperton", "NE: Chadwell Heath", "SE: Catford", "SW: Clapham",
    )  # fmt: skip
    assert by_slug["metcc"].bases == ("Lambeth", "Hendon", "Bow")
    assert "mentor" in by_slug["tsg"].steps[0]
    assert "MO3" in by_slug["mo3"].steps[0]
    assert {one.slug for one in SPECIALISMS if one.counter_terrorism} == {"ctphq", "so15"}
    assert all(one.mailbox.endswith("@met.example") for one in SPECIALISMS)
    assert [address for _, address, _ in by_slug["so15"].mailboxes] == [
        "counter-terrorism-team@met.example", "ctphq-recruitment@met.example",
    ]  # fmt: skip
    assert len(FORCES) == 43
