"""A candidate, an application and its sections."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Func, Q
from django.db.models.functions import Upper
from django.urls import reverse

from applicants.choices import Status
from vacancies.models.search_columns import READ_BY_SEARCH_ALONE

if TYPE_CHECKING:
    from applicants.models.offers import Offer


class Candidate(models.Model):
    """A person who applies: one for each account. Each application takes a copy of the details."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="candidate"
    )
    given_names = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    # When the person closed the account; it goes with the last of its applications.
    closed_at = models.DateTimeField(null=True, blank=True)
    # A keyed hash of surname, date of birth and postcode (`services/duplicates.py`).
    identity_key = models.CharField(max_length=64, blank=True, default="", db_default="")

    class Meta:
        indexes = [
            models.Index(
                fields=["identity_key"], condition=~Q(identity_key=""), name="candidate_identity"
            ),
            # Staff search for any part of a name, in any case.
            GinIndex(
                OpClass(Upper("given_names"), name="gin_trgm_ops"), name="candidate_given_trgm"
            ),
            GinIndex(
                OpClass(Upper("family_name"), name="gin_trgm_ops"), name="candidate_family_trgm"
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """The name to greet and list a person by; the username until they have given one."""
        name = f"{self.given_names} {self.family_name}".strip()
        return name or self.user.get_username()

    @property
    def email(self) -> str:
        """Where this candidate's mail goes: always the account's confirmed address."""
        return self.user.email


# After these a person may begin again for the same vacancy.
MAY_BEGIN_AGAIN = (Status.WITHDRAWN, Status.DRAFT_EXPIRED)
# An application that stands for its person at its vacancy: of these there is one.
STANDS = Q(kept_to_read=False) & ~Q(status__in=MAY_BEGIN_AGAIN)
# For `defer()` where an application is read with its vacancy.
UNREAD_OF_VACANCY = tuple(f"vacancy__{name}" for name in READ_BY_SEARCH_ALONE)


class Application(models.Model):
    """One person's application for one vacancy. Its status is written by `transition` alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=20, unique=True, editable=False)
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="applications")
    vacancy = models.ForeignKey(
        "vacancies.Vacancy", on_delete=models.PROTECT, related_name="applications"
    )
    status = models.CharField(max_length=30, choices=Status.choices, default=Status.DRAFT)
    status_since = models.DateTimeField()
    created_at = models.DateTimeField(auto_now_add=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    eligibility_result = models.CharField(max_length=40, blank=True)
    tier = models.PositiveSmallIntegerField(null=True, blank=True)
    # Asked apart from monitoring and from health: the offer of an interview to those who meet
    # the essential criteria. Markers never see it (domain document 3.1 O).
    interview_offer_opt_in = models.BooleanField(default=False)
    # Came from an account that was put together with this one, which has applied for the same
    # vacancy itself: there to be read, and nothing more is written or sent.
    kept_to_read = models.BooleanField(default=False, db_default=False)
    # Raised at every change, so that a form made from an older state is refused, not obeyed.
    version = models.PositiveIntegerField(default=0)

    if TYPE_CHECKING:
        offer: Offer

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "vacancy"],
                condition=STANDS,
                name="one_standing_application",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=False)
                | Q(
                    status__in=[
                        Status.DRAFT,
                        Status.DRAFT_EXPIRED,
                        Status.WITHDRAWN,
                        Status.VACANCY_CANCELLED,
                    ]
                ),
                name="application_sent_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.DRAFT) | Q(submitted_at__isnull=True),
                name="draft_has_no_sent_time",
            ),
            models.CheckConstraint(
                condition=Q(status__in=Status.values), name="application_status_known"
            ),
        ]
        indexes = [
            models.Index(fields=["vacancy", "status"]),
            models.Index(fields=["status", "status_since"]),
            # The recruiter's list: sent applications, newest first, at any depth. What limits it to
            # a person's scope is inside, so that counting and skipping read the index alone.
            models.Index(
                fields=["-submitted_at", "-id"],
                include=["vacancy", "candidate"],
                condition=Q(submitted_at__isnull=False),
                name="applications_newest_in_scope",
            ),
            models.Index(
                fields=["vacancy"],
                include=["candidate"],
                condition=Q(submitted_at__isnull=False),
                name="applications_sent_of_vacancy",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        """The candidate's own page of this application."""
        return reverse("applicants:status", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        """True until it is sent."""
        return self.status == Status.DRAFT

    @property
    def about(self) -> str:
        """The key under which emails and audit entries of this application are found."""
        return f"application:{self.pk}"


# The sections in which staff search for words: what was written for the role. A test proves that
# everybody who reads whole applications reads all of them.
SEARCHED_SECTIONS = (
    "accreditations",
    "competencies",
    "counter-terrorism",
    "current-role",
    "evidence",
    "evidence-2",
    "evidence-3",
    "motivation",
    "reason",
    "skills",
    "statement",
    "work-history",
)


class AnswerWords(Func):
    """The words of a section's answers, without the codes of its questions."""

    function = "to_tsvector"
    template = "%(function)s('english', %(expressions)s)"
    output_field = SearchVectorField()


class ApplicationSection(models.Model):
    """The saved answers of one section (codes in `applicants/sections/`).

    `answers` maps question codes to JSON values. `version` is raised at every save: a page made
    from an older version is refused, so that two tabs never overwrite each other silently.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="sections")
    code = models.SlugField(max_length=40)
    answers: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    completed = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    # The page that saved it last: its own next save is no surprise to it, whatever its version.
    saved_from = models.CharField(max_length=32, default="", db_default="")
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "code"], name="one_row_per_section")
        ]
        indexes = [
            GinIndex(
                AnswerWords("answers"),
                condition=Q(code__in=SEARCHED_SECTIONS),
                name="section_words",
            )
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.code}"
