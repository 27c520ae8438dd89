"""Where to write to when somebody can apply."""

from __future__ import annotations

from typing import Self

from django import forms
from django.contrib.auth.models import AnonymousUser

from recruitment.accounts.models import User
from recruitment.ui.forms import FieldOptions, GovukFormMixin


class NoticeForm(GovukFormMixin, forms.Form):
    """One email address, nothing else."""

    submit_label = "Tell me when I can apply"
    mark_optional = False
    field_options = {"email": FieldOptions(width="20")}

    email = forms.EmailField(
        label="Email address",
        max_length=254,
        help_text="We keep it with the vacancy and the date, none of your answers, and delete it "
        "after we have written to you.",
        error_messages={
            "required": "Enter your email address.",
            "invalid": "Enter an email address in the correct format, like name@example.com.",
        },
    )

    @classmethod
    def for_person(cls, person: User | AnonymousUser) -> Self:
        """The form, with the address of somebody who is signed in."""
        return cls(initial={"email": person.email} if isinstance(person, User) else {})
