"""Closing one's own account, and correcting one's own details."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone

from applicants.choices import Event, Status
from applicants.errors import NotAllowed
from applicants.models import Application, Candidate
from applicants.pipeline import STEPS
from applicants.selectors.retention import on_hold
from applicants.services.applying import withdraw_application
from applicants.services.profile import delete_profile
from applicants.services.retaining import erase_application
from recruitment.accounts.holdings import forget_all
from recruitment.accounts.models import User
from recruitment.accounts.services import end_all_sessions
from recruitment.audit.services import record
from recruitment.outbox.services import queue_email


@transaction.atomic
def correct_details(*, by: User, given_names: str, family_name: str, phone: str) -> Candidate:
    """Change the person's own name and telephone number, for everything that is not sent yet.

    What was sent keeps what it said; recruiters see the name as it is now.
    """
    candidate, _ = Candidate.objects.get_or_create(user=by)
    candidate = Candidate.objects.select_for_update().get(pk=candidate.pk)
    candidate.given_names = given_names.strip()
    candidate.family_name = family_name.strip()
    candidate.phone = phone.strip()
    candidate.save(update_fields=["given_names", "family_name", "phone"])
    record(action="candidate.correct", by=by, target=candidate)
    return candidate


@transaction.atomic
def close_account(*, by: User) -> int:
    """Withdraw what is running, delete what was never sent, and end the account for good.

    What other parts hold for the person (`accounts.holdings`) ends as well. What was sent is kept
    as long as the retention rules say, without a way to sign in; then the account itself goes. The
    address and the username are free at once. Returns how many applications were withdrawn. Raises
    NotAllowed for staff, whose accounts an administrator ends.
    """
    if by.is_staff:
        raise NotAllowed("Ask an administrator to end a staff account.")
    candidate, _ = Candidate.objects.get_or_create(user=by)
    candidate = Candidate.objects.select_for_update().get(pk=candidate.pk)
    withdrawn = 0
    for application in Application.objects.filter(candidate=candidate).annotate(held=on_hold()):
        if application.submitted_at is None and not application.held:
            erase_application(application)
        elif Status(application.status) in STEPS[Event.WITHDRAW].moves:
            withdraw_application(application_id=application.pk, by=by)
            withdrawn += 1
    forget_all(by)
    queue_email(kind="closed_account", dedupe_key=f"closed:{by.pk}", to=by.email, ids={})
    record(action="account.close", by=by, target=by, after={"withdrawn": withdrawn})
    delete_profile(candidate=candidate, by=by)
    candidate.closed_at = timezone.now()
    candidate.phone = ""
    candidate.save(update_fields=["closed_at", "phone"])
    _end_sign_in(by)
    return withdrawn


def _end_sign_in(user: User) -> None:
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    end_all_sessions(user=user)
    user.is_active = False
    user.username = f"closed-{user.pk}"
    user.email = user.first_name = user.last_name = ""
    user.set_unusable_password()
    user.save()
