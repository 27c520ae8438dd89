"""Internal adverts 19 to 23, two of them restricted. Invented for the demonstration."""

from __future__ import annotations

from recruitment.demo.data.adverts.outline import (
    INTERNAL,
    INTERNAL_PLAN,
    Outline,
)

OUTLINES: tuple[Outline, ...] = (
    Outline(
        reference="MPS-26-0419",
        title="Crime Analyst (Band D)",
        summary="Turn what Central East knows into what Central East does next.",
        body="""\
You analyse crime in Hackney and Tower Hamlets for the teams that have to act on it. Your products
decide where officers go tonight and which problem gets a plan of its own.

You work from Stoke Newington and from home, with three other analysts.
""",
        responsibilities=(
            "Produce analysis that answers a question somebody has asked.",
            "Keep data clean, and say where it is weak.",
            "Brief teams in person, in words they can use.",
        ),
        essential=(
            ("products", "Analysis products that led to action", "form"),
            ("data_tools", "Skill with data tools", "test"),
            ("briefing", "Briefs people who have little time", "interview"),
        ),
        plan=INTERNAL_PLAN,
        opened_days_ago=8,
        closes_in_days=16,
        bases=("Stoke Newington",),
        fields={
            **INTERNAL,
            "business_group": "frontline_policing",
            "unit": "Central East BCU (CE)",
            "grade": "Band D",
            "salary_min": "34448",
            "salary_max": "36864",
            "location_allowance": "1841",
            "non_pensionable_allowance": "1000",
            "working_patterns": ["full_time", "hybrid"],
            "posts": 2,
            "vetting_level": "rv",
        },
    ),
    Outline(
        reference="MPS-26-0420",
        title="Programme Manager, Estates (Band B)",
        summary="Lead the programme that renews our police stations and custody suites.",
        body="""\
The programme renews eleven buildings while all of them stay in use. You lead a team of seven,
hold the plan and the money together, and answer to the programme board.
""",
        responsibilities=(
            "Lead the programme from business case to handover.",
            "Manage budget, risks and suppliers.",
            "Keep the users of each building involved.",
        ),
        essential=(
            ("programme", "Led a programme of several projects", "form"),
            ("budget", "Managed a large budget", "form"),
            ("stakeholders", "Keeps stakeholders together when plans change", "interview"),
        ),
        criteria=(
            {
                "code": "substantive_band",
                "operator": "one_of",
                "value": ["B", "C"],
                "label": "Your substantive band is B or C.",
            },
            {
                "code": "in_band_since",
                "operator": "held_for_months",
                "value": 12,
                "label": "You have been in that band for at least 12 months.",
            },
        ),
        plan=INTERNAL_PLAN,
        opened_days_ago=6,
        closes_in_days=23,
        bases=("Lambeth",),
        fields={
            **INTERNAL,
            "score_scale": "0-7",
            "business_group": "people_resources",
            "unit": "Property Services",
            "grade": "Band B",
            "salary_min": "56100",
            "salary_max": "69000",
            "location_allowance": "1841",
            "non_pensionable_allowance": "1000",
            "working_patterns": ["full_time", "hybrid"],
            "pre_posting": ["usual", "posting-release"],
            "posts": 1,
            "vetting_level": "sc",
        },
    ),
    Outline(
        reference="MPS-26-0421",
        title="Designated Detention Officer",
        summary="Look after people in custody: their safety, their rights and their dignity.",
        body="""\
You look after detainees from the moment they arrive to the moment they leave. You book them in,
check on them through the night, notice when somebody is unwell, and keep a record that can be
relied on.

Posts are open at three custody suites, around the clock. This advert is for people who already
work or volunteer with the Met. Posts that are not filled are advertised to everyone.
""",
        responsibilities=(
            "Book in detainees and explain their rights.",
            "Carry out checks on time and record them.",
            "Take fingerprints, photographs and samples.",
            "Call for help early when someone is at risk.",
        ),
        essential=(
            ("care", "Cares for people who may be angry, ill or afraid", "interview"),
            ("records", "Keeps exact records under pressure", "test"),
            ("teamwork", "Works in a shift team", "form"),
        ),
        criteria=(
            {
                "code": "date_of_birth",
                "operator": "age_at_least",
                "value": 18,
                "label": "You are 18 or older, because the work is in shifts.",
            },
        ),
        plan=INTERNAL_PLAN,
        opened_days_ago=3,
        closes_in_days=25,
        bases=("Wood Green", "Brixton", "Acton"),
        fields={
            **INTERNAL,
            "role_class": "ddo",
            "business_group": "met_operations",
            "unit": "Met Detention",
            "grade": "Band E",
            "salary_min": "30200",
            "salary_max": "32500",
            "location_allowance": "1841",
            "shift_percent": "20",
            "working_patterns": ["full_time", "shifts"],
            "working_note": "Around the clock, every day of the week",
            "posts": 15,
            "posting_choices": 3,
            "vetting_level": "rv_ctc",
        },
    ),
    Outline(
        reference="MPS-26-0422",
        title="Covert Support Manager (Band C)",
        summary="Manage the support that covert teams rely on.",
        body="""\
You manage premises, vehicles and finance for covert teams. The details are given to you when you
are invited to an interview.

This advert can be read from a Met device only. Please do not talk about it elsewhere.
""",
        responsibilities=(
            "Manage support services for covert teams.",
            "Keep accounts that protect the people behind them.",
            "Lead a small team of support officers.",
        ),
        essential=(
            ("discretion", "Discretion over a long time", "interview"),
            ("service_management", "Managed support services", "form"),
        ),
        plan=INTERNAL_PLAN,
        opened_days_ago=7,
        closes_in_days=13,
        fields={
            **INTERNAL,
            "visibility": "restricted",
            "business_group": "met_operations",
            "unit": "MO3 Covert Policing",
            "grade": "Band C",
            "salary_min": "42900",
            "salary_max": "51700",
            "location_allowance": "1841",
            "working_patterns": ["full_time"],
            "location_note": "You get the address with your invitation to interview",
            "posts": 1,
            "vetting_level": "dv",
        },
    ),
    Outline(
        reference="MPS-26-0423",
        title="Intelligence Development Officer (Constable, internal posting)",
        summary="Develop intelligence that lets others act in time.",
        body="""\
You develop intelligence from first report to a package that an operational team can act on. This
is a posting for serving Met constables.

This advert can be read from a Met device only. Please do not talk about it elsewhere.
""",
        responsibilities=(
            "Develop intelligence with partners.",
            "Write packages that others can act on.",
            "Protect sources and methods.",
        ),
        essential=(
            ("intelligence", "Experience of intelligence work", "form"),
            ("judgement", "Judgement under uncertainty", "interview"),
        ),
        criteria=(
            {
                "code": "serving_met_officer",
                "operator": "is_true",
                "value": True,
                "label": "You are a serving Met police officer.",
            },
        ),
        plan=INTERNAL_PLAN,
        opened_days_ago=5,
        closes_in_days=19,
        fields={
            **INTERNAL,
            "role_class": "police_officer",
            "visibility": "restricted",
            "business_group": "specialist_operations",
            "unit": "Intelligence",
            "grade": "Police constable",
            "pay_note": "You keep your pay point on the officer pay scale",
            "hours_per_week": "40",
            "working_patterns": ["full_time", "on_call"],
            "location_note": "Central London",
            "posts": 3,
            "vetting_level": "dv",
        },
    ),
)
