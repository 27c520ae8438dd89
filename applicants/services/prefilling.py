"""What a new draft already knows: the person's details and their former application.

Everything brought over waits to be looked at ("Check this again"); sealed answers never are.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from applicants.eligibility_questions import NOT_SURE
from applicants.models import Application, ApplicationSection
from applicants.sections import Section, Store, sections_for
from applicants.sections.checking import only_declared
from applicants.selectors.sections import PREFILLED_VERSION
from recruitment.accounts.standing import current_standing


def prefill_sections(*, application: Application, checked: Mapping[str, Any] | None = None) -> None:
    """Write the sections that something is known for. Call it inside the transaction that starts
    the draft. `checked` are the answers of the eligibility check that it begins with."""
    reusable = [
        section
        for section in sections_for(application.vacancy)
        if section.reusable and section.store is Store.ANSWERS
    ]
    former = _former_answers(application, [section.code for section in reusable])
    rows = []
    for section in reusable:
        known = {
            **_from_profile(application, section),
            **former.get(section.code, {}),
            **_from_check(section, checked or {}),
        }
        answers = only_declared(section, known)
        if answers:
            rows.append(
                ApplicationSection(
                    application=application,
                    code=section.code,
                    answers=answers,
                    version=PREFILLED_VERSION,
                )
            )
    ApplicationSection.objects.bulk_create(rows)


def _former_answers(application: Application, codes: list[str]) -> dict[str, dict[str, Any]]:
    """The newest answers of each section that this person has completed before."""
    rows = (
        ApplicationSection.objects.filter(
            application__candidate_id=application.candidate_id, code__in=codes, completed=True
        )
        .exclude(application=application)
        .order_by("updated_at", "pk")
    )
    return {row.code: row.answers for row in rows}


def _from_profile(application: Application, section: Section) -> dict[str, Any]:
    candidate = application.candidate
    if section.code == "personal":
        return {
            "given_names": candidate.given_names,
            "family_name": candidate.family_name,
            "phone": candidate.phone,
        }
    if section.code == "employment":
        standing = current_standing(candidate.user, on=timezone.localdate())
        return {"kind": standing.kind} if standing else {}
    return {}


def _from_check(section: Section, checked: Mapping[str, Any]) -> dict[str, Any]:
    """What the check asked already, so that nobody types it twice."""
    if section.code != "service":
        return {}
    known: dict[str, Any] = {}
    if checked.get("transfer_rank") == "constable":
        known["rank"] = "constable"
    confirmed_on = checked.get("transfer_probation_date")
    if confirmed_on and confirmed_on != NOT_SURE:
        known["confirmed_on"] = confirmed_on
    return known
