"""The demo's own pages: who to sign in as, the current codes, the mailbox, the device button."""

from __future__ import annotations

from csp.decorators import csp_replace
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from recruitment.demo.codes import current_codes
from recruitment.demo.mailbox import get_message, list_messages
from recruitment.demo.middleware import COOKIE, SALT, is_met_device
from recruitment.demo.people import CANDIDATES, PASSWORD, STAFF

# As a mail program would show it: inline styles, no scripts, nothing fetched.
MAIL_POLICY = {"default-src": ["'none'"], "style-src": ["'unsafe-inline'"], "sandbox": True}


@login_not_required
@require_GET
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    """Who to sign in as, and where everything is."""
    context = {
        "candidates": CANDIDATES,
        "staff": STAFF,
        "password": PASSWORD,
        "met_device": is_met_device(request),
    }
    return render(request, "demo/index.html", context)


@login_not_required
@require_GET
@never_cache
def codes(request: HttpRequest) -> HttpResponse:
    """The current second-factor codes."""
    return render(request, "demo/codes.html", {"codes": current_codes()})


@login_not_required
@require_GET
@never_cache
def mailbox(request: HttpRequest) -> HttpResponse:
    """Every email that the portal sent, newest first."""
    to = request.GET.get("to", "")
    return render(request, "demo/mailbox.html", {"found": list_messages(to=to), "to": to})


@login_not_required
@require_GET
@never_cache
def message(request: HttpRequest, message_id: str) -> HttpResponse:
    """One email as text, with working links."""
    found = get_message(message_id)
    if found is None:
        raise Http404
    return render(request, "demo/message.html", {"found": found})


@login_not_required
@require_GET
@never_cache
@csp_replace(MAIL_POLICY)  # type: ignore[arg-type]  # its types know no views with arguments
def message_html(request: HttpRequest, message_id: str) -> HttpResponse:
    """One email's HTML part as a mail program would show it: its own page, scripts off."""
    found = get_message(message_id)
    if found is None or not found.html:
        raise Http404
    return HttpResponse(found.html)


@login_not_required
@require_POST
def device(request: HttpRequest) -> HttpResponse:
    """Pretend to sit at a Met device, or stop pretending."""
    response = redirect("demo:index")
    if is_met_device(request):
        response.delete_cookie(COOKIE)
        messages.success(request, "You are now on an ordinary device.")
    else:
        response.set_signed_cookie(COOKIE, "met", salt=SALT, httponly=True, samesite="Lax")
        messages.success(request, "You are now on a Met device.")
    return response
