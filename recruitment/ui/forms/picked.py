"""A date that is picked in the browser's own calendar, or typed."""

from __future__ import annotations

import re
from typing import Any

from django import forms

_AS_PICKED = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


class PickedDateInput(forms.DateInput):
    """The browser's own picker. What was typed and is no date comes back as a text: a picker
    would throw it away."""

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d", attrs={"type": "date"})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The widget's context, with another type where the picker could not show the value."""
        context = super().get_context(name, value, attrs)
        shown = context["widget"]["value"]
        if shown and not _AS_PICKED.match(shown):
            context["widget"]["type"] = "text"
        return context
