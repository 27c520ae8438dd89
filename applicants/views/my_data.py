"""Your data: read what is held, download it, correct it, close the account."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applicants.errors import Refused
from applicants.forms.my_data import CloseAccountForm, DetailsForm
from applicants.selectors.my_data import details_of, held_applications
from applicants.selectors.retention import retention_table
from applicants.services.closing import close_account, correct_details
from applicants.services.exporting import export_my_data
from applicants.views.after import user_of
from vacancies.visibility import viewer_of


@require_safe
def my_data(request: HttpRequest) -> HttpResponse:
    """What is held, and for how long."""
    context = {
        "details": details_of(user_of(request)),
        "held": held_applications(viewer_of(request)),
        "kept": retention_table(),
    }
    return render(request, "applicants/my_data.html", context)


@require_POST
@reauthentication_required  # type: ignore[untyped-decorator]
def download(request: HttpRequest) -> FileResponse:
    """Everything as one zip file. By POST and with the password: it is worth stealing."""
    name = f"my-data-{timezone.localdate().isoformat()}.zip"
    return FileResponse(
        export_my_data(viewer=viewer_of(request)),
        as_attachment=True,
        filename=name,
        content_type="application/zip",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def details(request: HttpRequest) -> HttpResponse:
    """Correct the name and the telephone number."""
    user = user_of(request)
    known = details_of(user)
    form = DetailsForm(
        request.POST if request.method == "POST" else None,
        initial={
            "given_names": known["Given names"],
            "family_name": known["Family name"],
            "phone": known["Telephone number"],
        },
    )
    if request.method == "POST" and form.is_valid():
        correct_details(by=user, **form.cleaned_data)
        messages.success(request, "Your details are saved.")
        return redirect("applicants:my_data")
    return render(request, "applicants/my_details.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required  # type: ignore[untyped-decorator]
def close(request: HttpRequest) -> HttpResponse:
    """Close the account, after the password and a tick."""
    form = CloseAccountForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            close_account(by=user_of(request))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            logout(request)
            messages.success(request, "Your account is closed. We have written to confirm it.")
            return redirect("vacancies:home")
    return render(request, "applicants/close_account.html", {"form": form})
