"""What those who decide must not see: its own tables, its own rights, encrypted where it is health
or conviction data (domain document 3.1 F, N, R and 6.4)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from applicants.models.fields import EncryptedJSONField


class ConductDeclaration(models.Model):
    """Convictions and conduct, business interests, memberships: read by Right.READ_DECLARATIONS
    alone, every reading logged, never scored and never shown to sift or panel."""

    application = models.OneToOneField(
        "applicants.Application", on_delete=models.CASCADE, related_name="conduct_declaration"
    )
    answers = EncryptedJSONField(default=dict)
    completed = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"Declaration of {self.application_id}"


class AdjustmentsRequest(models.Model):
    """What a person needs so that they can take part. Reasons stay here; assessors read
    `agreed_arrangement` and nothing else."""

    application = models.OneToOneField(
        "applicants.Application", on_delete=models.CASCADE, related_name="adjustments_request"
    )
    answers = EncryptedJSONField(default=dict)
    agreed_arrangement = models.TextField(blank=True)
    completed = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"Adjustments of {self.application_id}"


class EqualityCounter(models.Model):
    """How many people gave an answer, for each vacancy. No row names or dates a person, so no
    answer can be joined back to one (domain document 3.7 and 6.4)."""

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
