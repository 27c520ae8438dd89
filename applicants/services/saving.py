"""Saving a section of a draft. Two tabs never overwrite each other silently."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from applicants.choices import Actor
from applicants.errors import GuardFailed, NotAllowed, SectionChanged, StateChanged
from applicants.models import (
    AdjustmentsRequest,
    Application,
    ApplicationSection,
    Candidate,
    ConductDeclaration,
)
from applicants.policies import owns
from applicants.sections import Section, Store, sections_for
from applicants.sections.checking import only_declared, problems, without_unasked
from applicants.selectors.sections import Saved, saved_section
from applicants.services.transition import describe_latest_change, lock_application
from recruitment.accounts.models import User
from recruitment.audit.services import record
from recruitment.ui.content import PRIVACY_NOTICE_VERSION

CHANGED_ELSEWHERE = (
    "This section was saved in another tab or on another device after you opened it. Nothing is "
    "lost: what is saved and what you typed are both shown on this page."
)
SEALED: dict[Store, type[ConductDeclaration] | type[AdjustmentsRequest]] = {
    Store.CONDUCT: ConductDeclaration,
    Store.ADJUSTMENTS: AdjustmentsRequest,
}


@transaction.atomic
def save_section(
    *,
    application_id: UUID,
    code: str,
    answers: Mapping[str, Any],
    version: int,
    completed: bool,
    by: User,
) -> Saved:
    """Keep the answers of one section of a draft and return what is now stored.

    `version` is the one that the page was made from. Unfinished answers (`completed` false) are
    kept as they were typed; completed ones must be complete, and answers to questions that do not
    apply are dropped. The same answers twice are one save. Raises SectionChanged when somebody
    saved other answers since, and other Refused with a sentence to show.
    """
    if code == "personal":
        # Its answers are also the person's own. Candidate before application, as at the start.
        list(Candidate.objects.select_for_update().filter(applications=application_id))
    application = lock_application(application_id)
    if not owns(by, application):
        raise NotAllowed("This is not your application.")
    if not application.is_draft:
        raise StateChanged(describe_latest_change(application, reader=Actor.CANDIDATE))
    section = _declared(application, code)
    kept = _clean(section, answers, completed=completed)
    saved = saved_section(application, section)
    if saved.version != version:
        if saved.answers == kept and saved.completed == completed:
            return saved
        raise SectionChanged(CHANGED_ELSEWHERE)
    _write(application, section, kept, completed=completed, version=saved.version + 1)
    if completed:
        _after_completion(application, section, kept, by)
    return Saved(answers=kept, completed=completed, version=saved.version + 1, exists=True)


def _declared(application: Application, code: str) -> Section:
    for section in sections_for(application.vacancy):
        if section.code == code:
            return section
    raise GuardFailed("This form has no such section.")


def _clean(section: Section, answers: Mapping[str, Any], *, completed: bool) -> dict[str, Any]:
    if not completed:
        return only_declared(section, answers)
    kept = without_unasked(section, answers)
    missing = problems(section, kept)
    if missing:
        raise GuardFailed(f"Answer these questions first: {', '.join(missing)}.")
    return kept


def _write(
    application: Application,
    section: Section,
    answers: dict[str, Any],
    *,
    completed: bool,
    version: int,
) -> None:
    if section.store is Store.OPT_IN:
        answers = _keep_opt_in(application, section, answers)
    values: dict[str, Any] = {"answers": answers, "completed": completed, "version": version}
    sealed = SEALED.get(section.store)
    if sealed is None:
        ApplicationSection.objects.update_or_create(
            application=application, code=section.code, defaults=values
        )
    else:
        if section.store is Store.ADJUSTMENTS:
            values |= what_waits(answers)
        sealed._default_manager.update_or_create(application=application, defaults=values)


def what_waits(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The columns by which advisers find a request, for the answers that are saved with them."""
    return {"asks": answers.get("needs") in ("yes", "discuss"), "changed_at": timezone.now()}


def _keep_opt_in(
    application: Application, section: Section, answers: Mapping[str, Any]
) -> dict[str, Any]:
    """The answer is a flag of the application; the section keeps only that it was given."""
    given = answers.get(section.questions[0].code)
    application.interview_offer_opt_in = given == "yes"
    application.save(update_fields=["interview_offer_opt_in"])
    return {"answered": True} if given else {}


def _after_completion(
    application: Application, section: Section, answers: Mapping[str, Any], by: User
) -> None:
    if section.code == "personal":
        candidate = application.candidate
        candidate.given_names = answers["given_names"][:100]
        candidate.family_name = answers["family_name"][:100]
        candidate.phone = answers["phone"][:30]
        candidate.save(update_fields=["given_names", "family_name", "phone"])
    if section.code == "declaration":
        record(
            action="application.declare",
            by=by,
            target=application,
            after={"privacy_notice": PRIVACY_NOTICE_VERSION},
        )
