"""Asking a person, correcting facts, and the place that an application returns to."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from applicants.choices import Event, Status, WorkKind
from applicants.eligibility_check import read_decision
from applicants.errors import GuardFailed, NotAllowed, StateChanged
from applicants.models import (
    EligibilityDecision,
    EligibilityFact,
    EligibilityWork,
    SiftScore,
    StatusChange,
)
from applicants.selectors.messages import message_of
from applicants.selectors.staff_decision import decisions_of
from applicants.services.deciding import decide
from applicants.services.eligibility_work import take_work
from applicants.services.facts import gather_facts, record_fact
from applicants.services.rechecking import recheck_decisions
from applicants.services.reviewing import ask_for_review, correct_fact
from recruitment.outbox.selectors import emails_about
from tests.applicants.eligibility_work.scene import (
    BARRED,
    OFFICER_BARRED,
    ON_THE_ANNIVERSARY,
    UNSURE,
    make_reviewer,
    send,
)
from tests.applicants.factories import make_vacancy
from vacancies.choices import TeamRole
from vacancies.models import EssentialCriterion, TeamMember, Vacancy

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)  # a Tuesday
SOURCE = EligibilityFact.Source
COMPENSATION = "previous_met_service[0].compensation"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOON, tick=True):
        yield


@pytest.fixture
def reviewer():
    return make_reviewer()


def rejected_and_asked(words="There was no compensation.", answers=BARRED, vacancy=None):
    application = send(answers, vacancy)
    assert application.status == Status.INELIGIBLE_AUTO
    user = application.candidate.user
    ask_for_review(application_id=application.pk, by=user, statement=words)
    application.refresh_from_db()
    return application


def correct(application, reviewer, value=False, path=COMPENSATION, source=SOURCE.HR_RECORD):
    decision = correct_fact(
        application_id=application.pk,
        by=reviewer,
        path=path,
        value=value,
        source=source,
        note="The payroll record shows no payment.",
    )
    application.refresh_from_db()
    return decision


def test_a_review_waits_with_an_owner_ten_working_days_and_the_candidates_words(reviewer):
    application = rejected_and_asked()
    work = EligibilityWork.objects.get()
    assert (work.kind, work.owner, work.due_on) == (WorkKind.REVIEW, reviewer, date(2026, 12, 8))
    assert work.statement == "There was no compensation."
    assert application.status == Status.INELIGIBLE_REVIEW
    kinds = [row.kind for row in emails_about(f"eligibility_work:{work.pk}")]
    assert kinds == ["eligibility_work"]


def test_a_corrected_fact_lifts_the_bar_and_the_application_goes_on(reviewer):
    application = rejected_and_asked()
    decision = correct(application, reviewer)
    assert decision.result == "eligible_subject_to_evidence"
    assert decision.occasion == EligibilityDecision.Occasion.REVIEW
    # The wrong word is set aside: it does not stand beside the right one as a contradiction.
    assert decision.given["facts"]["previous_met_service"][0]["compensation"] == {
        "value": False,
        "source": "hr_record",
    }
    assert application.status == Status.SUBMITTED
    assert application.eligibility_result == "eligible_subject_to_evidence"
    last = StatusChange.objects.get(event=Event.OVERTURN)
    assert last.reason == "The payroll record shows no payment."
    work = EligibilityWork.objects.get()
    assert work.closed_by_event == Event.OVERTURN
    first, second = EligibilityDecision.objects.order_by("pk")
    assert (first.result, second.pk) == ("barred", decision.pk)
    assert [one.differences for one in recheck_decisions()] == [(), ()]


def test_while_the_bar_stands_the_review_stays_with_the_reviewer(reviewer):
    application = rejected_and_asked()
    decision = correct(application, reviewer, "2025-01-31", "previous_met_service[0].left_on")
    assert (decision.result, decision.decided["eligible_from"]) == ("barred", "2030-02-01")
    assert application.status == Status.INELIGIBLE_REVIEW
    assert EligibilityWork.objects.get().is_open


def test_never_worked_here_is_a_correction_too(reviewer):
    application = rejected_and_asked()
    decision = correct(application, reviewer, "none", "previous_met_service", SOURCE.DOCUMENT)
    assert decision.result == "eligible_subject_to_evidence"
    assert application.status == Status.SUBMITTED


def test_of_two_corrections_the_later_one_counts_whichever_is_the_wider(reviewer):
    application = rejected_and_asked()
    left_on = "previous_met_service[0].left_on"
    assert correct(application, reviewer, "2025-01-31", left_on).result == "barred"
    record_fact(
        application=application,
        path="previous_met_service",
        value="none",
        source=SOURCE.DOCUMENT,
        by=reviewer,
        settles=True,
    )
    facts = gather_facts(application)
    assert facts["previous_met_service"] == {"value": "none", "source": "document"}
    # There was some after all: the first finding is found again, by the same source.
    decision = correct(application, reviewer, "2025-02-28", left_on)
    assert decision.given["facts"]["previous_met_service"] == [
        {"left_on": {"value": "2025-02-28", "source": "hr_record"}}
    ]
    assert decision.result == "needs_evidence"


def test_overturned_with_a_reason_it_returns_though_the_vacancy_has_closed(reviewer):
    application = rejected_and_asked()
    Vacancy.objects.update(closes_at=NOON - timedelta(hours=1))
    decide(
        application_id=application.pk,
        by=reviewer,
        event=Event.OVERTURN,
        reason="You were promised in writing that you could come back.",
    )
    application.refresh_from_db()
    assert application.status == Status.SUBMITTED
    assert application.eligibility_result == "decided_by_person"
    assert EligibilityDecision.objects.count() == 1


def test_overturned_an_officer_is_held_as_the_second_tier_would_have_been(reviewer):
    application = rejected_and_asked(answers=OFFICER_BARRED)
    decide(application_id=application.pk, by=reviewer, event=Event.OVERTURN, reason="A promise.")
    application.refresh_from_db()
    assert application.status == Status.HELD_PRIORITY
    assert [change.event for change in application.history.all()][-2:] == [
        Event.OVERTURN,
        Event.HOLD_FOR_PRIORITY,
    ]


def test_overturned_what_the_other_rules_lack_is_asked_for(reviewer):
    vacancy = make_vacancy(
        criteria=[{"code": "licence", "operator": "is_true", "value": True, "label": "Licence"}]
    )
    application = rejected_and_asked(vacancy=vacancy)
    decide(application_id=application.pk, by=reviewer, event=Event.OVERTURN, reason="A promise.")
    application.refresh_from_db()
    assert application.status == Status.ELIGIBILITY_EVIDENCE
    assert EligibilityWork.objects.get(closed_at__isnull=True).kind == WorkKind.EVIDENCE


def test_a_review_needs_words_and_comes_in_time():
    application = send(BARRED, make_vacancy(closes_at=NOON + timedelta(days=2)))
    user = application.candidate.user
    with pytest.raises(GuardFailed, match="Write a reason"):
        ask_for_review(application_id=application.pk, by=user, statement="  ")
    with time_machine.travel(datetime(2026, 12, 8, 23, 50, tzinfo=UTC)):
        ask_for_review(application_id=application.pk, by=user, statement="On the last day.")
    late = send(BARRED, make_vacancy(closes_at=NOON + timedelta(days=2)))
    with (
        time_machine.travel(datetime(2026, 12, 9, 0, 10, tzinfo=UTC)),
        pytest.raises(GuardFailed, match="until 8 December 2026"),
    ):
        ask_for_review(application_id=late.pk, by=late.candidate.user, statement="Late.")
    open_still = send(BARRED, make_vacancy(closes_at=NOON + timedelta(days=60)))
    with time_machine.travel(datetime(2027, 1, 10, 12, tzinfo=UTC)):
        ask_for_review(
            application_id=open_still.pk, by=open_still.candidate.user, statement="Still open."
        )


def test_nobody_else_asks_for_a_review():
    application, other = send(BARRED), send(BARRED)
    with pytest.raises(NotAllowed):
        ask_for_review(application_id=application.pk, by=other.candidate.user, statement="Mine?")


@pytest.mark.parametrize("bond", ["rules", "sifter", "holder", "marked", "own"])
def test_a_reviewer_with_a_part_in_it_neither_owns_nor_decides(reviewer, bond, settings):
    vacancy = make_vacancy()
    if bond == "rules":
        settings.ELIGIBILITY_RULE_OWNERS = [reviewer.email.upper()]
    elif bond == "sifter":
        TeamMember.objects.create(vacancy=vacancy, user=reviewer, role=TeamRole.SIFTER)
    elif bond == "holder":
        TeamMember.objects.create(vacancy=vacancy, user=reviewer, role=TeamRole.VACANCY_HOLDER)
    elif bond == "marked":
        SiftScore.objects.create(
            application=send({**BARRED, "left_before": "no"}, vacancy),
            criterion=EssentialCriterion.objects.get(vacancy=vacancy),
            marker=reviewer,
            score=4,
            scored_at=timezone.now(),
        )
    application = send(BARRED, vacancy)
    if bond == "own":
        application.candidate.user = reviewer
        application.candidate.save()
    ask_for_review(application_id=application.pk, by=application.candidate.user, statement="Look.")
    assert EligibilityWork.objects.get(application=application).owner is None
    for event in (Event.OVERTURN, Event.UPHOLD):
        with pytest.raises(NotAllowed):
            decide(application_id=application.pk, by=reviewer, event=event, reason="I like it.")
    with pytest.raises(NotAllowed):
        correct(application, reviewer)
    with pytest.raises(NotAllowed):
        take_work(application_id=application.pk, by=reviewer)
    application.refresh_from_db()
    assert application.status == Status.INELIGIBLE_REVIEW


def test_work_goes_to_the_reviewer_with_the_least_of_it_and_can_be_taken_over(reviewer):
    second = make_reviewer("second")
    owners = [rejected_and_asked().eligibility_work.get().owner for _ in range(3)]
    assert owners == [reviewer, second, reviewer]
    application = EligibilityWork.objects.last().application
    take_work(application_id=application.pk, by=second)
    assert application.eligibility_work.get().owner == second


def test_unknown_and_boundary_cases_are_referred_with_an_owner_and_a_date(reviewer):
    boundary, unsure = send(ON_THE_ANNIVERSARY), send(UNSURE)
    assert boundary.status == Status.ELIGIBILITY_REFER
    assert unsure.status == Status.ELIGIBILITY_EVIDENCE
    rows = EligibilityWork.objects.order_by("pk").values_list("kind", "owner", "due_on")
    assert list(rows) == [
        (WorkKind.REFERRAL, reviewer.pk, date(2026, 12, 8)),
        (WorkKind.EVIDENCE, reviewer.pk, date(2026, 12, 1)),
    ]


def test_a_verified_fact_settles_what_was_unknown(reviewer):
    application = send(UNSURE)
    decision = correct(application, reviewer)
    assert decision.occasion == EligibilityDecision.Occasion.NEW_FACT
    assert application.status == Status.SUBMITTED
    assert "eligibility_settled" in [row.kind for row in emails_about(application.about)]


def test_a_verified_fact_that_bars_rejects_with_the_notice_and_the_way_to_a_person(reviewer):
    application = send(UNSURE)
    assert correct(application, reviewer, value=True).result == "barred"
    assert application.status == Status.INELIGIBLE_AUTO
    assert "automatic_decision" in [row.kind for row in emails_about(application.about)]
    ask_for_review(application_id=application.pk, by=application.candidate.user, statement="No.")


def test_a_notice_says_when_it_was_decided_and_says_the_same_after_a_review(reviewer):
    with time_machine.travel(NOON - timedelta(days=1)):
        application = send(UNSURE)
    correct(application, reviewer, value=True)
    notice = emails_about(application.about).get(kind="automatic_decision")
    before = message_of(application, notice.guid).text
    assert "without a person, on 24 November 2026." in before
    assert "these facts as of 23 November 2026, the day on which we received" in before
    assert "- Was awarded compensation: Yes (HR record)" in before
    assert "in the words of its source: “Please note that individuals with previous Met" in before
    ask_for_review(application_id=application.pk, by=application.candidate.user, statement="No.")
    correct(application, reviewer, value=False)
    application.refresh_from_db()
    assert application.status == Status.SUBMITTED
    assert message_of(application, notice.guid).text == before


def test_a_date_that_clears_the_boundary_case(reviewer):
    application = send(ON_THE_ANNIVERSARY)
    correct(application, reviewer, "2021-11-23", "previous_met_service[0].left_on")
    assert application.status == Status.SUBMITTED
    other = send(ON_THE_ANNIVERSARY)
    correct(other, reviewer, "2021-11-24", "previous_met_service[0].left_on")
    assert other.status == Status.ELIGIBILITY_REFER  # still a person's to judge


def test_a_value_that_the_rules_cannot_read_changes_nothing(reviewer):
    application = send(UNSURE)
    with pytest.raises(GuardFailed, match="The rules cannot read this value"):
        correct(application, reviewer, value="perhaps")
    assert EligibilityFact.objects.count() == 0
    assert EligibilityDecision.objects.count() == 1


def test_a_correction_says_what_was_seen_and_belongs_to_an_open_question(reviewer):
    application = send(UNSURE)
    with pytest.raises(GuardFailed, match="Say what you have seen"):
        correct_fact(
            application_id=application.pk,
            by=reviewer,
            path=COMPENSATION,
            value=False,
            source=SOURCE.HR_RECORD,
            note=" ",
        )
    correct(application, reviewer)
    with pytest.raises(StateChanged):
        correct(application, reviewer, value=True)


def test_the_last_correction_of_a_fact_counts_alone(reviewer):
    application = rejected_and_asked()
    correct(application, reviewer, "2025-01-31", "previous_met_service[0].left_on")
    decision = correct(
        application, reviewer, "2020-01-31", "previous_met_service[0].left_on", SOURCE.DOCUMENT
    )
    given = decision.given["facts"]["previous_met_service"][0]["left_on"]
    assert given == {"value": "2020-01-31", "source": "document"}
    assert application.status == Status.SUBMITTED


class TestAPersonConfirms:
    """The setting that turns automatic rejection into a proposal."""

    @pytest.fixture(autouse=True)
    def setting(self, settings):
        settings.CONFIRM_AUTOMATIC_REJECTIONS = True

    def test_a_barred_case_waits_and_nobody_is_told(self, reviewer):
        application = send(BARRED)
        assert application.status == Status.INELIGIBLE_PROPOSED
        work = EligibilityWork.objects.get()
        assert (work.kind, work.owner, work.due_on) == (
            WorkKind.PROPOSAL,
            reviewer,
            date(2026, 12, 1),
        )
        assert [row.kind for row in emails_about(application.about)] == []

    def test_confirmed_it_is_rejected_with_the_notice_that_says_so(self, reviewer):
        application = send(BARRED)
        with pytest.raises(GuardFailed, match="Write a reason"):
            decide(application_id=application.pk, by=reviewer, event=Event.CONFIRM_REJECTION)
        decide(
            application_id=application.pk,
            by=reviewer,
            event=Event.CONFIRM_REJECTION,
            reason="The HR record shows the same date.",
        )
        application.refresh_from_db()
        assert application.status == Status.INELIGIBLE_AUTO
        assert [row.kind for row in emails_about(application.about)] == ["automatic_decision"]

    def test_declined_it_goes_on(self, reviewer):
        application = send(OFFICER_BARRED)
        decide(
            application_id=application.pk,
            by=reviewer,
            event=Event.SETTLE_ELIGIBILITY,
            reason="There was no compensation.",
        )
        application.refresh_from_db()
        assert application.status == Status.HELD_PRIORITY

    @pytest.mark.parametrize(
        ("path", "value", "status"),
        [
            (COMPENSATION, False, Status.SUBMITTED),
            ("previous_met_service[0].left_on", "2021-11", Status.ELIGIBILITY_EVIDENCE),
            ("previous_met_service[0].left_on", "2021-11-24", Status.ELIGIBILITY_REFER),
            ("previous_met_service[0].left_on", "2024-01-31", Status.INELIGIBLE_PROPOSED),
            ("employment.probation_confirmed_on", "not_confirmed", Status.INELIGIBLE_PROPOSED),
        ],
    )
    def test_a_correction_leads_where_the_new_result_leads(self, reviewer, path, value, status):
        application = send(BARRED)
        correct(application, reviewer, value, path)
        assert application.status == status

    def test_a_fact_that_bars_later_is_proposed_too(self, reviewer):
        application = send(UNSURE)
        correct(application, reviewer, value=True)
        assert application.status == Status.INELIGIBLE_PROPOSED


def test_candidates_and_staff_read_the_same_words_of_every_rule(reviewer):
    application = send({**OFFICER_BARRED, "probation_date": "not_sure"})
    stored = EligibilityDecision.objects.get()
    told = read_decision(stored.decided, application.vacancy).rules
    seen = decisions_of(application)[0].rules
    assert [(r.title, r.outcome, r.text, r.quote, r.document, r.possible_from) for r in told] == [
        (r.title, r.outcome_label, r.text, r.quote, r.document, r.possible_from) for r in seen
    ]
    assert [(r.title, r.outcome) for r in told] == [
        ("Existing employee who has completed probation", "Evidence needed"),
        ("Five-year rule after an early departure with compensation", "Stops you now"),
    ]
