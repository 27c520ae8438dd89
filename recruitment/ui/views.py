"""Pages of the furniture. All of them are public, and none of them stores anything personal."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from recruitment.access.limits import too_many
from recruitment.ui import content, cookies, selectors, services
from recruitment.ui.errors import (
    bad_request,
    csrf_failure,
    forbidden,
    not_found,
    server_error,
    unavailable,
)
from recruitment.ui.forms.pages import CookiesForm, FeedbackForm
from recruitment.ui.health import told_words
from recruitment.ui.metrics import CONTENT_TYPE, current_numbers

# The settings and the address table name the error pages by this module.
__all__ = [
    "accessibility",
    "bad_request",
    "contact",
    "cookies_page",
    "csrf_failure",
    "feedback",
    "forbidden",
    "health",
    "metrics",
    "not_found",
    "privacy",
    "ready",
    "server_error",
    "stay_signed_in",
    "unavailable",
]


FEEDBACK_AN_HOUR = 20


@login_not_required
@csrf_exempt  # pages from a shared cache hold no token: from_our_own_pages stands in for it
@require_http_methods(["GET", "HEAD", "POST"])
def cookies_page(request: HttpRequest) -> HttpResponse:
    """The cookies page, and the answer to the banner on any page."""
    if request.method == "POST":
        if not cookies.from_our_own_pages(request):
            raise PermissionDenied
        return save_cookie_choice(request)
    policy = cookies.policy_of(request)
    initial = {}
    if policy is not None:
        initial = {
            "settings": "yes" if policy.settings else "no",
            "usage": "yes" if policy.usage else "no",
        }
    return render_cookies(request, CookiesForm(initial=initial))


def render_cookies(request: HttpRequest, form: CookiesForm) -> HttpResponse:
    saved = request.method != "POST" and cookies.banner_of(request) == "saved"
    return render(request, "ui/cookies.html", {"form": form, "saved": saved})


def save_cookie_choice(request: HttpRequest) -> HttpResponse:
    """One button for all (the banner) or an answer for each kind (the page)."""
    for_all = request.POST.get("all")
    if for_all in {"yes", "no"}:
        policy = cookies.CookiePolicy(settings=for_all == "yes", usage=for_all == "yes")
    else:
        form = CookiesForm(request.POST)
        if not form.is_valid():
            return render_cookies(request, form)
        policy = cookies.CookiePolicy(
            settings=form.cleaned_data["settings"] == "yes",
            usage=form.cleaned_data["usage"] == "yes",
        )
    response = HttpResponseRedirect(own_address(request, request.POST.get("next", "")))
    cookies.save_policy(response, policy)
    return response


def own_address(request: HttpRequest, wanted: str) -> str:
    """The wanted address when it is one of ours, else the cookies page."""
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    plain = wanted.startswith("/") and wanted.isprintable()
    return wanted if ours and plain else reverse("ui:cookies")


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    context = {"updated": content.ACCESSIBILITY_STATEMENT_DATE, "mailbox": settings.CONTACT_MAILBOX}
    return render(request, "ui/accessibility.html", context)


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    context = {
        "updated": content.PRIVACY_NOTICE_DATE,
        "version": content.PRIVACY_NOTICE_VERSION,
        "mailbox": settings.COMPLAINTS_MAILBOX,
    }
    return render(request, "ui/privacy.html", context)


@login_not_required
@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/contact.html", {"mailbox": settings.CONTACT_MAILBOX})


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest) -> HttpResponse:
    """Robots that fill in the hidden box get the same thanks, and nothing is kept."""
    if request.method != "POST":
        form = FeedbackForm(initial={"page": request.GET.get("page", "")[:300]})
        return render(request, "ui/feedback.html", {"form": form})
    form = FeedbackForm(request.POST)
    if not form.is_valid():
        return render(request, "ui/feedback.html", {"form": form})
    if too_many(request, action="feedback", most=FEEDBACK_AN_HOUR, seconds=3600):
        return render(request, "429.html", status=429)
    if not form.is_from_a_robot:
        services.receive_feedback(text=form.cleaned_data["text"], page=form.cleaned_data["page"])
    messages.success(request, "Thank you. Your feedback has been sent to the team.")
    return redirect("ui:feedback")


@require_POST
def stay_signed_in(request: HttpRequest) -> HttpResponse:
    """Asked by the warning before a time-out. The request itself renews the session."""
    return HttpResponse(status=204)


@login_not_required
@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """The process is up. Asks nothing of the database, so that a restart of it restarts us not."""
    return JsonResponse({"status": "ok"})


@login_not_required
@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """The process can serve pages: database and cache answer. Otherwise 503."""
    parts = {"database": selectors.database_answers(), "cache": selectors.cache_answers()}
    answer = {name: "ok" if works else "unavailable" for name, works in parts.items()}
    answer |= told_words()
    return JsonResponse(answer, status=200 if all(parts.values()) else 503)


@never_cache
@login_not_required
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Numbers for operators, on the application's own socket. 404 where they are not switched on,
    and for whatever came through the proxy, which says from whom."""
    if not settings.METRICS or "HTTP_X_REAL_IP" in request.META:
        raise Http404
    return HttpResponse(current_numbers(), content_type=CONTENT_TYPE)
