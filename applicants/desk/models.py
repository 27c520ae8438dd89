"""What staff keep beside an application, and how they look at the list of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from applicants.models import Application

NOTE_LENGTH = 4000
QUERY_LENGTH = 500


class StaffNote(models.Model):
    """What a colleague should know. Written once, never changed; the candidate reads it only in
    the download of their own data, without the author's name."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="staff_notes"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    text = models.TextField(max_length=NOTE_LENGTH)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-written_at", "-pk"]

    def __str__(self) -> str:
        return f"Note {self.pk} on {self.application_id}"


class StaffTask(models.Model):
    """One thing to do about an application: whose it is, and until when."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="staff_tasks"
    )
    what = models.CharField(max_length=200)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    due_on = models.DateField()
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    set_at = models.DateTimeField()
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(
                fields=["owner", "due_on"], condition=Q(done_at__isnull=True), name="desk_task_open"
            )
        ]

    def __str__(self) -> str:
        return f"Task {self.pk} on {self.application_id}"

    @property
    def is_open(self) -> bool:
        """True until somebody has done it."""
        return self.done_at is None


class Assignment(models.Model):
    """Who looks after an application: one colleague at a time."""

    application = models.OneToOneField(
        Application, on_delete=models.CASCADE, primary_key=True, related_name="assignment"
    )
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    assigned_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.application_id} is looked after by {self.owner_id}"


class SavedView(models.Model):
    """Filters of the list under a name of one's own. The words of a search are not kept in it:
    they may be somebody's name."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views"
    )
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=QUERY_LENGTH, blank=True)
    is_default = models.BooleanField(default=False)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="desk_view_name_once"),
            models.UniqueConstraint(
                fields=["owner"], condition=Q(is_default=True), name="desk_one_default_view"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.owner_id}"


class BulkRun(models.Model):
    """One action on many applications: checked, shown, confirmed, carried out, reported.

    `action` is a code of `bulk_actions.py`. `answers` are what its form asked (a reason, a
    colleague's number). Nothing happens before `confirmed_at`.
    """

    class State(models.TextChoices):
        CHECKING = "checking", "Being checked"
        READY = "ready", "Ready to confirm"
        RUNNING = "running", "Under way"
        DONE = "done", "Finished"
        CANCELLED = "cancelled", "Cancelled"

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    action = models.CharField(max_length=30)
    state = models.CharField(max_length=10, choices=State.choices, default=State.CHECKING)
    answers: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(default=dict)
    started_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["checking", "ready", "cancelled"])
                | Q(confirmed_at__isnull=False),
                name="desk_run_confirmed_before_it_runs",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["done", "cancelled"], ended_at__isnull=False)
                | (~Q(state__in=["done", "cancelled"]) & Q(ended_at__isnull=True)),
                name="desk_run_end_paired",
            ),
        ]
        indexes = [
            models.Index(
                fields=["started_at"],
                condition=Q(state__in=["checking", "running"]),
                name="desk_run_unfinished",
            )
        ]

    def __str__(self) -> str:
        return f"{self.action} #{self.pk}"


class BulkItem(models.Model):
    """One application of a run: the version that was looked at, and what became of it."""

    class Outcome(models.TextChoices):
        UNCHECKED = "unchecked", "Not checked yet"
        READY = "ready", "Will be done"
        BLOCKED = "blocked", "Will be skipped"
        DONE = "done", "Done"
        SKIPPED = "skipped", "Skipped"

    run = models.ForeignKey(BulkRun, on_delete=models.CASCADE, related_name="items")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.UNCHECKED)
    why = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "application"], name="desk_item_once"),
            models.CheckConstraint(
                condition=~Q(outcome__in=["blocked", "skipped"]) | ~Q(why=""),
                name="desk_skipped_says_why",
            ),
        ]
        indexes = [models.Index(fields=["run", "outcome", "id"], name="desk_item_next")]

    def __str__(self) -> str:
        return f"{self.run_id}: {self.application_id} {self.outcome}"
