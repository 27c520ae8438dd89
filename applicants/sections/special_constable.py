"""Special constables, who volunteer (domain document 3.6)."""

from __future__ import annotations

from collections.abc import Sequence

from applicants.sections import conduct, joining, shared
from applicants.sections.catalogue import Kind, Question, Section
from applicants.sections.external_staff import references
from applicants.sections.postings import postings
from applicants.sections.previous_service import previous_service
from applicants.sections.role_questions import role_questions
from vacancies.models import Base, EssentialCriterion, Vacancy

IN_WORK = ("situation", ("employed", "self_employed"))
HOURS_A_MONTH, HOURS_A_YEAR = 16, 200  # domain document, source 4


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
        occupation(),
        joining.skills(),
        previous_service(),
        joining.earlier_applications(),
        hours(),
        shared.availability(notice_question="Is there anything you must finish before you start?"),
        *postings(vacancy, bases),
        references(),
        joining.motivation(
            ("why_special", "Why do you want to be a special constable?"),
            ("community", "Tell us about a time when you helped people who were not like you."),
        ),
        *shared.evidence(criteria),
        *role_questions(vacancy),
        conduct.conduct(vacancy),
        shared.adjustments(),
        shared.interview_offer(),
        shared.declaration(),
    ]


def occupation() -> Section:
    """The main job, whether it can be combined with the office, and the employer's support."""
    return Section(
        code="occupation",
        title="Your job or studies",
        personal=True,
        intro="Some jobs cannot be combined with the office of constable. That is always decided "
        "by a person, who talks to you first.",
        questions=(
            Question(
                "situation",
                "What are you doing at present?",
                Kind.CHOICE,
                choices=(
                    ("employed", "Employed"),
                    ("self_employed", "Self-employed"),
                    ("education", "In education or training"),
                    ("not_working", "Not working, retired, or caring for somebody"),
                ),
                missing="Select what you are doing at present.",
            ),
            Question(
                "employer",
                "Name of your employer or business",
                shown_if=IN_WORK,
                missing="Enter the name of your employer or business.",
            ),
            Question(
                "job_title",
                "Your job title",
                shown_if=IN_WORK,
                missing="Enter your job title.",
            ),
            Question(
                "support",
                "Does your employer support you?",
                Kind.SELECT,
                hint="Many employers give paid leave for duties. We can write to yours, if you ask "
                "us to.",
                choices=(
                    ("yes", "Yes, they know and support it"),
                    ("not_yet", "I have not asked yet"),
                    ("no", "No"),
                    ("own", "I work for myself"),
                ),
                shown_if=IN_WORK,
                missing="Select whether your employer supports you.",
            ),
            Question(
                "conflict",
                "Could your job conflict with being a constable?",
                Kind.CHOICE,
                hint="For example: other police or prosecution work, the courts, security and door "
                "work, licensed premises, debt collection, traffic wardens, the armed forces, "
                "politics.",
                choices=(("no", "No"), ("yes", "Yes"), ("unsure", "I am not sure")),
                missing="Select whether your job could conflict with being a constable.",
            ),
            Question(
                "conflict_details",
                "What should we know about it?",
                Kind.LONG_TEXT,
                max_words=100,
                shown_if=("conflict", ("yes", "unsure")),
                missing="Enter what we should know about your job.",
            ),
        ),
    )


def hours() -> Section:
    """Sixteen hours a month and two hundred a year."""
    return Section(
        code="hours",
        title="Hours that you can offer",
        questions=(
            Question(
                "can_give",
                f"Can you give at least {HOURS_A_MONTH} hours a month and {HOURS_A_YEAR} hours a "
                "year?",
                Kind.CHOICE,
                choices=(("yes", "Yes"), ("no", "Not at present"), ("unsure", "I am not sure")),
                hint="Mostly in the evenings and at weekends. Training comes on top of it.",
                missing="Select whether you can give these hours.",
            ),
            Question(
                "when",
                "When could you usually come?",
                Kind.MANY,
                choices=(
                    ("weekdays", "Weekdays"),
                    ("evenings", "Weekday evenings"),
                    ("nights", "Nights"),
                    ("saturdays", "Saturdays"),
                    ("sundays", "Sundays"),
                ),
                missing="Select when you could usually come.",
            ),
            Question(
                "fit",
                "How would the hours fit into your life?",
                Kind.LONG_TEXT,
                max_words=150,
                missing="Enter how the hours would fit into your life.",
            ),
        ),
    )
