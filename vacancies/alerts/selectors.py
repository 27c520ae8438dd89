"""What the pages and emails of alerts ask."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils import timezone

from recruitment.accounts.addresses import has_confirmed
from recruitment.accounts.standing import current_standing
from vacancies.choices import Visibility
from vacancies.models import SavedSearch, Vacancy
from vacancies.visibility import anonymous_viewer, visible_vacancies

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from recruitment.accounts.models import User


def alerts_of(user: User) -> QuerySet[SavedSearch]:
    """The person's own alerts: those of the account, and those of its confirmed address."""
    rows = SavedSearch.objects.filter(confirmed_at__isnull=False)
    own = rows.filter(user=user)
    if has_confirmed(user, user.email):
        own = own | rows.filter(email=user.email.lower())
    return own.order_by("-confirmed_at", "-pk")


def may_have_internal_alerts(user: User | AnonymousUser) -> bool:
    """Signed in, with a standing today and a confirmed address to write to."""
    standing = current_standing(user, on=timezone.localdate())
    return standing is not None and has_confirmed(user, getattr(user, "email", ""))


def vacancies_told(search: SavedSearch, day: date, *, at: datetime) -> QuerySet[Vacancy]:
    """What one run found for one search, if it is still open and still of the same list."""
    open_now = visible_vacancies(anonymous_viewer(at)).filter(visibility=search.kind)
    told = search.told.filter(told_on=day).values("vacancy_id")
    rows = open_now.filter(pk__in=told).order_by("-published_at", "-pk")
    return rows.prefetch_related("bases")


def may_be_told_now(search: SavedSearch) -> bool:
    """Looked at again when the email goes out: a leaver hears nothing more of internal ones."""
    if search.confirmed_at is None:
        return False
    if search.kind == Visibility.PUBLIC:
        return True
    if search.user is None:
        return False
    return current_standing(search.user, on=timezone.localdate()) is not None
