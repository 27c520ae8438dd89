"""Temporary and interim adverts 6 to 9. Invented for the demonstration."""

from __future__ import annotations

from recruitment.demo.data.adverts.outline import (
    TEMPORARY,
    TEMPORARY_PLAN,
    TEMPORARY_QUESTIONS,
    Outline,
)

OUTLINES: tuple[Outline, ...] = (
    Outline(
        reference="MPS-26-0406",
        title="Transformation Business Change Manager",
        summary="Help thousands of people work in a new way, and prove that it was worth it.",
        body="""\
A new system changes how more than a thousand people do their work. You find out what changes for
whom, help them through it, and measure whether it did what was promised.

You work with the programme team at Lambeth and with local leads in every area. Two posts are
open: one for frontline roles, one for corporate functions.
""",
        responsibilities=(
            "Assess the impact on each group of users and keep the assessment true.",
            "Write and carry out the training and communication plan.",
            "Track benefits with evidence that others can check.",
            "Bring the concerns of users back to the people who decide.",
        ),
        essential=(
            ("led_change", "Led change across 1,000 or more users", "form"),
            ("facilitation", "Facilitates groups that do not agree yet", "interview"),
            ("evidence", "Makes decisions led by evidence", "form"),
        ),
        plan=TEMPORARY_PLAN,
        questions=TEMPORARY_QUESTIONS,
        opened_days_ago=3,
        closes_in_days=22,
        bases=("Lambeth",),
        fields={
            **TEMPORARY,
            "job_family": "project_management",
            "family_title": "Transformation Business Change Manager",
            "business_group": "strategy_governance",
            "unit": "Transformation",
            "grade": "Band B equivalent",
            "rate": "500",
            "rate_unit": "day",
            "contract_type": "interim",
            "contract_months": 12,
            "working_patterns": ["full_time", "hybrid"],
            "hours_per_week": "36",
            "posts": 2,
            "vetting_level": "sc",
        },
    ),
    Outline(
        reference="MPS-26-0407",
        title="Police Staff Investigator (PIP 2)",
        summary="Investigate serious sexual offences beside detectives and SOIT officers.",
        body="""\
You investigate as police staff: interviews, enquiries, files and disclosure, beside detectives
and specially trained officers of the rape and serious sexual offences (RaSSO) teams. Former
officers are welcome.

The material is distressing. You get regular supervision, and you can talk to someone on the day
when a case stays with you.

If you have served with the Met before, we ask how you left. Someone who resigned or retired can
apply. Someone who left under an early departure scheme with compensation has to wait five years.
""",
        responsibilities=(
            "Interview victims, witnesses and suspects.",
            "Build case files that stand up in court.",
            "Carry out disclosure, and record why.",
            "Keep victims informed, at the times they were promised.",
        ),
        essential=(
            ("pip2", "PIP 2 accreditation held now or within the last 24 months", "document"),
            ("disclosure", "Sound knowledge of disclosure", "test"),
            (
                "resilience",
                "Works with distressing material and looks after themselves",
                "interview",
            ),
        ),
        conditions=("You must obtain management vetting within 6 months of starting.",),
        plan=TEMPORARY_PLAN,
        questions=TEMPORARY_QUESTIONS,
        opened_days_ago=2,
        closes_in_days=26,
        bases=("Holborn", "Lewisham"),
        fields={
            **TEMPORARY,
            "job_family": "policing_skills",
            "family_title": "Police Staff Investigator – PIP1 & PIP2",
            "business_group": "frontline_policing",
            "unit": "Rape and Serious Sexual Offences (RaSSO)",
            "grade": "Band C equivalent",
            "rate": "24.75",
            "rate_unit": "hour",
            "contract_type": "temporary",
            "contract_months": 12,
            "working_patterns": ["full_time", "shifts"],
            "hours_per_week": "36",
            "posts": 8,
            "posting_choices": 2,
            "vetting_level": "rv",
            "vetting_note": "Management vetting (MV) within 6 months",
        },
    ),
    Outline(
        reference="MPS-26-0408",
        title="HOLMES Reader/Receiver",
        summary="Read what comes into a major incident room and make sure nothing is missed.",
        body="""\
In a major investigation thousands of documents arrive. The receiver reads each one first, decides
what it means and raises the action. A murder can be solved, or not, at your desk.

You join one of two incident rooms, at Putney or at Barking.
""",
        responsibilities=(
            "Assess incoming documents and mark what is to be indexed.",
            "Raise actions and see that they come back answered.",
            "Keep the index consistent with the other readers.",
            "Brief the senior investigating officer on what stands out.",
        ),
        essential=(
            ("incident_room", "Experience in a major incident room", "form"),
            ("accuracy", "Accuracy over long documents", "test"),
            ("deadlines", "Meets deadlines that others depend on", "interview"),
        ),
        plan=TEMPORARY_PLAN,
        questions=TEMPORARY_QUESTIONS,
        opened_days_ago=11,
        closes_in_days=18,
        bases=("Putney", "Barking"),
        fields={
            **TEMPORARY,
            "job_family": "policing_skills",
            "family_title": "Holmes Reader Receiver",
            "business_group": "met_operations",
            "unit": "Specialist Crime",
            "grade": "Band D equivalent",
            "rate": "20.90",
            "rate_unit": "hour",
            "contract_type": "temporary",
            "contract_months": 9,
            "working_patterns": ["full_time"],
            "hours_per_week": "36",
            "posts": 4,
            "posting_choices": 2,
            "vetting_level": "rv_ctc",
        },
    ),
    Outline(
        reference="MPS-26-0409",
        title="Business Analyst (DV cleared)",
        summary="Map sensitive data flows and turn them into requirements that can be built.",
        body="""\
Some of our systems can only be looked at by people with developed vetting. You work with their
users, map how data moves, and write down what a replacement must do.

The address is in central London and is given to you when you are invited to an interview.
""",
        responsibilities=(
            "Map data flows with the people who use them.",
            "Write requirements that developers and testers can work from.",
            "Support testing and help to decide what is good enough.",
        ),
        essential=(
            ("dv_active", "Developed vetting that is active and can be transferred", "document"),
            ("agile_analysis", "Business analysis in agile teams", "form"),
        ),
        criteria=(
            {
                "code": "clearance",
                "operator": "equals",
                "value": "DV",
                "label": "You hold developed vetting (DV) clearance now.",
            },
            {
                "code": "clearance_expires_on",
                "operator": "on_or_after",
                "value": "reference",
                "reference": "closes_on",
                "label": "Your clearance is still in date on the closing date.",
            },
        ),
        plan=TEMPORARY_PLAN,
        questions=TEMPORARY_QUESTIONS,
        opened_days_ago=13,
        closes_in_days=11,
        fields={
            **TEMPORARY,
            "job_family": "cleared_roles",
            "family_title": "Business Analyst",
            "business_group": "data_digital_technology",
            "unit": "Digital Delivery",
            "grade": "Band B equivalent",
            "rate": "560",
            "rate_unit": "day",
            "contract_type": "interim",
            "contract_months": 12,
            "working_patterns": ["full_time"],
            "hours_per_week": "36",
            "location_note": (
                "Central London; you get the address with your invitation to interview"
            ),
            "posts": 1,
            "vetting_level": "dv",
            "vetting_note": "Held when you apply",
        },
    ),
)
