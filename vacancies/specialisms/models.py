"""An officer of another force who is interested in a specialism: contact and little more."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, TextChoices

from vacancies.data.forces import HOME_OFFICE_FORCES
from vacancies.specialisms.data import BY_SLUG, CHOICES

OTHER_FORCE = "other"
FORCES: tuple[tuple[str, str], ...] = (
    *HOME_OFFICE_FORCES,
    (OTHER_FORCE, "Another force or agency"),
)


class Rank(TextChoices):
    """As far as it matters here: the page is for police and detective constables."""

    CONSTABLE = "constable", "Police constable"
    DETECTIVE = "detective", "Detective constable"
    HIGHER = "sergeant_or_above", "Sergeant or above"


class Interest(models.Model):
    """One expression of interest. It is no application, and is deleted after 12 months.

    The remove link's token is derived; only its hash is stored.
    """

    name = models.CharField(max_length=120)
    email = models.EmailField(max_length=254)
    phone = models.CharField(max_length=30, blank=True)
    force = models.CharField(max_length=40, choices=FORCES)
    rank = models.CharField(max_length=20, choices=Rank)
    specialisms = ArrayField(models.CharField(max_length=20, choices=CHOICES))
    counter_terrorism = models.BooleanField("interested in counter terrorism")
    about = models.TextField("experience", max_length=1000, blank=True)
    nonce = models.CharField(max_length=32)
    token_hash = models.CharField(max_length=64, unique=True)
    received_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-received_at", "-id"]
        verbose_name = "expression of interest"
        verbose_name_plural = "expressions of interest"
        indexes = [models.Index(fields=["email"], name="interest_email")]
        constraints = [
            models.CheckConstraint(
                name="interest_answered_has_person",
                condition=Q(answered_at=None, answered_by=None)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
            ),
            models.CheckConstraint(
                name="interest_names_a_specialism", condition=Q(specialisms__len__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"Interest {self.pk}"

    @property
    def about_key(self) -> str:
        """What its emails are about, in the outbox."""
        return f"interest:{self.pk}"

    @property
    def specialism_names(self) -> list[str]:
        """In the order of the page."""
        return [one.name for slug, one in BY_SLUG.items() if slug in self.specialisms]
