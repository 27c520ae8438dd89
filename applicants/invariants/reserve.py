"""Reserve lists: nobody stands on one that is not there, or that should have ended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from applicants.choices import Status
from applicants.models import Application, Interview, ReserveRequest, StatusChange
from recruitment.invariants.registry import register_check

LATE_DAYS = 2  # beat ends them in the first hour of the next day


@register_check("reserve_without_list", "Somebody is on a reserve list that is missing or over")
def reserve_without_list(at: datetime) -> Iterator[str]:
    """No list of the vacancy, one that ended days ago, or a result that is not appointable."""
    over = Q(vacancy__reserve_list__ends_on__lt=timezone.localdate(at) - timedelta(days=LATE_DAYS))
    unfit = ~Q(interview__result=Interview.Result.APPOINTABLE)
    odd = Application.objects.filter(
        Q(vacancy__reserve_list__isnull=True) | over | unfit, status=Status.RESERVE
    )
    return odd.order_by().values_list("reference", flat=True).iterator()


@register_check("drawn_without_consent", "Somebody was drawn from a reserve list without a yes")
def drawn_without_consent(at: datetime) -> Iterator[str]:
    """The yes of the same person made the application, unless that list is erased by now."""
    steps = StatusChange.objects.filter(application=OuterRef("pk"), event="draw_from_reserve")
    agreed = ReserveRequest.objects.filter(
        made=OuterRef("pk"),
        answer=ReserveRequest.Answer.YES,
        application__candidate=OuterRef("candidate"),
    )
    drawn = Application.objects.filter(status=Status.DRAWN) | Application.objects.filter(
        Exists(steps), status__in=(Status.SUBMITTED, Status.OFFER_COND)
    )
    return drawn.exclude(Exists(agreed)).order_by().values_list("reference", flat=True).iterator()
