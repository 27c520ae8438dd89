"""Adverts 24 and 25: new police constables and special constables. Invented."""

from __future__ import annotations

from recruitment.demo.data.adverts.outline import (
    ALL_BCUS,
    CONSTABLE_PLAN,
    OFFICER_PAY,
    Outline,
)

OUTLINES: tuple[Outline, ...] = (
    Outline(
        reference="MPS-26-0424",
        title="New Police Constable",
        summary="Start your career as a police officer and make a difference to London every day.",
        body="""\
There are all sorts of reasons to become a constable: being part of the community and giving
something back, days that are never the same, the scope to specialise and to be promoted. Whatever
your own reason, you will make a big difference to many people.

You enjoy new challenges, and you can build positive relationships with all kinds of people. If you
speak a second language as well as English, that is desirable but not essential. The Certificate in
Knowledge of Policing, your initial training and your probation give you the skills you need.

Not sure yet? Join one of our Meet and Engage online forums and ask serving officers. If a full-time
role is not for you, you can volunteer as a special constable instead.
""",
        responsibilities=(
            "Respond to calls and protect people at risk.",
            "Investigate crime and support victims.",
            "Get to know a neighbourhood and solve its problems with the people there.",
            "Give evidence in court.",
        ),
        essential=(
            ("values", "Shows the values of policing in what you have done", "test"),
            ("communication", "Communicates with all kinds of people", "interview"),
            ("resilience", "Stays steady when things are hard", "interview"),
        ),
        desirable=("A second language, in addition to English.",),
        conditions=("You must be 17 or older when you apply and 18 when you start.",),
        criteria=(
            {
                "code": "date_of_birth",
                "operator": "age_at_least",
                "value": 17,
                "label": "You are 17 or older when you apply.",
            },
        ),
        plan=CONSTABLE_PLAN,
        opened_days_ago=2,
        closes_in_days=51,
        bases=(ALL_BCUS,),
        fields={
            "route": "new_constable",
            "role_class": "police_officer",
            "visibility": "public",
            "business_group": "frontline_policing",
            "grade": "Police constable",
            "pay_note": OFFICER_PAY,
            "contract_type": "permanent",
            "hours_per_week": "40",
            "working_patterns": ["full_time", "shifts"],
            "working_note": "You are posted to a BCU after training, on probation at first",
            "posts": 300,
            "vetting_level": "rv_ctc",
            "contact_mailbox": "new-constables@met.example",
        },
    ),
    Outline(
        reference="MPS-26-0425",
        title="Special Constable (volunteer)",
        summary="Volunteer as a police officer with full powers, beside your job or your studies.",
        body="""\
Being a full-time officer is not for everyone, but you can still make a valuable contribution to
London. Special constables wear the same uniform, have the same powers and work beside regular
officers.

You give at least 16 hours a month and 200 hours a year, mostly in the evenings and at weekends,
in a Basic Command Unit that you choose. Some jobs cannot be combined with this role; ask us if you
are not sure.
""",
        responsibilities=(
            "Patrol on foot and by vehicle with regular officers.",
            "Police events, and support people at risk.",
            "Give evidence in court.",
        ),
        essential=(
            ("values", "Shows the values of policing in what you have done", "interview"),
            ("communication", "Communicates with all kinds of people", "interview"),
            ("commitment", "Can give the hours, month by month", "form"),
        ),
        conditions=("Your main job must be one that can be combined with this role.",),
        plan=(
            ("Initial security check", "about 7 days"),
            ("Online assessment and interview", "4 to 8 weeks"),
            ("Fitness test, medical and vetting", "2 to 4 months"),
            ("Training at weekends", "about 4 months"),
        ),
        opened_days_ago=40,
        closes_in_days=None,
        bases=(ALL_BCUS,),
        fields={
            "route": "special_constable",
            "role_class": "special_constable",
            "visibility": "public",
            "business_group": "met_operations",
            "unit": "Metropolitan Special Constabulary",
            "grade": "Special constable",
            "pay_note": "Unpaid; expenses and travel are covered",
            "contract_type": "volunteer",
            "working_patterns": ["part_time", "shifts"],
            "working_note": "At least 16 hours a month and 200 hours a year",
            "posts": 100,
            "posting_choices": 3,
            "vetting_level": "rv_ctc",
            "contact_mailbox": "special-constables@met.example",
        },
    ),
)
