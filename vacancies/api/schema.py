"""The OpenAPI 3.1 description of the API, made from the lists that the search itself uses.

A test holds every answer against it. Objects are closed: what is not described is not served.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.conf import settings

from recruitment.uploads.choices import CONTENT_TYPES, FileKind
from vacancies.attachments import Purpose
from vacancies.choices import (
    BusinessGroup,
    ContractType,
    JobFamily,
    RateUnit,
    RoleClass,
    Route,
    VettingLevel,
    WorkingPattern,
    Zone,
)
from vacancies.data.behaviours import CODES, FrameworkVersion, Level
from vacancies.data.organisation import BCU_CODES
from vacancies.filters import CLOSING_DAYS, FILTERS, MILES, SALARIES
from vacancies.params import MAX_PAGE, MAX_PLACE, Sort
from vacancies.words import MAX_LENGTH

TEXT: dict[str, Any] = {"type": "string"}
WHOLE: dict[str, Any] = {"type": "integer", "minimum": 0}
LINES: dict[str, Any] = {"type": "array", "items": TEXT}
AMOUNT: dict[str, Any] = {"type": ["string", "null"], "pattern": r"^\d+\.\d{2}$"}
MOMENT: dict[str, Any] = {"type": ["string", "null"], "format": "date-time"}
DAY: dict[str, Any] = {"type": ["string", "null"], "format": "date"}
TEXT_OR_NULL: dict[str, Any] = {"type": ["string", "null"]}
ADDRESS: dict[str, Any] = {"type": "string", "format": "uri"}


def _object(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _codes(choices: Any) -> dict[str, Any]:
    return {"type": "string", "enum": [str(one) for one in choices]}


def _coded(choices: Any) -> dict[str, Any]:
    return _object(code=_codes(choices), label=TEXT)


def _short() -> dict[str, Any]:
    pay = _object(
        salary_min=AMOUNT,
        salary_max=AMOUNT,
        location_allowance=AMOUNT,
        non_pensionable_allowance=AMOUNT,
        shift_percent=AMOUNT,
        rate=AMOUNT,
        rate_unit={"enum": [*(str(unit) for unit in RateUnit), None]},
        note=TEXT,
        currency={"const": "GBP"},
    )
    location = _object(name=TEXT, zone=_codes(Zone), bcu={"enum": [*BCU_CODES, None]})
    contract = _object(
        code=_codes(ContractType), label=TEXT, months={"type": ["integer", "null"], "minimum": 0}
    )
    return {
        "reference": TEXT,
        "title": TEXT,
        "url": ADDRESS,
        "summary": TEXT,
        "route": _coded(Route),
        "role_class": _coded(RoleClass),
        "business_group": _coded(BusinessGroup),
        "unit": TEXT,
        "grade": TEXT,
        "pay": pay,
        "contract": contract,
        "working_patterns": {"type": "array", "items": _codes(WorkingPattern)},
        "locations": {"type": "array", "items": location},
        "location_note": TEXT,
        "closes_at": MOMENT | {"description": "The last moment to apply; null: until filled."},
    }


def _schemas() -> dict[str, Any]:
    vetting = _object(code=_codes(VettingLevel), label=TEXT, residency_years=WHOLE)
    stage = _object(stage=TEXT, when=TEXT, on=DAY, week_of=DAY)
    level = {"enum": [int(one) for one in Level]}
    levels = {
        "type": "object",
        "properties": dict.fromkeys(CODES, level),
        "additionalProperties": False,
    }
    document_of_advert = _object(
        purpose=_coded(Purpose),
        name=TEXT,
        content_type={"type": "string", "enum": [CONTENT_TYPES[kind] for kind in FileKind]},
        size=WHOLE | {"description": "In bytes."},
        url=ADDRESS,
    )
    full = _object(
        **_short(),
        status={"enum": ["open", "closed"]},
        opens_at=MOMENT,
        published_at=MOMENT,
        updated_at=MOMENT,
        version=WHOLE,
        job_family={"anyOf": [_coded(JobFamily), {"type": "null"}]},
        family_title=TEXT_OR_NULL,
        posts=WHOLE,
        hours_per_week=AMOUNT,
        hybrid_days_from_home={"type": ["integer", "null"], "minimum": 1, "maximum": 5},
        working_note=TEXT,
        description_html=TEXT | {"description": "Sanitised HTML."},
        responsibilities=LINES,
        essential_criteria=LINES,
        desirable_criteria=LINES,
        eligibility_criteria=LINES,
        behaviours=_object(framework=_coded(FrameworkVersion), levels=levels),
        conditions=LINES,
        who_may_apply=TEXT,
        vetting=vetting,
        assessment_plan={"type": "array", "items": stage},
        documents={"type": "array", "items": document_of_advert},
        contact={"type": "string", "format": "email"},
        enquiry_phone=TEXT_OR_NULL,
    )
    either = {"type": ["string", "null"], "format": "uri"}
    return {
        "VacancySummary": _object(**_short()),
        "Vacancy": full,
        "VacancyPage": _object(
            total=WHOLE,
            page={"type": "integer", "minimum": 1},
            pages={"type": "integer", "minimum": 1},
            next=either,
            previous=either,
            notices=LINES | {"description": "What of the search was left out, in plain words."},
            vacancies={"type": "array", "items": _ref("VacancySummary"), "maxItems": 20},
        ),
        "Problem": _object(type=TEXT, title=TEXT, status={"type": "integer"}, detail=TEXT),
    }


def query_parameters() -> list[dict[str, Any]]:
    """What a search takes: the words, every filter of the pages, order and page."""
    several = "May be given several times: any of the values fits."
    filters = [
        {
            "name": one.name,
            "in": "query",
            "description": f"{one.heading}. {several}",
            "schema": {
                "type": "array",
                "items": TEXT if one.grows else _codes(code for code, _ in one.choices),
            },
            "style": "form",
            "explode": True,
        }
        for one in FILTERS
    ]
    words = {"type": "string", "maxLength": MAX_LENGTH}
    near = {"type": "string", "maxLength": MAX_PLACE}
    return [
        _parameter("q", "Words: a role, a unit, a place or a reference.", words),
        *filters,
        _parameter("near", "A place in London: a borough, a district or a station.", near),
        _parameter("miles", "So many miles around that place.", _first(MILES)),
        _parameter("salary", "A salary of so many pounds a year or more.", _first(SALARIES)),
        _parameter("closing", "Closing within so many days.", _first(CLOSING_DAYS)),
        _parameter("sort", "The order.", _codes(Sort)),
        _parameter(
            "page",
            "The page, from 1. Each has up to 20 vacancies.",
            {"type": "integer", "minimum": 1, "maximum": MAX_PAGE},
        ),
    ]


def _first(choices: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    return _codes(code for code, _ in choices)


def _parameter(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": description, "schema": schema}


def _answer(description: str, name: str, kind: str = "application/json") -> dict[str, Any]:
    return {"description": description, "content": {kind: {"schema": _ref(name)}}}


_PROBLEM = "application/problem+json"
_COMMON = {
    "304": {"description": "Not changed since the ETag or the time that the request names."},
    "429": _answer("Asked too often from one address.", "Problem", _PROBLEM),
}


@lru_cache(maxsize=1)
def document() -> dict[str, Any]:
    """The whole description."""
    reference = {
        "name": "reference",
        "in": "path",
        "required": True,
        "description": "The reference of the advert, for example MPS-26-0417.",
        "schema": {"type": "string"},
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{settings.SERVICE_NAME}: public vacancies",
            "version": "1.1.0",
            "description": "Read-only. No key is needed. Only vacancies that everybody may read.",
            "contact": {"email": settings.CONTACT_MAILBOX},
        },
        "servers": [{"url": settings.BASE_URL.rstrip("/")}],
        "paths": {
            "/api/v1/vacancies/": {
                "get": {
                    "operationId": "listVacancies",
                    "summary": "Search the open public vacancies.",
                    "parameters": query_parameters(),
                    "responses": {"200": _answer("One page.", "VacancyPage"), **_COMMON},
                }
            },
            "/api/v1/vacancies/{reference}/": {
                "get": {
                    "operationId": "getVacancy",
                    "summary": "One public vacancy, open or closed.",
                    "parameters": [reference],
                    "responses": {
                        "200": _answer("The vacancy.", "Vacancy"),
                        "404": _answer("No such public vacancy.", "Problem", _PROBLEM),
                        **_COMMON,
                    },
                }
            },
        },
        "components": {"schemas": _schemas()},
    }
