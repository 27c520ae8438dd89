"""The account of a person, and the dated standing that makes an account internal."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac

from recruitment.accounts.validators import USERNAME_MAX_LENGTH, validate_username

USERNAME_TAKEN = "That username is already in use. Choose a different one."
EMAIL_TAKEN = "That email address already belongs to an account."


class PortalUserManager(UserManager["User"]):
    """Folds email addresses whole, so that one address can only ever mean one account."""

    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        """The address as it is stored and compared: trimmed and in lower case."""
        return (email or "").strip().lower()


class User(AbstractUser):
    """One person's account.

    Usernames are compared exactly, as the internal vacancies page says; a second username that
    differs from an existing one only in case is refused. Email addresses are folded.
    """

    username = models.CharField(
        "username",
        max_length=USERNAME_MAX_LENGTH,
        unique=True,
        validators=[validate_username],
        error_messages={"unique": USERNAME_TAKEN},
        help_text="Capital and small letters count as different when you sign in.",
    )
    email = models.EmailField("email address", blank=True)
    # Part of the session hash: raising it ends every session of this account at its next request.
    session_generation = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[PortalUserManager] = PortalUserManager()

    class Meta(AbstractUser.Meta):
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="accounts_user_username_folded_unique",
                violation_error_message=USERNAME_TAKEN,
            ),
            models.UniqueConstraint(
                Lower("email"),
                condition=~Q(email=""),
                name="accounts_user_email_folded_unique",
                violation_error_message=EMAIL_TAKEN,
            ),
            models.CheckConstraint(
                # A username that reads like an address could be taken for another person's.
                condition=~Q(username__contains="@"),
                name="accounts_user_username_is_no_address",
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        """The name to greet a person by: the full name when known, otherwise the username."""
        return self.get_full_name() or self.username

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        value = f"{self.password}|{self.session_generation}"
        salt = "recruitment.accounts.models.User.session"
        return salted_hmac(salt, value, secret=secret, algorithm="sha256").hexdigest()


class StandingKind(models.TextChoices):
    """What a person is inside the organisation (internal vacancies page, "Eligibility")."""

    POLICE_STAFF = "police_staff", "Police staff"
    POLICE_OFFICER = "police_officer", "Police officer"
    PCSO = "pcso", "Police community support officer"
    DDO = "ddo", "Designated detention officer"
    AGENCY = "agency", "Agency worker"
    SPECIAL = "special", "Special constable"
    VOLUNTEER = "volunteer", "Volunteer"


class StandingSource(models.TextChoices):
    """Where the portal learned it from."""

    HR_RECORD = "hr_record", "Human resources record"
    AGENCY_RECORD = "agency_record", "Agency supplier's record"
    SPECIALS_RECORD = "specials_record", "Special Constabulary record"
    VOLUNTEER_RECORD = "volunteer_record", "Volunteer programme record"
    MANAGER = "manager", "Confirmed by a line manager"
    RECRUITER = "recruiter", "Confirmed by a recruiter"
    WORK_ADDRESS = "work_address", "Confirmed work email address"


class StandingImport(models.Model):
    """One file of standings: looked at first, then applied, and undone if it was a mistake.

    `rows` are the file's rows until it is applied; afterwards only the counts stay.
    """

    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField(default=timezone.now, editable=False)
    whole_list = models.BooleanField(
        "everybody else has left", default=False, help_text="The file names everybody."
    )
    rows = models.JSONField(default=list)
    refused = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    applied_at = models.DateTimeField(null=True, editable=False)
    undone_at = models.DateTimeField(null=True, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = "import of standings"
        verbose_name_plural = "imports of standings"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False, applied_at__isnull=False),
                name="accounts_import_undone_after_applied",
            ),
        ]

    def __str__(self) -> str:
        return f"Import {self.pk} of {timezone.localtime(self.uploaded_at):%-d %B %Y, %H:%M}"


class InternalStanding(models.Model):
    """A dated statement that a person works or volunteers for the organisation.

    Both days count: the standing holds from `valid_from` to `valid_until`, London dates. It is
    never changed into another one; an early end is written beside it, with who ended it.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="standings"
    )
    kind = models.CharField(max_length=20, choices=StandingKind.choices)
    source = models.CharField(max_length=20, choices=StandingSource.choices)
    valid_from = models.DateField("valid from")
    valid_until = models.DateField("valid until")
    note = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        help_text="Empty when it came from a feed.",
    )
    ended_on = models.DateField("ended early on", null=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )

    made_by = models.ForeignKey(
        StandingImport, on_delete=models.PROTECT, null=True, editable=False, related_name="made"
    )
    ended_by_import = models.ForeignKey(
        StandingImport, on_delete=models.PROTECT, null=True, editable=False, related_name="ended"
    )

    class Meta:
        verbose_name = "internal standing"
        ordering = ["-valid_until", "-pk"]
        indexes = [models.Index(fields=["user", "valid_until"], name="accounts_standing_user")]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__gt=F("valid_from")),
                name="accounts_standing_ends_after_start",
                violation_error_message="The last day must come after the first day.",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_by__isnull=True)
                | Q(ended_on__isnull=False, ended_by__isnull=False),
                name="accounts_standing_end_has_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} until {self.last_day:%-d %B %Y}"

    @property
    def last_day(self) -> date:
        """The last day on which the standing holds; the day before an early end."""
        if self.ended_on is None:
            return self.valid_until
        return min(self.valid_until, date.fromordinal(self.ended_on.toordinal() - 1))

    def holds_on(self, on: date) -> bool:
        """True when the standing holds on that London date."""
        return self.valid_from <= on <= self.last_day


