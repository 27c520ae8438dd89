"""New police constables (domain document 3.6; new police constables' page)."""

from __future__ import annotations

from collections.abc import Sequence

from applicants.sections import conduct, joining, shared
from applicants.sections.catalogue import Kind, Question, Section
from applicants.sections.external_staff import references
from applicants.sections.history import work_history
from applicants.sections.postings import postings
from applicants.sections.previous_service import previous_service
from applicants.sections.role_questions import role_questions
from vacancies.models import Base, EssentialCriterion, Vacancy


def sections(
    vacancy: Vacancy,
    criteria: Sequence[EssentialCriterion],
    bases: Sequence[Base],
) -> list[Section]:
    """The form of this route, in the order of the task list."""
    return [
        shared.personal(vacancy),
        shared.address(vacancy),
        joining.nationality(vacancy),
        education_and_entry(),
        work_history(),
        joining.skills(),
        previous_service(),
        joining.earlier_applications(),
        shared.availability(
            notice_question="How much notice do you have to give?",
        ),
        *postings(vacancy, bases),
        references(),
        forum(),
        joining.motivation(
            ("why_police", "Why do you want to be a police constable in London?"),
            ("community", "Tell us about a time when you helped people who were not like you."),
        ),
        *shared.evidence(criteria),
        *role_questions(vacancy),
        conduct.conduct(vacancy),
        shared.adjustments(),
        shared.interview_offer(),
        shared.declaration(),
    ]


def education_and_entry() -> Section:
    """Education or entry route. The certificate is part of the training, never a hurdle here."""
    return Section(
        code="education",
        title="Education and way in",
        questions=(
            Question(
                "highest",
                "What is the highest level you have reached?",
                Kind.CHOICE,
                choices=(
                    ("level_2", "GCSEs or similar"),
                    ("level_3", "A levels, T levels or similar"),
                    ("degree", "A degree or higher"),
                    ("studying", "I am studying for a degree"),
                    ("other", "Something else, or from outside the UK"),
                ),
                missing="Select the highest level you have reached.",
            ),
            Question(
                "entry",
                "Which way in would suit you?",
                Kind.CHOICE,
                hint="You can change your mind until your training begins.",
                choices=(
                    ("graduate", "For people with a degree"),
                    ("apprentice", "Learning and earning, without a degree"),
                    ("unsure", "I would like advice"),
                ),
                missing="Select which way in would suit you.",
            ),
            Question(
                "ckp",
                "Do you hold the Certificate in Knowledge of Policing (CKP)?",
                Kind.YES_NO,
                hint="You do not need it to apply.",
                missing="Select yes if you hold the Certificate in Knowledge of Policing.",
            ),
        ),
    )


def forum() -> Section:
    """Offered to everybody; it plays no part in any decision."""
    return Section(
        code="forum",
        title="Meet and Engage",
        personal=True,
        intro="In our online forums you can ask serving officers about the job. Joining one plays "
        "no part in any decision.",
        questions=(
            Question(
                "invite",
                "Would you like an invitation to a Meet and Engage online forum?",
                Kind.YES_NO,
                missing="Select yes if you would like an invitation to an online forum.",
            ),
        ),
    )
