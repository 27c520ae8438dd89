"""Adverts 10 to 15 for transferring officers. Invented for the demonstration."""

from __future__ import annotations

from recruitment.demo.data.adverts.outline import (
    ALL_BCUS,
    TRANSFEREE,
    TRANSFEREE_CONDITIONS,
    TRANSFEREE_PLAN,
    Outline,
)

METCC = ("Lambeth", "Hendon", "Bow")
CT_INTEREST = {
    "code": "ct_interest",
    "operator": "is_true",
    "value": True,
    "label": "You say in your application that you are interested in counter terrorism.",
}

OUTLINES: tuple[Outline, ...] = (
    Outline(
        reference="MPS-26-0410",
        title="Police Constable, Safer Neighbourhoods (dedicated ward officer)",
        summary="Own a London ward: be seen, be known, and solve what matters to the people there.",
        body="""\
At the heart of our plans is the ambition to deliver the strongest-ever neighbourhood teams. We
want officers who really understand their beat, are a visible and reassuring presence, and have a
talent for solving problems with local people.

You become a dedicated ward officer in one of our 12 Basic Command Units. You stay on your ward,
so that people get to know you by name. You rank the three areas you would like best.

Officers who already serve with the Met come to these teams through our posting system and do not
need to apply here.
""",
        responsibilities=(
            "Own the ward: know its people, its places and its problems.",
            "Solve problems with councils, schools, traders and residents.",
            "Patrol visibly, and meet people where they are.",
            "Keep the community informed about what was done.",
        ),
        essential=(
            ("confirmed", "Confirmed in the rank of constable", "document"),
            ("neighbourhood", "Recent neighbourhood or engagement experience", "form"),
            ("problem_solving", "A record of solving problems with partners", "interview"),
        ),
        conditions=TRANSFEREE_CONDITIONS,
        plan=TRANSFEREE_PLAN,
        opened_days_ago=30,
        closes_in_days=None,
        bases=(ALL_BCUS,),
        fields={
            **TRANSFEREE,
            "business_group": "frontline_policing",
            "unit": "Safer Neighbourhoods",
            "grade": "Police constable",
            "working_patterns": ["full_time", "shifts"],
            "posts": 120,
            "posting_choices": 3,
            "vetting_level": "rv",
        },
    ),
    Outline(
        reference="MPS-26-0411",
        title="Police Constable, MetCC First Contact",
        summary="Take the call: be the first voice of the Met for a Londoner who needs us.",
        body="""\
Met Command and Control (MetCC) is the first point of call for many Londoners. In First Contact you
answer 999 and 101 calls and messages on our digital channels, decide how urgent each one is, and
write down what your colleagues will need to know.

We train you in our own academy. A buddy sits beside you at the start, a mentor stays with you
after that, and there are two development days a year.
""",
        responsibilities=(
            "Take 999, 101 and digital contacts from the public.",
            "Assess threat, harm and risk, and decide what happens next.",
            "Record every contact accurately while it happens.",
            "Give callers advice that keeps them safe.",
        ),
        essential=(
            ("calm", "Calm under pressure", "interview"),
            ("keyboard", "Accurate keyboarding while listening", "test"),
            ("current_role", "Meets the day-to-day requirements of the current role", "document"),
        ),
        conditions=TRANSFEREE_CONDITIONS,
        plan=TRANSFEREE_PLAN,
        opened_days_ago=5,
        closes_in_days=54,
        bases=METCC,
        fields={
            **TRANSFEREE,
            "business_group": "met_operations",
            "unit": "Met Command and Control (MetCC)",
            "standard_conditions": ["training_course"],
            "grade": "Police constable",
            "working_patterns": ["full_time", "shifts"],
            "working_note": "Around the clock, every day of the week",
            "posts": 30,
            "posting_choices": 3,
            "vetting_level": "rv",
            "contact_mailbox": "metcc-academy@met.example",
        },
    ),
    Outline(
        reference="MPS-26-0412",
        title="Police Constable, MetCC Despatch (Pan-London operator track)",
        summary="Send the right officers to the right place, and keep them safe on the way.",
        body="""\
In Despatch you support officers and staff in our 12 BCUs and in specialist units: you deploy them
to calls, run checks and pass on intelligence.

After training you can specialise as a Pan-London operator and assist our traffic, firearms or
mounted units on the ground, or run a channel at a major event.
""",
        responsibilities=(
            "Deploy units to calls for the BCUs and for specialist teams.",
            "Carry out intelligence checks while officers are on their way.",
            "Run a radio channel at a major event, after training.",
            "Keep the record of the incident complete.",
        ),
        essential=(
            ("radio", "Radio discipline", "test"),
            ("multitasking", "Follows several things at once without losing one", "test"),
            ("officer_safety", "Sound judgement of officer safety", "interview"),
        ),
        conditions=TRANSFEREE_CONDITIONS,
        plan=TRANSFEREE_PLAN,
        opened_days_ago=5,
        closes_in_days=54,
        bases=METCC,
        fields={
            **TRANSFEREE,
            "business_group": "met_operations",
            "unit": "Met Command and Control (MetCC)",
            "standard_conditions": ["training_course"],
            "grade": "Police constable",
            "working_patterns": ["full_time", "shifts"],
            "working_note": "Around the clock, every day of the week",
            "posts": 24,
            "posting_choices": 3,
            "vetting_level": "rv",
            "contact_mailbox": "metcc-academy@met.example",
        },
    ),
    Outline(
        reference="MPS-26-0413",
        title="Police Constable, Territorial Support Group (MO7)",
        summary="Public order, search and support where London needs it, day and night.",
        body="""\
The Territorial Support Group (TSG) is part of the MO7 Taskforce. It is ready 24 hours a day, seven
days a week. Public order is its speciality, but versatility and problem solving are what make it
valuable.

You do **not** need to be Level 2 trained to apply. Once you are assessed and accepted, you are
expected to pass a Level 2 course and a CBRN medical. If either does not work out, you are posted
to a Basic Command Unit and do not stay in MO7.

Before your assessment you need a mentor and an attachment or a visit to a base. The MO7
recruitment team arranges both with you after you apply.
""",
        responsibilities=(
            "Police public order events as part of a serial.",
            "Search premises, and use method of entry safely.",
            "Support the BCUs with proactive patrols.",
            "Keep your fitness and your training up to date.",
        ),
        essential=(
            ("team_discipline", "Team discipline", "interview"),
            ("fitness", "Fitness kept up, and the will to keep it up", "interview"),
            ("powers", "Sound use of police powers", "form"),
        ),
        conditions=TRANSFEREE_CONDITIONS,
        plan=(
            ("We review your application and check your eligibility", "within 10 working days"),
            ("Mentor, and attachment or base visit", "before the assessment"),
            ("Assessment and interview with MO7", "6 to 8 weeks after you apply"),
            ("Pre-employment checks", "2 to 4 months, with your force's records"),
            ("Induction, Level 2 course and CBRN medical", "in your first months"),
        ),
        opened_days_ago=10,
        closes_in_days=70,
        bases=("Alperton", "Chadwell Heath", "Catford", "Clapham"),
        fields={
            **TRANSFEREE,
            "business_group": "met_operations",
            "unit": "MO7 Taskforce",
            "standard_conditions": ["taser"],
            "grade": "Police constable",
            "working_patterns": ["full_time", "shifts"],
            "working_note": "Around the clock, every day of the week",
            "location_note": (
                "One of four bases: Alperton (north west), Chadwell Heath (north east), Catford "
                "(south east) or Clapham (south west)"
            ),
            "posts": 40,
            "posting_choices": 4,
            "vetting_level": "rv_ctc",
            "contact_mailbox": "mo7-recruitment@met.example",
        },
    ),
    Outline(
        reference="MPS-26-0414",
        title="Detective or Uniform Constable, Counter Terrorism Policing HQ",
        summary="Co-ordinate counter-terrorism policing for the whole country.",
        body="""\
Counter Terrorism Policing Headquarters (CTPHQ) is hosted by the Met. On behalf of the government
and the National Police Chiefs' Council it makes sure that the network has the funding,
capabilities and resources it needs, and it carries out national tasking and co-ordination. The
network contributes to all four pillars of the government's CONTEST strategy.

Say in your application that you are interested in counter terrorism. We look at each application
against the vacancies we have at the time.
""",
        responsibilities=(
            "Take part in national operational tasking and co-ordination.",
            "Prepare briefings for people who decide in minutes.",
            "Work with the regions and with government.",
        ),
        essential=(
            ("ct_interest", "Interest in counter terrorism, stated in the application", "form"),
            ("analysis", "Analyses a picture that is not complete", "test"),
            ("discretion", "Discretion", "interview"),
        ),
        conditions=(
            *TRANSFEREE_CONDITIONS,
            "You must obtain the security check or developed vetting that your post needs.",
        ),
        criteria=(CT_INTEREST,),
        plan=TRANSFEREE_PLAN,
        opened_days_ago=21,
        closes_in_days=None,
        fields={
            **TRANSFEREE,
            "business_group": "specialist_operations",
            "unit": "Counter Terrorism Policing HQ (CTPHQ)",
            "grade": "Police constable or detective constable",
            "working_patterns": ["full_time", "on_call"],
            "working_note": "Office hours, with on-call weeks",
            "location_note": "Central London",
            "posts": 12,
            "vetting_level": "sc",
            "vetting_note": "Some posts need developed vetting (DV) on posting",
            "contact_mailbox": "ctphq-recruitment@met.example",
        },
    ),
    Outline(
        reference="MPS-26-0415",
        title="Detective Constable, SO15 investigations",
        summary="Investigate terrorism, and prevent it, in London and the East of England.",
        body="""\
The Counter Terrorism Command (SO15) runs proactive operations led by intelligence, and
investigates acts and attempted acts of terrorism in London and the East of England. It works with
intelligence and security partners, and it is the point of contact for partners abroad.

Say in your application that you are interested in counter terrorism. We look at each application
against the vacancies we have at the time.
""",
        responsibilities=(
            "Carry out reactive and proactive counter-terrorism enquiries.",
            "Handle exhibits and disclosure to the highest standard.",
            "Work with partners in this country and abroad.",
        ),
        essential=(
            ("pip2", "PIP 2 accreditation", "document"),
            ("disclosure", "Experience of disclosure in complex cases", "form"),
            ("ct_interest", "Interest in counter terrorism, stated in the application", "form"),
        ),
        conditions=(
            *TRANSFEREE_CONDITIONS,
            "You must obtain a security check before posting and developed vetting after it.",
        ),
        criteria=(CT_INTEREST,),
        plan=TRANSFEREE_PLAN,
        opened_days_ago=18,
        closes_in_days=None,
        fields={
            **TRANSFEREE,
            "business_group": "specialist_operations",
            "unit": "SO15 Counter Terrorism Command",
            "grade": "Detective constable",
            "working_patterns": ["full_time", "shifts", "on_call"],
            "location_note": "London and the East of England",
            "posts": 20,
            "vetting_level": "sc",
            "vetting_note": "Developed vetting (DV) after posting",
            "contact_mailbox": "ctphq-recruitment@met.example",
        },
    ),
)
