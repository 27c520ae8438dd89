"""The forms of the desk. They check shape; services check rights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from applicants.desk.bulk_actions import BULK_ACTIONS
from applicants.desk.models import NOTE_LENGTH, BulkRun, SavedView
from applicants.desk.services.bulk import colleagues_of
from applicants.desk.services.outcomes import answers_of_outcome, lines_of_run
from applicants.forms.staff import StaffForm, date_field
from applicants.forms.staff_outcome import READS, OutcomeForm
from applicants.selectors.unmet import CriterionLine
from applicants.services.outcome_words import OutcomeWords
from recruitment.accounts.models import User


class NoteForm(StaffForm):
    """A note for colleagues."""

    text = forms.CharField(
        label="Note",
        max_length=NOTE_LENGTH,
        help_text="For colleagues who read this application. The candidate is not told of it, and "
        "reads it if they ask for their data. Nothing about health, adjustments, convictions or "
        "equality belongs here.",
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Write a note."},
    )


if TYPE_CHECKING:
    _Choice = forms.ModelChoiceField[User]
else:
    _Choice = forms.ModelChoiceField


class ColleagueField(_Choice):
    """One of the people who may be given an application."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.display_name)


class AssignForm(StaffForm):
    """Who looks after it."""

    owner = ColleagueField(
        label="Colleague",
        queryset=User.objects.none(),
        empty_label="Choose a colleague",
        help_text="Somebody of this vacancy’s team who reads applications.",
        error_messages={
            "required": "Choose a colleague.",
            "invalid_choice": "Choose one of the colleagues listed.",
        },
    )

    def __init__(self, *args: Any, colleagues: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = colleagues  # type: ignore[attr-defined]


class TaskForm(AssignForm):
    """What is to be done, by whom and until when."""

    what = forms.CharField(
        label="What is to be done",
        max_length=200,
        error_messages={"required": "Write what is to be done."},
    )
    due_on = date_field("Last day", required="Enter the last day.")
    field_order = ("what", "owner", "due_on")

    def clean_due_on(self) -> Any:
        day = self.cleaned_data["due_on"]
        if day < timezone.localdate():
            raise forms.ValidationError("Enter today or a later day.")
        return day


class ConfirmForm(StaffForm):
    """Nothing to fill in: the button says it."""


class ViewForm(forms.Form):
    """A name for the filters that are set."""

    use_required_attribute = False
    name = forms.CharField(
        label="Name of the view",
        max_length=SavedView._meta.get_field("name").max_length,
        error_messages={
            "required": "Give the view a name.",
            "max_length": "Use 60 characters or fewer.",
        },
    )
    is_default = forms.BooleanField(label="Open the list with this view", required=False)
    query = forms.CharField(widget=forms.HiddenInput, required=False)


class BulkForm(StaffForm):
    """What an action asks once for all: a reason, or a colleague; or nothing but the button."""

    reason = forms.CharField(
        label="Reason",
        max_length=2000,
        help_text="One for all of them. Colleagues will read this in each history.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write a reason."},
    )
    colleague = ColleagueField(
        label="Colleague",
        queryset=User.objects.none(),
        empty_label="Choose a colleague",
        help_text="Applications of a vacancy whose team they are not in will be skipped.",
        error_messages={
            "required": "Choose a colleague.",
            "invalid_choice": "Choose one of the colleagues listed.",
        },
    )

    def __init__(self, *args: Any, run: BulkRun, colleagues: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        action = BULK_ACTIONS[run.action]
        if not action.needs_reason:
            del self.fields["reason"]
        if action.needs_colleague:
            self.fields["colleague"].queryset = colleagues  # type: ignore[attr-defined]
        else:
            del self.fields["colleague"]

    @property
    def answers(self) -> dict[str, str]:
        """For the service: words, and a colleague by number."""
        colleague = self.cleaned_data.get("colleague")
        return {
            "reason": self.cleaned_data.get("reason", ""),
            "colleague": str(colleague.pk) if colleague else "",
        }


class OutcomeOfManyForm(OutcomeForm):
    """The words of an outcome that turns many people of one vacancy down."""

    def __init__(self, *args: Any, run: BulkRun, **kwargs: Any) -> None:
        event = BULK_ACTIONS[run.action].event
        if event is None:
            raise ValueError(f"{run.action} is no step of an application.")
        found = lines_of_run(run)
        self.readers = {line.code: number for line, number in found}
        super().__init__(*args, event=event, lines=[line for line, _ in found], **kwargs)
        self.fields["reason"].help_text = "Everybody chosen will read this, word for word."

    def help_for(self, line: CriterionLine) -> str:
        number = self.readers[line.code]
        if not line.is_unmet:
            return f"{READS} It goes to all of them: {number}."
        return f"{READS} It goes only to those who did not meet this: {number}."

    @property
    def answers(self) -> dict[str, str]:
        """For the service."""
        given = self.cleaned_data
        return answers_of_outcome(
            OutcomeWords(given["reason_code"], given["reason"], self.criteria)
        )


def form_of(run: BulkRun, data: Any = None) -> BulkForm | OutcomeOfManyForm:
    """What is asked before a run is let happen."""
    if run.state == BulkRun.State.READY and BULK_ACTIONS[run.action].turns_down:
        return OutcomeOfManyForm(data, run=run)
    return BulkForm(data, run=run, colleagues=colleagues_of(run))
