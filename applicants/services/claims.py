"""What a line manager is asked to confirm: the internal status, the evidence it was used for, and
what belongs to the checks before a posting.

Never adjustments, declarations, equality answers, scores or other applications (security check 7).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from applicants.eligibility_questions import STATUSES
from applicants.models import Application, VerificationClaim, VerificationRequest
from applicants.selectors.evidence import evidence_answers
from applicants.services.facts import gather_facts
from recruitment.ui.dates import partial_date
from vacancies.data.pre_posting import pre_posting_questions

KIND = VerificationClaim.Kind
STATUS_NAMES = dict(STATUSES)
# (path of the fact, kind of value, what the manager reads above it)
CLAIMED_FACTS: tuple[tuple[str, str, str], ...] = (
    ("employment.kind", KIND.TEXT, "Their role in the Met"),
    ("employment.probation_confirmed_on", KIND.DATE, "The date their probation was confirmed"),
    ("agency.service_started_on", KIND.DATE, "The date their continuous service began"),
    ("special.duty_minutes", KIND.NUMBER, "Their duty hours in the last 12 months"),
    ("volunteer.started_on", KIND.DATE, "The date they started as a volunteer"),
    (
        "volunteer.minutes_last_12_months",
        KIND.NUMBER,
        "Their volunteering hours in the last 12 months",
    ),
)


def build_claims(application: Application, request: VerificationRequest) -> list[VerificationClaim]:
    """The claims of a new request, unsaved, in the order they are asked."""
    claims = [
        *_fact_claims(application, request),
        *_evidence_claims(application, request),
        *_posting_claims(application, request),
    ]
    for order, claim in enumerate(claims):
        claim.order = order
    return claims


def _fact_claims(
    application: Application, request: VerificationRequest
) -> Iterator[VerificationClaim]:
    facts = gather_facts(application)
    for path, kind, label in CLAIMED_FACTS:
        stated = _plain(_at(facts, path))
        if stated is None:
            continue
        yield VerificationClaim(
            request=request,
            code=path.replace(".", "-"),
            fact_path=path,
            kind=kind,
            label=label,
            stated=stated,
            value=_for_people(stated, kind),
        )


def _evidence_claims(
    application: Application, request: VerificationRequest
) -> Iterator[VerificationClaim]:
    for code, label, text in evidence_answers(application):
        yield VerificationClaim(
            request=request, code=code, kind=KIND.TEXT, label=label[:200], value=text
        )


def _posting_claims(
    application: Application, request: VerificationRequest
) -> Iterator[VerificationClaim]:
    for code, label, statement in pre_posting_questions(application.vacancy):
        yield VerificationClaim(
            request=request, code=code, kind=KIND.TEXT, label=label, value=statement
        )


def _at(facts: Mapping[str, Any], path: str) -> Any:
    value: Any = facts
    for part in path.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _plain(fact: Any) -> Any:
    """The candidate's own value of a fact, where other sources stand beside it."""
    if isinstance(fact, list):
        declared = [one["value"] for one in fact if one.get("source") == "declared"]
        return declared[0] if declared else None
    return fact["value"] if isinstance(fact, Mapping) else fact


def _for_people(stated: Any, kind: str) -> str:
    if kind == KIND.NUMBER:
        hours, minutes = divmod(int(stated), 60)
        return f"{hours} hours" + (f" {minutes} minutes" if minutes else "")
    text = str(stated)
    if kind == KIND.DATE:
        return "Not confirmed yet" if text == "not_confirmed" else partial_date(text)
    return STATUS_NAMES.get(text, text)
