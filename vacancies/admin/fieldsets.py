"""The parts of the page on which staff write an advert."""

from __future__ import annotations

from typing import Any

from vacancies.forms import BEHAVIOUR_FIELDS

FIELDSETS: Any = (
    (None, {"fields": ("reference", "status", "title", "summary", "body")}),
    (
        "Kind of role",
        {
            "fields": (
                ("route", "role_class", "visibility"),
                ("business_group", "unit"),
                ("job_family", "family_title"),
            )
        },
    ),
    (
        "Pay and contract",
        {
            "fields": (
                "grade",
                ("salary_min", "salary_max"),
                ("location_allowance", "non_pensionable_allowance", "shift_percent"),
                ("rate", "rate_unit", "pay_note"),
                ("contract_type", "contract_months", "posts"),
                ("working_patterns", "hours_per_week", "hybrid_days", "working_note"),
            )
        },
    ),
    ("Where", {"fields": ("bases", "location_note", "posting_choices")}),
    (
        "What people need",
        {
            "fields": (
                "responsibilities",
                "desirable",
                "own_criteria",
                "own_questions",
                "own_documents",
                ("vetting_level", "vetting_note", "residency_years"),
            )
        },
    ),
    (
        "Behaviours",
        {
            "fields": ("behaviour_framework", *BEHAVIOUR_FIELDS),
            "description": "Which competencies of the framework are looked at, and at which level.",
        },
    ),
    ("Conditions", {"fields": ("own_conditions", "standard_conditions", "conditions")}),
    (
        "Process",
        {
            "fields": (
                ("opens_at", "closes_at"),
                "assessment_plan",
                ("contact_mailbox", "enquiry_phone"),
                ("tier_policy", "sealed_until_close"),
                "changes_after_sending",
                ("published_at", "version"),
            )
        },
    ),
    (
        "For recruiters and markers",
        {
            "fields": (
                "vacancy_holder",
                ("budget_code", "approval_reference"),
                ("score_scale", "pass_mark"),
                ("markers", "score_gap"),
            ),
            "description": "Candidates and readers never see this.",
        },
    ),
    (
        "For line managers",
        {
            "fields": ("pre_posting",),
            "description": "Internal roles: what a line manager is asked about the posting after "
            "an offer is accepted, beside the evidence. Nothing is ever asked about health, "
            "adjustments or equality. A request that has been sent keeps its questions.",
        },
    ),
)
