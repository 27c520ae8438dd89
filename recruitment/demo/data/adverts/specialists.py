"""Adverts 16 to 18 for transferring officers with a specialism. Invented."""

from __future__ import annotations

from recruitment.demo.data.adverts.outline import (
    ALL_BCUS,
    TRANSFEREE,
    TRANSFEREE_CONDITIONS,
    TRANSFEREE_PLAN,
    Outline,
)

OUTLINES: tuple[Outline, ...] = (
    Outline(
        reference="MPS-26-0416",
        title="Firearms Training Instructor (MO19)",
        summary="Teach the armed officers of London and of other forces.",
        body="""\
Specialist Firearms (MO19) trains all the armed commands of the Met, and other forces and
organisations as well. It is the largest and busiest firearms training unit in the country, and
you can branch out into many areas of training under the national curriculum (NPFTC).

The main venue is at Gravesend in Kent; other sites are a short way outside London.

This advert is for constables. If you are a sergeant, write to us before you apply: a recruiter
looks at your case.
""",
        responsibilities=(
            "Deliver training for the NPFTC role profiles.",
            "Keep training records that stand up to inspection.",
            "Manage ranges safely.",
            "Coach officers who find something hard.",
        ),
        essential=(
            ("instructor", "A current national firearms instructor qualification", "document"),
            ("in_ticket", "In ticket as an authorised firearms officer or above", "document"),
            ("coaching", "Skill in coaching", "interview"),
        ),
        conditions=(
            *TRANSFEREE_CONDITIONS,
            "The fitness level for this role is higher than the standard job-related fitness test.",
        ),
        plan=TRANSFEREE_PLAN,
        opened_days_ago=12,
        closes_in_days=68,
        bases=("Gravesend",),
        fields={
            **TRANSFEREE,
            "business_group": "met_operations",
            "unit": "MO19 Specialist Firearms",
            "grade": "Police constable",
            "working_patterns": ["full_time", "shifts"],
            "working_note": "Weekdays, and shifts for some courses",
            "location_note": "And other sites in the home counties",
            "posts": 10,
            "vetting_level": "rv_ctc",
            "contact_mailbox": "mo19-training@met.example",
        },
    ),
    Outline(
        reference="MPS-26-0417",
        title="Technical Surveillance Officer (MO3)",
        summary="Gather evidence by technical means against serious and organised crime.",
        body="""\
Covert Policing (MO3) supports operations against serious and organised crime, threats to life and
terrorism. You work with our engineers on technical surveillance that stands up in court. You are
based in London and sometimes deployed across the United Kingdom.

When you choose posting preferences in the form, select **MO3**. We encourage applications from
under-represented groups.
""",
        responsibilities=(
            "Develop technical surveillance options for operations.",
            "Deploy and manage equipment.",
            "Handle, manage and disclose the evidence that comes from it.",
        ),
        essential=(
            (
                "surveillance",
                "Trained and current in national mobile and foot surveillance",
                "document",
            ),
            ("tactical_options", "Experience of technical tactical options", "form"),
            ("legislation", "Good knowledge of RIPA and TEI legislation", "test"),
        ),
        desirable=("Knowledge of digital and cyber technology.",),
        conditions=TRANSFEREE_CONDITIONS,
        criteria=(
            {
                "code": "posting_preference",
                "operator": "equals",
                "value": "MO3",
                "label": "You choose MO3 as your posting preference.",
            },
        ),
        plan=TRANSFEREE_PLAN,
        opened_days_ago=14,
        closes_in_days=61,
        fields={
            **TRANSFEREE,
            "business_group": "met_operations",
            "unit": "MO3 Covert Policing",
            "grade": "Police constable or detective constable",
            "working_patterns": ["full_time", "on_call"],
            "working_note": "Irregular hours",
            "location_note": "London, with deployments across the United Kingdom",
            "posts": 6,
            "vetting_level": "dv",
            "contact_mailbox": "mo3-recruitment@met.example",
        },
    ),
    Outline(
        reference="MPS-26-0418",
        title="SOIT Officer (RaSSO)",
        summary="Stand by victim-survivors from the first report to the end of the investigation.",
        body="""\
SOIT officers work in the rape and serious sexual offences (RaSSO) teams on each of our 12 Borough
Command Units. You are the victim's single point of contact: you care for them, secure the best
evidence from them, and make sure that their voice is heard at every stage.

The role balances investigation and advocacy. You stay impartial, and you help investigators to
assess a case objectively.

This is not an easy role. It is among the most rewarding in policing, and it is emotionally
demanding. We train you for recent and non-recent reports, and you do not work alone.
""",
        responsibilities=(
            "Be the single point of contact for victim-survivors.",
            "Obtain the best evidence, and interview with care.",
            "Put safeguarding in place with partner agencies.",
            "Keep victims informed, clearly and sensitively.",
        ),
        essential=(
            ("empathy", "Empathy and resilience", "interview"),
            ("rapport", "Builds rapport with people who have been through violence", "interview"),
            ("objective", "Assesses a case objectively", "form"),
        ),
        conditions=(
            *TRANSFEREE_CONDITIONS,
            "After a conditional offer we talk with you about your wellbeing in this role.",
        ),
        plan=TRANSFEREE_PLAN,
        opened_days_ago=25,
        closes_in_days=None,
        bases=(ALL_BCUS,),
        fields={
            **TRANSFEREE,
            "business_group": "frontline_policing",
            "unit": "Rape and Serious Sexual Offences (RaSSO)",
            "grade": "Police constable or detective constable",
            "working_patterns": ["full_time", "shifts"],
            "posts": 48,
            "posting_choices": 3,
            "vetting_level": "rv",
            "vetting_note": "Management vetting (MV) is desirable",
            "contact_mailbox": "soit-coordinators@met.example",
        },
    ),
)
