"""Who may read the documents of adverts at the address of all files: those who write the advert.

Readers have an address of their own, beside the advert's (`views.attachment`).
"""

from __future__ import annotations

from django.http import HttpRequest

from recruitment.accounts.admin_site import from_allowed_device, signed_in_with_second_factor
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right, has_right
from recruitment.uploads.models import StoredFile
from recruitment.uploads.registry import OwnerKind, register_owner
from vacancies.attachments import ADVERT, TEMPLATE
from vacancies.selectors_staff import find_vacancy
from vacancies.services.file_notices import tell_uploader


def register() -> None:
    """Called once, from apps.py."""
    register_owner(OwnerKind(ADVERT, may_read=may_read_of_advert, quarantined=tell_uploader))
    register_owner(OwnerKind(TEMPLATE, may_read=may_read_of_template))


def may_read_of_advert(request: HttpRequest, file: StoredFile) -> bool:
    """As on the staff pages: a second factor in this session, an allowed device, their adverts."""
    user = request.user
    if not (isinstance(user, User) and user.is_staff and signed_in_with_second_factor(request)):
        return False
    if not (from_allowed_device(request) and has_right(user, Right.EDIT_VACANCIES)):
        return False
    device = request.device  # type: ignore[attr-defined]
    return find_vacancy(user, int(file.owner_id), device=device) is not None


def may_read_of_template(request: HttpRequest, file: StoredFile) -> bool:
    """Nobody: a template is begun from, and the draft has its own copies."""
    return False
