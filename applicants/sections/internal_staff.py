"""Internal police staff (domain document 3.5). The line manager is no gate: nobody is told now."""

from __future__ import annotations

from collections.abc import Sequence

from applicants.sections import conduct, shared
from applicants.sections.catalogue import Bound, Kind, Question, Section
from applicants.sections.postings import postings
from applicants.sections.role_questions import role_questions
from recruitment.accounts.models import StandingKind
from vacancies.choices import SeenBy
from vacancies.models import Base, EssentialCriterion, Vacancy

EXAMPLE_WORDS = 300
VETTING_LEVELS = (
    ("rv", "Recruitment vetting (RV)"),
    ("mv", "Management vetting (MV)"),
    ("nppv", "Non-police personnel vetting (NPPV)"),
    ("ctc", "Counter-terrorist check (CTC)"),
    ("sc", "Security check (SC)"),
    ("dv", "Developed vetting (DV)"),
    ("unknown", "I do not know"),
)
NEVER_BEFORE_OFFER = (
    "They are contacted only if you are made an offer and accept it. They do not have to approve "
    "your application."
)


def sections(
    vacancy: Vacancy,
    criteria: Sequence[EssentialCriterion],
    bases: Sequence[Base],
) -> list[Section]:
    """The form of this route, in the order of the task list."""
    return [
        shared.personal(vacancy),
        employment(),
        status_evidence(),
        vetting(),
        line_manager(),
        shared.availability(notice_question="How much notice does your present role need?"),
        *postings(vacancy, bases),
        competencies(),
        *shared.evidence(criteria),
        *role_questions(vacancy),
        conduct.conduct_of_internal(vacancy),
        shared.adjustments(),
        shared.interview_offer(),
        shared.declaration(),
    ]


def employment() -> Section:
    """What the person is at the Met today. Dates that decide come from the eligibility check."""
    return Section(
        code="employment",
        title="Your role at the Met",
        reusable=True,
        personal=True,
        questions=(
            Question(
                "kind",
                "What are you at the Met?",
                Kind.CHOICE,
                choices=tuple((str(value), str(label)) for value, label in StandingKind.choices),
                missing="Select what you are at the Met.",
            ),
            Question(
                "number",
                "Warrant number or employee number",
                hint="Agency workers: the number on your pass. We check it against HR records.",
                personal=True,
            ),
            Question(
                "grade",
                "Your substantive grade, band or rank",
                hint="Not an acting or temporary one. Volunteers: write “none”.",
            ),
            Question("acting_grade", "Acting or temporary grade", required=False),
            Question("unit", "Your unit or team"),
            Question(
                "started_on",
                "When did you start at the Met?",
                Kind.MONTH,
                noun="The date you started",
                bound=Bound.PAST,
                missing="Enter when you started at the Met.",
            ),
            *_of_agency_workers(),
            *_of_volunteers(),
        ),
    )


def _of_agency_workers() -> tuple[Question, ...]:
    """3.5. The start of service and its breaks are asked in the eligibility check."""
    agency = ("kind", (str(StandingKind.AGENCY),))
    return (
        Question(
            "agency",
            "Which agency do you work for?",
            shown_if=agency,
            missing="Enter the agency that you work for.",
        ),
        Question(
            "assignment",
            "Your assignments with the Met, with their dates",
            Kind.LONG_TEXT,
            hint="One a line: the unit, and the months it began and ended.",
            max_words=150,
            shown_if=agency,
            missing="Enter your assignments with the Met.",
        ),
    )


def _of_volunteers() -> tuple[Question, ...]:
    """3.5. Hours and the start are asked in the eligibility check; a co-ordinator confirms."""
    volunteer = ("kind", (str(StandingKind.VOLUNTEER),))
    return (
        Question(
            "volunteer_role",
            "What is your volunteer role?",
            shown_if=volunteer,
            missing="Enter your volunteer role.",
        ),
        Question(
            "cadets",
            "Volunteer Police Cadets: your unit, and how often you came in the last year",
            Kind.LONG_TEXT,
            hint="Leave this empty if you do not volunteer with the cadets. Your co-ordinator is "
            "asked to confirm it.",
            required=False,
            max_words=100,
            shown_if=volunteer,
        ),
    )


def status_evidence() -> Section:
    """Letters that show what the eligibility check was told; whoever decides may ask for one."""
    return Section(
        code="status-evidence",
        title="Documents about your status",
        reusable=True,
        personal=True,
        intro="You can leave this empty. A document that shows your status at the Met can save a "
        "question later. Only the people who decide eligibility and who make the checks read it. "
        "The people who assess your application never see it.",
        questions=(
            Question(
                "documents",
                "A document",
                Kind.FILE,
                hint="For example a letter that confirms your probation, an extract of your duty "
                "hours, or a letter from your agency or about your leaving. Leave out medical "
                "documents.",
                required=False,
                personal=True,
                seen_by=SeenBy.STATUS,
                most=5,
            ),
        ),
    )


def vetting() -> Section:
    """Level and expiry only; what vetting found is never asked."""
    return Section(
        code="vetting",
        title="Your vetting",
        reusable=True,
        personal=True,
        questions=(
            Question(
                "level",
                "Which vetting do you hold?",
                Kind.SELECT,
                choices=VETTING_LEVELS,
                missing="Select the vetting that you hold, or “I do not know”.",
            ),
            Question(
                "expires_on",
                "When does it end?",
                Kind.MONTH,
                hint="Leave this empty if you do not know.",
                required=False,
                noun="The date your vetting ends",
            ),
        ),
    )


def line_manager() -> Section:
    """The internal vacancies page: always discuss it, no countersignature, verified on an offer."""
    return Section(
        code="line-manager",
        title="Your line manager",
        personal=True,
        intro="You should always discuss your application with your line manager before you apply. "
        "They do not countersign it. If you are offered the role and accept, we ask them to verify "
        "your evidence. We do not contact them before that.",
        questions=(
            Question(
                "discussed",
                "Have you discussed this application with your line manager?",
                Kind.YES_NO,
                hint="Your answer does not decide anything. You can apply either way.",
                missing="Select yes if you have discussed this with your line manager.",
            ),
            Question(
                "manager_name",
                "Line manager's name",
                hint=NEVER_BEFORE_OFFER,
                required=False,
                personal=True,
            ),
            Question(
                "manager_email",
                "Line manager's work email",
                Kind.EMAIL,
                hint="You can give or change this when you accept an offer.",
                required=False,
                personal=True,
            ),
        ),
    )


def competencies() -> Section:
    """3.5: two examples of 300 words."""
    return Section(
        code="competencies",
        title="Two examples of how you work",
        group=shared.EVIDENCE,
        intro="Describe two situations that show how you work with others and serve the public. "
        "For each one: the situation, what you did, and what came of it. If you are offered the "
        "role, your line manager is asked to confirm these examples.",
        questions=(
            Question(
                "example_1",
                "First example",
                Kind.LONG_TEXT,
                max_words=EXAMPLE_WORDS,
                missing="Enter your first example.",
            ),
            Question(
                "example_2",
                "Second example",
                Kind.LONG_TEXT,
                max_words=EXAMPLE_WORDS,
                missing="Enter your second example.",
            ),
        ),
    )
