"""What those who decide must not see: its own tables, its own rights, encrypted where it is health
or conviction data (domain document 3.1 F, N, R and 6.4)."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import models
from django.db.models import Q

from applicants.models.fields import EncryptedJSONField

NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class ConductDeclaration(models.Model):
    """Convictions and conduct, business interests, memberships: read by Right.READ_DECLARATIONS
    alone, every reading logged, never scored and never shown to sift or panel."""

    application = models.OneToOneField(
        "applicants.Application", on_delete=models.CASCADE, related_name="conduct_declaration"
    )
    answers = EncryptedJSONField(default=dict)
    completed = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    saved_from = models.CharField(max_length=32, default="", db_default="")
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"Declaration of {self.application_id}"


class AdjustmentsRequest(models.Model):
    """What a person needs so that they can take part. Reasons stay here; assessors read
    `agreed_arrangement` and nothing else.

    `asks` says that there is something to agree, `changed_at` when the person wrote last and
    `agreed_at` when an adviser did: advisers find by them what waits."""

    application = models.OneToOneField(
        "applicants.Application", on_delete=models.CASCADE, related_name="adjustments_request"
    )
    answers = EncryptedJSONField(default=dict)
    agreed_arrangement = models.TextField(blank=True)
    asks = models.BooleanField(default=False, db_default=False)
    changed_at = models.DateTimeField(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    completed = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    saved_from = models.CharField(max_length=32, default="", db_default="")
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"Adjustments of {self.application_id}"

    @property
    def is_waiting(self) -> bool:
        """True where an adviser has not looked at what the person wrote last."""
        return self.asks and (self.agreed_at is None or self.agreed_at < (self.changed_at or NEVER))


class EqualityCounter(models.Model):
    """How many people gave an answer, for each vacancy. No row names or dates a person, and all
    rows of a vacancy are written together, for several people at once, so that no answer can be
    joined back to one (domain document 3.7 and 6.4)."""

    vacancy = models.ForeignKey("vacancies.Vacancy", on_delete=models.CASCADE, related_name="+")
    question = models.SlugField(max_length=40)
    answer = models.SlugField(max_length=60)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["vacancy", "question", "answer"], name="one_counter_per_answer"
            ),
            models.CheckConstraint(condition=Q(count__gte=0), name="equality_counter_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.answer}"


class EqualityPool(models.Model):
    """Answers of a vacancy that wait for those of others, shuffled and encrypted: they are counted
    for several people at once. One row a vacancy, written anew by every submission, answered or
    not, and always of the same length: neither it nor two copies of it tell who said what."""

    vacancy = models.OneToOneField("vacancies.Vacancy", on_delete=models.CASCADE, related_name="+")
    waiting = EncryptedJSONField(default=dict)

    def __str__(self) -> str:
        return f"Equality answers of vacancy {self.vacancy_id}"
