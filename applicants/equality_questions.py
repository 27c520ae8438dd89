"""The questions of equality monitoring, in the harmonised order (domain document 3.7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

PREFER_NOT = "prefer_not_to_say"
OWN_WORDS = "own_words"
YES_NO = (("yes", "Yes"), ("no", "No"))


@dataclass(frozen=True, slots=True)
class EqualityQuestion:
    """One optional question. `follows` names the question and the answer that lead to it."""

    code: str
    label: str
    choices: tuple[tuple[str, str], ...]
    follows: tuple[str, str] | None = None
    own_words: bool = True
    hint: str = ""

    @property
    def options(self) -> tuple[tuple[str, str], ...]:
        """All that can be chosen: the answers, an answer in own words, and no answer."""
        own = ((OWN_WORDS, "I would say it in other words"),) if self.own_words else ()
        return (*self.choices, *own, (PREFER_NOT, "Prefer not to say"))


_ETHNIC_GROUPS: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = (
    (
        "white",
        "White",
        (
            ("white_british", "English, Welsh, Scottish, Northern Irish or British"),
            ("white_irish", "Irish"),
            ("white_gypsy_traveller", "Gypsy or Irish Traveller"),
            ("white_other", "Any other White background"),
        ),
    ),
    (
        "mixed",
        "Mixed or multiple ethnic groups",
        (
            ("mixed_white_black_caribbean", "White and Black Caribbean"),
            ("mixed_white_black_african", "White and Black African"),
            ("mixed_white_asian", "White and Asian"),
            ("mixed_other", "Any other mixed or multiple ethnic background"),
        ),
    ),
    (
        "asian",
        "Asian or Asian British",
        (
            ("asian_indian", "Indian"),
            ("asian_pakistani", "Pakistani"),
            ("asian_bangladeshi", "Bangladeshi"),
            ("asian_chinese", "Chinese"),
            ("asian_other", "Any other Asian background"),
        ),
    ),
    (
        "black",
        "Black, African, Caribbean or Black British",
        (
            ("black_african", "African"),
            ("black_caribbean", "Caribbean"),
            ("black_other", "Any other Black, African or Caribbean background"),
        ),
    ),
    (
        "other",
        "Other ethnic group",
        (("other_arab", "Arab"), ("other_other", "Any other ethnic group")),
    ),
)

QUESTIONS: tuple[EqualityQuestion, ...] = (
    EqualityQuestion(
        "age",
        "How old are you?",
        (
            ("16_24", "16 to 24"),
            ("25_34", "25 to 34"),
            ("35_44", "35 to 44"),
            ("45_54", "45 to 54"),
            ("55_64", "55 to 64"),
            ("65_over", "65 or over"),
        ),
        own_words=False,
    ),
    EqualityQuestion("sex", "What is your sex?", (("female", "Female"), ("male", "Male"))),
    EqualityQuestion(
        "gender_same",
        "Is the gender you identify with the same as your sex registered at birth?",
        YES_NO,
    ),
    EqualityQuestion(
        "ethnic_group",
        "What is your ethnic group?",
        tuple((code, label) for code, label, _ in _ETHNIC_GROUPS),
    ),
    *(
        EqualityQuestion(
            f"background_{code}",
            f"{label}: which best describes your background?",
            backgrounds,
            follows=("ethnic_group", code),
        )
        for code, label, backgrounds in _ETHNIC_GROUPS
    ),
    EqualityQuestion(
        "religion",
        "What is your religion?",
        (
            ("none", "No religion"),
            ("christian", "Christian"),
            ("buddhist", "Buddhist"),
            ("hindu", "Hindu"),
            ("jewish", "Jewish"),
            ("muslim", "Muslim"),
            ("sikh", "Sikh"),
            ("any_other", "Any other religion"),
        ),
        hint="Christian includes every denomination.",
    ),
    EqualityQuestion(
        "orientation",
        "Which of these describes your sexual orientation?",
        (
            ("heterosexual", "Heterosexual or straight"),
            ("gay_lesbian", "Gay or lesbian"),
            ("bisexual", "Bisexual"),
            ("other", "Other"),
        ),
    ),
    EqualityQuestion(
        "condition",
        "Do you have a physical or mental health condition that has lasted, or is expected to "
        "last, 12 months or more?",
        YES_NO,
    ),
    EqualityQuestion(
        "condition_effect",
        "Does it reduce what you can do from day to day?",
        (("lot", "Yes, a lot"), ("little", "Yes, a little"), ("not_at_all", "Not at all")),
        follows=("condition", "yes"),
    ),
    EqualityQuestion("marriage", "Are you married or in a civil partnership?", YES_NO),
)

# Question -> the answers that are counted. "Prefer not to say" is in none of them.
COUNTED: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        question.code: frozenset(code for code, _ in question.options if code != PREFER_NOT)
        for question in QUESTIONS
    }
)
