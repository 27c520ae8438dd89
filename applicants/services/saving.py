"""Saving a section of a draft. Two tabs never overwrite each other silently."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
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
from applicants.sections import Section, Store
from applicants.sections.checking import only_declared, problems, without_unasked
from applicants.selectors.lists import APPLICATION, FileOwner
from applicants.selectors.sections import Saved, saved_section
from applicants.selectors.writable import Writing, find_section, writing_of
from applicants.services.answer_changes import keep_answer_change
from applicants.services.filing import NO_FILES, SentFiles, change_files, with_files
from applicants.services.people import keep_name
from applicants.services.transition import describe_latest_change, lock_application
from recruitment.accounts.models import User
from recruitment.audit.services import record
from recruitment.ui.content import PRIVACY_NOTICE_VERSION
from vacancies.models import Vacancy

CHANGED_ELSEWHERE = (
    "This section was saved in another tab or on another device after you opened it. Nothing is "
    "lost: what is saved and what you typed are both shown on this page."
)
ONLY_COMPLETE = (
    "You have sent this application, so only complete answers can replace what you sent. Nothing "
    "was changed."
)
SEALED: dict[Store, type[ConductDeclaration] | type[AdjustmentsRequest]] = {
    Store.CONDUCT: ConductDeclaration,
    Store.ADJUSTMENTS: AdjustmentsRequest,
}


@dataclass(frozen=True, slots=True)
class FromPage:
    """The page that a save comes from.

    version: the one that the page was made from. token: the page's own name, "" for none; what a
    page saved itself never counts as changed by somebody else. unasked: saved while it was being
    written, without anybody pressing a button.
    """

    version: int
    token: str = ""
    unasked: bool = False


@transaction.atomic
def save_section(
    *,
    application_id: UUID,
    code: str,
    answers: Mapping[str, Any],
    version: int,
    completed: bool,
    by: User,
    saved_from: str = "",
    files: SentFiles = NO_FILES,
) -> Saved:
    """Keep the answers of one section and return what is now stored.

    `version` is the one that the page was made from, `saved_from` the page's own name. Unfinished
    answers (`completed` false) are kept as they were typed; completed ones must be complete, and
    answers to questions that do not apply are dropped. The same answers twice are one save. Of an
    application that was sent, complete answers replace what was sent, with a history, where the
    advert allows it. `files` came with the answers; where one is allowed, a new one replaces the
    former. Raises SectionChanged when somebody saved other answers since, and other
    Refused with a sentence to show.
    """
    page = FromPage(version, saved_from)
    return _save(application_id, code, answers, page, completed=completed, by=by, files=files)


@transaction.atomic
def autosave_section(
    *,
    application_id: UUID,
    code: str,
    answers: Mapping[str, Any],
    version: int,
    by: User,
    saved_from: str,
) -> Saved:
    """Keep what is being typed, so that leaving the page loses nothing.

    It never completes a section; a completed one stays so while nothing differs from it. What
    comes late, after its own page has saved again, changes nothing. Never touches what was sent.
    Raises as `save_section` does.
    """
    page = FromPage(version, saved_from, unasked=True)
    return _save(application_id, code, answers, page, completed=False, by=by)


def _save(
    application_id: UUID,
    code: str,
    answers: Mapping[str, Any],
    page: FromPage,
    *,
    completed: bool,
    by: User,
    files: SentFiles = NO_FILES,
) -> Saved:
    application = _lock(application_id, code, by)
    section = find_section(application, code)
    if section is None:
        raise GuardFailed("This form has no such section.")
    at = timezone.now()
    writing = writing_of(application, section, at=at)
    if writing is Writing.NOT:
        raise StateChanged(describe_latest_change(application, reader=Actor.CANDIDATE))
    if writing is Writing.REPLACING and not completed:
        raise GuardFailed(ONLY_COMPLETE)
    saved = saved_section(application, section)
    own = bool(page.token) and saved.saved_from == page.token
    if files and saved.version != page.version and not own:
        raise SectionChanged(CHANGED_ELSEWHERE)
    owner = FileOwner(APPLICATION, str(application.pk))
    change_files(owner=owner, section=section, files=files, by=by)
    answers = with_files(owner=owner, section=section, answers=answers)
    kept = _clean(section, answers, completed=completed)
    if _is_settled(saved, kept, page, completed=completed):
        return saved
    now = replace(
        saved, answers=kept, completed=completed, version=saved.version + 1, saved_from=page.token
    )
    if writing is Writing.REPLACING:
        keep_answer_change(
            application=application,
            section=section,
            before=saved.answers,
            after=kept,
            at=at,
            by=by,
        )
    _write(application, section, now)
    if completed:
        _after_completion(application, section, kept, by)
    return replace(now, exists=True)


def _lock(application_id: UUID, code: str, by: User) -> Application:
    """The application, held; always in the order candidate, vacancy, application."""
    if code == "personal":
        # Its answers are also the person's own. Candidate before application, as at the start.
        list(Candidate.objects.select_for_update().filter(applications=application_id))
    sent = Application.objects.filter(pk=application_id, submitted_at__isnull=False)
    for vacancy_id in sent.values_list("vacancy_id", flat=True):
        # The closing time ends changes as it ends sending.
        list(Vacancy.objects.select_for_update(no_key=True).filter(pk=vacancy_id).only("pk"))
    application = lock_application(application_id)
    if not owns(by, application):
        raise NotAllowed("This is not your application.")
    return application


def _is_settled(saved: Saved, kept: Mapping[str, Any], page: FromPage, *, completed: bool) -> bool:
    """Whether nothing is to be written. Raises SectionChanged where others wrote meanwhile."""
    same = saved.answers == kept
    own = bool(page.token) and saved.saved_from == page.token
    if saved.version != page.version and not own:
        if same and (saved.completed == completed or page.unasked):
            return True
        raise SectionChanged(CHANGED_ELSEWHERE)
    if page.unasked:
        # Late: this page has saved again since, and what it saved then is newer.
        return same or saved.version != page.version
    return False


def _clean(section: Section, answers: Mapping[str, Any], *, completed: bool) -> dict[str, Any]:
    if not completed:
        return only_declared(section, answers)
    kept = without_unasked(section, answers)
    missing = problems(section, kept)
    if missing:
        raise GuardFailed(f"Answer these questions first: {', '.join(missing)}.")
    return kept


def _write(application: Application, section: Section, now: Saved) -> None:
    answers = dict(now.answers)
    if section.store is Store.OPT_IN:
        answers = _keep_opt_in(application, section, answers)
    values: dict[str, Any] = {
        "answers": answers,
        "completed": now.completed,
        "version": now.version,
        "saved_from": now.saved_from,
    }
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
        keep_name(candidate=application.candidate, answers=answers)
    if section.code == "declaration":
        record(
            action="application.declare",
            by=by,
            target=application,
            after={"privacy_notice": PRIVACY_NOTICE_VERSION},
        )
