"""What belongs to one advert: its essential criteria and the people who work on it."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from vacancies.choices import AssessedBy, TeamRole
from vacancies.models.vacancy import Vacancy
from vacancies.validators import validate_code, validate_guide


class EssentialCriterion(models.Model):
    """One thing a person must be able to do; the sift scores each by its code."""

    vacancy = models.ForeignKey(
        Vacancy, on_delete=models.CASCADE, related_name="essential_criteria"
    )
    code = models.CharField(max_length=50, validators=[validate_code])
    text = models.CharField(max_length=300)
    assessed_by = models.CharField(max_length=10, choices=AssessedBy, default=AssessedBy.FORM)
    order = models.PositiveSmallIntegerField()
    guide = models.JSONField(
        "scoring guide",
        default=list,
        blank=True,
        db_default=[],
        validators=[validate_guide],
        help_text="What markers look for at single values of the scale. Candidates never see it.",
    )

    class Meta:
        ordering = ["vacancy_id", "order"]
        verbose_name_plural = "essential criteria"
        constraints = [
            models.UniqueConstraint(fields=["vacancy", "code"], name="criterion_code_once"),
            models.UniqueConstraint(
                fields=["vacancy", "order"],
                name="criterion_order_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return self.text


class TeamMember(models.Model):
    """A person with work on one vacancy; rights bite only on the vacancies of their team."""

    vacancy = models.ForeignKey(Vacancy, on_delete=models.CASCADE, related_name="team")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="vacancy_teams"
    )
    role = models.CharField(max_length=30, choices=TeamRole)

    class Meta:
        ordering = ["vacancy_id", "role", "user_id"]
        constraints = [
            models.UniqueConstraint(fields=["vacancy", "user", "role"], name="team_role_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.vacancy_id}"
