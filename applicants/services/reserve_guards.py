"""What the steps of a reserve list need (`guards.py` names them with the others)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from applicants.choices import Status
from applicants.models import Application, ReserveRequest
from applicants.selectors.reserve import list_of
from recruitment.ui.dates import london_date


def reserve_list_goes_on(application: Application, at: datetime) -> str:
    if application.status != Status.RESERVE:
        return ""  # drawn from another vacancy's list, by a yes that was given in time
    found = list_of(application.vacancy_id)
    if found is None:
        return "This vacancy has no reserve list."
    if found.ends_on < timezone.localdate(at):
        return f"The reserve list ended on {london_date(found.ends_on)}."
    return ""


def reserve_list_has_ended(application: Application, at: datetime) -> str:
    found = list_of(application.vacancy_id)
    if found is None or found.ends_on < timezone.localdate(at):
        return ""
    return f"The reserve list goes on until {london_date(found.ends_on)}."


def was_drawn_from_reserve(application: Application, at: datetime) -> str:
    agreed = ReserveRequest.objects.filter(made=application, answer=ReserveRequest.Answer.YES)
    if agreed.exists():
        return ""
    return "This person was not asked about this vacancy, or has not said yes."
