"""Offers, verification and appointment: nothing comes before what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from applicants.choices import CheckState, ConditionState, Event, Status
from applicants.models import (
    Application,
    Interview,
    OfferCondition,
    PreEmploymentCheck,
    StatusChange,
    VerificationRequest,
)
from applicants.selectors.conditions import HOLDS
from recruitment.invariants.registry import register_check

FINAL = (Status.OFFER_FINAL, Status.STARTED)
ACCEPTED = (Status.CHECKS, Status.LM_VERIFY, Status.CHECK_PROBLEM, Status.DEFERRED, *FINAL)
OFFERED = (Status.OFFER_COND, *ACCEPTED)


@register_check("offer_without_decision", "An offer was made that no interview result supports")
def offer_without_decision(at: datetime) -> Iterator[str]:
    """Whoever has an offer was found appointable, or was so for the list they were drawn from."""
    drawn = StatusChange.objects.filter(application=OuterRef("pk"), event=Event.DRAW_FROM_RESERVE)
    offered = Application.objects.filter(status__in=OFFERED).exclude(Exists(drawn))
    odd = offered.exclude(interview__result=Interview.Result.APPOINTABLE)
    return _references(odd)


@register_check("checks_without_acceptance", "Checks go on without an accepted offer")
def checks_without_acceptance(at: datetime) -> Iterator[str]:
    """Nothing is checked before the candidate has said yes."""
    return _references(
        Application.objects.filter(status__in=ACCEPTED).exclude(offer__accepted=True)
    )


@register_check("verification_before_offer", "A line manager was asked before an accepted offer")
def verification_before_offer(at: datetime) -> Iterator[str]:
    """The source: line managers are asked after an offer, never before."""
    after = Q(application__offer__accepted=True, asked_at__gte=F("application__offer__replied_at"))
    odd = VerificationRequest.objects.exclude(after).order_by()
    return odd.values_list("application__reference", flat=True).iterator()


@register_check("final_offer_missing", "Somebody is appointed without a confirmed offer")
def final_offer_missing(at: datetime) -> Iterator[str]:
    """The history holds the confirmation of every final offer."""
    confirmed = StatusChange.objects.filter(application=OuterRef("pk"), event=Event.CONFIRM_OFFER)
    return _references(Application.objects.filter(status__in=FINAL).exclude(Exists(confirmed)))


@register_check("final_offer_unmet", "An offer is final and a condition of it is open")
def final_offer_unmet(at: datetime) -> Iterator[str]:
    """A condition that is open and not waived, no start date, or a start before its day."""
    own = OfferCondition.objects.filter(application=OuterRef("pk"), blocks=True, check_kind="")
    early = Q(status=Status.STARTED, offer__start_on__gt=timezone.localdate(at))
    odd = Exists(own.exclude(state__in=HOLDS)) | Exists(_unfinished_checks())
    odd_start = Q(offer__start_on__isnull=True) | early
    return _references(Application.objects.filter(odd | odd_start, status__in=FINAL))


def _unfinished_checks() -> QuerySet[PreEmploymentCheck]:
    """Checks of an application, for a query, that are neither complete nor given up."""
    given_up = OfferCondition.objects.filter(
        Q(state=ConditionState.WAIVED) | Q(blocks=False),
        application=OuterRef("application"),
        check_kind=OuterRef("kind"),
    )
    checks = PreEmploymentCheck.objects.filter(application=OuterRef("pk"))
    return checks.exclude(state=CheckState.COMPLETE).exclude(Exists(given_up))


def _references(found: object) -> Iterator[str]:
    rows = found.order_by().values_list("reference", flat=True)  # type: ignore[attr-defined]
    references: Iterator[str] = rows.iterator()
    return references
