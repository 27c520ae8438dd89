"""A profile on the register, who looked at it, and to which openings it was invited."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from applicants.models.fields import EncryptedJSONField
from applicants.register.choices import Hybrid, InvitationState, ProfileState
from recruitment.ui.dates import london_date
from vacancies.choices import JobFamily, RateUnit, VacancyStatus
from vacancies.models import Vacancy


class RegisterProfile(models.Model):
    """One person's profile. `answers` is what they wrote, encrypted; the columns below it are what
    recruiters match by, written from the answers when the person registers.

    `active_until` is the last day on the register, London's. The keep link's token is derived from
    `nonce`; only its hash is stored.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="register_profile"
    )
    state = models.CharField(max_length=10, choices=ProfileState, default=ProfileState.DRAFT)
    answers = EncryptedJSONField(default=dict)
    completed = ArrayField(models.CharField(max_length=20), default=list)
    name = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    right_to_work = models.CharField(max_length=10, blank=True)
    families = ArrayField(models.CharField(max_length=30, choices=JobFamily), default=list)
    titles = ArrayField(models.CharField(max_length=80), default=list)
    rate = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    rate_unit = models.CharField(max_length=4, choices=RateUnit, blank=True)
    available_from = models.DateField(null=True)
    areas = ArrayField(models.CharField(max_length=10), default=list)
    hybrid = models.CharField(max_length=10, choices=Hybrid, blank=True)
    clearance = models.CharField(max_length=10, blank=True)
    clearance_sponsor = models.CharField(max_length=200, blank=True)
    clearance_until = models.DateField(null=True)
    summary = models.CharField(max_length=1300, blank=True)
    bar_decided = EncryptedJSONField(null=True)
    convictions_read_at = models.DateTimeField(null=True)
    consented_at = models.DateTimeField(null=True)
    privacy_version = models.CharField(max_length=20, blank=True)
    registered_at = models.DateTimeField(null=True)
    active_until = models.DateField(null=True)
    nonce = models.CharField(max_length=32)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        indexes = [
            GinIndex(
                fields=["families"],
                name="register_families",
                condition=Q(state=ProfileState.ACTIVE),
            ),
            models.Index(fields=["active_until"], name="register_active_until"),
        ]
        constraints = [
            models.CheckConstraint(
                name="register_active_is_whole",
                condition=Q(state=ProfileState.DRAFT)
                | Q(
                    convictions_read_at__isnull=False,
                    consented_at__isnull=False,
                    registered_at__isnull=False,
                    active_until__isnull=False,
                    available_from__isnull=False,
                    rate__isnull=False,
                    titles__len__gte=1,
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"Register profile {self.pk}"

    @property
    def is_active(self) -> bool:
        return self.state == ProfileState.ACTIVE

    @property
    def about_key(self) -> str:
        """What its emails are about, in the outbox."""
        return f"register:{self.pk}"


class RegisterLook(models.Model):
    """A member of staff read the profile: shown to the person by role and day."""

    profile = models.ForeignKey(RegisterProfile, on_delete=models.CASCADE, related_name="looks")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=40)
    on = models.DateField()

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["profile", "by", "on"], name="look_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.role} on {london_date(self.on)}"


class Invitation(models.Model):
    """An invitation to talk about one opening, and the answer. One for a profile and an opening."""

    profile = models.ForeignKey(
        RegisterProfile, on_delete=models.CASCADE, related_name="invitations"
    )
    vacancy = models.ForeignKey(Vacancy, on_delete=models.PROTECT, related_name="invitations_of")
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    message = models.CharField(max_length=1000)
    reasons = models.JSONField(default=list, help_text="Why they were a match, as sentences.")
    state = models.CharField(max_length=10, choices=InvitationState, default=InvitationState.SENT)
    nonce = models.CharField(max_length=32)
    token_hash = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    reply = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["-sent_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["profile", "vacancy"], name="invited_once"),
            models.CheckConstraint(
                name="invitation_answered_has_time",
                condition=Q(state=InvitationState.SENT, answered_at=None)
                | (~Q(state=InvitationState.SENT) & Q(answered_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"Invitation {self.pk}"

    @property
    def is_withdrawn(self) -> bool:
        """The opening was cancelled: nobody is needed any more."""
        return self.vacancy.status == VacancyStatus.CANCELLED
