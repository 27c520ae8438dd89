"""What happened to an advert, and what of it is still to be told."""

from __future__ import annotations

from typing import Any

from django.db import models

from vacancies.choices import VacancyStatus
from vacancies.choices_life import VacancyEvent
from vacancies.models.vacancy import Vacancy


class VacancyChange(models.Model):
    """One step in the life of an advert. The database refuses changes of it.

    `actor_id` is the account's id, without a foreign key: the row survives the account; empty for
    the portal itself. `reason_code` is one of the step's coded reasons; `data` holds the closing
    time before and after, or under "changes" what readers read before and after.
    """

    vacancy = models.ForeignKey(Vacancy, on_delete=models.CASCADE, related_name="history")
    sequence = models.PositiveIntegerField()
    event = models.CharField(max_length=20, choices=VacancyEvent)
    from_status = models.CharField(max_length=10, choices=VacancyStatus, blank=True)
    to_status = models.CharField(max_length=10, choices=VacancyStatus)
    version = models.PositiveIntegerField(help_text="The version of the advert after the step.")
    actor_id = models.BigIntegerField(null=True, blank=True)
    at = models.DateTimeField()
    reason_code = models.CharField(max_length=30, blank=True)
    reason = models.TextField(blank=True)
    data: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)

    class Meta:
        ordering = ["vacancy_id", "sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["vacancy", "sequence"], name="one_advert_change_per_sequence"
            )
        ]

    def __str__(self) -> str:
        return f"{self.vacancy_id} #{self.sequence} {self.event}"


class Announcement(models.Model):
    """A change that people who apply still have to be told. Gone when everybody has been.

    `reached` is the last application that was told, so that the work goes on where it stopped.
    """

    change = models.OneToOneField(
        VacancyChange, on_delete=models.CASCADE, related_name="announcement"
    )
    reached = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return f"To be told: {self.change_id}"
