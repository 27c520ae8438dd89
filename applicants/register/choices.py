"""Closed lists of the register."""

from __future__ import annotations

from django.db.models import TextChoices

from vacancies.choices import VettingLevel
from vacancies.data.organisation import BCU_CHOICES

ANYWHERE, OUTSIDE = "anywhere", "outside"
AREAS: tuple[tuple[str, str], ...] = (
    *BCU_CHOICES,
    (OUTSIDE, "Outside London"),
    (ANYWHERE, "Anywhere"),
)
NO_CLEARANCE = "none"
CLEARANCES: tuple[tuple[str, str], ...] = (
    (NO_CLEARANCE, "None"),
    *((level.value, level.label) for level in VettingLevel if level is not VettingLevel.RV_CTC),
)


class ProfileState(TextChoices):
    """Recruiters see active profiles alone."""

    DRAFT = "draft", "Not registered yet"
    ACTIVE = "active", "On the register"


class Hybrid(TextChoices):
    """Where somebody wants to work from."""

    ANY = "any", "Either is fine"
    HYBRID = "hybrid", "Only if I can work from home for part of the week"
    ON_SITE = "on_site", "Only on site"


class InvitationState(TextChoices):
    """What became of an invitation."""

    SENT = "sent", "Waiting for an answer"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
