"""What was typed is never lost: not by a session that ended, nor by a failed check of its form.

Typed text of a person who is no longer signed in waits in this browser's session, encrypted, until
they are back on the same page or the session ends. Whoever else signs in here never sees it: the
page that shows it belongs to the owner alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cryptography.fernet import InvalidToken
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, QueryDict
from django.middleware.csrf import CsrfViewMiddleware

from applicants.models.fields import EncryptedJSONField

KEY = "typed_while_signed_out"
NEVER_KEPT = ("csrfmiddlewaretoken",)
# Three times the longest section at its word limits: nobody fills the session table for us.
MOST_CHARACTERS = 60_000
_sealed = EncryptedJSONField()


class _FormCheck(CsrfViewMiddleware):
    """The framework's own check, without its page that throws the form away."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return HttpResponseForbidden()


def _checked_view(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def is_forged(request: HttpRequest) -> bool:
    """Whether this POST fails the check against forged requests. For views that are exempt from
    the automatic check because they must show again what was typed."""
    unused: Callable[[HttpRequest], HttpResponse] = _checked_view
    return _FormCheck(unused).process_view(request, _checked_view, (), {}) is not None


def keep_typed(request: HttpRequest) -> bool:
    """Put this POST aside for the page at the same address; False when it is too long for that."""
    fields = {name: values for name, values in request.POST.lists() if name not in NEVER_KEPT}
    if sum(len(value) for values in fields.values() for value in values) > MOST_CHARACTERS:
        return False
    request.session[KEY] = _sealed.get_prep_value({"path": request.path, "fields": fields})
    return True


def take_typed(request: HttpRequest) -> QueryDict | None:
    """What was put aside for the page at this address, once; None when there is nothing."""
    kept: Any = request.session.get(KEY)
    if kept is None:
        return None
    try:
        found = _sealed.from_db_value(kept, None, None)
    except InvalidToken:  # the keys were changed in the meantime
        return None
    if found["path"] != request.path:
        return None
    del request.session[KEY]
    typed = QueryDict(mutable=True)
    for name, values in found["fields"].items():
        typed.setlist(name, values)
    return typed
