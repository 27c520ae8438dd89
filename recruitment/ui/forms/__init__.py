"""Forms in GOV.UK markup: fields, the mixin, the helper for `{% crispy form %}`."""

from recruitment.ui.forms.fields import DateField, DateInputWidget, PartialDateField
from recruitment.ui.forms.mixin import (
    FieldOptions,
    GovukFormHelper,
    GovukFormMixin,
    PlainWordsMixin,
    govuk_helper,
)

__all__ = [
    "DateField",
    "DateInputWidget",
    "FieldOptions",
    "GovukFormHelper",
    "GovukFormMixin",
    "PartialDateField",
    "PlainWordsMixin",
    "govuk_helper",
]
