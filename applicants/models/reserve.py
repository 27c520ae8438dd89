"""The reserve list of a vacancy, and asking somebody on it about a later vacancy.

Domain document 1 ("reserve list"), 4.1, 6.3: appointable people in the order of merit, for 12
months, or up to 24 with approval. Who is on the list is a status of the application; the order
follows from the agreed scores and stands in no column.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class ReserveList(models.Model):
    """How long the reserve list of a vacancy lasts: `ends_on` is its last day (London).

    `version` is raised whenever an offer is made from it or somebody is placed on it, so that a
    page made from an older list is refused, not obeyed.
    """

    vacancy = models.OneToOneField(
        "vacancies.Vacancy", on_delete=models.PROTECT, related_name="reserve_list"
    )
    begins_on = models.DateField()
    ends_on = models.DateField()
    version = models.PositiveIntegerField(default=1)
    extended_at = models.DateTimeField(null=True, blank=True)
    extended_by_id = models.BigIntegerField(null=True, blank=True)
    extension_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["ends_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("begins_on")), name="reserve_list_ends_later"
            ),
            models.CheckConstraint(
                condition=Q(
                    extended_at__isnull=True, extended_by_id__isnull=True, extension_reason=""
                )
                | (
                    Q(extended_at__isnull=False, extended_by_id__isnull=False)
                    & ~Q(extension_reason="")
                ),
                name="reserve_list_extension_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"Reserve list of {self.vacancy_id} until {self.ends_on}"


class ReserveRequest(models.Model):
    """Whether somebody on a reserve list wants to be considered for a later vacancy.

    `application` is the one that stands on the list; a yes makes `made`, an application for
    `vacancy`. Until then nobody there learns who was asked.
    """

    class Answer(models.TextChoices):
        OPEN = "open", "Asked, no answer yet"
        YES = "yes", "Said yes"
        NO = "no", "Said no"
        NOT_ELIGIBLE = "not_eligible", "Said yes, but is not eligible for this vacancy"
        NO_REPLY = "no_reply", "Did not answer in time"
        GONE = "gone", "No longer on the list, or the vacancy is over"

    application = models.ForeignKey(
        "applicants.Application", on_delete=models.CASCADE, related_name="reserve_requests"
    )
    vacancy = models.ForeignKey(
        "vacancies.Vacancy", on_delete=models.PROTECT, related_name="reserve_requests"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    answer_by = models.DateField()
    # Why somebody else was passed over, for colleagues; nobody is named in it.
    reason = models.CharField(max_length=500, blank=True)
    answer = models.CharField(max_length=12, choices=Answer.choices, default=Answer.OPEN)
    answered_at = models.DateTimeField(null=True, blank=True)
    made = models.OneToOneField(
        "applicants.Application",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="drawn_by",
    )

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "vacancy"], name="asked_once_for_a_vacancy"
            ),
            models.CheckConstraint(
                condition=Q(answer="open", answered_at__isnull=True)
                | (~Q(answer="open") & Q(answered_at__isnull=False)),
                name="reserve_answer_has_time",
            ),
            models.CheckConstraint(
                condition=Q(made__isnull=True) | Q(answer="yes"), name="drawn_after_a_yes"
            ),
            models.CheckConstraint(
                condition=Q(answer__in=["open", "yes", "no", "not_eligible", "no_reply", "gone"]),
                name="reserve_answer_known",
            ),
        ]
        indexes = [
            models.Index(
                fields=["answer_by"], condition=Q(answer="open"), name="reserve_requests_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.application_id} for {self.vacancy_id}: {self.answer}"
