"""Fields for lists that are typed as lines, so that nobody types JSON."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from vacancies.stages import IN_WEEK, ON_DAY, date_words

SEPARATOR = "|"
_WEEK = "week of "
_DATES = ("%d %B %Y", "%d %b %Y", "%Y-%m-%d", "%d/%m/%Y")
_WRONG_DATE = (
    "Write a date like 14 December 2026, or “week of 14 December 2026”, as the third part of a "
    "stage."
)


class LinesField(forms.CharField):
    """A list of sentences, one on each line."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea(attrs={"rows": 5}))
        super().__init__(required=False, **options)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        lines = value if isinstance(value, list) else str(value or "").splitlines()
        return [line.strip() for line in lines if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(initial) != self.to_python(data))


class StagesField(LinesField):
    """The stages of an assessment, one on each line: what | usual time | date, if there is one."""

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return "\n".join(
            f" {SEPARATOR} ".join(
                part for part in (one["stage"], one["when"], date_words(one)) if part
            )
            for one in value
        )

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list):
            return value
        return [_stage(line) for line in super().to_python(value)]


def _stage(line: str) -> dict[str, str]:
    stage, when, day, *more = [part.strip() for part in line.split(SEPARATOR)] + ["", ""]
    if not (stage and when) or any(more):
        raise ValidationError("Write each stage as: what happens | when it usually happens.")
    return {"stage": stage, "when": when, **(_dated(day) if day else {})}


def _dated(typed: str) -> dict[str, str]:
    """A day, or a week by one of its days, as it is stored."""
    words = typed.lower()
    key = IN_WEEK if words.startswith(_WEEK) else ON_DAY
    found = forms.DateField(input_formats=_DATES).to_python(words.removeprefix(_WEEK).strip())
    if found is None:
        raise ValidationError(_WRONG_DATE)
    return {key: found.isoformat()}


class GuideField(LinesField):
    """A scoring guide, one value on each line: value | what a marker looks for."""

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return "\n".join(f"{one['value']} {SEPARATOR} {one['words']}" for one in value)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list):
            return value
        found = []
        for line in super().to_python(value):
            number, bar, words = (part.strip() for part in line.partition(SEPARATOR))
            if not (bar and words and number.isascii() and number.isdigit()):
                raise ValidationError("Write each line as: a value | what a marker looks for.")
            found.append({"value": int(number), "words": words})
        return sorted(found, key=lambda one: int(one["value"]))
