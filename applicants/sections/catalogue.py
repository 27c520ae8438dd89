"""What a section and a question are. Plain data: no database, no forms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from vacancies.choices import AskedWhen, SeenBy

YES_NO: tuple[tuple[str, str], ...] = (("yes", "Yes"), ("no", "No"))
# An English word has five letters: this leaves room for long ones and ends a text without spaces.
CHARACTERS_PER_WORD = 25
SHORT_TEXT = 200  # characters


class Kind(StrEnum):
    """How a question is answered, and what is stored for it."""

    TEXT = "text"  # str
    LONG_TEXT = "long_text"  # str, with a word limit
    EMAIL = "email"  # str
    PHONE = "phone"  # str
    YES_NO = "yes_no"  # "yes" or "no"
    CHOICE = "choice"  # one code, as radios
    SELECT = "select"  # one code, from a list
    MANY = "many"  # list of codes
    DATE = "date"  # "2021-06-05"
    MONTH = "month"  # "2021-06-05" or "2021-06"
    CONFIRM = "confirm"  # True
    FILE = "file"  # list of ids of uploaded files
    ENTRIES = "entries"  # list of {"id": ..., and the answers of one entry}


class Store(StrEnum):
    """Where the answers are kept. Everything but ANSWERS is out of reach of those who decide."""

    ANSWERS = "answers"
    CONDUCT = "conduct"
    ADJUSTMENTS = "adjustments"
    OPT_IN = "opt_in"


class Bound(StrEnum):
    """On which side of today a date must lie."""

    NONE = ""
    PAST = "past"
    FUTURE = "future"


@dataclass(frozen=True, slots=True)
class Problem:
    """What answers lack together, at which question; `prefill` begins the entry that mends it."""

    code: str
    text: str
    prefill: Mapping[str, Any] = field(default_factory=dict)


# From the answers and today's date to what they lack together.
Check = Callable[[Mapping[str, Any], date], list[Problem]]


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a form.

    `shown_if` names another question of the section and the answers that make this one apply; it
    is then required like any other, and its answer is dropped where it does not apply. `personal`
    answers say who somebody is and never go to the sift. `missing` replaces the usual error.
    `only` is the one option that is accepted; any other is refused with `missing`. `exclusive` is
    the tick that clears all others. `youngest` is the age in years that a date of birth must show,
    `too_young` the sentence where it does not.
    `seen_by` narrows who of the staff reads the answer.
    A list (ENTRIES) asks the `entry` questions on a page for each entry, which `entry_check` holds
    against each other; `summary` says an entry in one line, `add` is the button. `most` is the
    largest number of entries or files.
    """

    code: str
    label: str
    kind: Kind = Kind.TEXT
    hint: str = ""
    required: bool = True
    max_words: int | None = None
    choices: tuple[tuple[str, str], ...] = ()
    shown_if: tuple[str, tuple[str, ...]] | None = None
    autocomplete: str = ""
    personal: bool = False
    missing: str = ""
    noun: str = ""
    bound: Bound = Bound.NONE
    only: str = ""
    exclusive: str = ""
    youngest: int = 0
    too_young: str = ""
    seen_by: SeenBy = SeenBy.EVERYBODY
    entry: tuple[Question, ...] = ()
    entry_check: Check | None = None
    summary: Callable[[Mapping[str, Any]], str] | None = None
    add: str = ""
    most: int = 1

    @property
    def options(self) -> tuple[tuple[str, str], ...]:
        """Codes and labels to choose from; empty for typed answers."""
        return YES_NO if self.kind is Kind.YES_NO else self.choices

    @property
    def max_characters(self) -> int:
        """The longest answer that is accepted."""
        if self.kind is Kind.LONG_TEXT:
            return (self.max_words or 500) * CHARACTERS_PER_WORD
        return SHORT_TEXT

    def applies(self, answers: Mapping[str, Any]) -> bool:
        """Whether this question is asked, given the section's other answers."""
        if self.shown_if is None:
            return True
        code, wanted = self.shown_if
        given = answers.get(code)
        if isinstance(given, list):
            return any(one in wanted for one in given)
        return given in wanted


@dataclass(frozen=True, slots=True)
class Section:
    """One page of questions. `group` is its heading on the task list.

    `reusable` answers may be brought over from a former application, for the person to check.
    `personal` sections are never shown to those who sift. `asked` is when it is asked. `check`
    holds the answers against each other.
    """

    code: str
    title: str
    questions: tuple[Question, ...]
    store: Store = Store.ANSWERS
    intro: str = ""
    group: str = "About you"
    reusable: bool = False
    personal: bool = False
    asked: AskedWhen = AskedWhen.APPLICATION
    check: Check | None = None

    def question(self, code: str) -> Question | None:
        """The question of that code, or None."""
        return next((one for one in self.questions if one.code == code), None)

    @property
    def codes(self) -> frozenset[str]:
        """The codes of its questions: nothing else is ever stored in it."""
        return frozenset(question.code for question in self.questions)


def entry_section(section: Section, question: Question) -> Section:
    """The page of one entry of a list, as a section of its own."""
    return Section(
        code=section.code,
        title=question.label,
        questions=question.entry,
        check=question.entry_check,
    )
