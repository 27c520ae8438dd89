"""Interviews."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class Interview(models.Model):
    """An interview: when, where, and what came of it. `sequence` is raised at every change, as
    calendar programs expect it, also when it is cancelled; a cancelled one keeps its row, so that
    the next one continues in the same calendar entry. `slot` is the offered time it was chosen
    from; it takes one of the slot's places for as long as it stands here."""

    class Format(models.TextChoices):
        IN_PERSON = "in_person", "In person"
        VIDEO = "video", "By video call"

    class Result(models.TextChoices):
        APPOINTABLE = "appointable", "Appointable"
        NOT_APPOINTABLE = "not_appointable", "Not appointable"

    application = models.OneToOneField(
        "applicants.Application", on_delete=models.CASCADE, related_name="interview"
    )
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=45)
    format = models.CharField(max_length=20, choices=Format.choices, default=Format.IN_PERSON)
    place = models.CharField(max_length=200)
    panel = models.CharField(max_length=200, blank=True)
    what_to_bring = models.CharField(max_length=300, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    # The `sequence` that the candidate cannot come to: setting another date answers it by itself.
    cannot_come_to = models.PositiveIntegerField(null=True, blank=True)
    cannot_come_note = models.TextField(blank=True, max_length=2500)
    result = models.CharField(max_length=20, choices=Result.choices, blank=True)
    result_note = models.TextField(blank=True, max_length=2000)
    slot = models.ForeignKey(
        "applicants.InterviewSlot",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="bookings",
    )
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(slot__isnull=True) | Q(cancelled_at__isnull=True),
                name="cancelled_interview_takes_no_place",
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=10) & Q(minutes__lte=480), name="interview_length_sane"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def is_cancelled(self) -> bool:
        """True where nobody is expected any more."""
        return self.cancelled_at is not None

    @property
    def calendar_uid(self) -> str:
        """The name of this interview in calendars: the same through every change."""
        return f"interview-{self.application_id}@{settings.EMAIL_MESSAGE_ID_DOMAIN}"

    @property
    def candidate_cannot_come(self) -> bool:
        """True while the candidate waits for another date than the one that is set."""
        return self.cannot_come_to == self.sequence
