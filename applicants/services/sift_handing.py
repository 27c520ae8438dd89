""" "Save and next": which application a marker is given, so that nobody chooses whom they mark."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from applicants.choices import Status
from applicants.errors import GuardFailed, NotAllowed
from applicants.knowing import is_named
from applicants.models import Application, SiftDeclaration, SiftMarking
from applicants.policies import may_mark_for
from applicants.selectors.seals import is_sealed
from applicants.services.sift_conflicts import set_apart
from recruitment.accounts.models import User
from recruitment.audit.services import record
from vacancies.models import Vacancy

# Whoever was given one and does not finish it keeps nobody waiting for longer.
HELD_FOR = timedelta(hours=24)
LEAST_MARKED = ("done", "held", "submitted_at", "pk")  # the counts of `free_to_mark` first


@transaction.atomic
def hand_next(*, vacancy_id: int, by: User, at: datetime | None = None) -> Application | None:
    """The application that `by` marks next, now in their hand; None where nothing is left for them.

    What they have begun comes first. Then the first tier, the least marked, the least held by
    others, and the oldest: two people who ask at once get different ones while there are two.
    Raises NotAllowed, and GuardFailed while the vacancy is sealed.
    """
    allowed = may_mark_for(by, vacancy_id)
    if not allowed:
        raise NotAllowed(allowed.why)
    moment = at or timezone.now()
    vacancy = lock_sift(vacancy_id)
    if is_sealed(vacancy, moment):
        raise GuardFailed("Applications for this vacancy are sealed until it closes.")
    own = _begun(vacancy, by)
    if own is not None:
        SiftMarking.objects.filter(application=own, marker=by).update(handed_at=moment)
        return own
    found = _best(vacancy, by, moment)
    if found is None:
        return None
    SiftMarking.objects.create(application=found, marker=by, handed_at=moment)
    record(action="sift_marking.hand", by=by, target=found)
    return found


def lock_sift(vacancy_id: int) -> Vacancy:
    """The vacancy, locked until the transaction ends: applications are handed out one by one."""
    return Vacancy.objects.select_for_update(no_key=True).get(pk=vacancy_id)


def free_to_mark(vacancy_ids: Collection[int], user: User, at: datetime) -> QuerySet[Application]:
    """What `user` could be given now in these vacancies: in the sift, not marked by them nor by
    enough others, and of nobody whom they know."""
    own = SiftMarking.objects.filter(marker=user).values("application")
    done = Count("sift_markings", filter=Q(sift_markings__completed_at__isnull=False))
    held = Count(
        "sift_markings",
        filter=Q(
            sift_markings__completed_at__isnull=True, sift_markings__handed_at__gt=at - HELD_FOR
        ),
    )
    return (
        Application.objects.filter(vacancy__in=vacancy_ids, status=Status.SIFT)
        .exclude(candidate__user=user)
        .exclude(pk__in=own)
        .exclude(sift_conflicts__marker=user)
        .annotate(done=done, held=held)
        .filter(done__lt=F("vacancy__markers") - F("held"))
    )


def _begun(vacancy: Vacancy, user: User) -> Application | None:
    """What they have in hand, unless enough colleagues have finished it meanwhile."""
    in_hand = SiftMarking.objects.filter(marker=user, completed_at__isnull=True)
    begun = Application.objects.filter(
        vacancy=vacancy, status=Status.SIFT, pk__in=in_hand.values("application")
    )
    done = Count("sift_markings", filter=Q(sift_markings__completed_at__isnull=False))
    return begun.annotate(done=done).filter(done__lt=vacancy.markers).order_by("pk").first()


def _best(vacancy: Vacancy, user: User, at: datetime) -> Application | None:
    # Where tiers only decide between equal scores, nobody is read before anybody.
    first = [] if vacancy.tiers_only_break_ties else [Coalesce("tier", 1).asc()]
    free = free_to_mark([vacancy.pk], user, at).select_related("candidate__user")
    in_order = free.order_by(*first, *LEAST_MARKED)
    names = SiftDeclaration.objects.get(vacancy=vacancy, marker=user).names
    while (found := in_order.first()) is not None and names and is_named(found.candidate, names):
        set_apart([found], marker=user, at=at)  # applied after the marker said whom they know
    return found
