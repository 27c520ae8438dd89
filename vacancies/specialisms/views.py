"""Transferring officers: the route, each specialism, and expressing interest without an account."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from recruitment.access.emailed_links import opened_by_link
from recruitment.access.limits import too_many
from vacancies.choices import Route
from vacancies.specialisms.data import BY_SLUG, SPECIALISMS
from vacancies.specialisms.forms import InterestForm
from vacancies.specialisms.links import find_interest
from vacancies.specialisms.models import Interest
from vacancies.specialisms.services import express_interest, remove_interest
from vacancies.visibility import viewer_of
from vacancies.ways.selectors import open_adverts

SENT_AN_HOUR = 10


@login_not_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The route: who can transfer, the specialisms, and how selection goes."""
    context = {
        "specialisms": SPECIALISMS,
        "adverts": open_adverts(viewer_of(request), Route.TRANSFEREE),
        "route": Route.TRANSFEREE,
        "mailbox": settings.CONTACT_MAILBOX,
    }
    return render(request, "specialisms/index.html", context)


@login_not_required
@require_safe
def specialism(request: HttpRequest, slug: str) -> HttpResponse:
    """One specialism with its open adverts."""
    one = BY_SLUG.get(slug)
    if one is None:
        raise Http404
    adverts = open_adverts(viewer_of(request), Route.TRANSFEREE, units=one.units)
    context = {"one": one, "adverts": adverts, "route": Route.TRANSFEREE}
    return render(request, "specialisms/specialism.html", context)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def interest(request: HttpRequest) -> HttpResponse:
    """The form. `?specialism=` ticks the one that somebody comes from."""
    if request.method != "POST":
        wanted = request.GET.get("specialism", "")
        initial = {"specialisms": [wanted]} if wanted in BY_SLUG else {}
        return render(request, "specialisms/interest.html", {"form": InterestForm(initial=initial)})
    if too_many(request, action="interest", most=SENT_AN_HOUR, seconds=3600):
        return render(request, "429.html", status=429)
    form = InterestForm(request.POST)
    if not form.is_valid():
        return render(request, "specialisms/interest.html", {"form": form})
    if not form.is_from_a_robot:
        express_interest(email=form.cleaned_data["email"], fields=form.cleaned_data)
    return redirect("specialisms:sent")


@login_not_required
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """What happens next."""
    return render(request, "specialisms/sent.html")


@opened_by_link(find_interest, action="interest_link", gone="specialisms/gone.html")
def remove(request: HttpRequest, found: Interest) -> HttpResponse:
    """One button; it is gone at once."""
    if request.method == "POST":
        remove_interest(interest_id=found.pk)
        return render(request, "specialisms/removed.html")
    return render(request, "specialisms/remove.html", {"interest": found})
