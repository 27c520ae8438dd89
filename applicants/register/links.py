"""Emailed links of the register: to keep one's profile or leave, and to answer an invitation."""

from __future__ import annotations

from django.urls import reverse

from applicants.register.models import Invitation, RegisterProfile
from recruitment.outbox.links import derive_link_token, hash_to_find


def derive_keep_token(nonce: str) -> str:
    """The token of a profile's own link."""
    return derive_link_token(purpose="register", message=nonce)


def derive_invitation_token(nonce: str) -> str:
    """The token of an invitation."""
    return derive_link_token(purpose="register-invitation", message=nonce)


def keep_path(profile: RegisterProfile) -> str:
    """The page with the button that keeps the profile, and the way to leave."""
    return reverse("register:keep", args=[derive_keep_token(profile.nonce)])


def invitation_path(invitation: Invitation) -> str:
    """The page on which an invitation is answered."""
    return reverse("register:invitation", args=[derive_invitation_token(invitation.nonce)])


def find_profile(token: str) -> RegisterProfile | None:
    """The profile that `token` opens; None alike for unknown, malformed and deleted."""
    return RegisterProfile.objects.filter(token_hash=hash_to_find(token)).first()


def find_invitation(token: str) -> Invitation | None:
    """The invitation that `token` opens; None alike for unknown, malformed and deleted."""
    rows = Invitation.objects.select_related("profile__user", "vacancy")
    return rows.filter(token_hash=hash_to_find(token)).first()
