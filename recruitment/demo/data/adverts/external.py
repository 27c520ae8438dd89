"""Adverts 26 and 27, for the external police staff route. Invented for the demonstration."""

from __future__ import annotations

from recruitment.demo.data.adverts.outline import EXTERNAL, EXTERNAL_PLAN, Outline
from vacancies.choices import AnswerKind, AskedWhen, SeenBy
from vacancies.questions import VacancyQuestion

OUTLINES: tuple[Outline, ...] = (
    Outline(
        reference="MPS-26-0426",
        title="Public Contact Officer (Band E)",
        summary="Answer Londoners who write to us or call 101, and get them to the right help.",
        body="""\
You are the first person many Londoners speak to when something has happened that is not an
emergency. You listen, you find out what matters, and you make sure that it reaches the people who
can act on it. Some contacts are hard to hear. You are never alone with them.

We train you for eight weeks, and a buddy sits beside you after that. You need no experience of
policing. Qualifications are not required: what counts is how you work with people.
""",
        responsibilities=(
            "Answer calls and messages, and judge how urgent each one is.",
            "Record what people tell you so that a colleague can act on it at once.",
            "Tell people plainly what happens next, and what does not.",
        ),
        essential=(
            ("listening", "Listens well and stays calm with people who are upset", "form"),
            ("accuracy", "Writes down what matters, accurately and quickly", "form"),
            ("teamwork", "Works well in a team that relies on each other", "form"),
        ),
        desirable=("A second language, in addition to English",),
        role_profile="Public Contact Officer: takes contacts, judges risk, records what matters.",
        questions=(
            VacancyQuestion(
                "shifts",
                "Which shifts could you work?",
                kind=AnswerKind.CHOICE,
                choices=("All of them", "Days and evenings", "Nights only"),
                seen_by=SeenBy.TEAM,
            ),
            VacancyQuestion(
                "contact_work",
                "Have you done this kind of work before? Where, and for how long?",
                max_words=100,
                required=False,
                personal=True,
                hint="You do not need to have done it. Markers do not see this.",
            ),
        ),
        plan=EXTERNAL_PLAN,
        opened_days_ago=14,
        closes_in_days=12,
        bases=("Lambeth", "Hendon", "Bow"),
        fields={
            **EXTERNAL,
            "business_group": "met_operations",
            "unit": "Met Command and Control (MetCC)",
            "standard_conditions": ["training_course"],
            "grade": "Band E",
            "salary_min": "30193",
            "salary_max": "32496",
            "location_allowance": "1841",
            "shift_percent": "15.0",
            "working_patterns": ["full_time", "part_time", "shifts"],
            "posts": 24,
            "vetting_level": "rv",
        },
    ),
    Outline(
        reference="MPS-26-0427",
        title="Designated Detention Officer (external)",
        summary="Look after people in custody: their safety, their rights and their dignity.",
        body="""\
You look after people who have been detained. You book them in, see that they are safe, fed and
treated with respect, and notice when somebody is not well. You work in uniform, in shifts, in a
team of detention officers, sergeants and nurses.

Shift work starts at eighteen. There is a job-related fitness test before you start, after an
offer; we help you to prepare for it.
""",
        responsibilities=(
            "Book people in, search them with respect, and record what you do.",
            "Check on people in cells, and act when somebody is at risk.",
            "Take fingerprints and photographs, and look after property.",
        ),
        essential=(
            ("care", "Treats people with respect when it is hard to do so", "form"),
            ("alertness", "Notices risk early and acts on it", "form"),
            ("records", "Keeps exact records under pressure", "form"),
        ),
        questions=(
            VacancyQuestion(
                "uniform",
                "Which size of uniform do you wear?",
                kind=AnswerKind.CHOICE,
                choices=("Small", "Medium", "Large", "I would like to be measured"),
                seen_by=SeenBy.RECRUITERS,
                asked=AskedWhen.OFFER,
            ),
        ),
        plan=EXTERNAL_PLAN,
        opened_days_ago=2,
        closes_in_days=20,
        bases=("Brixton",),
        fields={
            **EXTERNAL,
            "score_scale": "1-5",
            "role_class": "ddo",
            "business_group": "met_operations",
            "unit": "Met Detention",
            "grade": "Band E",
            "salary_min": "30193",
            "salary_max": "32496",
            "location_allowance": "1841",
            "shift_percent": "20.0",
            "working_patterns": ["full_time", "shifts"],
            "posts": 10,
            "vetting_level": "ctc",
        },
    ),
)
