"""The form of an invented advert, and the words that several of them share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from vacancies.questions import VacancyQuestion

# What happens, its usual time; and how many days after closing the week is in which it happens.
Stage = tuple[str, str] | tuple[str, str, int]
Essential = tuple[str, str, str]  # code, text, where it is assessed


@dataclass(frozen=True, slots=True)
class Outline:
    """One advert. Days count from the day of loading; it closes at 11:59pm London time."""

    reference: str
    title: str
    summary: str
    body: str
    responsibilities: Sequence[str]
    essential: Sequence[Essential]
    plan: Sequence[Stage]
    opened_days_ago: int
    closes_in_days: int | None
    fields: Mapping[str, Any]
    bases: Sequence[str] = ()
    desirable: Sequence[str] = ()
    conditions: Sequence[str] = ()
    criteria: Sequence[Mapping[str, Any]] = ()
    # Code, text and word limit; or a whole question where its flags differ from the usual.
    questions: Sequence[tuple[str, str, int] | VacancyQuestion] = field(default=())
    # What a role profile says in one line; without it the advert has none.
    role_profile: str = ""


ALL_BCUS = "all BCUs"  # stands for the twelve areas in `bases`

CONTACT = "recruitment@met.example"
OFFICER_PAY = "Officer pay scale by years of service, plus London allowances"
TRANSFEREE_PAY = "You keep your pay point on the officer pay scale, plus London allowances"

TEMPORARY_PLAN: Sequence[Stage] = (
    ("A recruiter reads your registration", "within 5 working days"),
    ("A conversation about your skills and experience", "usually in the second week"),
    ("Interview with the team", "within 10 working days of the closing date", 10),
    ("Offer and pre-employment checks", "4 to 8 weeks, mostly vetting"),
)
TRANSFEREE_PLAN: Sequence[Stage] = (
    ("We review your application and check your eligibility", "within 10 working days"),
    ("Interview, face to face", "with our resourcing team or the unit, 4 to 6 weeks later"),
    ("Pre-employment checks", "2 to 4 months, with your force's records"),
    ("Induction and training", "the whole transfer usually takes 4 to 6 months"),
)
INTERNAL_PLAN: Sequence[Stage] = (
    ("Sift against the essential criteria", "within 10 working days of the closing date"),
    ("Interview", "about 2 weeks after the sift", 28),
    ("Conditional offer", "you have 5 working days to reply"),
    ("Pre-posting checks", "your line manager verifies your evidence, about 5 working days"),
)
EXTERNAL_PLAN: Sequence[Stage] = (
    ("Sift against the essential criteria", "within 10 working days of the closing date"),
    ("Interview", "about 2 weeks after the sift", 28),
    ("Conditional offer", "you have 5 working days to reply"),
    ("Pre-employment checks", "6 to 12 weeks, mostly vetting"),
)
CONSTABLE_PLAN: Sequence[Stage] = (
    ("Initial security check", "about 7 days"),
    ("Behavioural questionnaire", "result in about 2 weeks"),
    ("Online assessment", "complete it within 3 weeks; result within 3 weeks"),
    ("Fitness test, medical and vetting", "2 to 4 months"),
    ("Start of training", "the whole process usually takes about 6 months"),
)

TEMPORARY_QUESTIONS = (
    ("what_you_bring", "Tell us in a few lines what you would bring to this work.", 100),
)

TEMPORARY = {
    "enquiry_phone": "020 7946 0117",
    "behaviours": {"ownership": 1, "collaborative": 1, "analyse": 2},
    "route": "temporary",
    "role_class": "police_staff",
    "visibility": "public",
    "contact_mailbox": "temporary-and-interim@met.example",
}
EXTERNAL = {
    "enquiry_phone": "020 7946 0125",
    "behaviours": {"emotionally_aware": 1, "ownership": 1, "collaborative": 1},
    "route": "external_staff",
    "role_class": "police_staff",
    "visibility": "public",
    "contract_type": "permanent",
    "hours_per_week": "36",
    "contact_mailbox": "police-staff@met.example",
}
TRANSFEREE = {
    "enquiry_phone": "020 7946 0133",
    "behaviours": {"emotionally_aware": 1, "ownership": 1, "support_inspire": 1},
    "route": "transferee",
    "role_class": "police_officer",
    "visibility": "public",
    "contract_type": "permanent",
    "hours_per_week": "40",
    "pay_note": TRANSFEREE_PAY,
    "contact_mailbox": "transferees@met.example",
}
INTERNAL = {
    "enquiry_phone": "020 7946 0141",
    "behaviours": {"ownership": 1, "analyse": 2, "innovative": 1},
    "route": "internal_staff",
    "role_class": "police_staff",
    "visibility": "internal",
    "contract_type": "permanent",
    "hours_per_week": "36",
    "tier_policy": "p2_hold",
    "contact_mailbox": "internal-vacancies@met.example",
}
TRANSFEREE_CONDITIONS = (
    "You must be a serving constable of a Home Office force, with probation completed in that "
    "force, and meet the day-to-day requirements of your role.",
)
