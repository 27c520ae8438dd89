"""What a unit asks before it assesses a transferring officer, once it is there."""

from __future__ import annotations

from django.db import models


class UnitGate(models.Model):
    """One condition met, such as a mentor: `code` is one of `vacancies/data/unit_conditions`."""

    application = models.ForeignKey(
        "applicants.Application", on_delete=models.CASCADE, related_name="unit_gates"
    )
    code = models.CharField(max_length=30)
    met_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by_id = models.BigIntegerField()

    class Meta:
        ordering = ["met_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "code"], name="one_gate_per_code")
        ]

    def __str__(self) -> str:
        return f"{self.code} of {self.application_id} on {self.met_on}"
