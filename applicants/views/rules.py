"""How eligibility is decided, for everybody to read."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from applicants.eligibility_rules import read_catalogue


@login_not_required
@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule with its figures, dates, sources and reasons, straight from the rules."""
    catalogue = read_catalogue(timezone.localdate())
    return render(request, "applicants/check/rules.html", {"catalogue": catalogue})
