"""Saved searches: who wants to hear of new vacancies, of which kind, how often."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from vacancies.choices import Visibility
from vacancies.models.vacancy import Vacancy


class Frequency(models.TextChoices):
    """How often an alert may come; never when there is nothing new."""

    DAILY = "daily", "Every day"
    WEEKLY = "weekly", "Once a week, on Monday"


class SavedSearch(models.Model):
    """One search of one address. Alerts go out only after `confirmed_at`.

    `query` is the search as its address says it, without order, page and closing limit. There is
    no kind for restricted vacancies: no email ever tells of them (domain report 5.1 (j)). Vacancies
    that opened up to `told_until` are known to the reader; `run_on` is the London day of the last
    run. After `keep_until` the person is asked whether to keep it. The link's token is derived
    from `nonce` (recruitment/outbox/links.py).
    """

    email = models.EmailField(max_length=254)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="saved_searches",
    )
    kind = models.CharField(max_length=10, choices=Visibility)
    query = models.CharField(max_length=1500, blank=True)
    frequency = models.CharField(max_length=10, choices=Frequency)
    nonce = models.CharField(max_length=32)
    token_hash = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    keep_until = models.DateField(null=True, blank=True)
    asked_to_keep_at = models.DateTimeField(null=True, blank=True)
    told_until = models.DateTimeField()
    run_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "saved searches"
        constraints = [
            models.UniqueConstraint(
                fields=["email", "kind", "query"],
                condition=Q(confirmed_at__isnull=True),
                name="one_unconfirmed_search",
            ),
            models.UniqueConstraint(
                fields=["email", "kind", "query"],
                condition=Q(confirmed_at__isnull=False),
                name="one_confirmed_search",
            ),
            models.CheckConstraint(
                condition=Q(kind=Visibility.PUBLIC)
                | Q(kind=Visibility.INTERNAL, user__isnull=False),
                name="search_public_or_of_a_person",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, keep_until__isnull=True, run_on__isnull=True)
                | Q(confirmed_at__isnull=False, keep_until__isnull=False, run_on__isnull=False),
                name="search_confirmed_paired",
            ),
        ]
        indexes = [
            models.Index(
                fields=["frequency", "run_on"],
                condition=Q(confirmed_at__isnull=False),
                name="search_due",
            )
        ]

    def __str__(self) -> str:
        return f"Saved search {self.pk}"

    @property
    def about(self) -> str:
        """What its emails are about, in the outbox."""
        return f"search:{self.pk}"


class ToldVacancy(models.Model):
    """A vacancy that one alert told of: never again by the same search."""

    search = models.ForeignKey(SavedSearch, on_delete=models.CASCADE, related_name="told")
    vacancy = models.ForeignKey(Vacancy, on_delete=models.CASCADE, related_name="+")
    told_on = models.DateField(db_index=True)

    class Meta:
        verbose_name_plural = "told vacancies"
        constraints = [
            models.UniqueConstraint(fields=["search", "vacancy"], name="vacancy_told_once"),
        ]

    def __str__(self) -> str:
        return f"{self.search_id} told of {self.vacancy_id}"
