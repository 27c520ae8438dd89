"""How long things are kept: holds that stop it, warnings that come before, and what stays."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class LegalHold(models.Model):
    """Nothing of this application is deleted while a hold on it stands: a claim may need it.

    `owner` answers for it. It ends when it is lifted, which sets `lifted_at`.
    """

    application = models.ForeignKey(
        "applicants.Application", on_delete=models.PROTECT, related_name="holds"
    )
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    placed_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(lifted_at=None), name="one_standing_hold"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="hold_has_reason"),
        ]

    def __str__(self) -> str:
        return f"Hold {self.pk} on {self.application_id}"


class DeletionWarning(models.Model):
    """The candidate was told on `warned_on` that an application goes on `delete_on` (London days).

    Where that day moves, because they carried on, the warning counts no more.
    """

    application = models.OneToOneField(
        "applicants.Application", on_delete=models.CASCADE, related_name="deletion_warning"
    )
    warned_on = models.DateField()
    delete_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.application_id} goes on {self.delete_on}"


class Tombstone(models.Model):
    """How many deleted applications of a vacancy had come how far, by the month in which they were
    begun. Nothing links a number to a person, nor one deletion to the next (domain 6.3)."""

    vacancy = models.ForeignKey("vacancies.Vacancy", on_delete=models.CASCADE, related_name="+")
    stage = models.CharField(max_length=30)
    month = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["vacancy", "stage", "month"], name="one_tombstone_for_each"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="tombstone_month_is_first_day"),
        ]

    def __str__(self) -> str:
        return f"{self.vacancy_id}: {self.stage}, {self.month:%B %Y}"
