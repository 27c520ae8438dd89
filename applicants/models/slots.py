"""Interview times that are offered, and what a candidate says when none of them suits."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from applicants.models.selection import Interview


class InterviewSlot(models.Model):
    """A time that `places` candidates may choose, until `change_until`; after that it stays as it
    is. A withdrawn slot is offered to nobody. Whoever chose it has an Interview with this slot."""

    vacancy = models.ForeignKey(
        "vacancies.Vacancy", on_delete=models.CASCADE, related_name="interview_slots"
    )
    starts_at = models.DateTimeField("starts")
    minutes = models.PositiveSmallIntegerField(default=45)
    places = models.PositiveSmallIntegerField(default=1)
    format = models.CharField(
        max_length=20, choices=Interview.Format.choices, default=Interview.Format.IN_PERSON
    )
    place = models.CharField(max_length=200)
    panel = models.CharField(max_length=200, blank=True)
    what_to_bring = models.CharField(max_length=300, blank=True)
    change_until = models.DateTimeField("chosen and changed until")
    offered_at = models.DateTimeField("offered", auto_now_add=True)
    withdrawn_at = models.DateTimeField("withdrawn", null=True, blank=True)

    class Meta:
        ordering = ["starts_at", "pk"]
        verbose_name = "interview time"
        constraints = [
            models.CheckConstraint(
                condition=Q(places__gte=1) & Q(places__lte=50), name="slot_places_sane"
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=10) & Q(minutes__lte=480), name="slot_length_sane"
            ),
            models.CheckConstraint(
                condition=Q(change_until__lte=F("starts_at")), name="slot_closes_before_it_starts"
            ),
        ]
        indexes = [models.Index(fields=["vacancy", "starts_at"])]

    def __str__(self) -> str:
        return f"Interview time {self.pk} of vacancy {self.vacancy_id}"


class InterviewWish(models.Model):
    """A candidate cannot come at any time that is offered. Staff read it on the case page; it
    goes when a time is chosen or set."""

    application = models.OneToOneField(
        "applicants.Application", on_delete=models.CASCADE, related_name="interview_wish"
    )
    note = models.TextField(max_length=2500)
    asked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Wish of {self.application_id}"
