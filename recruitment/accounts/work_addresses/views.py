"""Your standing at the Met: what is held, and how to show it with a work address."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from recruitment.access.emailed_links import answer_for_no_link
from recruitment.access.limits import too_many
from recruitment.accounts.requests import person_of
from recruitment.accounts.services import london_today
from recruitment.accounts.work_addresses import selectors, services
from recruitment.accounts.work_addresses.forms import WorkAddressForm
from recruitment.accounts.work_addresses.links import find_asked
from recruitment.outbox.links import keep_private

ASKED_AN_HOUR = 10
_reading = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def standing(request: HttpRequest) -> HttpResponse:
    """What the portal holds about this person today, where it comes from and until when."""
    context = {
        "held": selectors.held_by(person_of(request), on=london_today()),
        "days": settings.STANDING_WORK_DAYS,
        "mailbox": settings.CONTACT_MAILBOX,
    }
    return render(request, "account/standing.html", context)


@_reading
def add_work_address(request: HttpRequest) -> HttpResponse:
    """The form; every address of a listed domain gets the same answer."""
    form = WorkAddressForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if too_many(request, action="work_address", most=ASKED_AN_HOUR, seconds=3600):
            return render(request, "429.html", status=429)
        services.ask_work_address(
            email=form.cleaned_data["email"], kind=form.cleaned_data["kind"], by=person_of(request)
        )
        return redirect("account_standing_asked")
    context = {"form": form, "days": settings.STANDING_WORK_DAYS}
    return render(request, "account/standing_add.html", context)


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Look into the mailbox at work: the same page for every address, and it repeats none."""
    return render(request, "account/standing_asked.html", {"mailbox": settings.CONTACT_MAILBOX})


@_reading
@sensitive_variables("token")
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link; only its button gives the standing."""
    found = find_asked(token, user=person_of(request), at=timezone.now())
    if found is None:
        response = answer_for_no_link(
            request, action="work_link", gone="account/standing_gone.html"
        )
        keep_private(response)
        return response
    page = {"asked": found, "days": settings.STANDING_WORK_DAYS, "refused": ""}
    if request.method == "POST":
        try:
            made = services.confirm_work_address(asked_id=found.pk, by=person_of(request))
        except services.ClaimRefused as refused:
            page["refused"] = str(refused)
        else:
            if made is not None:
                messages.success(request, "Your work address is confirmed.")
            return redirect("account_standing")
    response = render(request, "account/standing_confirm.html", page)
    keep_private(response)
    return response
