"""The parts of the page on which staff write an advert."""

from __future__ import annotations

from typing import Any

FIELDSETS: Any = (
    (None, {"fields": ("reference", "status", "title", "summary", "body")}),
    (
        "Kind of role",
        {"fields": ("route", "role_class", "job_family", "business_group", "unit", "visibility")},
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
                ("working_patterns", "hours_per_week", "working_note"),
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
                "conditions",
                "own_questions",
                ("vetting_level", "vetting_note", "residency_years"),
            )
        },
    ),
    (
        "Process",
        {
            "fields": (
                ("opens_at", "closes_at"),
                "assessment_plan",
                "contact_mailbox",
                ("tier_policy", "sealed_until_close"),
                "changes_after_sending",
                ("published_at", "version"),
            )
        },
    ),
)
