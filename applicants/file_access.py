"""Who may read the files that candidates send: the policy that every download asks."""

from __future__ import annotations

from django.http import HttpRequest

from applicants.models import EligibilityWork
from applicants.models.eligibility_work import FILES_OF_WORK
from applicants.selectors.candidate import find_own_application
from applicants.selectors.staff import find_application
from recruitment.accounts.admin_site import from_allowed_device, signed_in_with_second_factor
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right, has_right
from recruitment.uploads.models import StoredFile
from recruitment.uploads.registry import OwnerKind, register_owner
from vacancies.visibility import viewer_of


def register() -> None:
    """Called once, from apps.py."""
    register_owner(OwnerKind(code=FILES_OF_WORK, may_read=may_read_answer))


def may_read_answer(request: HttpRequest, file: StoredFile) -> bool:
    """The candidate who sent it, and eligibility reviewers as on their own pages: within their
    scope, never their own application, and with a second factor in this session."""
    work = EligibilityWork.objects.filter(pk=file.owner_id).first()
    user = request.user
    if work is None or not isinstance(user, User):
        return False
    if find_own_application(viewer_of(request), work.application_id) is not None:
        return True
    if not has_right(user, Right.DECIDE_ELIGIBILITY):
        return False
    if not (signed_in_with_second_factor(request) and from_allowed_device(request)):
        return False
    device = request.device  # type: ignore[attr-defined]
    return find_application(user, work.application_id, device=device) is not None
