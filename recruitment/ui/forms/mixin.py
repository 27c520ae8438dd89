"""What a form of ours adds to Django's: plain error messages, options for drawing, a helper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from django import forms
from django.core.validators import EmailValidator

CHOOSING = (forms.ChoiceField, forms.ModelChoiceField)
DJANGO_REQUIRED = str(forms.Field.default_error_messages["required"])


@dataclass(frozen=True, slots=True)
class FieldOptions:
    """How one field is drawn. Everything has a default; name only what differs."""

    heading: bool = False  # the label (or legend) is the page's only h1
    size: str = ""  # size of the label: s, m, l or xl
    width: str = ""  # 2, 3, 4, 5, 10, 20 or 30 characters, or one-half, two-thirds…
    prefix: str = ""
    suffix: str = ""
    inline: bool = False  # radios beside each other: only for two short answers
    small: bool = False  # small radios or ticks: only for filters
    rows: int = 0  # of a text area; 0 chooses by the word limit
    item_hints: Mapping[str, str] = field(default_factory=dict)  # choice value → hint
    reveals: Mapping[str, str] = field(default_factory=dict)  # choice value → name of a field
    exclusive: str = ""  # the tick that clears all others ("none")
    divider_before: str = ""  # the choice that an "or" stands before


class PlainWordsMixin:
    """Mix in before forms.Form: a field that is left out says what to do, in a sentence."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, one in self.fields.items():
            say_plainly(one, label=str(one.label or name.replace("_", " ").capitalize()))


class GovukFormMixin(PlainWordsMixin):
    """Mix in before forms.Form or forms.ModelForm.

    `field_options` maps field names to FieldOptions. `mark_optional` adds "(optional)" to labels
    of fields that may stay empty; switch it off for search forms.
    """

    field_options: ClassVar[Mapping[str, FieldOptions]] = {}
    mark_optional: ClassVar[bool] = True
    submit_label: ClassVar[str] = "Continue"

    @property
    def helper(self) -> GovukFormHelper:
        """Used by `{% crispy form %}`."""
        return govuk_helper(self, submit_label=self.submit_label)


def say_plainly(one: forms.Field, *, label: str) -> None:
    """Put a sentence that says what to do in place of Django's "This field is required."."""
    messages = one.error_messages
    if str(messages.get("required", "")) == DJANGO_REQUIRED:
        messages["required"] = required_message(one, label)
    if isinstance(one, forms.EmailField):
        text = "Enter an email address in the correct format, like name@example.com."
        messages["invalid"] = text
        one.validators = [
            EmailValidator(message=text) if isinstance(check, EmailValidator) else check
            for check in one.validators
        ]


def required_message(one: forms.Field, label: str) -> str:
    if label.endswith("?"):
        verb = "Select" if isinstance(one, CHOOSING) else "Enter"
        return f"{verb} an answer to “{label}”."
    # Keep the capitals of names and abbreviations: "UK", "JRFT".
    words = label if label[:2].isupper() else label[:1].lower() + label[1:]
    if isinstance(one, forms.BooleanField):
        return f"Select the box to confirm: {words.rstrip('.')}."
    if isinstance(one, forms.FileField):
        return f"Choose a file for “{label}”."
    verb = "Select" if isinstance(one, CHOOSING) else "Enter"
    return f"{verb} {words.rstrip('.')}."


class GovukFormHelper(FormHelper):  # type: ignore[misc]
    """The whole form: tag, token, fields, button. Never Bootstrap's Submit."""

    submit_label: str = "Continue"
    cancel_url: str = ""
    cancel_label: str = "Cancel"
    submit_class: str = ""

    def __init__(self, form: Any = None) -> None:
        super().__init__(form)
        self.layout = None
        self.attrs = {"novalidate": True}
        self.include_media = False


def govuk_helper(
    form: Any,
    submit_label: str = "Continue",
    *,
    method: str = "post",
    action: str = "",
    cancel_url: str = "",
    cancel_label: str = "Cancel",
    warning: bool = False,
) -> GovukFormHelper:
    """A helper for `{% crispy form helper %}`; `warning` is for what cannot be undone."""
    helper = GovukFormHelper(form)
    helper.form_method = method
    if action:
        helper.form_action = action
    helper.submit_label = submit_label
    helper.cancel_url = cancel_url
    helper.cancel_label = cancel_label
    helper.submit_class = "govuk-button--warning" if warning else ""
    return helper
