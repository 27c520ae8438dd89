"""Sending an offer to somebody on a reserve list, or drawn from one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Model
from django.http import HttpResponse
from django.utils import timezone

from applicants.admin.work import WorkPage
from applicants.choices import Event, Status
from applicants.forms.staff import StaffForm
from applicants.forms.staff_reserve import OfferFromReserveForm
from applicants.pipeline import STEPS
from applicants.selectors.reserve import ahead_of, list_of
from applicants.services.guards import GUARDS
from applicants.services.reserve_list import offer_from_reserve
from recruitment.accounts.roles import Right

STEP = STEPS[Event.OFFER_FROM_RESERVE]


class OfferFromReservePage(WorkPage):
    """Says who is passed over, asks why, and sends the offer."""

    name = "offer_from_reserve"
    template_name = "applicants/staff/offer_from_reserve.html"
    title = "Send the offer"
    right = Right.MAKE_OFFERS
    button = "Send the offer"
    explains = STEP.tells
    done = "The offer is sent."

    def form_class(self) -> type[StaffForm]:
        return OfferFromReserveForm

    def form_options(self) -> dict[str, Any]:
        self.ahead = ahead_of(self.application)
        return {"passes_over": bool(self.ahead)}

    def initial(self) -> dict[str, Any]:
        found = list_of(self.application.vacancy_id)
        return {"seen_list": found.version if found else 0}

    def save(self, form: OfferFromReserveForm) -> Model:
        return offer_from_reserve(
            application_id=self.application.pk,
            by=self.user,
            reason=form.cleaned_data.get("reason", ""),
            expected_version=form.seen_version,
            expected_list=self._seen(form),
        )

    def _seen(self, form: OfferFromReserveForm) -> int | None:
        """A drawn application stands on no list of its own vacancy."""
        return form.list_version if self.application.status == Status.RESERVE else None

    def show(self, form: forms.Form, *, status: int = 200, **more: Any) -> HttpResponse:
        at = timezone.now()
        answers = [GUARDS[name](self.application, at) for name in STEP.guards]
        return super().show(
            form,
            status=status,
            ahead=self.ahead,
            blocked=[sentence for sentence in answers if sentence],
            fits=self.application.status in STEP.moves,
            offer=getattr(self.application, "offer", None),
            **more,
        )
