"""Pages of job alerts: a new one, the page behind the emailed link, and the account's own list.

Opening an emailed link changes nothing; only its buttons do. What is said when somebody gives an
address is the same for every address.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from recruitment.access.emailed_links import opened_by_link
from recruitment.access.limits import too_many
from recruitment.accounts.models import User
from vacancies.alerts import saving, selectors
from vacancies.alerts.forms import AlertForm, FrequencyForm
from vacancies.alerts.links import alert_path, find_search, stop_path
from vacancies.alerts.matching import describe, lasting
from vacancies.choices import Visibility
from vacancies.models import SavedSearch
from vacancies.params import read_params

ASKED_AN_HOUR = 10
_reading = require_http_methods(["GET", "HEAD", "POST"])


@login_not_required
@_reading
def new_alert(request: HttpRequest) -> HttpResponse:
    """Set up an alert for the search that the address says; the address keeps it through errors."""
    internal = request.GET.get("list") == Visibility.INTERNAL
    if internal and not isinstance(request.user, User):
        return redirect_to_login(request.get_full_path())
    query = lasting(read_params(request.GET)[0]).query()
    kind = str(Visibility.INTERNAL if internal else Visibility.PUBLIC)
    page: dict[str, Any] = {
        "search": describe(query, kind),
        "kind": kind,
        "list_link": f"{reverse('vacancies:internal' if internal else 'vacancies:list')}?{query}",
    }
    if internal and not selectors.may_have_internal_alerts(request.user):
        return render(request, "vacancies/alerts/not_internal.html", page)
    own = getattr(request.user, "email", "") if internal else ""
    if request.method != "POST":
        initial = {"email": getattr(request.user, "email", "")}
        form = AlertForm(initial=initial, own_address=own)
        return render(request, "vacancies/alerts/new.html", {**page, "form": form})
    form = AlertForm(request.POST, own_address=own)
    if not form.is_valid():
        return render(request, "vacancies/alerts/new.html", {**page, "form": form})
    return _ask(request, form, kind, query, page)


def _ask(
    request: HttpRequest, form: AlertForm, kind: str, query: str, page: dict[str, Any]
) -> HttpResponse:
    if too_many(request, action="alert", most=ASKED_AN_HOUR, seconds=3600):
        return render(request, "429.html", status=429)
    try:
        done = saving.ask_for_alert(
            email=form.address,
            kind=kind,
            query=query,
            frequency=form.cleaned_data["frequency"],
            by=request.user,
        )
    except saving.AlertRefused as refused:
        form.add_error(None, str(refused))
        return render(request, "vacancies/alerts/new.html", {**page, "form": form})
    if done:
        messages.success(request, "Your job alert is set up.")
        return redirect("vacancies:alerts")
    return redirect("vacancies:alert_asked")


@login_not_required
@require_safe
def alert_asked(request: HttpRequest) -> HttpResponse:
    """Look into your mailbox: the same page for every address, and it repeats none."""
    return render(request, "vacancies/alerts/asked.html")


_with_search = opened_by_link(
    lambda token: find_search(token, at=timezone.now()),
    action="alert_link",
    gone="vacancies/alerts/gone.html",
)


@_with_search
def alert_by_link(request: HttpRequest, search: SavedSearch) -> HttpResponse:
    """The page of one alert: confirm it, change it, keep it; a link leads to stopping."""
    stop = stop_path(search)
    if search.confirmed_at is None:
        return _confirm(request, search, stop)
    return _manage(request, search, here=request.path, stop=stop)


def _confirm(request: HttpRequest, search: SavedSearch, stop: str) -> HttpResponse:
    page: dict[str, Any] = {"alert": search, "search": describe(search.query, search.kind)}
    if request.method == "POST":
        try:
            kept = saving.confirm_alert(search_id=search.pk)
        except saving.AlertRefused as refused:
            page["refused"] = str(refused)
        else:
            if kept is not None:
                messages.success(request, "Your job alert is set up.")
                return redirect(alert_path(kept))
            return redirect(request.path)
    return render(request, "vacancies/alerts/confirm.html", {**page, "stop_link": stop})


def _manage(request: HttpRequest, search: SavedSearch, *, here: str, stop: str) -> HttpResponse:
    form = FrequencyForm(initial={"frequency": search.frequency})
    if request.method == "POST" and request.POST.get("action") == "keep":
        saving.keep_alert(search_id=search.pk)
        messages.success(request, "We keep your job alert for 12 more months.")
        return redirect(here)
    if request.method == "POST":
        form = FrequencyForm(request.POST)
        if form.is_valid():
            saving.change_frequency(search_id=search.pk, frequency=form.cleaned_data["frequency"])
            messages.success(request, "Your job alert is changed.")
            return redirect(here)
    context = {
        "alert": search,
        "search": describe(search.query, search.kind),
        "form": form,
        "stop_link": stop,
    }
    return render(request, "vacancies/alerts/manage.html", context)


@csrf_exempt  # a mail program posts here without cookies (RFC 8058); the link itself is the secret
@_with_search
def stop_by_link(request: HttpRequest, search: SavedSearch) -> HttpResponse:
    """One button, or one POST from a mail program; the address is gone at once."""
    return _stop(request, search)


def _stop(request: HttpRequest, search: SavedSearch) -> HttpResponse:
    words = describe(search.query, search.kind)
    if request.method == "POST":
        saving.stop_alert(search_id=search.pk)
        return render(request, "vacancies/alerts/stopped.html", {"search": words})
    return render(request, "vacancies/alerts/stop.html", {"search": words, "alert": search})


@require_safe
def own_alerts(request: HttpRequest) -> HttpResponse:
    """The alerts of the person who is signed in."""
    rows = [
        {"alert": one, "search": describe(one.query, one.kind)}
        for one in selectors.alerts_of(request.user)  # type: ignore[arg-type]
    ]
    return render(request, "vacancies/alerts/own.html", {"rows": rows})


@_reading
def own_alert(request: HttpRequest, pk: int) -> HttpResponse:
    """One of the person's own alerts; anybody else's is not there."""
    search = _own(request, pk)
    stop = reverse("vacancies:own_alert_stop", args=[pk])
    return _manage(request, search, here=request.path, stop=stop)


@_reading
def stop_own_alert(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop one of the person's own alerts."""
    return _stop(request, _own(request, pk))


def _own(request: HttpRequest, pk: int) -> SavedSearch:
    search = selectors.alerts_of(request.user).filter(pk=pk).first()  # type: ignore[arg-type]
    if search is None:
        raise Http404
    return search
