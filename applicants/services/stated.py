"""What a form says about eligibility, beside the check that came before it.

The check asks a transferring officer for the kind of force and the rank; the form asks which force
it is. Where the form fills a gap, the rules use it; where the two differ, both stand, and the rules
refer to a person (eligibility document, section 2).
"""

from __future__ import annotations

from typing import Any

from applicants.models import Application, ApplicationSection
from applicants.sections.transferee import OTHER_FORCE
from vacancies.choices import Route


def add_stated_in_form(facts: dict[str, Any], application: Application) -> None:
    """Set what the form says beside the facts of the check, in place. One query, and only for
    transferring officers."""
    if application.vacancy.route != Route.TRANSFEREE:
        return
    rows = ApplicationSection.objects.filter(
        application=application, code__in=("force", "service"), completed=True
    )
    answers = dict(rows.values_list("code", "answers"))
    transfer = dict(facts.get("transfer") or {})
    for fact, stated in _stated(answers).items():
        told = transfer.get(fact)
        if told is None:
            transfer[fact] = stated
        elif told != stated:
            transfer[fact] = [_declared(told), _declared(stated)]
    if transfer:
        facts["transfer"] = transfer


def _stated(answers: dict[str, dict[str, Any]]) -> dict[str, Any]:
    stated: dict[str, Any] = {}
    force = answers.get("force", {}).get("force")
    if force:
        stated["force_kind"] = "other" if force == OTHER_FORCE else "home_office"
    service = answers.get("service", {})
    if service.get("rank"):
        is_constable = service["rank"] == "constable"
        stated["rank"] = "constable" if is_constable else "sergeant_or_above"
    if service.get("confirmed_on"):
        stated["probation_confirmed_on"] = service["confirmed_on"]
    return stated


def is_told_twice(value: Any) -> bool:
    """Whether a fact stands with several sourced values already."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(one, dict) and one.keys() == {"value", "source"} for one in value)
    )


def _declared(value: Any) -> dict[str, Any]:
    return {"value": value, "source": "declared"}
