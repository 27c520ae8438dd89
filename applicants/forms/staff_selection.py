"""Forms of the interview."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import from_current_timezone
from django.utils import timezone

from applicants.forms.staff import StaffForm, date_field
from applicants.models import Interview
from applicants.services.interviewing import Arrangement


class InterviewForm(StaffForm):
    """When and where an interview is."""

    day = date_field("Date", required="Enter the date of the interview.")
    time = forms.TimeField(
        label="Time",
        help_text="London time, for example 14:30.",
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={
            "required": "Enter the time of the interview.",
            "invalid": "Enter a time, like 14:30.",
        },
    )
    minutes = forms.IntegerField(
        label="Length in minutes",
        min_value=10,
        max_value=480,
        initial=45,
        error_messages={
            "required": "Enter the length in minutes.",
            "invalid": "Enter the length as a number of minutes.",
            "min_value": "An interview lasts 10 minutes or more.",
            "max_value": "An interview lasts 480 minutes or less.",
        },
    )
    format = forms.ChoiceField(label="Format", choices=Interview.Format.choices)
    place = forms.CharField(
        label="Place, or link for a video call",
        max_length=200,
        error_messages={"required": "Enter the place, or the link for a video call."},
    )
    panel = forms.CharField(
        label="Panel",
        required=False,
        max_length=200,
        help_text="Roles of the panel members, as the candidate will read them.",
    )
    what_to_bring = forms.CharField(label="What to bring", required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("day") and data.get("time"):
            try:
                naive = datetime.combine(data["day"], data["time"])
                data["starts_at"] = from_current_timezone(naive)
            except ValidationError:
                message = "The clocks change at that moment. Choose another time."
                self.add_error("time", message)
            else:
                if data["starts_at"] <= timezone.now():
                    self.add_error("day", "Set a date and time in the future.")
        return data

    @property
    def arrangement(self) -> Arrangement:
        """What was filled in, for the service."""
        data = self.cleaned_data
        return Arrangement(
            starts_at=data["starts_at"],
            place=data["place"],
            minutes=data["minutes"],
            format=data["format"],
            panel=data["panel"],
            what_to_bring=data["what_to_bring"],
        )


def interview_initial(interview: Interview | None) -> Mapping[str, Any]:
    """What the interview form shows of an interview that is there."""
    if interview is None:
        return {}
    starts = timezone.localtime(interview.starts_at)
    return {
        "day": starts.date(),
        "time": starts.time(),
        "minutes": interview.minutes,
        "format": interview.format,
        "place": interview.place,
        "panel": interview.panel,
        "what_to_bring": interview.what_to_bring,
    }
