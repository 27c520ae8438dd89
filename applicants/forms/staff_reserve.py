"""Forms of reserve lists for staff. They check shape; services check rights, order and length."""

from __future__ import annotations

from typing import Any

from django import forms

from applicants.forms.staff import StaffForm, date_field
from recruitment.ui.forms import PlainWordsMixin

FOR_COLLEAGUES = "Colleagues read this in the audit log. Name nobody in it."


def _reason_field(label: str, help_text: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=500,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class SeenList(forms.Form):
    """The version of the reserve list that was looked at."""

    seen_list = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    @property
    def list_version(self) -> int:
        """What the person saw. Without it nothing is current."""
        seen: int | None = self.cleaned_data.get("seen_list")
        return -1 if seen is None else seen


class OfferFromReserveForm(SeenList, StaffForm):
    """Sends an offer from the list; `passes_over` says that somebody stands before this person."""

    reason = _reason_field("Why is this person offered out of the order of merit?", FOR_COLLEAGUES)

    def __init__(self, *args: Any, passes_over: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reason"]
        if passes_over:
            field.required = True
            field.error_messages["required"] = "Write why others on the list are passed over."
        else:
            del self.fields["reason"]


class ExtendListForm(SeenList, PlainWordsMixin, forms.Form):
    """A later last day, with the reason that everybody on the list reads."""

    use_required_attribute = False

    ends_on = date_field("New last day of the list", required="Enter the new last day.")
    reason = forms.CharField(
        label="Reason",
        max_length=500,
        help_text="The people on the list will read this.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write why the list is extended."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class AskForm(PlainWordsMixin, forms.Form):
    """Asks somebody on a list about a later vacancy; with a reason where others stand before."""

    use_required_attribute = False
    reason = _reason_field("Why is this person asked before others on the list?", FOR_COLLEAGUES)

    def __init__(self, *args: Any, passes_over: bool, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        field = self.fields["reason"]
        if passes_over:
            field.required = True
            field.error_messages["required"] = "Write why others on the list are passed over."
        else:
            del self.fields["reason"]
