"""Random walks never leave the table, and each step leaves its history, audit and email."""

from __future__ import annotations

from types import MappingProxyType

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from applicants.choices import Actor, Event, Status
from applicants.errors import NotAllowed, StateChanged
from applicants.models import StatusChange
from applicants.pipeline import STEPS
from applicants.services import transition as service
from applicants.services.guards import GUARDS
from recruitment.accounts.roles import Right, Role, grant_role
from recruitment.audit.selectors import entries_about
from recruitment.outbox.selectors import emails_about
from tests.applicants.staff.world import make_application, make_member, make_vacancy

ROLES = (Role.PANEL_CHAIR, Role.CHECKS_OFFICER)


class Walk(RuleBasedStateMachine):
    """An application, and whoever tries whatever with it."""

    def __init__(self):
        super().__init__()
        vacancy = make_vacancy()
        self.staff = make_member(Role.RECRUITER, vacancy)
        for role in ROLES:
            grant_role(user=self.staff, role=role, by=None)
        # Whoever takes part in a vacancy decides no eligibility in it.
        self.reviewer = make_member(Role.ELIGIBILITY_REVIEWER)
        self.application = make_application(vacancy, Status.DRAFT)
        self.status = Status.DRAFT
        self.steps: list[tuple[Event, Status, Status]] = []
        self.emails = 0

    @rule(event=st.sampled_from(list(Event)), actor=st.sampled_from(list(Actor)))
    def anybody_tries_anything(self, event, actor):
        self.attempt(event, actor)

    @rule(data=st.data())
    def somebody_goes_on(self, data):
        """A step that the table allows, so that walks get far."""
        steps = [step for step in STEPS.values() if self.status in step.moves]
        if steps:
            step = data.draw(st.sampled_from(steps))
            self.attempt(step.event, step.actor)

    def attempt(self, event, actor):
        step = STEPS[event]
        judges = step.right is Right.DECIDE_ELIGIBILITY
        staff = self.reviewer if judges else self.staff
        people = {Actor.STAFF: staff, Actor.CANDIDATE: self.application.candidate.user}
        legal = self.status in step.moves and actor in {step.actor, *step.extra_actors}
        try:
            service.transition(
                application_id=self.application.pk,
                event=event,
                by=people.get(actor),
                actor=actor,
                reason="Because.",
            )
        except (NotAllowed, StateChanged):
            assert not legal
            return
        assert legal
        before, self.status = self.status, step.moves[self.status]
        self.steps.append((event, before, self.status))
        self.emails += bool(step.email) and (before, event) != (Status.DRAFT, Event.WITHDRAW)

    @invariant()
    def what_is_stored_is_the_walk(self):
        self.application.refresh_from_db()
        history = StatusChange.objects.filter(application=self.application)
        rows = list(history.values_list("event", "from_status", "to_status"))
        assert self.application.status == self.status
        assert self.application.version == 1 + len(self.steps)
        assert rows == self.steps
        assert entries_about(self.application).count() == len(self.steps)
        assert emails_about(self.application.about).count() == self.emails


@pytest.mark.django_db
def test_random_walks_stay_on_the_table(monkeypatch):
    passing = MappingProxyType(dict.fromkeys(GUARDS, lambda application, at: ""))
    monkeypatch.setattr(service, "GUARDS", passing)
    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=30,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
