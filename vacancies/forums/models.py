"""A forum, and a place in it."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from vacancies.forums.choices import LIVE, BookingState, ForumAbout

MOST_PLACES = 2000
NO_LINK = "Enter a whole address that begins with https://."


class Forum(models.Model):
    """An online meeting with so many places. `join_link` goes only to people with a place.

    `booked_total` and `came_total` stay when the bookings themselves are deleted.
    """

    title = models.CharField(max_length=120)
    about = models.CharField("for people interested in", max_length=20, choices=ForumAbout)
    description = models.TextField(
        max_length=4000, help_text="What people will hear and whom they meet. Markdown."
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    places = models.PositiveIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PLACES)]
    )
    join_link = models.CharField(
        max_length=300,
        blank=True,
        validators=[URLValidator(schemes=["https"], message=NO_LINK)],
        help_text="Sent to people with a place. Never on a page.",
    )
    called_off_at = models.DateTimeField(null=True, blank=True, editable=False)
    called_off_reason = models.CharField(max_length=300, blank=True, editable=False)
    booked_total = models.PositiveIntegerField(null=True, editable=False)
    came_total = models.PositiveIntegerField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="forum_ends_after_start",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message="The end must come after the start.",
            ),
            models.CheckConstraint(name="forum_has_places", condition=Q(places__gte=1)),
            models.CheckConstraint(
                name="forum_called_off_has_reason",
                condition=Q(called_off_at=None, called_off_reason="")
                | (~Q(called_off_at=None) & ~Q(called_off_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("forums:forum", args=[self.pk])

    @property
    def about_key(self) -> str:
        """What its emails are about, in the outbox."""
        return f"forum:{self.pk}"

    def takes_bookings_at(self, at: datetime) -> bool:
        """Until it begins, unless it is called off."""
        return self.called_off_at is None and at < self.starts_at

    def has_begun_at(self, at: datetime) -> bool:
        """From its first moment on."""
        return at >= self.starts_at


class Booking(models.Model):
    """One person's place, or wish for one. The link's token is derived; only its hash is stored.

    `confirmed_at` also orders the waiting list. `user` is set where somebody booked while signed
    in; everybody else is known by the address alone.
    """

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="bookings")
    name = models.CharField(max_length=120)
    email = models.EmailField(max_length=254)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="forum_bookings",
    )
    state = models.CharField(max_length=10, choices=BookingState)
    nonce = models.CharField(max_length=32)
    token_hash = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    came = models.BooleanField(null=True, blank=True)
    came_recorded_at = models.DateTimeField(null=True, blank=True)
    came_recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["confirmed_at", "id"]
        constraints = [
            models.UniqueConstraint(
                name="one_live_booking_an_address",
                fields=["forum", "email"],
                condition=Q(state__in=LIVE),
            ),
            models.CheckConstraint(
                name="booking_confirmed_has_time",
                condition=Q(state__in=[BookingState.ASKED, BookingState.CANCELLED])
                | Q(confirmed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="booking_cancelled_has_time",
                condition=Q(state=BookingState.CANCELLED, cancelled_at__isnull=False)
                | (~Q(state=BookingState.CANCELLED) & Q(cancelled_at=None)),
            ),
            models.CheckConstraint(
                name="booking_attendance_has_person",
                condition=Q(came=None, came_recorded_at=None, came_recorded_by=None)
                | Q(
                    came__isnull=False,
                    came_recorded_at__isnull=False,
                    came_recorded_by__isnull=False,
                    state=BookingState.BOOKED,
                ),
            ),
        ]
        indexes = [models.Index(fields=["email"], name="booking_email")]

    def __str__(self) -> str:
        return f"Booking {self.pk} of forum {self.forum_id}"

    @property
    def about_key(self) -> str:
        """What its emails are about, in the outbox."""
        return f"forum_booking:{self.pk}"