class WorkAddress(models.Model):
    """One asking for a standing with a work address; confirmed when the link's button is pressed.

    It is kept as long as the standing holds: one mailbox speaks for one account.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="work_addresses"
    )
    email = models.EmailField("work address")
    kind = models.CharField(max_length=20, choices=StandingKind.choices)
    nonce = models.CharField(max_length=32)
    token_hash = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    standing = models.OneToOneField(
        InternalStanding, on_delete=models.CASCADE, null=True, related_name="work_address"
    )

    class Meta:
        verbose_name_plural = "work addresses"
        indexes = [models.Index(fields=["email", "asked_at"], name="accounts_work_address")]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, standing__isnull=True)
                | Q(confirmed_at__isnull=False, standing__isnull=False),
                name="accounts_work_confirmed_with_standing",
            ),
        ]

    def __str__(self) -> str:
        return f"Work address {self.pk}"

    @property
    def about(self) -> str:
        """What its emails are about, in the outbox."""
        return f"work:{self.pk}"


class RoleProposal(models.Model):
    """One administrator's wish to give somebody a role; a second one agrees or turns it down.

    `proposed_by` is empty for what a command on the server gave; see role_changes/services.py.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting for a second administrator"
        AGREED = "agreed", "Agreed"
        REFUSED = "refused", "Turned down"
        EXPIRED = "expired", "Expired"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="role_proposals",
        verbose_name="person",
    )
    role = models.CharField(max_length=40)
    reason = models.CharField(max_length=200)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    proposed_at = models.DateTimeField(default=timezone.now, editable=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, editable=False)
    answer = models.CharField("why it was turned down", max_length=200, blank=True)

    class Meta:
        verbose_name = "proposed role"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=Q(state="waiting"),
                name="accounts_role_proposed_once",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at__isnull=True, decided_by__isnull=True)
                | Q(state="expired", decided_at__isnull=False, decided_by__isnull=True)
                | Q(state="refused", decided_at__isnull=False, decided_by__isnull=False)
                | Q(
                    state="agreed",
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                    proposed_by__isnull=False,
                )
                | Q(
                    state="agreed",
                    decided_at__isnull=False,
                    decided_by__isnull=True,
                    proposed_by__isnull=True,
                ),
                name="accounts_role_decided_with_person",
            ),
            models.CheckConstraint(
                condition=~Q(state="agreed", decided_by=F("proposed_by")),
                name="accounts_role_agreed_by_second",
            ),
            models.CheckConstraint(
                condition=~Q(user=F("proposed_by")) & ~Q(user=F("decided_by")),
                name="accounts_role_by_somebody_else",
            ),
        ]

    def __str__(self) -> str:
        return f"Proposed role {self.pk}"

    @property
    def about(self) -> str:
        """What its emails are about, in the outbox."""
        return f"role:{self.pk}"
