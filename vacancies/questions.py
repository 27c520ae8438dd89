"""The questions that an advert adds to the form of its route.

They are kept with the advert as a list, so that they are copied, versioned and audited with it.
Recruiters write them on a page of their own (`vacancies/admin_questions.py`), never as JSON.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from vacancies.choices import AnswerKind, AskedWhen, SeenBy
from vacancies.models import Vacancy

DEFAULT_WORDS = 250
LONGEST_CODE = 50


@dataclass(frozen=True, slots=True)
class VacancyQuestion:
    """One question with its flags.

    `personal`: the answer says who somebody is, so blind sifting never shows it. `seen_by`: who
    reads it at all. `asked`: when. `max_words` counts for answers in people's own words alone.
    """

    code: str
    text: str
    kind: AnswerKind = AnswerKind.LONG_TEXT
    max_words: int = DEFAULT_WORDS
    hint: str = ""
    required: bool = True
    personal: bool = False
    seen_by: SeenBy = SeenBy.EVERYBODY
    asked: AskedWhen = AskedWhen.APPLICATION
    choices: tuple[str, ...] = ()

    def as_stored(self) -> dict[str, Any]:
        """The question as the advert keeps it."""
        return {
            "code": self.code,
            "text": self.text,
            "kind": self.kind.value,
            "max_words": self.max_words,
            "hint": self.hint,
            "required": self.required,
            "personal": self.personal,
            "seen_by": self.seen_by.value,
            "asked": self.asked.value,
            "choices": list(self.choices),
        }


def questions_of(vacancy: Vacancy, asked: AskedWhen | None = None) -> list[VacancyQuestion]:
    """The advert's questions in their order; with `asked`, those of that moment."""
    every = [read_question(item) for item in vacancy.questions]
    return [one for one in every if asked is None or one.asked == asked]


def read_question(item: Mapping[str, Any]) -> VacancyQuestion:
    """A stored question; a flag that is not there has its usual value."""
    return VacancyQuestion(
        code=str(item["code"]),
        text=str(item["text"]),
        kind=AnswerKind(item.get("kind", AnswerKind.LONG_TEXT)),
        max_words=int(item["max_words"]),
        hint=str(item.get("hint", "")),
        required=bool(item.get("required", True)),
        personal=bool(item.get("personal", False)),
        seen_by=SeenBy(item.get("seen_by", SeenBy.EVERYBODY)),
        asked=AskedWhen(item.get("asked", AskedWhen.APPLICATION)),
        choices=tuple(str(one) for one in item.get("choices", ())),
    )


def new_code(text: str, taken: Iterable[str]) -> str:
    """A code for a new question, from its words. It stays when the words change later, so that
    answers which were given already keep their question."""
    words = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_") or "question"
    base = words if words[0].isalpha() else f"q_{words}"
    base = base[: LONGEST_CODE - 4].rstrip("_")
    code, number, used = base, 1, set(taken)
    while code in used:
        number += 1
        code = f"{base}_{number}"
    return code
