"""People who asked to be told when they can apply."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vacancies.choices import Route
from vacancies.models import Vacancy


class EligibilityNotice(models.Model):
    """One email to one address on one London day, and nothing more: no fact, no name, no account.

    About one vacancy, or without one about its route in general.

    Sent only after `confirmed_at`, at most once (`queued_at`), and deleted afterwards. The link's
    token is derived from a key and `nonce`; only its SHA-256 is stored. `route` says which other
    vacancies to name if this one is closed by then.
    """

    email = models.EmailField(max_length=254)
    vacancy = models.ForeignKey(Vacancy, on_delete=models.CASCADE, related_name="+", null=True)
    route = models.CharField(max_length=20, choices=Route.choices)
    due_on = models.DateField()
    nonce = models.CharField(max_length=32)
    token_hash = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    queued_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["email", "vacancy"],
                condition=Q(confirmed_at__isnull=True),
                name="one_unconfirmed_notice",
            ),
            models.UniqueConstraint(
                fields=["email", "vacancy"],
                condition=Q(confirmed_at__isnull=False),
                name="one_confirmed_notice",
            ),
            models.UniqueConstraint(
                fields=["email", "route"],
                condition=Q(vacancy__isnull=True, confirmed_at__isnull=True),
                name="one_unconfirmed_route_notice",
            ),
            models.UniqueConstraint(
                fields=["email", "route"],
                condition=Q(vacancy__isnull=True, confirmed_at__isnull=False),
                name="one_confirmed_route_notice",
            ),
            models.CheckConstraint(
                condition=Q(queued_at__isnull=True) | Q(confirmed_at__isnull=False),
                name="notice_sent_only_confirmed",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"],
                condition=Q(confirmed_at__isnull=False, queued_at__isnull=True),
                name="notice_due",
            )
        ]

    def __str__(self) -> str:
        return f"Notice {self.pk} for {self.due_on}"

    @property
    def about(self) -> str:
        """What its emails are about, in the outbox."""
        return f"notice:{self.pk}"
