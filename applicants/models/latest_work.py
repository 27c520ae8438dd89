"""Who last saved each piece of work on an application: the interview, the offer, a check, …"""

from __future__ import annotations

from django.db import models


class LatestWork(models.Model):
    """`number` counts the saves of one piece. A form carries the number that it was made from, so
    that whoever comes second is told by whom, and overwrites nothing unseen."""

    application = models.ForeignKey(
        "applicants.Application", on_delete=models.CASCADE, related_name="latest_work"
    )
    piece = models.CharField(max_length=120)
    number = models.PositiveIntegerField()
    saved_by_id = models.BigIntegerField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "piece"], name="one_latest_of_a_piece")
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.piece} #{self.number}"
