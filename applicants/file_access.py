"""Who may read the files that candidates send: the policy that every download asks."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest

from applicants.models import Application, EligibilityWork
from applicants.models.eligibility_work import FILES_OF_WORK
from applicants.selectors.candidate import find_own_application
from applicants.selectors.lists import APPLICATION, PROFILE
from applicants.selectors.staff import find_application, sight_of
from applicants.selectors.staff_answers import files_for_staff
from applicants.services.quarantine import tell_of_quarantine
from recruitment.accounts.admin_site import from_allowed_device, signed_in_with_second_factor
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right, has_right
from recruitment.uploads.models import StoredFile
from recruitment.uploads.registry import OwnerKind, register_owner
from vacancies.visibility import viewer_of


def register() -> None:
    """Called once, from apps.py."""
    for code, may_read in (
        (FILES_OF_WORK, may_read_answer),
        (APPLICATION, may_read_of_application),
        (PROFILE, may_read_of_profile),
    ):
        register_owner(OwnerKind(code=code, may_read=may_read, quarantined=tell_of_quarantine))


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
    return _may_work_with(request, user, work.application_id)


def may_read_of_application(request: HttpRequest, file: StoredFile) -> bool:
    """The candidate, and staff who read this application whole and whom the question's answers are
    for, as on the case page: a file says who wrote it, so markers never get it."""
    user = request.user
    if not isinstance(user, User):
        return False
    pk = UUID(file.owner_id)
    if find_own_application(viewer_of(request), pk) is not None:
        return True
    if not (sight_of(user).whole and _may_work_with(request, user, pk)):
        return False
    application = Application.objects.select_related("vacancy").get(pk=pk)
    return file in files_for_staff(application, user)


def may_read_of_profile(request: HttpRequest, file: StoredFile) -> bool:
    """The person alone; an application takes a copy."""
    candidate = getattr(request.user, "candidate", None)
    return candidate is not None and file.owner_id == str(candidate.pk)


def _may_work_with(request: HttpRequest, user: User, pk: UUID) -> bool:
    """As on the pages of staff: a second factor in this session, an allowed device, their scope."""
    if not (signed_in_with_second_factor(request) and from_allowed_device(request)):
        return False
    device = request.device  # type: ignore[attr-defined]
    return find_application(user, pk, device=device) is not None
