"""The conditions of an offer: where they come from, who settles them, and what they hold up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from applicants.choices import ConditionState, Event, Status
from applicants.errors import GuardFailed, NotAllowed, StateChanged
from applicants.models import OfferCondition, PreEmploymentCheck
from applicants.selectors.candidate import listed_checks
from applicants.selectors.conditions import condition_rows, open_conditions
from applicants.services.checking import create_checks, record_check
from applicants.services.conditions import (
    create_conditions,
    settle_condition,
    take_waiver_back,
    waive_condition,
)
from applicants.services.deciding import decide
from applicants.services.offering import reply_to_offer
from recruitment.accounts.roles import Role
from recruitment.audit.models import AuditEntry
from tests.applicants.staff.world import (
    make_application,
    make_member,
    make_vacancy,
    prepare,
    staff_client,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def vacancy():
    return make_vacancy(standard_conditions=["driving", "medical"], conditions=["You live nearby."])


@pytest.fixture
def application(vacancy):
    application = make_application(vacancy, Status.CHECKS)
    prepare(application, start_on=timezone.localdate() + timedelta(days=30))
    create_checks(application=application)
    create_conditions(application=application)
    return application


@pytest.fixture
def officer(vacancy):
    return make_member(Role.CHECKS_OFFICER, vacancy)


@pytest.fixture
def recruiter(vacancy):
    return make_member(Role.RECRUITER, vacancy)


def states(application):
    return {row.code: row.state.value for row in condition_rows(application)}


def test_accepting_an_offer_writes_down_its_conditions_once(vacancy):
    application = make_application(vacancy, Status.OFFER_COND)
    prepare(application)
    reply_to_offer(application_id=application.pk, by=application.candidate.user, accept=True)
    assert states(application) == {
        "check-identity": "pending",
        "check-right_to_work": "pending",
        "check-vetting": "pending",
        "check-references": "pending",
        "check-medical": "pending",
        "advert-driving": "pending",
        "advert-1": "pending",
    }
    create_conditions(application=application)
    assert OfferCondition.objects.count() == 7


def test_what_a_unit_expects_after_acceptance_is_kept_and_holds_nothing_up():
    vacancy = make_vacancy(route="transferee", unit="MO7 TSG", role_class="police_officer")
    application = make_application(vacancy, Status.CHECKS)
    create_conditions(application=application)
    rows = {row.code: row for row in condition_rows(application)}
    assert (rows["unit-level_2"].blocks, rows["unit-level_2"].holds) == (False, True)
    assert (rows["unit-cbrn_medical"].blocks, rows["check-fitness"].holds) == (False, False)


def test_those_of_checks_follow_their_checks(application, officer):
    given = {"application_id": application.pk, "by": officer}
    record_check(**given, kind="vetting", state="complete")
    record_check(**given, kind="medical", state="not_passed")
    record_check(**given, kind="identity", state="with_us")
    found = states(application)
    assert (found["check-vetting"], found["check-medical"], found["check-identity"]) == (
        "met",
        "not_met",
        "pending",
    )
    with pytest.raises(GuardFailed, match="Record the check instead"):
        settle_condition(**given, code="check-medical", state=ConditionState.MET)


def test_the_offer_is_confirmed_only_when_every_condition_holds(application, officer, recruiter):
    given = {"application_id": application.pk, "by": officer}
    for kind in PreEmploymentCheck.objects.values_list("kind", flat=True):
        if kind != "references":
            record_check(**given, kind=kind, state="complete")
    settle_condition(**given, code="advert-driving", state=ConditionState.MET)
    assert open_conditions(application) == ["References", "You live nearby."]
    with pytest.raises(
        GuardFailed, match=r"^These conditions are not met yet: References, You live nearby\.\.$"
    ):
        decide(application_id=application.pk, by=recruiter, event=Event.CONFIRM_OFFER)
    settle_condition(**given, code="advert-1", state=ConditionState.MET)
    waive_condition(
        application_id=application.pk,
        by=recruiter,
        code="check-references",
        reason="The employer has closed.",
    )
    changed = decide(application_id=application.pk, by=recruiter, event=Event.CONFIRM_OFFER)
    assert changed.status == Status.OFFER_FINAL


def test_waiving_takes_its_right_a_reason_and_is_on_record(application, officer, recruiter):
    given = {"application_id": application.pk, "code": "advert-1"}
    with pytest.raises(NotAllowed):
        waive_condition(**given, by=officer, reason="Words.")
    with pytest.raises(GuardFailed, match="Write why this condition is waived"):
        waive_condition(**given, by=recruiter, reason="  ")
    waive_condition(**given, by=recruiter, reason=" They move in May. ")
    row = OfferCondition.objects.get(code="advert-1")
    assert (row.state, row.reason, row.decided_by_id) == (
        "waived",
        "They move in May.",
        recruiter.pk,
    )
    entry = AuditEntry.objects.get(action="condition.waive")
    assert (entry.before, entry.after) == (
        {"condition": "advert-1", "state": "pending"},
        {"condition": "advert-1", "state": "waived"},
    )
    with pytest.raises(GuardFailed, match="waived already"):
        waive_condition(**given, by=recruiter, reason="Again.")
    with pytest.raises(GuardFailed, match="must be taken back first"):
        settle_condition(**given, by=officer, state=ConditionState.MET)
    take_waiver_back(**given, by=recruiter)
    assert states(application)["advert-1"] == "pending"
    with pytest.raises(GuardFailed, match="is not waived"):
        take_waiver_back(**given, by=recruiter)


@pytest.mark.parametrize("kind", ["identity", "right_to_work", "vetting"])
def test_what_the_law_asks_is_waived_by_nobody(application, recruiter, kind):
    with pytest.raises(GuardFailed, match="can be waived by nobody"):
        waive_condition(
            application_id=application.pk, by=recruiter, code=f"check-{kind}", reason="Words."
        )


def test_not_met_needs_a_reason_and_the_candidate_reads_no_more_than_in_progress(
    application, officer, recruiter
):
    given = {"application_id": application.pk, "by": officer, "code": "advert-driving"}
    with pytest.raises(GuardFailed, match="Write why the condition is not met"):
        settle_condition(**given, state=ConditionState.NOT_MET)
    settle_condition(**given, state=ConditionState.NOT_MET, reason="The licence has expired.")
    waive_condition(
        application_id=application.pk, by=recruiter, code="advert-1", reason="Not needed."
    )
    shown = {row.title: row.status for row in listed_checks(application)}
    assert shown["You must hold a full driving licence that is valid in the UK."] == "In progress"
    assert shown["You live nearby."] == "Not needed"
    assert shown["Vetting"] == "In progress"


def test_at_another_stage_and_for_another_code_nothing_is_settled(application, vacancy, officer):
    early = make_application(vacancy, Status.INT_DONE)
    with pytest.raises(StateChanged, match=r"^Conditions are settled after"):
        settle_condition(
            application_id=early.pk, by=officer, code="advert-1", state=ConditionState.MET
        )
    with pytest.raises(GuardFailed, match="no such condition"):
        settle_condition(
            application_id=application.pk, by=officer, code="advert-9", state=ConditionState.MET
        )


def test_offers_accepted_before_there_were_conditions_wait_for_their_checks(vacancy, recruiter):
    application = make_application(vacancy, Status.CHECKS)
    create_checks(application=application)
    assert open_conditions(application) == [
        "Identity", "Right to work", "Vetting", "References", "Medical",
    ]  # fmt: skip


class TestPages:
    def url(self, application, page):
        return f"/staff/applicants/application/{application.pk}/{page}/"

    def test_the_case_lists_them_with_what_each_role_may_do(self, application, officer, recruiter):
        of_officer = staff_client(officer).get(self.url(application, "case")).content.decode()
        of_recruiter = staff_client(recruiter).get(self.url(application, "case")).content.decode()
        settle = self.url(application, "conditions/advert-1")
        waive = self.url(application, "conditions/advert-1/waive")
        never = self.url(application, "conditions/check-vetting/waive")
        settle, waive, never = (f'href="{link}"' for link in (settle, waive, never))
        links = (settle, waive, never)
        assert [link in of_officer for link in links] == [True, False, False]
        assert [link in of_recruiter for link in links] == [False, True, False]

    def test_a_condition_is_settled_and_its_errors_stand_at_their_fields(
        self, application, officer
    ):
        browser, page = staff_client(officer), self.url(application, "conditions/advert-1")
        data = {"version": 1, "piece": 0, "state": "not_met"}
        refused = browser.post(page, data).content.decode()
        assert "<title>Error: " in refused
        assert refused.count("Write why the condition is not met.") == 2
        answer = browser.post(page, data | {"reason": "They live far away."})
        assert answer.status_code == 302
        assert states(application)["advert-1"] == "not_met"

    def test_a_waiver_is_given_and_taken_back(self, application, recruiter):
        browser = staff_client(recruiter)
        page = self.url(application, "conditions/check-references/waive")
        refused = browser.post(page, {"version": 1, "piece": 0}).content.decode()
        assert refused.count("Write why this condition is waived.") == 2
        browser.post(page, {"version": 1, "piece": 0, "reason": "The employer has closed."})
        assert states(application)["check-references"] == "waived"
        text = browser.get(page).content.decode()
        assert f"Waived by {recruiter.display_name}. Reason: The employer has closed." in text
        late = browser.post(page, {"version": 1, "piece": 0})
        assert late.status_code == 409
        browser.post(page, {"version": 1, "piece": 1})
        assert states(application)["check-references"] == "pending"
