"""Work bases: places that an advert can name."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from vacancies.choices import Zone
from vacancies.data.organisation import BCU_CHOICES, BCU_CODES


class Base(models.Model):
    """A building, or a whole Basic Command Unit where the posting is decided later."""

    name = models.CharField(max_length=80, unique=True)
    zone = models.CharField(max_length=10, choices=Zone)
    bcu = models.CharField(
        "BCU",
        max_length=2,
        blank=True,
        choices=BCU_CHOICES,
        help_text="The local policing area it stands in. Empty outside London.",
    )
    address = models.CharField(
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text="Street, town and postcode, as candidates read it. Empty where the advert names "
        "a district or a whole area, or where the address is told with an invitation.",
    )
    lat = models.DecimalField(
        "latitude",
        max_digits=8,
        decimal_places=5,
        validators=[MinValueValidator(50), MaxValueValidator(53)],
        help_text="Degrees north.",
    )
    lon = models.DecimalField(
        "longitude",
        max_digits=8,
        decimal_places=5,
        validators=[MinValueValidator(-2), MaxValueValidator(2)],
        help_text="Degrees east; west of Greenwich is negative.",
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="base_bcu_known", condition=models.Q(bcu__in=["", *BCU_CODES])
            ),
            models.CheckConstraint(
                name="base_outside_london_has_no_bcu",
                condition=models.Q(zone=Zone.OUTSIDE, bcu="")
                | (~models.Q(zone=Zone.OUTSIDE) & ~models.Q(bcu="")),
                violation_error_message="A base in London needs its BCU; one outside has none.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
