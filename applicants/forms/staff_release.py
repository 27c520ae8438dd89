"""Forms of decisions that are prepared, and of the release that tells them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import from_current_timezone
from django.utils import timezone

from applicants.choices import Status
from applicants.forms.staff import StaffForm, date_field
from applicants.forms.staff_outcome import OutcomeForm
from applicants.pipeline import PREPARED_STAGES
from applicants.selectors.releasing import STAGE_NAMES

NOW, LATER = "now", "later"
ALL = "all"


class PreparedSeen(forms.Form):
    """The version of the prepared decision that was looked at; 0 where there was none."""

    prepared = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    @property
    def seen_prepared(self) -> int:
        """What the person saw. Without it nothing is current."""
        seen: int | None = self.cleaned_data.get("prepared")
        return -1 if seen is None else seen


class PrepareForm(PreparedSeen, StaffForm):
    """An outcome that needs no words."""


class PrepareOutcomeForm(PreparedSeen, OutcomeForm):
    """An outcome that turns somebody down, with its words."""


class ReleaseForm(forms.Form):
    """Which prepared decisions are told, and when."""

    use_required_attribute = False

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    which = forms.ChoiceField(
        label="Which decisions?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which decisions to release."},
    )
    when = forms.ChoiceField(
        label="When?",
        widget=forms.RadioSelect,
        choices=[(NOW, "Now"), (LATER, "At the date and time below")],
        error_messages={"required": "Choose when to release them."},
    )
    day = date_field("Date")
    time = forms.TimeField(
        label="Time",
        required=False,
        help_text="London time, for example 09:30.",
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": "Enter a time, like 09:30."},
    )

    def __init__(self, *args: Any, counts: Mapping[Status, int], **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        choices = [
            (stage.value, f"{STAGE_NAMES[stage]} ({counts[stage]})")
            for stage in PREPARED_STAGES
            if counts.get(stage)
        ]
        if len(choices) > 1:
            choices.insert(0, (ALL, f"All that are prepared ({sum(counts.values())})"))
        self.fields["which"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["which"].initial = choices[0][0]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("when") != LATER:
            return data
        for name, sentence in (("day", "Enter the date."), ("time", "Enter the time.")):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        if data.get("day") and data.get("time"):
            self._set_moment(data)
        return data

    def _set_moment(self, data: dict[str, Any]) -> None:
        try:
            moment = from_current_timezone(datetime.combine(data["day"], data["time"]))
        except ValidationError:
            self.add_error("time", "The clocks change at that moment. Choose another time.")
            return
        if moment <= timezone.now():
            self.add_error("day", "Choose a moment in the future, or release now.")
        data["release_at"] = moment

    @property
    def stages(self) -> list[Status]:
        """The stages whose outcomes go out."""
        which = self.cleaned_data["which"]
        return list(PREPARED_STAGES) if which == ALL else [Status(which)]

    @property
    def release_at(self) -> datetime | None:
        """The chosen moment; None for now."""
        moment: datetime | None = self.cleaned_data.get("release_at")
        return moment


class CancelReleaseForm(forms.Form):
    """Confirms that a release is taken back."""
