"""What a new draft already knows: the person's profile and their former applications.

Everything brought over waits to be looked at ("Check this again"); sealed answers never are. The
draft takes copies, of files too: what changes later in the profile changes nothing here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from applicants.eligibility_questions import NOT_SURE
from applicants.models import Application, ApplicationSection
from applicants.sections import Section, Store, sections_for
from applicants.sections.catalogue import Kind
from applicants.sections.checking import only_declared
from applicants.sections.profile import answers_for_form
from applicants.selectors.lists import APPLICATION, PROFILE, FileOwner
from applicants.selectors.profile import profile_answers
from applicants.selectors.sections import PREFILLED_VERSION
from applicants.services.filing import copy_files
from recruitment.accounts.standing import current_standing


def prefill_sections(*, application: Application, checked: Mapping[str, Any] | None = None) -> None:
    """Write the sections that something is known for. Call it inside the transaction that starts
    the draft. `checked` are the answers of the eligibility check that it begins with."""
    reusable = [
        section
        for section in sections_for(application.vacancy)
        if section.reusable and section.store is Store.ANSWERS
    ]
    former = _former_sections(application, [section.code for section in reusable])
    profile = profile_answers(application.candidate)
    rows = []
    for section in reusable:
        brought = _known(application, section, former.get(section.code), profile)
        answers = only_declared(section, {**brought, **_from_check(section, checked or {})})
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


def _known(
    application: Application,
    section: Section,
    former: ApplicationSection | None,
    profile: dict[str, tuple[datetime, dict[str, Any]]],
) -> dict[str, Any]:
    """The account's own facts, then the profile and the former application, the newer one last."""
    candidate = application.candidate
    told = answers_for_form(section, {code: answers for code, (_, answers) in profile.items()})
    own = profile.get(section.code)
    known = {**_from_account(application, section)}
    if former is None or (own is not None and own[0] > former.updated_at):
        source = FileOwner(PROFILE, str(candidate.pk))
        known |= told
    else:
        source = FileOwner(APPLICATION, str(former.application_id))
        known |= {**told, **former.answers}
    files = {one.code for one in section.questions if one.kind is Kind.FILE}
    answers = only_declared(section, {k: v for k, v in known.items() if k not in files})
    if files & known.keys():
        to = FileOwner(APPLICATION, str(application.pk))
        answers |= copy_files(source=source, to=to, section=section, by=candidate.user)
    return answers


def _former_sections(application: Application, codes: list[str]) -> dict[str, ApplicationSection]:
    """The newest answers of each section that this person has completed before."""
    rows = (
        ApplicationSection.objects.filter(
            application__candidate_id=application.candidate_id, code__in=codes, completed=True
        )
        .exclude(application=application)
        .order_by("updated_at", "pk")
    )
    return {row.code: row for row in rows}


def _from_account(application: Application, section: Section) -> dict[str, Any]:
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
