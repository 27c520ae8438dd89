"""What a panel gives: each member's own scorecard, and the scores that the chair records as agreed.

Both belong to one date of the interview, named by its `sequence`: what was given for a date that
was moved afterwards counts for nothing, and stays readable as what it was.
"""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from vacancies.scoring import HIGHEST_SCORE


class InterviewQuestion(models.Model):
    """What a vacancy's panel asks about one subject: an essential criterion or a behaviour, by its
    code (`selectors/interview_subjects.py`). Without a row the usual question is asked."""

    vacancy = models.ForeignKey(
        "vacancies.Vacancy", on_delete=models.CASCADE, related_name="interview_questions"
    )
    subject = models.CharField(max_length=70)
    words = models.TextField(max_length=1500)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["vacancy", "subject"], name="question_once_a_subject"),
            models.CheckConstraint(condition=~Q(words=""), name="interview_question_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.vacancy_id}: {self.subject}"


class Scorecard(models.Model):
    """One panel member's scores of one interview. Nobody else reads it before it is sent, and no
    other member before everybody's is; once sent it stays as it is."""

    application = models.ForeignKey(
        "applicants.Application", on_delete=models.CASCADE, related_name="scorecards"
    )
    sequence = models.PositiveIntegerField()
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "sequence", "member"], name="one_scorecard_a_member"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: scorecard of {self.member_id}"


class _Score(models.Model):
    """A score for one subject. `about` keeps the subject's words as they were scored."""

    subject = models.CharField(max_length=70)
    about = models.CharField(max_length=300)
    order = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True


class ScorecardScore(_Score):
    """What one member gave for one subject; without a score it is only a note so far."""

    scorecard = models.ForeignKey(Scorecard, on_delete=models.CASCADE, related_name="scores")
    score = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(HIGHEST_SCORE)]
    )
    note = models.TextField(blank=True, max_length=2000)

    class Meta:
        ordering = ["scorecard_id", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["scorecard", "subject"], name="one_score_a_subject_on_a_card"
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__lte=HIGHEST_SCORE),
                name="scorecard_score_on_a_scale",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scorecard_id}: {self.subject}"


class Moderation(models.Model):
    """What a panel agreed about one interview, beside the result that stands on the interview.

    `went_on_without` says why the panel went on without a member's scorecard; from then on the
    others' are read and no further one is taken.
    """

    application = models.ForeignKey(
        "applicants.Application", on_delete=models.CASCADE, related_name="moderations"
    )
    sequence = models.PositiveIntegerField()
    went_on_without = models.TextField(blank=True, max_length=1000)
    went_on_at = models.DateTimeField(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "sequence"], name="one_moderation_an_interview"
            ),
            models.CheckConstraint(
                condition=Q(went_on_without="", went_on_at__isnull=True)
                | (~Q(went_on_without="") & Q(went_on_at__isnull=False)),
                name="went_on_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: agreed"


class ModeratedScore(_Score):
    """The score that the panel agreed for one subject."""

    moderation = models.ForeignKey(Moderation, on_delete=models.CASCADE, related_name="scores")
    score = models.PositiveSmallIntegerField(validators=[MaxValueValidator(HIGHEST_SCORE)])

    class Meta:
        ordering = ["moderation_id", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["moderation", "subject"], name="one_agreed_interview_score"
            ),
            models.CheckConstraint(
                condition=Q(score__lte=HIGHEST_SCORE), name="moderated_score_on_a_scale"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.moderation_id}: {self.subject} {self.score}"
