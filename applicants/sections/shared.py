"""Sections that several routes ask (domain document 3.1). One function for each, made per vacancy
where the advert decides the words."""

from __future__ import annotations

from collections.abc import Sequence

from applicants.sections.ages import SHIFT_WORK, is_shift_work, youngest_to_apply
from applicants.sections.catalogue import Bound, Kind, Question, Section, Store
from recruitment.ui.content import PRIVACY_NOTICE_VERSION
from vacancies.models import EssentialCriterion, Vacancy

ABOUT_YOU = "About you"
EVIDENCE = "Your evidence"
SUPPORT = "Support and fairness"
LAST = "Before you send"

EVIDENCE_WORDS = 250  # domain document 3.4
EVIDENCE_PER_PAGE = 5  # three to five criteria are usual; more go to a second page


def personal(vacancy: Vacancy | None = None) -> Section:
    """3.1 A and C. Former names are needed for vetting; nothing of it reaches the sift.

    `vacancy` says how old a person must be today; without one no rule does.
    """
    youngest = youngest_to_apply(vacancy) if vacancy else 0
    shifts = vacancy is not None and youngest == SHIFT_WORK and is_shift_work(vacancy)
    rule = f"You must be {youngest} or over {'for shift work' if shifts else 'to apply'}."
    old_enough = f"{rule} " if youngest else ""
    return Section(
        code="personal",
        title="Your name and contact details",
        reusable=True,
        personal=True,
        questions=(
            Question(
                "given_names",
                "Given names",
                autocomplete="given-name",
                hint="As they stand in your passport or another official document.",
                personal=True,
            ),
            Question("family_name", "Family name", autocomplete="family-name", personal=True),
            Question(
                "has_other_names",
                "Have you ever been known by another name?",
                Kind.YES_NO,
                hint="For example a name before marriage. We need it for vetting only.",
                personal=True,
            ),
            Question(
                "other_names",
                "Which other names, and until when?",
                Kind.LONG_TEXT,
                max_words=60,
                shown_if=("has_other_names", ("yes",)),
                missing="Enter the other names you have been known by.",
                personal=True,
            ),
            Question(
                "date_of_birth",
                "Date of birth",
                Kind.DATE,
                hint=f"For example, 27 3 1994. {old_enough}The people who assess your "
                "application do not see it.",
                bound=Bound.PAST,
                youngest=youngest,
                too_young=rule if youngest else "",
                noun="Your date of birth",
                missing="Enter your date of birth.",
                personal=True,
            ),
            Question(
                "phone",
                "Telephone number",
                Kind.PHONE,
                hint="We call only about an interview or an offer.",
                autocomplete="tel",
                personal=True,
            ),
            Question(
                "contact_by",
                "How would you like us to contact you?",
                Kind.CHOICE,
                hint="Every message about your application also comes by email and stands in your "
                "account.",
                choices=(
                    ("email", "Email"),
                    ("call", "A telephone call"),
                    ("text", "A text message"),
                ),
                missing="Select how you would like us to contact you.",
                personal=True,
            ),
        ),
    )


def address(vacancy: Vacancy) -> Section:
    """3.1 C: where somebody has lived, for as long as the vetting level looks back."""
    years = vacancy.residency_years
    last_years = f"the last {years} years" if years > 1 else "the last year"
    return Section(
        code="address",
        title="Where you live",
        reusable=True,
        personal=True,
        intro=f"Vetting for this role looks at where you have lived in {last_years}. The people "
        "who assess your application do not see this.",
        questions=(
            Question("line_1", "Address line 1", autocomplete="address-line1", personal=True),
            Question(
                "line_2",
                "Address line 2",
                required=False,
                autocomplete="address-line2",
                personal=True,
            ),
            Question("town", "Town or city", autocomplete="address-level2", personal=True),
            Question("postcode", "Postcode", autocomplete="postal-code", personal=True),
            Question(
                "lived_there_since",
                "When did you move there?",
                Kind.MONTH,
                noun="The date you moved there",
                bound=Bound.PAST,
                missing="Enter when you moved there.",
                personal=True,
            ),
            Question(
                "earlier_addresses",
                f"Other addresses in {last_years}",
                Kind.LONG_TEXT,
                hint="Only if you moved in that time. One address a line, with the months you "
                "moved in and out. Include addresses outside the UK.",
                required=False,
                max_words=200,
                personal=True,
            ),
        ),
    )


def evidence(criteria: Sequence[EssentialCriterion]) -> list[Section]:
    """3.1 L: one answer for each essential criterion, on pages of at most five."""
    pages = [
        criteria[start : start + EVIDENCE_PER_PAGE]
        for start in range(0, len(criteria), EVIDENCE_PER_PAGE)
    ]
    return [
        Section(
            code="evidence" if number == 1 else f"evidence-{number}",
            title="Evidence for the essential criteria"
            + (f", part {number}" if len(pages) > 1 else ""),
            group=EVIDENCE,
            intro="For each one, say what the situation was, what you did and what came of it. "
            "Use your own work, or examples from outside work. Leave out names of other people.",
            questions=tuple(
                Question(
                    criterion.code,
                    criterion.text,
                    Kind.LONG_TEXT,
                    max_words=EVIDENCE_WORDS,
                    missing=f"Enter your evidence for “{criterion.text.rstrip('.')}”.",
                )
                for criterion in page
            ),
        )
        for number, page in enumerate(pages, start=1)
    ]


