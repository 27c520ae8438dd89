"""Which applications a change of an advert concerns."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from applicants.choices import Status
from applicants.models import Application
from applicants.pipeline import ACTIVE
from vacancies.choices_life import VacancyEvent
from vacancies.hooks import Following
from vacancies.models import Vacancy, VacancyChange


def count_following(vacancy: Vacancy) -> Following:
    """Applications that are going on, and drafts. One query."""
    counts = Application.objects.filter(vacancy=vacancy).aggregate(
        applied=Count("pk", filter=Q(status__in=ACTIVE)),
        drafts=Count("pk", filter=Q(status=Status.DRAFT)),
    )
    return Following(**counts)


def followers_of(change: VacancyChange) -> QuerySet[Application]:
    """The applications that this change concerns, in the order of their keys."""
    applications = Application.objects.filter(vacancy_id=change.vacancy_id)
    drafts = Q(status=Status.DRAFT)
    expired = Q(status=Status.DRAFT_EXPIRED)
    going_on = Q(status__in=ACTIVE)
    if change.event in (VacancyEvent.CLOSE, VacancyEvent.FILL):
        # Beat may have closed the draft already; one that ended before has nothing to do with it.
        wanted = drafts | (expired & Q(status_since__gte=change.at))
    elif change.event == VacancyEvent.EXTEND:
        wanted = drafts | expired | going_on
    elif change.event == VacancyEvent.RELIST:
        wanted = drafts | expired
    else:
        wanted = drafts | going_on
    return applications.filter(wanted).order_by("pk")
