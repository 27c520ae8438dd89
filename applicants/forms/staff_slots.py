"""Forms of the interview times that are offered."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from applicants.forms.staff_selection import InterviewForm
from applicants.services.slots import DEFAULT_NOTICE_HOURS, MOST_IN_A_ROW, SlotPlan
from recruitment.ui.forms import PlainWordsMixin
from vacancies.models import Vacancy


class VacancyChoiceField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Vacancies by reference and title."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.reference} {obj.title}"


class SlotsForm(InterviewForm):
    """Interview times of one day: the first one, and how many follow it."""

    vacancy = VacancyChoiceField(
        queryset=Vacancy.objects.none(),
        label="Vacancy",
        error_messages={
            "required": "Choose the vacancy.",
            "invalid_choice": "Choose one of your vacancies.",
        },
    )
    times = forms.IntegerField(
        label="How many times in a row",
        min_value=1,
        max_value=MOST_IN_A_ROW,
        initial=1,
        error_messages={
            "required": "Enter how many times in a row.",
            "max_value": f"Offer {MOST_IN_A_ROW} times in a row or fewer.",
        },
    )
    gap = forms.IntegerField(
        label="Minutes between them",
        min_value=0,
        max_value=240,
        initial=15,
        error_messages={"required": "Enter the minutes between them; 0 is allowed."},
    )
    places = forms.IntegerField(
        label="Places at each time",
        help_text="More than 1 where several panels sit at once.",
        min_value=1,
        max_value=50,
        initial=1,
        error_messages={"required": "Enter how many candidates each time is for."},
    )
    notice_hours = forms.IntegerField(
        label="Hours before, until which candidates choose and change",
        min_value=1,
        max_value=240,
        initial=DEFAULT_NOTICE_HOURS,
        error_messages={"required": "Enter a number of hours."},
    )
    field_order = [
        "vacancy", "day", "time", "minutes", "times", "gap", "places", "notice_hours",
        "format", "place", "panel", "what_to_bring",
    ]  # fmt: skip

    def __init__(self, *args: Any, vacancies: QuerySet[Vacancy], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].label = "Date"
        self.fields["time"].label = "First time"
        self.fields["vacancy"].queryset = vacancies  # type: ignore[attr-defined]

    @property
    def plan(self) -> SlotPlan:
        """What was filled in, for the service."""
        data = self.cleaned_data
        names = ("times", "gap", "places", "notice_hours", "minutes", "format", "place", "panel")
        return SlotPlan(
            starts_at=data["starts_at"],
            what_to_bring=data["what_to_bring"],
            **{name: data[name] for name in names},
        )


class PlacesForm(PlainWordsMixin, forms.Form):
    """How many candidates a time is for."""

    use_required_attribute = False
    places = forms.IntegerField(
        label="Places at this time",
        min_value=1,
        max_value=50,
        error_messages={"required": "Enter how many candidates this time is for."},
    )


class WithdrawSlotForm(PlainWordsMixin, forms.Form):
    """Why a time is offered no longer."""

    use_required_attribute = False
    reason = forms.CharField(
        label="Reason",
        required=False,
        max_length=500,
        help_text="Needed where candidates have chosen this time: they will read it.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
