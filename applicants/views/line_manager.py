"""The candidate puts right their line manager's address, after our email came back from it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from applicants.errors import Refused
from applicants.forms.line_manager import ManagerAddressForm
from applicants.selectors.candidate import get_own_application
from applicants.selectors.verification import returned_request
from applicants.services.manager_address import correct_manager
from applicants.views.after import show, user_of


@require_http_methods(["GET", "HEAD", "POST"])
def line_manager(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Another address, while the email to the first one has come back."""
    application = get_own_application(request, pk)
    returned = returned_request(application)
    if returned is None:
        return redirect("applicants:status", pk=pk)
    form = ManagerAddressForm(
        request.POST if request.method == "POST" else None,
        returned=returned.manager_email,
        initial={"manager_name": returned.manager_name},
    )
    if request.method == "POST" and form.is_valid():
        try:
            correct_manager(
                application_id=application.pk,
                by=user_of(request),
                manager_name=form.cleaned_data["manager_name"],
                manager_email=form.cleaned_data["manager_email"],
            )
        except Refused as refused:
            form.add_error("manager_email", str(refused))
        else:
            messages.success(request, "We have sent the questions to the new address.")
            return redirect("applicants:status", pk=pk)
    return show(request, "applicants/line_manager.html", application, form, returned=returned)
