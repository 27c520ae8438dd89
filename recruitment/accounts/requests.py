"""Who makes a request."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from recruitment.accounts.models import User


def person_of(request: HttpRequest) -> User:
    """The person who is signed in. Raises PermissionDenied for somebody who is not."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
