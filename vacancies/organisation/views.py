"""Pages about the organisation. Everybody sees the same: public vacancies alone are counted."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from vacancies.data.units import OPERATIONAL
from vacancies.organisation import selectors


@login_not_required
@require_safe
def glance(request: HttpRequest) -> HttpResponse:
    """The Met at a glance: groups, functions, values and principles."""
    operational, functions = selectors.groups(at=timezone.now())
    context = {"operational": operational, "functions": functions}
    return render(request, "vacancies/organisation/glance.html", context)


@login_not_required
@require_safe
def group(request: HttpRequest, slug: str) -> HttpResponse:
    """One group or function: what it does, its units, its vacancies."""
    found = selectors.group_of(slug)
    if found is None:
        raise Http404
    at = timezone.now()
    operational, functions = selectors.groups(at=at)
    part = next(one for one in [*operational, *functions] if one.name == found.label)
    context = {
        "part": part,
        "is_operational": found in OPERATIONAL,
        "units": selectors.units_of(found, at=at),
        "has_bcus": found == OPERATIONAL[0],
    }
    return render(request, "vacancies/organisation/group.html", context)


@login_not_required
@require_safe
def bcus(request: HttpRequest) -> HttpResponse:
    """The twelve local policing areas."""
    context = {"bcus": selectors.bcus(at=timezone.now())}
    return render(request, "vacancies/organisation/bcus.html", context)
