"""What was typed is never lost: not by a session that ended, nor by a failed check of its form.

Typed text of a person who is no longer signed in waits in this browser's session, encrypted, until
they are back on the same page or the session ends. Whoever else signs in here never sees it: the
page that shows it belongs to the owner alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, QueryDict
from django.middleware.csrf import CsrfViewMiddleware

from applicants.models.fields import EncryptedJSONField

KEY = "typed_while_signed_out"
NEVER_KEPT = ("csrfmiddlewaretoken",)
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


def keep_typed(request: HttpRequest) -> None:
    """Put this POST aside for the page at the same address."""
    fields = {name: values for name, values in request.POST.lists() if name not in NEVER_KEPT}
    sealed = _sealed.get_prep_value({"path": request.path, "fields": fields})
    request.session[KEY] = sealed


def take_typed(request: HttpRequest) -> QueryDict | None:
    """What was put aside for the page at this address, once; None when there is nothing."""
    kept: Any = request.session.get(KEY)
    if kept is None:
        return None
    found = _sealed.from_db_value(kept, None, None)
    if found["path"] != request.path:
        return None
    del request.session[KEY]
    typed = QueryDict(mutable=True)
    for name, values in found["fields"].items():
        typed.setlist(name, values)
    return typed
