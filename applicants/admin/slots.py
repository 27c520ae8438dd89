"""Interview times in the staff site: offered, filled, withdrawn. Changes go through services."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from applicants.admin.asking import device_of, person_of
from applicants.admin.filters import VacancyFilter
from applicants.errors import Refused
from applicants.forms.staff_slots import PlacesForm, SlotsForm, WithdrawSlotForm
from applicants.models import InterviewSlot
from applicants.selectors.slots import slots_for_staff, vacancies_to_offer_for
from applicants.services.slots import change_places, offer_slots, withdraw_slot
from recruitment.accounts.admin_site import RightsAdminMixin
from recruitment.accounts.roles import Right
from recruitment.ui.dates import london_datetime

if TYPE_CHECKING:
    _Admin = admin.ModelAdmin[InterviewSlot]
else:
    _Admin = admin.ModelAdmin

CONFLICT = 409


@admin.register(InterviewSlot)
class InterviewSlotAdmin(RightsAdminMixin, _Admin):
    """The times of the person's vacancies; nobody else's exist here."""

    view_right = add_right = change_right = Right.SET_INTERVIEWS
    list_display = ("when", "for_vacancy", "where", "filled", "state")
    list_filter = (VacancyFilter,)
    list_per_page = 50
    sortable_by = ()
    actions = None
    preserve_filters = False
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    def get_queryset(self, request: HttpRequest) -> QuerySet[InterviewSlot]:
        return slots_for_staff(person_of(request), device=device_of(request))

    def get_urls(self) -> list[URLPattern]:
        withdraw = path(
            "<int:slot_id>/withdraw/",
            self.admin_site.admin_view(self.withdraw_view),
            name="applicants_interviewslot_withdraw",
        )
        return [withdraw, *super().get_urls()]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(
            request, {"title": "Interview times", **(extra_context or {})}
        )

    def add_view(
        self,
        request: HttpRequest,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """A day's times at once, then the same form again for the next day."""
        self._check(self.has_add_permission(request))
        vacancies = vacancies_to_offer_for(person_of(request), device=device_of(request))
        form = SlotsForm(
            request.POST if request.method == "POST" else None,
            vacancies=vacancies,
            initial={"vacancy": request.GET.get("vacancy", "")},
        )

        def save() -> str:
            slots = offer_slots(
                vacancy_id=form.cleaned_data["vacancy"].pk, by=person_of(request), plan=form.plan
            )
            return f"Interview times offered: {len(slots)}."

        return self._work(request, form, save, title="Offer interview times", button="Offer them")

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """How many places a time has; and the way to withdraw it."""
        slot = self._slot(request, object_id)
        form = PlacesForm(
            request.POST if request.method == "POST" else None, initial={"places": slot.places}
        )

        def save() -> str:
            change_places(
                slot_id=slot.pk, by=person_of(request), places=form.cleaned_data["places"]
            )
            return "The places are saved."

        return self._work(request, form, save, title=_name(slot), button="Save", slot=slot)

    def withdraw_view(self, request: HttpRequest, slot_id: int) -> HttpResponse:
        """Withdraw a time: who chose it is asked to choose another."""
        slot = self._slot(request, str(slot_id))
        form = WithdrawSlotForm(request.POST if request.method == "POST" else None)

        def save() -> str:
            told = withdraw_slot(
                slot_id=slot.pk, by=person_of(request), reason=form.cleaned_data["reason"]
            )
            return f"The time is withdrawn. Candidates told: {told}."

        title = f"Withdraw {_name(slot)}"
        return self._work(request, form, save, title=title, button="Withdraw this time", slot=slot)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The audit log is the history; this address leads to the time."""
        slot = self._slot(request, object_id)
        return HttpResponseRedirect(
            reverse("admin:applicants_interviewslot_change", args=[slot.pk])
        )

    def _check(self, allowed: bool) -> None:
        if not allowed:
            raise PermissionDenied

    def _slot(self, request: HttpRequest, key: str) -> InterviewSlot:
        self._check(self.has_change_permission(request))
        slot: InterviewSlot = self.row_or_404(request, key)
        return slot

    def _work(
        self,
        request: HttpRequest,
        form: forms.Form,
        save: Callable[[], str],
        **context: Any,
    ) -> HttpResponse:
        status = 200
        if request.method == "POST" and form.is_valid():
            try:
                messages.success(request, save())
            except Refused as refusal:
                form.add_error(None, str(refusal))
                status = CONFLICT
            else:
                return HttpResponseRedirect(reverse("admin:applicants_interviewslot_changelist"))
        context |= {**self.admin_site.each_context(request), "opts": self.opts, "form": form}
        return render(request, "applicants/staff/slot_form.html", context, status=status)

    @admin.display(description="When")
    def when(self, slot: InterviewSlot) -> str:
        return london_datetime(slot.starts_at)

    @admin.display(description="Vacancy")
    def for_vacancy(self, slot: InterviewSlot) -> str:
        return f"{slot.vacancy.title} ({slot.vacancy.reference})"

    @admin.display(description="Where")
    def where(self, slot: InterviewSlot) -> str:
        return f"{slot.get_format_display()}: {slot.place}"

    @admin.display(description="Chosen")
    def filled(self, slot: Any) -> str:
        return f"{slot.taken} of {slot.places}"

    @admin.display(description="State")
    def state(self, slot: InterviewSlot) -> str:
        now = timezone.now()
        if slot.withdrawn_at is not None:
            return "Withdrawn"
        if slot.starts_at <= now:
            return "Over"
        return "Offered" if now < slot.change_until else "Fixed"


def _name(slot: InterviewSlot) -> str:
    return f"Interview time: {london_datetime(slot.starts_at)}"
