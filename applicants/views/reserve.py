"""A candidate on a reserve list answers whether we may consider them for a later vacancy."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from applicants.errors import Refused
from applicants.forms.reserve import YES, ReserveAnswerForm
from applicants.models import Application, ReserveRequest
from applicants.selectors.candidate import get_own_application
from applicants.selectors.reserve import ends_on
from applicants.selectors.reserve_drawing import find_request
from applicants.services.reserve_drawing import answer_request
from applicants.views.after import user_of
from applicants.views.typed import keeps_typed, typed_before
from vacancies.visibility import viewer_of
from vacancies.wording import pay_in_short

Answer = ReserveRequest.Answer
SAID_NO = "Thank you. You keep your place on the reserve list."
SAID_YES = "Thank you. This is your application for the later vacancy."


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
def reserve_request(request: HttpRequest, pk: UUID, request_id: int) -> HttpResponse:
    """What the later vacancy is, what a yes does, and the answer. Opening it changes nothing."""
    application = get_own_application(request, pk)
    asked = find_request(application, request_id, viewer_of(request))
    if asked is None:
        raise Http404
    form = ReserveAnswerForm(request.POST if request.method == "POST" else None)
    form = typed_before(request, form)
    if request.method == "POST" and form.is_valid():
        try:
            answered = answer_request(
                request_id=asked.pk,
                by=user_of(request),
                yes=form.cleaned_data["answer"] == YES,
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return _after(request, application, answered)
    return render(
        request,
        "applicants/reserve_request.html",
        {
            "application": application,
            "vacancy": application.vacancy,
            "asked": asked,
            "later": asked.vacancy,
            "pay": pay_in_short(asked.vacancy) or asked.vacancy.pay_note,
            "until": ends_on(application),
            "is_open": asked.answer == Answer.OPEN
            and asked.answer_by >= timezone.localdate()
            and ends_on(application) is not None,
            "form": form,
        },
    )


def _after(
    request: HttpRequest, application: Application, answered: ReserveRequest
) -> HttpResponse:
    """The new application, or the page of the place on the list."""
    if answered.made is not None:
        messages.success(request, SAID_YES)
        return redirect("applicants:status", pk=answered.made.pk)
    if answered.answer == Answer.NOT_ELIGIBLE:
        return redirect("applicants:reserve_request", pk=application.pk, request_id=answered.pk)
    messages.success(request, SAID_NO)
    return redirect("applicants:status", pk=application.pk)
