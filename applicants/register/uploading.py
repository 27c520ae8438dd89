"""The CV of a profile: one file, kept by `recruitment.uploads`."""

from __future__ import annotations

from django.db import transaction

from applicants.register.models import RegisterProfile
from applicants.register.services import FILES, own_profile
from recruitment.accounts.models import User
from recruitment.uploads.inspection import CheckedFile
from recruitment.uploads.models import StoredFile
from recruitment.uploads.selectors import files_of
from recruitment.uploads.services import delete_upload, store_upload

CV = "cv"


def cv_of(profile: RegisterProfile) -> StoredFile | None:
    """The file, whatever the virus scanner has said so far."""
    return files_of(kind=FILES, owner_id=profile.pk, purpose=CV).last()


@transaction.atomic
def put_cv(*, by: User, checked: CheckedFile) -> RegisterProfile:
    """Keep a new CV in the place of the old one. Raises RefusedFile."""
    profile, _ = own_profile(by)
    for old in files_of(kind=FILES, owner_id=profile.pk, purpose=CV):
        delete_upload(file=old, by=by)
    store_upload(checked=checked, kind=FILES, owner_id=profile.pk, purpose=CV, by=by)
    return profile


@transaction.atomic
def remove_own_cv(*, by: User) -> bool:
    """Delete the person's CV; False when there is none."""
    profile = RegisterProfile.objects.filter(user=by).first()
    file = cv_of(profile) if profile is not None else None
    if file is None:
        return False
    delete_upload(file=file, by=by)
    return True
