"""The advert: one vacancy, with all that a candidate reads and all that the rules need."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone

from vacancies import criteria as typed_criteria
from vacancies import wording
from vacancies.choices import (
    STAFF_ROLE_CLASSES,
    BusinessGroup,
    ChangePolicy,
    ContractType,
    JobFamily,
    RateUnit,
    RoleClass,
    Route,
    TierPolicy,
    VacancyStatus,
    VettingLevel,
    Visibility,
    WorkingPattern,
)
from vacancies.models.constraints import CONSTRAINTS, INDEXES
from vacancies.models.details import AdvertDetails
from vacancies.models.organisation import Base
from vacancies.models.search_columns import SearchColumns
from vacancies.validators import (
    validate_lines,
    validate_plan,
    validate_questions,
    validate_reference,
)


class VacancyManager(models.Manager["Vacancy"]):
    """Leaves the search columns in the database: they are long and only searched."""

    def get_queryset(self) -> models.QuerySet[Vacancy]:
        return super().get_queryset().defer("search", "title_search")


class Vacancy(AdvertDetails, SearchColumns):
    """An advert and the rules of its vacancy. Written by services only; status never in save()."""

    reference = models.CharField(
        max_length=20,
        unique=True,
        validators=[validate_reference],
        help_text="Never changes once given.",
    )
    title = models.CharField(max_length=120)
    route = models.CharField(max_length=20, choices=Route)
    role_class = models.CharField(max_length=20, choices=RoleClass)
    job_family = models.CharField(max_length=30, choices=JobFamily, blank=True)
    business_group = models.CharField(max_length=30, choices=BusinessGroup)
    unit = models.CharField(
        max_length=120, blank=True, help_text="A unit of the business group above."
    )
    summary = models.TextField(max_length=400)
    body = models.TextField(help_text="About the role, in Markdown: paragraphs, lists, links.")
    responsibilities = models.JSONField(default=list, blank=True, validators=[validate_lines])
    desirable = models.JSONField(default=list, blank=True, validators=[validate_lines])
    conditions = models.JSONField(default=list, blank=True, validators=[validate_lines])
    questions = models.JSONField(default=list, blank=True, validators=[validate_questions])
    assessment_plan = models.JSONField(default=list, blank=True, validators=[validate_plan])
    criteria = models.JSONField(
        "specific eligibility criteria",
        default=list,
        blank=True,
        validators=[typed_criteria.validate_criteria],
        help_text="Typed criteria in the format of the eligibility rules, each with a label.",
    )

    grade = models.CharField("band or rank", max_length=60)
    salary_min = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    salary_max = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    location_allowance = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    non_pensionable_allowance = models.DecimalField(
        max_digits=8, decimal_places=2, null=True, blank=True
    )
    shift_percent = models.DecimalField(
        "shift allowance (%)", max_digits=4, decimal_places=1, null=True, blank=True
    )
    rate = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    rate_unit = models.CharField(max_length=4, choices=RateUnit, blank=True)
    pay_note = models.CharField(
        max_length=200, blank=True, help_text="For example the officer pay scale, or expenses."
    )

    contract_type = models.CharField(max_length=12, choices=ContractType)
    contract_months = models.PositiveSmallIntegerField(null=True, blank=True)
    working_patterns = ArrayField(
        models.CharField(max_length=12, choices=WorkingPattern), default=list
    )
    hours_per_week = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    working_note = models.CharField(max_length=200, blank=True)
    posts = models.PositiveIntegerField(default=1)
    bases = models.ManyToManyField(Base, related_name="vacancies", blank=True)
    location_note = models.CharField(max_length=200, blank=True)
    posting_choices = models.PositiveSmallIntegerField(
        default=0, help_text="How many of the bases a candidate ranks. 0 = they are not asked."
    )

    vetting_level = models.CharField(max_length=10, choices=VettingLevel)
    vetting_note = models.CharField(max_length=200, blank=True)
    residency_years = models.PositiveSmallIntegerField(
        help_text="Years of UK residency; the vetting level gives the usual figure."
    )

    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(
        null=True, blank=True, help_text="The last moment to apply. Empty = open until filled."
    )
    status = models.CharField(
        max_length=10, choices=VacancyStatus, default=VacancyStatus.DRAFT, editable=False
    )
    visibility = models.CharField(max_length=10, choices=Visibility)
    tier_policy = models.CharField(max_length=15, choices=TierPolicy, default=TierPolicy.P2_HOLD)
    sealed_until_close = models.BooleanField(
        default=False, help_text="Recruiters read applications only after the closing time."
    )
    changes_after_sending = models.CharField(
        "may people change what they have sent?",
        max_length=10,
        choices=ChangePolicy,
        default=ChangePolicy.USUAL,
        db_default=ChangePolicy.USUAL,
    )
    contact_mailbox = models.EmailField(help_text="A role mailbox, never a person's own address.")
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(
        default=1, editable=False, help_text="Counts the versions that readers have seen."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[VacancyManager] = VacancyManager()

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "vacancies"
        constraints = CONSTRAINTS
        indexes = INDEXES

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("vacancies:detail", args=[self.reference])

    def clean(self) -> None:
        """Criteria that look at the closing date need one; and what `AdvertDetails` asks."""
        super().clean()
        if self.closes_at is None and typed_criteria.need_closing_date(self.criteria):
            message = "A criterion is judged on the closing date, and this advert has none."
            raise ValidationError({"criteria": message})

    @property
    def is_internal_route(self) -> bool:
        """True where the internal eligibility conditions and order of consideration apply."""
        return self.route == Route.INTERNAL_STAFF

    @property
    def tiers_only_break_ties(self) -> bool:
        """No tier comes before another, but among equal scores (domain report 5.1 (h), P3)."""
        return self.tier_policy == TierPolicy.P3_TIE_BREAK

    @property
    def is_restricted(self) -> bool:
        """True where the advert exists on a Met device only."""
        return self.visibility == Visibility.RESTRICTED

    @property
    def is_staff_role(self) -> bool:
        """True for police staff, PCSO and DDO: the five-year bar applies."""
        return self.role_class in STAFF_ROLE_CLASSES

    def is_open_at(self, at: datetime) -> bool:
        """Published, begun and not past its closing time; the closing moment itself is open."""
        return (
            self.status == VacancyStatus.OPEN
            and self.opens_at is not None
            and self.opens_at <= at
            and (self.closes_at is None or at <= self.closes_at)
        )

    def accepts_applications_at(self, at: datetime) -> bool:
        """Whether an application may be started or sent at this moment."""
        return self.is_open_at(at)

    @property
    def allows_changes(self) -> bool:
        """Whether an application may be changed after it was sent, while the advert is open."""
        if self.changes_after_sending == ChangePolicy.USUAL:
            return not self.sealed_until_close
        return self.changes_after_sending == ChangePolicy.ALLOWED

    def is_scheduled_at(self, at: datetime) -> bool:
        """Published, but it opens later."""
        return (
            self.status == VacancyStatus.OPEN and self.opens_at is not None and at < self.opens_at
        )

    def has_closed_at(self, at: datetime) -> bool:
        """Was open to readers and no longer takes applications."""
        if self.status in (VacancyStatus.CLOSED, VacancyStatus.FILLED):
            return True
        ended = self.closes_at is not None and at > self.closes_at
        return self.status == VacancyStatus.OPEN and ended

    def eligibility_input(self) -> dict[str, Any]:
        """The `vacancy` part of a case for the eligibility rules (its chapter 1)."""
        closes_on = timezone.localtime(self.closes_at).date() if self.closes_at else None
        return {
            "route": str(self.route),
            "role_class": str(self.role_class),
            "closes_on": closes_on.isoformat() if closes_on else None,
            "criteria": typed_criteria.without_labels(self.criteria),
        }

    @property
    def who_may_apply(self) -> str:
        """One sentence for the advert."""
        return wording.who_may_apply(
            route=self.route, role_class=self.role_class, restricted=self.is_restricted
        )
