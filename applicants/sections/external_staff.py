"""External police staff (domain document 3.4)."""

from __future__ import annotations

from collections.abc import Sequence

from applicants.sections import conduct, shared
from applicants.sections.catalogue import Kind, Question, Section
from applicants.sections.history import work_history
from applicants.sections.postings import postings
from applicants.sections.previous_service import previous_service
from applicants.sections.role_questions import role_questions
from vacancies.models import Base, EssentialCriterion, Vacancy

STATEMENT_WORDS = 500


def sections(
    vacancy: Vacancy,
    criteria: Sequence[EssentialCriterion],
    bases: Sequence[Base],
) -> list[Section]:
    """The form of this route, in the order of the task list."""
    return [
        shared.personal(vacancy),
        shared.address(vacancy),
        right_to_work(),
        work_history(with_cv=True),
        education(),
        previous_service(),
        shared.availability(notice_question="How much notice do you have to give?"),
        *postings(vacancy, bases),
        references(),
        statement(),
        *shared.evidence(criteria),
        *role_questions(vacancy),
        conduct.conduct(vacancy),
        shared.adjustments(),
        shared.interview_offer(),
        shared.declaration(),
    ]


def right_to_work() -> Section:
    """3.1 D: the share code is asked for after an offer, never here."""
    return Section(
        code="right-to-work",
        title="Right to work in the UK",
        reusable=True,
        personal=True,
        intro="We check this after an offer and before you start. You do not need documents now.",
        questions=(
            Question(
                "right",
                "Do you have the right to work in the UK, or will you by the start date?",
                Kind.CHOICE,
                choices=(("yes", "Yes"), ("no", "No"), ("unsure", "I am not sure")),
                missing="Select whether you have the right to work in the UK.",
            ),
            Question(
                "status",
                "What is your right to work based on?",
                Kind.CHOICE,
                choices=(
                    ("citizen", "British or Irish citizenship"),
                    ("settled", "Settled or pre-settled status, or indefinite leave to remain"),
                    ("visa", "A visa or other permission with an end date"),
                    ("other", "Something else"),
                ),
                shown_if=("right", ("yes",)),
                missing="Select what your right to work is based on.",
            ),
            Question(
                "explanation",
                "What are you not sure about?",
                Kind.LONG_TEXT,
                max_words=100,
                shown_if=("right", ("unsure",)),
                missing="Enter what you are not sure about.",
            ),
        ),
    )


def education() -> Section:
    """3.1 K: qualifications are no longer required for every post."""
    return Section(
        code="education",
        title="Education and qualifications",
        reusable=True,
        intro="Qualifications are not needed for every role. The advert says if this one needs "
        "any.",
        questions=(
            Question(
                "highest",
                "What is the highest level you have reached?",
                Kind.CHOICE,
                choices=(
                    ("none", "No formal qualifications"),
                    ("level_2", "GCSEs or similar"),
                    ("level_3", "A levels, T levels or similar"),
                    ("apprenticeship", "An apprenticeship"),
                    ("degree", "A degree or similar"),
                    ("postgraduate", "A postgraduate degree"),
                    ("other", "Something else, or from outside the UK"),
                ),
                missing="Select the highest level you have reached.",
            ),
            Question(
                "qualifications",
                "Qualifications and training that matter for this role",
                Kind.LONG_TEXT,
                hint="Name and year of each.",
                required=False,
                max_words=200,
            ),
        ),
    )


def references() -> Section:
    """3.4: two, and nobody is contacted before an offer."""
    return Section(
        code="references",
        title="References",
        reusable=True,
        personal=True,
        intro="Give two people who can speak about your work or studies, not family or friends. "
        "We contact them only if we make you an offer and you accept it.",
        questions=tuple(
            question
            for number, word in ((1, "First"), (2, "Second"))
            for question in (
                Question(f"name_{number}", f"{word} person: name", personal=True),
                Question(
                    f"relation_{number}",
                    f"{word} person: how they know you",
                    hint="For example, manager at Example Ltd until 2025.",
                    personal=True,
                ),
                Question(f"email_{number}", f"{word} person: email", Kind.EMAIL, personal=True),
            )
        ),
    )


def statement() -> Section:
    """3.4: five hundred words, marked without the name."""
    return Section(
        code="statement",
        title="Personal statement",
        group=shared.EVIDENCE,
        questions=(
            Question(
                "statement",
                "Why do you want this role, and what would you bring to it?",
                Kind.LONG_TEXT,
                hint="Leave out your name and anything else that says who you are: we assess "
                "statements without names.",
                max_words=STATEMENT_WORDS,
                missing="Enter your personal statement.",
            ),
        ),
    )
