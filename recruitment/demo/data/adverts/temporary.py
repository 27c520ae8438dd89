"""Temporary and interim adverts 1 to 5. Invented for the demonstration."""

from __future__ import annotations

from recruitment.demo.data.adverts.outline import (
    TEMPORARY,
    TEMPORARY_PLAN,
    TEMPORARY_QUESTIONS,
    Outline,
)

OUTLINES: tuple[Outline, ...] = (
    Outline(
        reference="MPS-26-0401",
        title="HR Advisor (employee relations)",
        summary="Carry a caseload of employee relations matters while a policy programme runs.",
        body="""\
Our employee relations team helps managers deal fairly and quickly with absence, grievance and
probation. While our permanent advisers work on new policies, you take over a caseload of about
25 open matters and see each one through.

You will work from Lambeth for most of the week and from home for two days. You join a team of
nine advisers who share difficult cases every Monday, so nobody carries them alone.
""",
        responsibilities=(
            "Advise managers on absence, grievance and probation, in writing and in meetings.",
            "Keep case records complete, accurate and confidential.",
            "Draft outcome letters that people can understand at the first reading.",
            "Spot patterns across cases and tell the policy team.",
        ),
        essential=(
            ("casework", "Current experience of HR casework from start to finish", "form"),
            ("written_advice", "Clear written advice to managers", "form"),
            ("confidential_data", "Proper handling of confidential data", "interview"),
        ),
        desirable=("CIPD level 5 or working towards it.",),
        plan=TEMPORARY_PLAN,
        questions=TEMPORARY_QUESTIONS,
        opened_days_ago=6,
        closes_in_days=17,
        bases=("Lambeth",),
        fields={
            **TEMPORARY,
            "job_family": "hr",
            "family_title": "HR Advisor",
            "business_group": "people_resources",
            "unit": "Employee Relations",
            "grade": "Band D equivalent",
            "rate": "21.40",
            "rate_unit": "hour",
            "contract_type": "temporary",
            "contract_months": 6,
            "working_patterns": ["full_time", "hybrid"],
            "hours_per_week": "36",
            "hybrid_days": 2,
            "posts": 3,
            "vetting_level": "rv_ctc",
        },
    ),
    Outline(
        reference="MPS-26-0402",
        title="Social Media Manager",
        summary="Run the channels that Londoners look at first when something happens.",
        body="""\
When something happens in London, people look at our channels within minutes. You plan the
everyday calendar, and you answer at pace when it matters.

You lead two editors, work beside the press office at New Scotland Yard, and take your turn on the
incident rota: about one week in six.
""",
        responsibilities=(
            "Plan the calendar of all channels with the campaigns and press teams.",
            "Moderate and answer at pace during incidents, in words that calm and inform.",
            "Make every post accessible: captions, alternative text, plain English.",
            "Report reach and sentiment each month, and say what we should change.",
        ),
        essential=(
            ("public_channels", "Managed public channels with high volumes", "form"),
            ("crisis", "Communicated through a crisis on social media", "interview"),
            ("accessibility", "Makes content accessible as a matter of routine", "test"),
        ),
        desirable=("Work with the police or another emergency service.",),
        plan=TEMPORARY_PLAN,
        questions=TEMPORARY_QUESTIONS,
        opened_days_ago=9,
        closes_in_days=12,
        bases=("New Scotland Yard",),
        fields={
            **TEMPORARY,
            "job_family": "marketing",
            "family_title": "Social Media Manager",
            "business_group": "communications_engagement",
            "unit": "Digital Communications",
            "grade": "Band C equivalent",
            "rate": "285",
            "rate_unit": "day",
            "contract_type": "interim",
            "contract_months": 9,
            "working_patterns": ["full_time", "hybrid", "on_call"],
            "hours_per_week": "36",
            "posts": 1,
            "vetting_level": "ctc",
        },
    ),
    Outline(
        reference="MPS-26-0403",
        title="Business Support Officer",
        summary="Keep a local policing area running: rotas, purchases, diaries and minutes.",
        body="""\
Officers in Bromley, Croydon and Sutton can be out on the street because somebody else has sorted
the rota, ordered the kit and booked the room. That somebody is you.

You work in a team of six at Croydon. Part-time hours are possible: tell us what would suit you.
We do not ask for formal qualifications.
""",
        responsibilities=(
            "Run rotas and leave records for four response teams.",
            "Order and receive goods, and keep the purchase records straight.",
            "Keep the senior team's diary and take minutes that lead to action.",
            "Welcome visitors and answer or pass on their questions.",
        ),
        essential=(
            ("office_work", "Experience of office administration", "form"),
            ("spreadsheets", "Skill with spreadsheets", "test"),
            (
                "customer_focus",
                "Customer focus and respect for people of all backgrounds",
                "interview",
            ),
        ),
        plan=TEMPORARY_PLAN,
        questions=TEMPORARY_QUESTIONS,
        opened_days_ago=4,
        closes_in_days=24,
        bases=("Croydon",),
        fields={
            **TEMPORARY,
            "job_family": "admin_customer_service",
            "family_title": "Business Support Officer",
            "business_group": "frontline_policing",
            "unit": "South BCU (SN)",
            "grade": "Band E equivalent",
            "rate": "16.10",
            "rate_unit": "hour",
            "contract_type": "temporary",
            "contract_months": 12,
            "working_patterns": ["full_time", "part_time"],
            "hours_per_week": "36",
            "working_note": "Part-time hours are possible",
            "posts": 6,
            "vetting_level": "rv",
        },
    ),
    Outline(
        reference="MPS-26-0404",
        title="Procurement Manager (fleet and estates)",
        summary="Run tenders for vehicles and buildings under public procurement law.",
        body="""\
We buy, lease and maintain several thousand vehicles and several hundred buildings. Two large
contracts end next year, and we need an experienced hand to run the tenders.

You report to the head of category and lead two officers. You will spend much of your time with
people who know vehicles and buildings and do not know procurement: making it clear is the job.
""",
        responsibilities=(
            "Run full tenders under public procurement law, from market talks to award.",
            "Hold supplier reviews and follow up what was promised.",
            "Negotiate and record contract changes.",
            "Give clear advice to the owners of budgets.",
        ),
        essential=(
            ("full_tender", "Led a full tender cycle in the public sector", "form"),
            ("negotiation", "Negotiates well and records what was agreed", "interview"),
            ("stakeholders", "Works well with stakeholders who disagree", "interview"),
        ),
        desirable=("MCIPS.",),
        plan=TEMPORARY_PLAN,
        questions=TEMPORARY_QUESTIONS,
        opened_days_ago=7,
        closes_in_days=19,
        bases=("Lambeth",),
        fields={
            **TEMPORARY,
            "job_family": "commercial_procurement",
            "family_title": "Procurement Manager",
            "business_group": "legal_commercial",
            "unit": "Commercial Services",
            "grade": "Band B equivalent",
            "rate": "430",
            "rate_unit": "day",
            "contract_type": "interim",
            "contract_months": 6,
            "working_patterns": ["full_time", "hybrid"],
            "hours_per_week": "36",
            "posts": 1,
            "vetting_level": "sc",
        },
    ),
    Outline(
        reference="MPS-26-0405",
        title="Technical and Capital Accountant",
        summary="See our capital accounts safely through the year end and the audit.",
        body="""\
Our capital programme pays for buildings, vehicles and technology. You make sure that every pound
of it stands in the right place in the accounts, and that the auditors can see why.

The team works from the Empress State Building two or three days a week.
""",
        responsibilities=(
            "Prepare the capital accounting entries and reconcile the asset register.",
            "Write the year-end notes on fixed assets and financing.",
            "Answer the auditors' queries in full and on time.",
            "Show colleagues how it is done, so that next year is easier.",
        ),
        essential=(
            (
                "qualified",
                "CCAB or CIMA qualified, or part qualified with strong experience",
                "document",
            ),
            ("fixed_assets", "Fixed-asset accounting in a large organisation", "form"),
            ("public_sector", "Public sector financial reporting", "form"),
        ),
        plan=TEMPORARY_PLAN,
        questions=TEMPORARY_QUESTIONS,
        opened_days_ago=8,
        closes_in_days=15,
        bases=("Empress State Building",),
        fields={
            **TEMPORARY,
            "job_family": "finance",
            "family_title": "Technical & Capital Accountant",
            "business_group": "finance",
            "unit": "Financial Reporting",
            "grade": "Band B equivalent",
            "rate": "450",
            "rate_unit": "day",
            "contract_type": "interim",
            "working_patterns": ["full_time", "hybrid"],
            "hours_per_week": "36",
            "working_note": "Until the end of the financial year",
            "posts": 2,
            "vetting_level": "rv_ctc",
        },
    ),
)
