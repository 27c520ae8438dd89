"""The period and the vacancy of a report, in the address of its page."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms

from applicants.forms.staff import date_field
from vacancies.models import Vacancy

USUAL_DAYS = 365
LONGEST_DAYS = 366 * 5


class ReportForm(forms.Form):
    """What is not said is the usual: every vacancy, the last twelve months."""

    vacancy = forms.CharField(
        label="Reference of a vacancy",
        required=False,
        max_length=40,
        help_text="For example MPS-26-0401. Leave it empty for all that you work on.",
    )
    since = date_field("Applications sent from this day")
    until = date_field("Up to and with this day")

    def __init__(self, *args: Any, vacancies: Any, today: date, **kwargs: Any) -> None:
        """`vacancies` are those that the reader works on."""
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.vacancies = vacancies
        self.today = today

    def clean_vacancy(self) -> Vacancy | None:
        """The vacancy of the reader's scope; nothing else exists for them."""
        reference = self.cleaned_data["vacancy"].strip()
        if not reference:
            return None
        found: Vacancy | None = self.vacancies.filter(reference__iexact=reference).first()
        if found is None:
            raise forms.ValidationError("You work on no vacancy with this reference.")
        return found

    def clean(self) -> dict[str, Any]:
        """A whole period that runs forwards."""
        found: dict[str, Any] = super().clean() or {}
        if self.errors:
            return found
        until = found.get("until") or self.today
        since = found.get("since") or until - timedelta(days=USUAL_DAYS)
        if until < since:
            self.add_error("until", "Enter a day on or after the first one.")
        elif (until - since).days > LONGEST_DAYS:
            self.add_error("since", "Choose a period of at most 5 years.")
        return {**found, "since": since, "until": until}
