"""Outcomes that are prepared for many applications of one vacancy at once.

Each is prepared as on its own page, untold, and none that a colleague has prepared is changed. What
somebody reads who is turned down is written once and fits each of them: the reason and the feedback
go to all, the sentence for a criterion only to those who did not meet it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from applicants.choices import Event
from applicants.desk.bulk_actions import BULK_ACTIONS, BulkAction
from applicants.desk.models import BulkItem, BulkRun
from applicants.errors import GuardFailed
from applicants.labels import staff_label
from applicants.models import Application, PreparedDecision
from applicants.policies import may_work_on
from applicants.selectors.sift_standing import standings_of
from applicants.selectors.unmet import CriterionLine, criteria_of_outcome, criterion_lines
from applicants.services.outcome_words import (
    NAMES_CRITERIA,
    OutcomeWords,
    check_words_about,
)
from applicants.services.preparing import (
    fits_stage,
    missing_before,
    prepare_decision,
    prepared_already,
)
from recruitment.accounts.models import User
from recruitment.batches import in_groups

SEVERAL_VACANCIES = (
    "These applications belong to several vacancies. What candidates read speaks of the criteria "
    "of one: filter the list by vacancy, and prepare one vacancy after the other."
)
ALL_MET = "They met every criterion, so this reason does not fit them. Give them another."
_KEY = "criterion_"
LOOKED_UP_AT_ONCE = 500


def check_one_vacancy(action: BulkAction, applications: Iterable[Application]) -> None:
    """Raises GuardFailed where people of several vacancies would read the same words."""
    if action.turns_down and len({one.vacancy_id for one in applications}) > 1:
        raise GuardFailed(SEVERAL_VACANCIES)


def in_the_way_of_preparing(
    action: BulkAction, application: Application, by: User, at: datetime
) -> str:
    """Why nothing could be prepared for this application now, or ""."""
    allowed = may_work_on(by, application, action.right)
    if not allowed:
        return allowed.why
    event = _event_of(action)
    if not fits_stage(application, event):
        return f"It is at “{staff_label(application.status)}”, where this cannot be done."
    prepared = PreparedDecision.objects.filter(application=application)
    found = prepared.select_related("prepared_by").first()
    if found is not None:
        return f"{prepared_already(found)} Change it on its own page."
    return missing_before(application, event, at=at)


def prepare_item(run: BulkRun, item: BulkItem) -> None:
    """Prepare the outcome for one application of a run. Raises Refused."""
    action = BULK_ACTIONS[run.action]
    event = _event_of(action)
    words = (
        _words_for(item.application, event, _words_of(run.answers)) if action.turns_down else None
    )
    prepare_decision(
        application_id=item.application_id,
        by=run.owner,
        event=event,
        words=words,
        expected_version=item.version,
        expected_prepared=0,
    )


def _words_for(application: Application, event: Event, said: OutcomeWords) -> OutcomeWords:
    """The reason and the feedback of all, with the sentences that belong to this person."""
    lines = criterion_lines(application, event)
    if event == Event.SIFT_OUT:
        # What the markers gave says which criteria; after an interview the panel names them.
        lines = [line for line in lines if line.is_unmet]
        if not lines and said.reason_code in NAMES_CRITERIA:
            raise GuardFailed(ALL_MET)
    sentences = {line.code: said.criteria.get(line.code, "") for line in lines}
    return replace(said, criteria=sentences)


def lines_of_run(run: BulkRun) -> list[tuple[CriterionLine, int]]:
    """What sentences are written about, each with how many people will read it: after a sift the
    criteria that somebody did not meet, after an interview any that the panel names."""
    event = _event_of(BULK_ACTIONS[run.action])
    items = run.items.filter(outcome=BulkItem.Outcome.READY)
    applications = [
        one.application for one in items.select_related("application__vacancy").order_by("pk")
    ]
    if not applications:
        return []
    criteria = criteria_of_outcome(applications[0].vacancy_id, event)
    if event != Event.SIFT_OUT:
        return [(CriterionLine(one.code, one.text), len(applications)) for one in criteria]
    unmet: Counter[int] = Counter()
    for some in in_groups(applications, LOOKED_UP_AT_ONCE):
        for standing in standings_of(some).values():
            unmet.update(standing.unmet)
    return [
        (CriterionLine(one.code, one.text, is_unmet=True), unmet[one.pk])
        for one in criteria
        if unmet[one.pk]
    ]


def checked_outcome(run: BulkRun, answers: Mapping[str, str]) -> dict[str, str]:
    """What was written for all, complete. Raises GuardFailed with what is missing."""
    words = _words_of(answers)
    lines = [line for line, _ in lines_of_run(run)]
    check_words_about(lines, _event_of(BULK_ACTIONS[run.action]), words)
    return answers_of_outcome(words)


def answers_of_outcome(words: OutcomeWords) -> dict[str, str]:
    """The words as a run keeps them."""
    found = {"reason_code": words.reason_code, "feedback": words.feedback.strip()}
    return found | {f"{_KEY}{code}": sentence for code, sentence in words.written.items()}


def _words_of(answers: Mapping[str, str]) -> OutcomeWords:
    sentences = {
        key.removeprefix(_KEY): words for key, words in answers.items() if key.startswith(_KEY)
    }
    return OutcomeWords(answers.get("reason_code", ""), answers.get("feedback", ""), sentences)


def unmet_by_application(
    action: BulkAction, applications: Collection[Application]
) -> dict[UUID, list[str]]:
    """The criteria that each of these, all of one vacancy, did not meet at the sift."""
    if action.event != Event.SIFT_OUT or not applications:
        return {}
    return {
        key: [one.text for one in standing.criteria if one.pk in standing.unmet]
        for key, standing in standings_of(applications).items()
    }


def _event_of(action: BulkAction) -> Event:
    if action.event is None:
        raise ValueError(f"{action.code} prepares no outcome.")
    return action.event