def availability(*, notice_question: str, notice_hint: str = "") -> Section:
    """3.4: when somebody could begin and when they cannot come to an interview."""
    return Section(
        code="availability",
        title="When you are available",
        questions=(
            Question(
                "available_from",
                "When could you start?",
                Kind.DATE,
                hint="Checks usually take 6 to 12 weeks after an offer, so an exact date is not "
                "needed.",
                noun="The date you could start",
                missing="Enter the date when you could start.",
                bound=Bound.FUTURE,
            ),
            Question(
                "notice",
                notice_question,
                hint=notice_hint or "For example, 4 weeks. Write “none” if none.",
            ),
            Question(
                "interview_clashes",
                "Dates when you cannot come to an interview or assessment",
                Kind.LONG_TEXT,
                hint="In the next three months. We do our best to avoid them.",
                required=False,
                max_words=60,
            ),
        ),
    )


ADJUSTMENT_STAGES = (
    ("form", "The application form"),
    ("tests", "Tests and exercises"),
    ("interview", "The interview"),
    ("start", "Checks and your first days"),
)
ADJUSTMENT_HINTS = (
    "For example to answer in another format.",
    "For example more time for a written exercise.",
    "For example an interpreter, a room without steps, or the questions in writing.",
    "For example equipment at your place of work.",
)


def adjustments() -> Section:
    """3.1 N, in the words of the internal vacancies page. Sealed: assessors never read it."""
    return Section(
        code="adjustments",
        title="Adjustments so that you can take part",
        store=Store.ADJUSTMENTS,
        group=SUPPORT,
        personal=True,
        intro="Tell us about access, workplace or reasonable adjustments that you need, so that we "
        "can plan them with you. We treat this in strict confidence, and it will not affect any "
        "recruitment decision. The people who assess you are told only what was arranged.",
        questions=(
            Question(
                "needs",
                "Do you need us to change anything so that you can take part?",
                Kind.CHOICE,
                choices=(
                    ("yes", "Yes"),
                    ("no", "No"),
                    ("discuss", "I would like to talk about it first"),
                ),
                missing="Select yes if you need us to change anything so that you can take part.",
            ),
            Question(
                "stages",
                "At which stages do you need something changed?",
                Kind.MANY,
                hint="You can add or change this at any time, also after you have applied.",
                choices=ADJUSTMENT_STAGES,
                shown_if=("needs", ("yes",)),
                missing="Select at which stages you need something changed.",
            ),
            *(
                Question(
                    f"what_{code}",
                    f"What would help: {label[:1].lower()}{label[1:]}",
                    Kind.LONG_TEXT,
                    hint=hint,
                    max_words=150,
                    shown_if=("stages", (code,)),
                    missing=f"Enter what would help you: {label[:1].lower()}{label[1:]}.",
                )
                for (code, label), hint in zip(ADJUSTMENT_STAGES, ADJUSTMENT_HINTS, strict=True)
            ),
            Question(
                "professional_advice",
                "May we ask a medical, specialist or professional adviser about your request?",
                Kind.YES_NO,
                hint="Only if you need an adjustment. In most cases we seek such advice, together "
                "with you.",
                shown_if=("needs", ("yes", "discuss")),
                missing="Select yes if we may ask an adviser about your request.",
            ),
        ),
    )


def interview_offer() -> Section:
    """3.1 O: Disability Confident, asked apart from adjustments and from monitoring."""
    return Section(
        code="interview-offer",
        title="Offer of an interview",
        store=Store.OPT_IN,
        group=SUPPORT,
        personal=True,
        intro="The Met is a Disability Confident employer. If you are disabled or have a "
        "long-term health condition and you meet the essential criteria for the role, you can "
        "choose to be offered an interview. We do not ask for proof, and the people who mark your "
        "application do not see your answer.",
        questions=(
            Question(
                "opt_in",
                "Do you want to be considered under the offer of an interview?",
                Kind.YES_NO,
                missing="Select yes if you want to be considered under the offer of an interview.",
            ),
        ),
    )


def declaration(*extra: Question) -> Section:
    """3.1 P: truth, checks, automatic check, privacy notice (its version is stored), and what a
    route adds to them."""
    return Section(
        code="declaration",
        title="Declaration",
        group=LAST,
        intro="Read each statement. You can send your application when you have confirmed all "
        "of them.",
        questions=(
            Question(
                "true_and_complete",
                "What I have written is true and complete, and I know that an offer can be "
                "withdrawn if it is not",
                Kind.CONFIRM,
                missing="Confirm that what you have written is true and complete.",
            ),
            Question(
                "checks",
                "I agree to pre-employment checks if I am made an offer, including vetting",
                Kind.CONFIRM,
                hint="Vetting also looks at your finances: bankruptcy, individual voluntary "
                "arrangements and county court judgments. We ask about them after an offer, not "
                "now.",
                missing="Confirm that you agree to pre-employment checks.",
            ),
            *extra,
            Question(
                "automatic_check",
                "I understand that the dates I gave in the eligibility check are checked "
                "automatically, and that I can ask a person to look again",
                Kind.CONFIRM,
                missing="Confirm that you understand how the automatic check is used.",
            ),
            Question(
                "privacy_notice",
                f"I have read the privacy notice (version {PRIVACY_NOTICE_VERSION})",
                Kind.CONFIRM,
                missing="Confirm that you have read the privacy notice.",
            ),
        ),
    )
