"""The sift: who declared what, who marks what, the scores, and what two markers agreed."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from applicants.models.fields import EncryptedJSONField
from vacancies.scoring import HIGHEST_SCORE, scale_of


class SiftDeclaration(models.Model):
    """Whom a marker knows among the people who may have applied, said once, before the first
    application of a vacancy is opened. The names are encrypted; they go some time after the sift
    (`services/sift_names.py`) and are empty then. `named` is how many there were."""

    vacancy = models.ForeignKey(
        "vacancies.Vacancy", on_delete=models.CASCADE, related_name="sift_declarations"
    )
    marker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    names = EncryptedJSONField(default=list, null=True)
    named = models.PositiveSmallIntegerField(default=0)
    declared_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["vacancy", "marker"], name="one_sift_declaration")
        ]

    def __str__(self) -> str:
        return f"{self.marker_id} for {self.vacancy_id}"


class SiftConflict(models.Model):
    """A marker who knows the candidate: this application does not exist for them any more."""

    class Source(models.TextChoices):
        NAMED = "named", "Declared before the sift"
        SAID = "said", "Recognised while reading"

    application = models.ForeignKey(
        "applicants.Application", on_delete=models.CASCADE, related_name="sift_conflicts"
    )
    marker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=10, choices=Source.choices)
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "marker"], name="one_sift_conflict")
        ]

    def __str__(self) -> str:
        return f"{self.marker_id} knows {self.application_id}"


class SiftMarking(models.Model):
    """One marker's work on one application: in hand, and then complete, when every criterion that
    the sift scores has a score of theirs."""

    application = models.ForeignKey(
        "applicants.Application", on_delete=models.CASCADE, related_name="sift_markings"
    )
    marker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    handed_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "sift"
        verbose_name_plural = "sifting"
        constraints = [
            models.UniqueConstraint(fields=["application", "marker"], name="one_sift_marking")
        ]

    def __str__(self) -> str:
        return f"{self.application_id} by {self.marker_id}"


class SiftScore(models.Model):
    """One marker's score for one essential criterion, on the scale of its vacancy
    (`vacancies/scoring.py`); the service checks it, the table knows the widest scale alone."""

    application = models.ForeignKey(
        "applicants.Application", on_delete=models.CASCADE, related_name="sift_scores"
    )
    criterion = models.ForeignKey(
        "vacancies.EssentialCriterion", on_delete=models.PROTECT, related_name="+"
    )
    marker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField(validators=[MaxValueValidator(HIGHEST_SCORE)])
    comment = models.TextField(blank=True, max_length=2000)
    scored_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "criterion", "marker"], name="one_score_per_marker"
            ),
            models.CheckConstraint(
                condition=Q(score__lte=HIGHEST_SCORE), name="sift_score_on_a_scale"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.score}"

    @property
    def meaning(self) -> str:
        """What the score says on the scale of its vacancy."""
        return scale_of(self.application.vacancy.score_scale).labels.get(self.score, "")


class Reconciliation(models.Model):
    """Two markers differ by more than the vacancy allows. One of them proposes scores with a note
    and the other agrees, or the panel chair settles it alone. Open until `agreed_at`."""

    application = models.OneToOneField(
        "applicants.Application", on_delete=models.CASCADE, related_name="reconciliation"
    )
    opened_at = models.DateTimeField()
    note = models.TextField(blank=True, max_length=2000)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    proposed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(proposed_by=None, proposed_at=None)
                | (Q(proposed_by__isnull=False, proposed_at__isnull=False) & ~Q(note="")),
                name="reconciliation_proposed_with_note",
            ),
            models.CheckConstraint(
                condition=Q(agreed_by=None, agreed_at=None)
                | Q(agreed_by__isnull=False, agreed_at__isnull=False, proposed_at__isnull=False),
                name="reconciliation_agreed_after_proposal",
            ),
        ]

    def __str__(self) -> str:
        return f"Reconciliation of {self.application_id}"

    @property
    def is_open(self) -> bool:
        """True until the scores are agreed."""
        return self.agreed_at is None


class AgreedScore(models.Model):
    """The score of one criterion as proposed in a reconciliation; it counts once that is agreed."""

    reconciliation = models.ForeignKey(
        Reconciliation, on_delete=models.CASCADE, related_name="scores"
    )
    criterion = models.ForeignKey(
        "vacancies.EssentialCriterion", on_delete=models.PROTECT, related_name="+"
    )
    score = models.PositiveSmallIntegerField(validators=[MaxValueValidator(HIGHEST_SCORE)])

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reconciliation", "criterion"], name="one_agreed_score"
            ),
            models.CheckConstraint(
                condition=Q(score__lte=HIGHEST_SCORE), name="agreed_score_on_a_scale"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reconciliation_id}: {self.score}"


class SealOpening(models.Model):
    """The seal of a vacancy, opened before its closing time, with the reason."""

    vacancy = models.OneToOneField(
        "vacancies.Vacancy", on_delete=models.CASCADE, related_name="seal_opening"
    )
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField()
    reason = models.TextField(max_length=500)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="seal_opened_with_reason")
        ]

    def __str__(self) -> str:
        return f"Seal of {self.vacancy_id}"
