"""Serving officers of another force (domain document 3.6; transferring officers' page)."""

from __future__ import annotations

from collections.abc import Sequence

from applicants.sections import conduct, shared
from applicants.sections.catalogue import Bound, Kind, Question, Section
from applicants.sections.external_staff import right_to_work
from applicants.sections.postings import postings
from applicants.sections.previous_service import previous_service
from applicants.sections.role_questions import role_questions
from vacancies.data.forces import HOME_OFFICE_FORCES
from vacancies.models import Base, EssentialCriterion, Vacancy
from vacancies.specialisms.data import works_against_terrorism

EVIDENCE_WORDS = 500  # another force publishes exactly three of them (domain document, source 32)
OTHER_FORCE = "other"
POLICING = "Your service"
EXPERIENCE = (
    ("experience", "What is your most relevant experience for this role?"),
    ("problem-solving", "Tell us about a problem you solved with others. What was your part?"),
    ("service-to-people", "How have you made sure that people got a better service?"),
)
TITLES = {
    "experience": "Your most relevant experience",
    "problem-solving": "A problem that you solved with others",
    "service-to-people": "A better service to people",
}
# Code, name on the page, and what its expiry is called.
ACCREDITATIONS: tuple[tuple[str, str], ...] = (
    ("pip1", "PIP 1: priority and volume crime"),
    ("pip2", "PIP 2: serious and complex investigation"),
    ("pip3", "PIP 3: major investigation"),
    ("level_2", "Public order Level 2"),
    ("firearms", "Authorised firearms officer or above"),
    ("taser", "Taser"),
    ("driving", "Police driving: standard, response or advanced"),
    ("surveillance", "National mobile and foot surveillance"),
    ("soit", "SOIT: sexual offences investigation"),
)


def sections(
    vacancy: Vacancy,
    criteria: Sequence[EssentialCriterion],
    bases: Sequence[Base],
) -> list[Section]:
    """The form of this route, in the order of the task list."""
    return [
        shared.personal(),
        shared.address(vacancy),
        right_to_work(),
        previous_service(),
        shared.availability(
            notice_question="How much notice does your force need?",
            notice_hint="Usually 28 days. We agree the start date with you and your force.",
        ),
        *postings(vacancy, bases),
        force(vacancy),
        service(),
        reason_for_transfer(),
        current_role(),
        accreditations(),
        counter_terrorism(vacancy),
        *experience(criteria),
        *shared.evidence(criteria),
        *role_questions(vacancy),
        conduct.conduct_of_officers(vacancy),
        shared.adjustments(),
        shared.interview_offer(),
        shared.declaration(records_consent()),
    ]


def force(vacancy: Vacancy) -> Section:
    """The 42 other Home Office forces; anybody else is told what happens, and a person decides."""
    return Section(
        code="force",
        title="Your force",
        group=POLICING,
        reusable=True,
        personal=True,
        questions=(
            Question(
                "force",
                "Which force do you serve in?",
                Kind.SELECT,
                choices=(*HOME_OFFICE_FORCES, (OTHER_FORCE, "Another force or agency")),
                missing="Select the force that you serve in.",
            ),
            Question(
                "other_force",
                "If it is another force or agency: which one?",
                hint="For example British Transport Police, Police Scotland or the National Crime "
                "Agency. This route is for officers of the 43 Home Office forces. You can go on: "
                "a recruiter looks at your case and tells you which way in is open to you. To ask "
                f"first, write to {vacancy.contact_mailbox}.",
                shown_if=("force", (OTHER_FORCE,)),
                missing="Enter the force or agency that you serve in.",
            ),
        ),
    )


def service() -> Section:
    """Rank and dates. What decides about eligibility is asked in the check and not again here."""
    return Section(
        code="service",
        title="Your rank and service",
        group=POLICING,
        reusable=True,
        personal=True,
        questions=(
            Question(
                "rank",
                "What is your substantive rank?",
                Kind.CHOICE,
                choices=(
                    ("constable", "Constable"),
                    ("sergeant", "Sergeant"),
                    ("inspector", "Inspector"),
                    ("above", "Chief inspector or above"),
                ),
                hint="Not an acting or temporary one. Transfers here are for constables; in any "
                "other rank, a recruiter looks at your case.",
                missing="Select your substantive rank.",
            ),
            Question(
                "branch",
                "Are you a uniform or a detective officer?",
                Kind.CHOICE,
                choices=(("uniform", "Uniform"), ("detective", "Detective")),
                missing="Select whether you are a uniform or a detective officer.",
            ),
            Question(
                "warrant_number",
                "Warrant or collar number",
                hint="We check it with your force after an offer, not before.",
                missing="Enter your warrant or collar number.",
            ),
            Question(
                "appointed_on",
                "When were you appointed as a police officer?",
                Kind.MONTH,
                noun="The date you were appointed",
                bound=Bound.PAST,
                missing="Enter when you were appointed as a police officer.",
            ),
            Question(
                "confirmed_on",
                "When were you confirmed in your rank?",
                Kind.MONTH,
                hint="It stands in the letter that ended your probation.",
                noun="The date you were confirmed",
                bound=Bound.PAST,
                missing="Enter when you were confirmed in your rank.",
            ),
        ),
    )


