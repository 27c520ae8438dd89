"""Links that were emailed to a mailbox die when their owner reads elsewhere (check 4)."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from applicants.register.links import invitation_path, keep_path
from applicants.register.models import Invitation
from applicants.register.recruiting import invite
from applicants.register.selectors import match_of
from recruitment.accounts.emails.links import ConfirmEmail
from recruitment.audit.models import AuditEntry
from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.services import send_due_emails
from tests.accounts.people import PASSWORD
from tests.applicants.register.world import make_opening, make_profile, make_recruiter
from tests.applicants.verification.helpers import fingerprint
from tests.vacancies.adverts import NOW

pytestmark = pytest.mark.django_db
NEW_ADDRESS = "ash.elsewhere@applicant.example"


@pytest.fixture
def profile():
    return make_profile()


def ask_to_change(profile) -> Client:
    client = Client()
    client.force_login(profile.user)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.post("/accounts/email/", {"email": NEW_ADDRESS, "action_add": ""})
    return client


def confirm(client: Client) -> None:
    row = OutboxEmail.objects.filter(kind="account_confirm_email").latest("pk")
    client.post(ConfirmEmail.load(row.ids).link.removeprefix("https://portal.example"))


def test_only_what_is_sent_to_the_new_address_opens_the_profile(profile):
    opening = make_opening()
    found = match_of(opening, profile.pk, at=NOW)
    invite(by=make_recruiter(opening), match=found.match, vacancy=opening, message="Shall we talk?")
    invitation = Invitation.objects.get()
    old = [keep_path(profile), f"{keep_path(profile)}leave/", invitation_path(invitation)]
    anybody = Client()
    assert [anybody.get(path).status_code for path in old] == [200, 200, 200]
    client = ask_to_change(profile)
    assert [anybody.get(path).status_code for path in old] == [200, 200, 200]  # only asked yet
    confirm(client)
    before = fingerprint()
    for path in old:
        assert anybody.get(path).status_code == 404
        assert anybody.post(path).status_code == 404
    assert fingerprint() == before
    profile.refresh_from_db()
    invitation.refresh_from_db()
    assert anybody.get(keep_path(profile)).status_code == 200
    assert anybody.get(invitation_path(invitation)).status_code == 200
    assert AuditEntry.objects.get(action="register.renew_links").actor_id == profile.user_id


def test_a_letter_that_waited_goes_to_the_new_address_with_a_link_that_works(profile):
    assert OutboxEmail.objects.get(kind="register_joined").to_address == profile.user.email
    confirm(ask_to_change(profile))
    send_due_emails(limit=20)
    (letter,) = [one for one in mail.outbox if "temporary and interim register" in one.subject]
    assert letter.to == [NEW_ADDRESS]
    profile.refresh_from_db()
    assert EmailAddress.objects.get(user=profile.user).email == NEW_ADDRESS
