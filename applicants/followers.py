"""Whom a change of an advert concerns, for the app that holds adverts and knows no applications."""

from __future__ import annotations

from applicants.selectors.following import count_following
from applicants.services.advert_changes import follow_change
from vacancies.hooks import Following, register_followers
from vacancies.models import Vacancy, VacancyChange


class ApplicantFollowers:
    """Candidates with an application that is going on, or a draft."""

    def count(self, vacancy: Vacancy) -> Following:
        """How many of each there are."""
        return count_following(vacancy)

    def tell(self, change: VacancyChange, *, after: str, limit: int) -> str:
        """See `services/advert_changes.py`."""
        return follow_change(change=change, after=after, limit=limit)


def register() -> None:
    """Called once, from apps.py."""
    register_followers(ApplicantFollowers())