def current_role() -> Section:
    """The page asks specialists to say so; it is read as evidence, without a name."""
    return Section(
        code="current-role",
        title="Your current role and specialisms",
        group=shared.EVIDENCE,
        questions=(
            Question("role", "What is your current role?", missing="Enter your current role."),
            Question(
                "duties",
                "What do you do in it?",
                Kind.LONG_TEXT,
                hint="In a few lines. Leave out names, also those of places that would say who "
                "you are.",
                max_words=150,
                missing="Enter what you do in your current role.",
            ),
            Question(
                "specialisms",
                "Specialisms, and specialist commands you have served in",
                Kind.LONG_TEXT,
                hint="With the years. Please tell us of all of them: we match you to a role.",
                required=False,
                max_words=200,
            ),
        ),
    )


def accreditations() -> Section:
    """Each with the month in which it ends, which many do not."""
    none = ("none", "None of these")
    return Section(
        code="accreditations",
        title="Accreditations",
        reusable=True,
        group=shared.EVIDENCE,
        questions=(
            Question(
                "held",
                "Which accreditations do you hold?",
                Kind.MANY,
                hint="Select all that apply. Level 2 is not needed to apply for any role.",
                choices=(*ACCREDITATIONS, none),
                exclusive="none",
                missing="Select the accreditations that you hold, or “None of these”.",
            ),
            *(
                Question(
                    f"{code}_ends",
                    f"{name.partition(':')[0]}: when does it end?",
                    Kind.MONTH,
                    hint="Leave this empty if it has no end date.",
                    required=False,
                    shown_if=("held", (code,)),
                    noun="The date it ends",
                )
                for code, name in ACCREDITATIONS
            ),
            Question(
                "others",
                "Other accreditations and training",
                Kind.LONG_TEXT,
                hint="Name and year of each.",
                required=False,
                max_words=100,
            ),
        ),
    )


def counter_terrorism(vacancy: Vacancy) -> Section:
    """The transferring officers' page: please specify your interest in counter terrorism. Whoever
    applies to CTPHQ or SO15 has it, so there the answer can only be yes.
    """
    is_theirs = works_against_terrorism(vacancy.unit)
    return Section(
        code="counter-terrorism",
        title="Counter terrorism",
        group=shared.EVIDENCE,
        questions=(
            Question(
                "interested",
                "Are you interested in counter terrorism?",
                Kind.YES_NO,
                hint="If you are, we also look at your application against current vacancies in "
                "CTPHQ and SO15.",
                only="yes" if is_theirs else "",
                missing="Select yes: this advert is for a counter terrorism unit."
                if is_theirs
                else "Select yes if you are interested in counter terrorism.",
            ),
            Question(
                "interest",
                "What interests you, and what do you bring to it?",
                Kind.LONG_TEXT,
                max_words=200,
                shown_if=("interested", ("yes",)),
                missing="Enter what interests you about counter terrorism.",
            ),
        ),
    )


def reason_for_transfer() -> Section:
    """Asked plainly; nobody is marked on it."""
    return Section(
        code="reason",
        title="Why you want to transfer",
        group=POLICING,
        personal=True,
        intro="You do not have to tell your force now, and we do not contact it before an offer.",
        questions=(
            Question(
                "reason",
                "Why do you want to transfer to the Met?",
                Kind.LONG_TEXT,
                max_words=200,
                missing="Enter why you want to transfer to the Met.",
            ),
        ),
    )


def experience(criteria: Sequence[EssentialCriterion]) -> list[Section]:
    """Three questions of up to 500 words, one on each page."""
    return [
        Section(
            code=code,
            title=TITLES[code],
            group=shared.EVIDENCE,
            intro="Say what the situation was, what you did and what came of it. Leave out names: "
            "we assess evidence without them.",
            questions=(
                Question(
                    code.replace("-", "_"),
                    text,
                    Kind.LONG_TEXT,
                    max_words=EVIDENCE_WORDS,
                    missing="Enter your answer. Up to 500 words.",
                ),
            ),
        )
        for code, text in EXPERIENCE
    ]


def records_consent() -> Question:
    """At the offer stage, and not before."""
    return Question(
        "force_records",
        "If I am made an offer, I agree that you ask my force for my professional standards and "
        "occupational health records",
        Kind.CONFIRM,
        hint="We also ask for your attendance then. Nothing of it is asked for before an offer.",
        missing="Confirm that we may ask your force for these records if you are made an offer.",
    )
