"""Further fields of an advert (domain report 2.1), and which of them fit each other."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from vacancies.choices import BusinessGroup, JobFamily, Route, WorkingPattern
from vacancies.conditions import CHOOSABLE
from vacancies.data.behaviours import FrameworkVersion
from vacancies.data.job_families import TITLES
from vacancies.data.pre_posting import PrePosting, usual_questions
from vacancies.data.units import unit_names
from vacancies.scoring import (
    DEFAULT_SCALE,
    HIGHEST_SCORE,
    MARKERS,
    USUAL_MARKERS,
    ScoreScale,
    scale_of,
)
from vacancies.validators import validate_behaviours, validate_phone

# Needed to publish, and read by recruiters alone: what to do where it is missing, by field.
NEEDED_BEHIND_THE_PAGE = {
    "budget_code": "Give the budget code.",
    "approval_reference": "Give the reference of the approval to fill the post.",
}


class AdvertDetails(models.Model):
    """What came after the first fields of an advert. Each may be empty on an older one."""

    family_title = models.CharField(
        "title in the job family",
        max_length=80,
        blank=True,
        db_default="",
        default="",
        help_text="Temporary and interim roles: the title under which people register.",
    )
    hybrid_days = models.PositiveSmallIntegerField(
        "days a week from home",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
        help_text="For hybrid working alone. Empty where teams agree it.",
    )
    behaviour_framework = models.CharField(
        "version of the framework",
        max_length=10,
        choices=FrameworkVersion,
        default=FrameworkVersion.CVF_2024,
        db_default=FrameworkVersion.CVF_2024,
    )
    behaviours = models.JSONField(
        default=dict,
        blank=True,
        db_default={},
        validators=[validate_behaviours],
        help_text="Levels (1 to 3) by the code of the competency.",
    )
    standard_conditions = ArrayField(
        models.CharField(max_length=20, choices=[(one, one.label) for one in CHOOSABLE]),
        default=list,
        blank=True,
        db_default=[],
    )
    enquiry_phone = models.CharField(
        "enquiry line",
        max_length=20,
        blank=True,
        db_default="",
        default="",
        validators=[validate_phone],
        help_text="A telephone number of a team, beside the mailbox. Never a person’s own.",
    )
    score_scale = models.CharField(
        "scale of the sift",
        max_length=3,
        choices=ScoreScale,
        default=DEFAULT_SCALE,
        db_default=DEFAULT_SCALE,
        help_text="It cannot change once the advert is published.",
    )
    pass_mark = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="The score that each essential criterion needs. Empty = the scale’s usual one.",
    )
    markers = models.PositiveSmallIntegerField(
        "markers of each application",
        choices=MARKERS,
        default=USUAL_MARKERS,
        db_default=1,
        help_text="Two markers do not see each other’s scores before both are in.",
    )
    score_gap = models.PositiveSmallIntegerField(
        "difference that two markers may have",
        default=1,
        db_default=1,
        validators=[MaxValueValidator(HIGHEST_SCORE)],
        help_text="Points on one criterion. Where they differ by more, they agree on a score and "
        "write down why.",
    )
    pre_posting = ArrayField(
        models.CharField(max_length=20, choices=PrePosting),
        verbose_name="questions before a posting",
        default=usual_questions,
        blank=True,
        db_default=[PrePosting.USUAL.value],
    )
    # For recruiters alone: no page, feed or interface for readers may show these two.
    budget_code = models.CharField(
        max_length=40,
        blank=True,
        db_default="",
        default="",
        help_text="Needed before the advert is sent for approval.",
    )
    approval_reference = models.CharField(
        max_length=60,
        blank=True,
        db_default="",
        default="",
        help_text="Of the decision that the post may be filled. Needed before the advert is sent "
        "for approval; a copy has none.",
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        """What two fields say together. Raises ValidationError at the field to correct."""
        super().clean()
        problems = {
            "unit": self._unit_problem(),
            "family_title": self._title_problem(),
            "hybrid_days": self._hybrid_problem(),
            "pass_mark": self._pass_mark_problem(),
            **self._emptied_problems(),
        }
        found = {name: message for name, message in problems.items() if message}
        if found:
            raise ValidationError(found)

    def _emptied_problems(self) -> dict[str, str]:
        """What it took to publish stays there afterwards."""
        if getattr(self, "published_at", None) is None:
            return {}
        return {
            name: words for name, words in NEEDED_BEHIND_THE_PAGE.items() if not getattr(self, name)
        }

    def _unit_problem(self) -> str:
        unit, group = getattr(self, "unit", ""), getattr(self, "business_group", "")
        if not unit or group not in BusinessGroup.values or unit in unit_names(group):
            return ""
        return f"Choose a unit of {BusinessGroup(group).label}, or none."

    def _title_problem(self) -> str:
        family = getattr(self, "job_family", "")
        if not self.family_title:
            return ""
        if getattr(self, "route", "") != Route.TEMPORARY:
            return "Only temporary and interim roles have a title in a job family."
        if family not in JobFamily.values or self.family_title in TITLES[JobFamily(family)]:
            return ""
        return f"Choose a title of the family {JobFamily(family).label}."

    def _hybrid_problem(self) -> str:
        patterns = getattr(self, "working_patterns", ()) or ()
        if self.hybrid_days is None or WorkingPattern.HYBRID in patterns:
            return ""
        return "Tick “Hybrid” as well, or leave the days from home empty."

    def _pass_mark_problem(self) -> str:
        if self.pass_mark is None or self.score_scale not in ScoreScale.values:
            return ""
        values = scale_of(self.score_scale).values
        if self.pass_mark in values and self.pass_mark > values[0]:
            return ""
        return f"Choose a pass mark from {values[0] + 1} to {values[-1]}."
