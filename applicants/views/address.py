"""The candidate answers that their address works, after emails to it came back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from recruitment.accounts.models import User
from recruitment.outbox.services import try_address_again


@require_POST
def address_again(request: HttpRequest) -> HttpResponse:
    """Send once more what came back from the person's own address."""
    user = request.user
    if isinstance(user, User) and try_address_again(address=user.email, by=user):
        messages.success(
            request,
            "We are sending the emails again. If they come back once more, we say so here.",
        )
    return redirect("applicants:applications")
