"""When a person of the register reads their emails elsewhere: the former links die."""

from __future__ import annotations

from django.db import transaction

from applicants.register.links import derive_invitation_token, derive_keep_token
from applicants.register.models import RegisterProfile
from recruitment.accounts.models import User
from recruitment.audit.services import record
from recruitment.outbox.links import hash_token, new_nonce
from recruitment.outbox.services import readdress_emails


@transaction.atomic
def move_mail(user: User, address: str) -> None:
    """Make every link of the profile anew, so that none sent to the former mailbox opens anything;
    emails that still wait go to `address`, with the new links. Nothing where there is no profile.
    """
    profile = RegisterProfile.objects.select_for_update(of=("self",)).filter(user=user).first()
    if profile is None:
        return
    profile.nonce = new_nonce()
    profile.token_hash = hash_token(derive_keep_token(profile.nonce))
    profile.save(update_fields=["nonce", "token_hash"])
    for invitation in profile.invitations.select_for_update():
        invitation.nonce = new_nonce()
        invitation.token_hash = hash_token(derive_invitation_token(invitation.nonce))
        invitation.save(update_fields=["nonce", "token_hash"])
    readdress_emails(about=profile.about_key, to=address)
    record(action="register.renew_links", by=user, target=profile)
