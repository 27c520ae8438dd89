"""An advert as JobPosting structured data (schema.org), which search engines for jobs read.

Only for public adverts that are open: a closed one must not be offered, and internal ones are not
for everyone. The block is data, not script: browsers do not run it, and the content security policy
lets it stand (tested in Chromium).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from recruitment.outbox.links import absolute
from recruitment.ui.templatetags.govuk import render_markdown
from vacancies.choices import ContractType, RateUnit, VettingLevel, Visibility, WorkingPattern, Zone
from vacancies.conditions import condition_lines
from vacancies.data.bases import AREAS
from vacancies.models import Vacancy

_CONTRACTS = {
    ContractType.FIXED_TERM: "TEMPORARY",
    ContractType.TEMPORARY: "TEMPORARY",
    ContractType.INTERIM: "CONTRACTOR",
    ContractType.SECONDMENT: "TEMPORARY",
    ContractType.VOLUNTEER: "VOLUNTEER",
}
_PATTERNS = {WorkingPattern.FULL_TIME: "FULL_TIME", WorkingPattern.PART_TIME: "PART_TIME"}
# A posting that is decided later has an area for its base, which is no place name.
_AREAS = frozenset(area.name for area in AREAS)
_UNITS = {RateUnit.HOUR: "HOUR", RateUnit.DAY: "DAY"}


def structured_data(vacancy: Vacancy, *, at: datetime, apply_here: bool) -> SafeString:
    """The JSON for a script block, safe inside one; empty for every advert that is not public.

    `apply_here` says whether the application is made on this site, without going elsewhere.
    """
    if vacancy.visibility != Visibility.PUBLIC or not vacancy.is_open_at(at):
        return SafeString("")
    text = json.dumps(job_posting(vacancy, apply_here=apply_here), ensure_ascii=False)
    # Nothing in the data can end the block or begin another element.
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return mark_safe(text)  # nosec B308 B703: escaped just above


def job_posting(vacancy: Vacancy, *, apply_here: bool) -> dict[str, Any]:
    """The posting, with the parts that schema.org's guide for job search asks for."""
    posting: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": vacancy.title,
        "description": _description(vacancy),
        "identifier": {
            "@type": "PropertyValue",
            "name": settings.ORGANISATION_NAME,
            "value": vacancy.reference,
        },
        "datePosted": (vacancy.opens_at or vacancy.created_at).isoformat(),
        "employmentType": _employment(vacancy),
        "hiringOrganization": {
            "@type": "Organization",
            "name": settings.ORGANISATION_NAME,
            "sameAs": absolute("/"),
        },
        "jobLocation": _locations(vacancy),
        "directApply": apply_here,
        "totalJobOpenings": vacancy.posts,
        "url": absolute(vacancy.get_absolute_url()),
        "securityClearanceRequirement": str(VettingLevel(vacancy.vetting_level).label),
    }
    if vacancy.closes_at is not None:
        posting["validThrough"] = vacancy.closes_at.isoformat()
    salary = _salary(vacancy)
    if salary:
        posting["baseSalary"] = salary
    return posting


def _description(vacancy: Vacancy) -> str:
    """All that a reader needs to decide: search engines ask for the whole advert."""
    essential = [criterion.text for criterion in vacancy.essential_criteria.all()]
    lists = (
        ("", vacancy.responsibilities),
        ("Essential", essential),
        ("Desirable", vacancy.desirable),
        ("Conditions of appointment", condition_lines(vacancy)),
    )
    text = "".join(_list(heading, lines) for heading, lines in lists if lines)
    return f"<p>{_plain(vacancy.summary)}</p>{render_markdown(vacancy.body)}{text}"


def _list(heading: str, lines: Iterable[str]) -> str:
    title = f"<p><strong>{heading}</strong></p>" if heading else ""
    return f"{title}<ul>{''.join(f'<li>{_plain(line)}</li>' for line in lines)}</ul>"


def _plain(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _employment(vacancy: Vacancy) -> list[str]:
    patterns = [code for name, code in _PATTERNS.items() if name in vacancy.working_patterns]
    contract = _CONTRACTS.get(ContractType(vacancy.contract_type))
    return [*patterns, *([contract] if contract else [])] or ["OTHER"]


def _locations(vacancy: Vacancy) -> list[dict[str, Any]]:
    """Each base with its place; London where none is named."""
    return [
        _place(
            "London" if base.name in _AREAS else base.name,
            {"latitude": float(base.lat), "longitude": float(base.lon)},
            region="" if base.zone == Zone.OUTSIDE else "London",
            street=base.address,
        )
        for base in sorted(vacancy.bases.all(), key=lambda base: base.name)
    ] or [_place("London", None)]


def _place(
    locality: str, geo: dict[str, float] | None, *, region: str = "London", street: str = ""
) -> dict[str, Any]:
    address = {"@type": "PostalAddress", "addressLocality": locality, "addressCountry": "GB"}
    if street:
        address["streetAddress"] = street
    if region:
        address["addressRegion"] = region
    place: dict[str, Any] = {"@type": "Place", "address": address}
    if geo:
        place["geo"] = {"@type": "GeoCoordinates", **geo}
    return place


def _salary(vacancy: Vacancy) -> dict[str, Any]:
    """Basic pay; allowances depend on the posting and stay out of it."""
    if vacancy.salary_min is not None and vacancy.salary_max is not None:
        value: dict[str, Any] = {
            "minValue": float(vacancy.salary_min),
            "maxValue": float(vacancy.salary_max),
            "unitText": "YEAR",
        }
    elif vacancy.rate is not None:
        value = {"value": float(vacancy.rate), "unitText": _UNITS[RateUnit(vacancy.rate_unit)]}
    else:
        return {}
    return {
        "@type": "MonetaryAmount",
        "currency": "GBP",
        "value": {"@type": "QuantitativeValue", **value},
    }
