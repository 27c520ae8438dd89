"""What new and special constables are both asked (domain document 3.6)."""

from __future__ import annotations

from applicants.sections.catalogue import Kind, Question, Section
from applicants.sections.shared import EVIDENCE
from vacancies.models import Vacancy

MOTIVATION_WORDS = 250


def nationality(vacancy: Vacancy) -> Section:
    """Nationality, the right to remain, and years of residence. A doubt goes to a person."""
    years = vacancy.residency_years
    return Section(
        code="nationality",
        title="Nationality and residence",
        personal=True,
        intro="A constable holds an office of the Crown, so there must be no limit on your stay in "
        "the UK. If you are not sure, say so: a person looks at it with you.",
        questions=(
            Question("nationality", "What is your nationality?", hint="All of them, if several."),
            Question(
                "stay",
                "What lets you live in the UK?",
                Kind.CHOICE,
                choices=(
                    ("citizen", "British, Irish or Commonwealth citizenship without a time limit"),
                    ("settled", "Settled status, or indefinite leave to remain"),
                    ("limited", "Permission with an end date, or pre-settled status"),
                    ("unsure", "I am not sure"),
                ),
                missing="Select what lets you live in the UK.",
            ),
            Question(
                "resident",
                f"Have you lived in the UK for all of the last {years} years?",
                Kind.YES_NO,
                hint="Holidays do not count as living elsewhere.",
                missing=f"Select yes if you have lived in the UK for the last {years} years.",
            ),
            Question(
                "abroad",
                "Where did you live, and why?",
                Kind.LONG_TEXT,
                hint="With the months. Service abroad for the Crown is treated as living here.",
                max_words=100,
                shown_if=("resident", ("no",)),
                missing="Enter where you lived, and why.",
            ),
        ),
    )


def skills() -> Section:
    """Driving and languages: neither decides; a second language is desirable."""
    return Section(
        code="skills",
        title="Driving and languages",
        reusable=True,
        questions=(
            Question(
                "driving",
                "Which driving licence do you hold?",
                Kind.CHOICE,
                choices=(
                    ("manual", "Full UK licence, manual"),
                    ("automatic", "Full UK licence, automatic only"),
                    ("provisional", "Provisional, or from another country"),
                    ("none", "None"),
                ),
                missing="Select which driving licence you hold.",
            ),
            Question(
                "languages",
                "Do you speak a language other than English?",
                Kind.YES_NO,
                hint="It is desirable, not essential.",
                missing="Select yes if you speak a language other than English.",
            ),
            Question(
                "which_languages",
                "Which languages, and how well?",
                Kind.LONG_TEXT,
                hint="British Sign Language counts.",
                max_words=60,
                shown_if=("languages", ("yes",)),
                missing="Enter which languages you speak.",
            ),
        ),
    )


def earlier_applications() -> Section:
    """Forces that use the national assessment wait six months before another try."""
    return Section(
        code="earlier-applications",
        title="Applications to other forces",
        personal=True,
        questions=(
            Question(
                "applied",
                "Have you applied to any police force in the last 6 months?",
                Kind.YES_NO,
                hint="Include the Met. The national assessment can be taken once in 6 months; a "
                "person tells you what that means for you.",
                missing="Select yes if you have applied to a police force in the last 6 months.",
            ),
            Question(
                "applications",
                "To which, when, and what came of it?",
                Kind.LONG_TEXT,
                max_words=100,
                shown_if=("applied", ("yes",)),
                missing="Enter which forces you applied to, when, and what came of it.",
            ),
        ),
    )


def motivation(*questions: tuple[str, str]) -> Section:
    """Two answers of up to 250 words."""
    return Section(
        code="motivation",
        title="Why you",
        group=EVIDENCE,
        intro="Use your own words and your own life: work, studies, family or your community. "
        "Leave out names.",
        questions=tuple(
            Question(
                code,
                text,
                Kind.LONG_TEXT,
                max_words=MOTIVATION_WORDS,
                missing=f"Enter your answer to “{text}”.",
            )
            for code, text in questions
        ),
    )
