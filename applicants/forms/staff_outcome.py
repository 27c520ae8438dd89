"""The words of an outcome that turns somebody down. The candidate reads every field of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from applicants.choices import Event
from applicants.forms.staff import StepForm
from applicants.selectors.unmet import CriterionLine
from applicants.services.outcome_words import LONGEST_SENTENCE, missing_sentences

READS = "The candidate will read this."


class OutcomeForm(StepForm):
    """The structured reason, a sentence for each criterion that was not met, and feedback."""

    def __init__(
        self, *args: Any, event: Event, lines: Sequence[CriterionLine], **kwargs: Any
    ) -> None:
        super().__init__(*args, event=event, **kwargs)
        self.lines = list(lines)
        for line in self.lines:
            self.fields[criterion_field(line.code)] = forms.CharField(
                label=line.text,
                required=False,
                max_length=LONGEST_SENTENCE,
                help_text=self.help_for(line),
                widget=forms.Textarea(attrs={"rows": 3}),
            )
        self.order_fields(["version", "reason_code", *map(criterion_field, self.codes), "reason"])

    def help_for(self, line: CriterionLine) -> str:
        """What is known of a criterion, above the field for its sentence."""
        return _help(line)

    @property
    def codes(self) -> list[str]:
        """The criteria of the form, in their order."""
        return [line.code for line in self.lines]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        reason_code = data.get("reason_code", "")
        missing = missing_sentences(self.lines, reason_code=reason_code, written=self.criteria)
        for code, sentence in missing.items():
            name = criterion_field(code) if code else criterion_field(self.codes[0])
            if name not in self.errors:
                self.add_error(name, sentence)
        return data

    @property
    def criteria(self) -> dict[str, str]:
        """What was written, by criterion code."""
        written = {code: self.cleaned_data.get(criterion_field(code), "") for code in self.codes}
        return {code: words for code, words in written.items() if words}


def criterion_field(code: str) -> str:
    """The name of a criterion's field."""
    return f"criterion_{code}"


def criteria_initial(criteria: Mapping[str, str]) -> dict[str, str]:
    """What an outcome form shows of sentences that were written before."""
    return {criterion_field(code): words for code, words in criteria.items()}


def _help(line: CriterionLine) -> str:
    parts = [READS]
    if line.is_unmet:
        parts.append("Not met, so a sentence is needed.")
    if line.scores:
        scores = ", ".join(map(str, line.scores))
        parts.append(f"Scores: {scores}; the pass mark is {line.pass_mark}.")
    parts += [f"A marker wrote: “{comment}”" for comment in line.comments]
    return " ".join(parts)
