"""Forms of the forums: booking a place, and what staff write."""

from __future__ import annotations

from typing import Any, Self

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from recruitment.accounts.models import User
from recruitment.ui.forms import FieldOptions, GovukFormMixin, PlainWordsMixin
from vacancies.forums.models import Forum
from vacancies.forums.staff_services import IN_THE_PAST


class BookingForm(GovukFormMixin, forms.Form):
    """A name and an address, nothing else, and a box that only robots fill in."""

    submit_label = "Book my place"
    mark_optional = False
    field_options = {"name": FieldOptions(width="20"), "email": FieldOptions(width="20")}

    name = forms.CharField(
        label="Full name",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Enter your full name."},
    )
    email = forms.EmailField(
        label="Email address",
        max_length=254,
        help_text="We send the link to join to this address, and a reminder on the day before.",
        error_messages={"required": "Enter your email address."},
    )
    website = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)

    @classmethod
    def for_person(cls, person: User | AnonymousUser) -> Self:
        """The form, filled in for somebody who is signed in."""
        if not isinstance(person, User):
            return cls()
        return cls(initial={"name": person.get_full_name(), "email": person.email})

    @property
    def is_from_a_robot(self) -> bool:
        return bool(self.cleaned_data.get("website"))


class ForumForm(PlainWordsMixin, forms.ModelForm):  # type: ignore[type-arg]
    """A forum, for staff. Dates and times are London's."""

    class Meta:
        model = Forum
        fields = ("title", "about", "description", "starts_at", "ends_at", "places", "join_link")
        labels = {
            "starts_at": "Day and time of the start",
            "ends_at": "Day and time of the end",
            "places": "Number of places",
        }

    def clean_places(self) -> Any:
        """A place that somebody has is never taken away by a smaller number."""
        places = self.cleaned_data["places"]
        booked = self.instance.bookings.filter(state="booked").count() if self.instance.pk else 0
        if places < booked:
            raise forms.ValidationError(
                f"{booked} people have a place already. Enter at least that many places."
            )
        return places

    def clean(self) -> dict[str, Any]:
        """A new start lies ahead; what is over may still get a better title."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        starts_at = cleaned.get("starts_at")
        moved = "starts_at" in self.changed_data or "ends_at" in self.changed_data
        if starts_at is not None and moved and starts_at <= timezone.now():
            self.add_error("starts_at", IN_THE_PAST)
        return cleaned


class CallOffForm(PlainWordsMixin, forms.Form):
    """Why a forum does not take place, in words that go to everybody who booked."""

    reason = forms.CharField(
        label="Why it is called off",
        help_text="Everybody with a place or on the waiting list gets these words by email.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write why, for the people who booked."},
    )
