"""Who may see which advert: one function, asked by every page, list, count, form and link.

Restricted adverts exist only for a signed-in person of the Met at a Met device (internal
vacancies; domain report 5.1 (j)). For everybody else there is nothing, not even a difference.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from recruitment.access.device import Device, How
from recruitment.accounts.standing import current_standing
from vacancies.choices import VacancyStatus, Visibility
from vacancies.models import Vacancy

if TYPE_CHECKING:
    from recruitment.accounts.models import User


@dataclass(frozen=True)
class Viewer:
    """A person, the device in front of them, and the moment of looking."""

    user: User | AnonymousUser
    device: Device
    at: datetime


def viewer_of(request: HttpRequest) -> Viewer:
    """The viewer behind this request. The device is asserted anew on every request."""
    device: Device = request.device  # type: ignore[attr-defined]
    return Viewer(user=request.user, device=device, at=timezone.now())


def anonymous_viewer(at: datetime) -> Viewer:
    """Somebody signed out, anywhere: for feeds, emails and all else that has no reader yet."""
    return Viewer(AnonymousUser(), Device(trusted=False, how=How.NO_HEADER), at)


def may_see_restricted(viewer: Viewer) -> bool:
    """Signed in, at a Met device, and with a standing at the Met today: all three.

    A device alone is never enough, nor a person alone. Asks the database only when the other
    two hold, so that outside the network there is nothing to measure.
    """
    user = viewer.user
    if not (user.is_authenticated and user.is_active and viewer.device.trusted):
        return False
    today = timezone.localtime(viewer.at).date()
    return current_standing(user, on=today) is not None


def visible_vacancies(viewer: Viewer, *, include_closed: bool = False) -> QuerySet[Vacancy]:
    """The adverts that exist for this viewer: open ones, and on request those that have closed.

    Drafts, adverts that open later and cancelled ones exist for nobody here.
    """
    at = viewer.at
    begun = Q(opens_at__lte=at)
    still_open = Q(status=VacancyStatus.OPEN) & (Q(closes_at=None) | Q(closes_at__gte=at))
    ended = Q(status__in=[VacancyStatus.OPEN, VacancyStatus.CLOSED, VacancyStatus.FILLED])
    vacancies = Vacancy.objects.filter(begun & (ended if include_closed else still_open))
    if may_see_restricted(viewer):
        return vacancies
    return vacancies.exclude(visibility=Visibility.RESTRICTED)


def next_change(at: datetime) -> datetime | None:
    """The next moment at which an advert opens or closes by its own times; None if there is none.

    Of all published adverts, restricted ones too: the moment alone tells nobody anything.
    """
    published = Vacancy.objects.filter(status=VacancyStatus.OPEN)
    opening = published.filter(opens_at__gt=at).order_by("opens_at")
    closing = published.filter(closes_at__gt=at).order_by("closes_at", "id")
    moments = [
        *opening.values_list("opens_at", flat=True)[:1],
        *closing.values_list("closes_at", flat=True)[:1],
    ]
    return min((moment for moment in moments if moment), default=None)
