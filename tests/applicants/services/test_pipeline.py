"""The declared way of an application: nothing is missing from it and nothing stands idle in it."""

from __future__ import annotations

import pytest

from applicants.choices import Actor, CheckState, Event, Status
from applicants.labels import CATEGORIES, CLOCKS, candidate_label, staff_label
from applicants.pipeline import ACTIVE, ENDED, STEPS, events_from
from applicants.services.guards import GUARDS
from applicants.services.outcome_words import OUTCOME_REASONS
from applicants.wording import CHECK_STATES
from recruitment.outbox.registry import email_class_for


def test_every_event_has_a_step():
    assert set(STEPS) == set(Event)


def test_every_guard_that_a_step_names_stands_in_the_guards_and_none_is_idle():
    named = {name for step in STEPS.values() for name in step.guards}
    assert named == set(GUARDS)


@pytest.mark.parametrize("status", list(Status))
def test_every_status_has_a_clock_a_staff_label_and_a_category(status):
    clock = CLOCKS[status]
    assert clock.label == candidate_label(status) != ""
    assert clock.who != ""
    assert clock.next.endswith(".")
    assert staff_label(status) == status.label != ""
    assert status in CATEGORIES


def test_every_status_is_reached_from_a_draft():
    reached = {Status.DRAFT}
    for _ in Status:
        for step in STEPS.values():
            reached |= {to for source, to in step.moves.items() if source in reached}
    assert reached == set(Status)


def test_only_a_reversal_or_a_new_opening_leads_out_of_an_ending():
    out = {step.event for step in STEPS.values() for source in step.moves if source in ENDED}
    assert out == {Event.REINSTATE, Event.REOPEN_DRAFT}


def test_from_every_active_status_somebody_can_go_on():
    stuck = [
        status
        for status in ACTIVE
        if all(
            not [s for s in events_from(status, actor=actor) if s.event != Event.WITHDRAW]
            for actor in Actor
        )
    ]
    assert stuck == []


def test_every_email_that_a_step_names_is_registered():
    kinds = {step.email for step in STEPS.values() if step.email}
    assert {email_class_for(kind).kind for kind in kinds} == kinds


def test_every_staff_step_needs_a_right_and_says_whom_it_tells():
    staff = [step for step in STEPS.values() if step.actor is Actor.STAFF]
    assert [step.event for step in staff if step.right is None] == []
    assert [step.event for step in staff if step.email and not step.tells] == []


def test_every_outcome_with_a_structured_reason_needs_a_written_one_too():
    assert [event for event in OUTCOME_REASONS if not STEPS[event].needs_reason] == []


def test_every_check_state_has_words_for_staff():
    assert set(CHECK_STATES) == set(CheckState)
