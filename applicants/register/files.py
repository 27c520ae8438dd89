"""Who may read a CV of the register: its owner, and recruiters with an opening that matches."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone

from applicants.register.models import RegisterProfile
from applicants.register.recruiting import show_look
from applicants.register.selectors import may_see_profile
from applicants.register.services import FILES
from applicants.services.quarantine import tell_user_of_quarantine
from recruitment.accounts.admin_site import from_allowed_device, signed_in_with_second_factor
from recruitment.accounts.models import User
from recruitment.uploads.models import StoredFile
from recruitment.uploads.registry import OwnerKind, register_owner


def may_read(request: HttpRequest, file: StoredFile) -> bool:
    """Asked at every download."""
    user = request.user
    if not isinstance(user, User):
        return False
    profile = RegisterProfile.objects.filter(pk=file.owner_id).first()
    if profile is None:
        return False
    if profile.user_id == user.pk:
        return True
    if not (user.is_staff and signed_in_with_second_factor(request)):
        return False
    if not from_allowed_device(request):
        return False
    return may_see_profile(user, profile, at=timezone.now())


def tell_owner(file: StoredFile) -> None:
    """The virus check locked the CV."""
    profile = RegisterProfile.objects.select_related("user").filter(pk=file.owner_id).first()
    if profile is not None:
        tell_user_of_quarantine(file, user=profile.user, place="register", about=profile.about_key)


def note_taken(file: StoredFile, by: User) -> None:
    """A CV says more than the profile, so whoever takes it has looked."""
    profile = RegisterProfile.objects.filter(pk=file.owner_id).first()
    if profile is not None and profile.user_id != by.pk:
        show_look(by=by, profile=profile)


def register() -> None:
    """Called once, from apps.py."""
    register_owner(
        OwnerKind(code=FILES, may_read=may_read, quarantined=tell_owner, taken=note_taken)
    )
