"""What a person keeps in their profile, for every application to take a copy of."""

from __future__ import annotations

from typing import Any

from django.db import models

from applicants.models.application import Candidate


class ProfileSection(models.Model):
    """The saved answers of one section of the profile (`applicants/sections/profile.py`).

    Like `ApplicationSection`: `version` is raised at every save, so that two tabs never overwrite
    each other silently.
    """

    candidate = models.ForeignKey(
        Candidate, on_delete=models.CASCADE, related_name="profile_sections"
    )
    code = models.SlugField(max_length=40)
    answers: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    completed = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "code"], name="one_row_per_profile_section"
            )
        ]

    def __str__(self) -> str:
        return f"{self.candidate_id}: {self.code}"
