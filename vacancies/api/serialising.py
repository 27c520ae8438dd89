"""Adverts as the API gives them. Money in pounds as text, times in ISO 8601 with their offset."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils import timezone

from recruitment.outbox.links import absolute
from recruitment.ui.templatetags.govuk import render_markdown
from recruitment.uploads.models import StoredFile
from vacancies.attachments import Purpose
from vacancies.choices import (
    BusinessGroup,
    ContractType,
    JobFamily,
    RoleClass,
    Route,
    VettingLevel,
)
from vacancies.conditions import condition_lines
from vacancies.data.behaviours import FrameworkVersion
from vacancies.models import Vacancy
from vacancies.stages import IN_WEEK, ON_DAY


def short(vacancy: Vacancy) -> dict[str, Any]:
    """An advert in a list. Uses only what a list has fetched."""
    return {
        "reference": vacancy.reference,
        "title": vacancy.title,
        "url": absolute(vacancy.get_absolute_url()),
        "summary": vacancy.summary,
        "route": _coded(Route(vacancy.route)),
        "role_class": _coded(RoleClass(vacancy.role_class)),
        "business_group": _coded(BusinessGroup(vacancy.business_group)),
        "unit": str(vacancy.unit),
        "grade": vacancy.grade,
        "pay": {
            "salary_min": _money(vacancy.salary_min),
            "salary_max": _money(vacancy.salary_max),
            "location_allowance": _money(vacancy.location_allowance),
            "non_pensionable_allowance": _money(vacancy.non_pensionable_allowance),
            "shift_percent": _money(vacancy.shift_percent),
            "rate": _money(vacancy.rate),
            "rate_unit": str(vacancy.rate_unit) or None,
            "note": vacancy.pay_note,
            "currency": "GBP",
        },
        "contract": {
            **_coded(ContractType(vacancy.contract_type)),
            "months": vacancy.contract_months,
        },
        "working_patterns": [str(pattern) for pattern in vacancy.working_patterns],
        "locations": [
            {"name": base.name, "zone": base.zone, "bcu": base.bcu or None}
            for base in vacancy.bases.all()
        ],
        "location_note": vacancy.location_note,
        "closes_at": _moment(vacancy.closes_at),
    }


def full(vacancy: Vacancy, files: Sequence[StoredFile], *, at: datetime) -> dict[str, Any]:
    """One advert with everything that its page says, and those of its files that readers get."""
    return {
        **short(vacancy),
        "status": "open" if vacancy.is_open_at(at) else "closed",
        "opens_at": _moment(vacancy.opens_at),
        "published_at": _moment(vacancy.published_at),
        "updated_at": _moment(vacancy.updated_at),
        "version": vacancy.version,
        "posts": vacancy.posts,
        "job_family": _coded(JobFamily(vacancy.job_family)) if vacancy.job_family else None,
        "family_title": vacancy.family_title or None,
        "hours_per_week": _money(vacancy.hours_per_week),
        "hybrid_days_from_home": vacancy.hybrid_days,
        "working_note": vacancy.working_note,
        "description_html": str(render_markdown(vacancy.body)),
        "responsibilities": [str(line) for line in vacancy.responsibilities],
        "essential_criteria": [one.text for one in vacancy.essential_criteria.all()],
        "desirable_criteria": [str(line) for line in vacancy.desirable],
        "eligibility_criteria": [str(one["label"]) for one in vacancy.criteria],
        "behaviours": {
            "framework": _coded(FrameworkVersion(vacancy.behaviour_framework)),
            "levels": dict(vacancy.behaviours),
        },
        "conditions": list(condition_lines(vacancy)),
        "who_may_apply": vacancy.who_may_apply,
        "vetting": {
            **_coded(VettingLevel(vacancy.vetting_level)),
            "residency_years": vacancy.residency_years,
        },
        "assessment_plan": [
            {
                "stage": str(one["stage"]),
                "when": str(one["when"]),
                "on": one.get(ON_DAY),
                "week_of": one.get(IN_WEEK),
            }
            for one in vacancy.assessment_plan
        ],
        "documents": [_document(vacancy, file) for file in files],
        "contact": vacancy.contact_mailbox,
        "enquiry_phone": vacancy.enquiry_phone or None,
    }


def _document(vacancy: Vacancy, file: StoredFile) -> dict[str, Any]:
    return {
        "purpose": _coded(Purpose(file.purpose)),
        "name": file.name,
        "content_type": file.content_type,
        "size": file.size,
        "url": absolute(reverse("vacancies:attachment", args=[vacancy.reference, file.pk])),
    }


def _coded(value: Any) -> dict[str, str]:
    return {"code": str(value), "label": str(value.label)}


def _money(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:.2f}"


def _moment(at: datetime | None) -> str | None:
    return timezone.localtime(at).isoformat(timespec="seconds") if at else None
