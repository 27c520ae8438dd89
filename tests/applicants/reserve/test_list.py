"""The reserve list: placed on it, offered from it in the order of merit, extended, ended."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applicants.choices import Event, SiftOutReason, Status
from applicants.emails.reserve import ReserveExtended, ReserveListed
from applicants.errors import GuardFailed, NotAllowed, StateChanged
from applicants.models import Application, Offer, ReserveList, StatusChange
from applicants.selectors.reserve import label_for_candidate, label_for_staff, standing_on
from applicants.selectors.retention import deletion_day, with_touched
from applicants.services.deciding import decide
from applicants.services.offering import prepare_offer, reply_to_offer
from applicants.services.outcome_words import OutcomeWords
from applicants.services.preparing import prepare_decision
from applicants.services.releasing import plan_release, release_due
from applicants.services.reserve_list import extend_list, lapse_due_places, offer_from_reserve
from recruitment.accounts.roles import Role
from recruitment.audit.models import AuditEntry
from recruitment.outbox.selectors import emails_about
from tests.applicants.reserve.world import listed, make_list
from tests.applicants.staff.world import make_application, make_member, make_vacancy, set_interview

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
NOON = datetime(2026, 11, 25, 12, tzinfo=LONDON)


@pytest.fixture
def vacancy():
    return make_vacancy()


@pytest.fixture
def recruiter(vacancy):
    return make_member(Role.RECRUITER, vacancy)


def interviewed(vacancy, result="appointable"):
    application = make_application(vacancy, Status.INT_DONE)
    set_interview(application, days=-1, result=result)
    return application


def kinds(application):
    return [row.kind for row in emails_about(application.about).order_by("pk")]


def offered(application, by, **more):
    prepare_offer(application_id=application.pk, by=by, salary_text="£34,448")
    return offer_from_reserve(application_id=application.pk, by=by, **more)


@time_machine.travel(NOON, tick=False)
def test_somebody_appointable_is_placed_on_the_list_for_twelve_months(vacancy, recruiter):
    first, second = interviewed(vacancy), interviewed(vacancy)
    decide(application_id=first.pk, by=recruiter, event=Event.PLACE_ON_RESERVE)
    found = ReserveList.objects.get()
    assert (found.begins_on, found.ends_on) == (date(2026, 11, 25), date(2027, 11, 25))
    with time_machine.travel(NOON + timedelta(days=30)):
        decide(application_id=second.pk, by=recruiter, event=Event.PLACE_ON_RESERVE)
    found.refresh_from_db()
    assert (found.ends_on, found.version) == (date(2027, 11, 25), 3)
    change = StatusChange.objects.get(application=second, event=Event.PLACE_ON_RESERVE)
    assert change.data == {"until": "2027-11-25"}
    second.refresh_from_db()
    assert label_for_candidate(second) == "Reserve list until 25 November 2027"
    email = ReserveListed.load({"application": second.pk, "change": change.pk})
    assert email.subject == (
        f"You are on the reserve list until 25 November 2027 ({second.reference})"
    )
    assert kinds(first) == ["reserve_listed"]


def test_nobody_is_placed_on_it_who_is_not_appointable(vacancy, recruiter):
    application = interviewed(vacancy, "not_appointable")
    with pytest.raises(GuardFailed, match="not found this candidate appointable"):
        decide(application_id=application.pk, by=recruiter, event=Event.PLACE_ON_RESERVE)
    assert ReserveList.objects.count() == 0


def test_a_list_that_has_ended_begins_anew(vacancy, recruiter):
    ended = make_list(vacancy, days=-1 + 1)
    ReserveList.objects.update(
        begins_on="2024-01-01", ends_on="2025-01-01", extended_at=timezone.now(),
        extended_by_id=recruiter.pk, extension_reason="More posts.",
    )  # fmt: skip
    decide(application_id=interviewed(vacancy).pk, by=recruiter, event=Event.PLACE_ON_RESERVE)
    ended.refresh_from_db()
    assert ended.begins_on == timezone.localdate()
    assert (ended.extended_at, ended.extension_reason) == (None, "")


def test_it_is_prepared_and_released_together_with_the_other_decisions(vacancy, recruiter):
    best, other, turned_down = (interviewed(vacancy) for _ in range(3))
    prepare_offer(application_id=best.pk, by=recruiter, salary_text="£34,448")
    prepare_decision(application_id=best.pk, by=recruiter, event=Event.MAKE_OFFER)
    prepare_decision(application_id=other.pk, by=recruiter, event=Event.PLACE_ON_RESERVE)
    prepare_decision(
        application_id=turned_down.pk, by=recruiter, event=Event.REJECT_AFTER_INTERVIEW,
        words=OutcomeWords(
            SiftOutReason.STRONGER_FIELD, "A close field.",
            {"casework": "Say more.", "records": "Say more."},
        ),
    )  # fmt: skip
    other.refresh_from_db()
    assert label_for_candidate(other) == "Interview held, awaiting outcome"
    plan_release(vacancy_id=vacancy.pk, by=recruiter)
    assert release_due() == 3
    found = dict(Application.objects.values_list("pk", "status"))
    assert [found[one.pk] for one in (best, other, turned_down)] == [
        Status.OFFER_COND, Status.RESERVE, Status.UNSUCCESSFUL_INT,
    ]  # fmt: skip
    assert [kinds(one) for one in (best, other, turned_down)] == [
        ["conditional_offer"], ["reserve_listed"], ["unsuccessful"],
    ]  # fmt: skip


def order(vacancy):
    return [(row.position, row.application.candidate.given_names) for row in standing_on(vacancy)]


def test_the_order_is_that_of_merit_with_ties_and_tiers(vacancy):
    listed(vacancy, "Alder", 3)
    listed(vacancy, "Birch", 5)
    listed(vacancy, "Cedar", 3)
    listed(vacancy, "Damson", 5, tier=2)
    listed(vacancy, "Elder")
    listed(vacancy, "Fir", 5, status=Status.OFFER_COND)
    listed(make_vacancy(), "Gorse", 5)
    assert order(vacancy) == [
        (1, "Birch"), (2, "Alder"), (2, "Cedar"), (4, "Elder"), (5, "Damson"),
    ]  # fmt: skip
    vacancy.tier_policy = "p3_tie_break"
    vacancy.save()
    assert order(vacancy) == [
        (1, "Birch"), (2, "Damson"), (3, "Alder"), (3, "Cedar"), (5, "Elder"),
    ]  # fmt: skip


def test_the_order_takes_two_queries_however_many_are_on_it(vacancy):
    for number in range(3):
        listed(vacancy, f"Person {number}", number)
        with CaptureQueriesContext(connection) as queries:
            assert len(standing_on(vacancy)) == number + 1
        assert len(queries) == 2


def test_staff_read_the_place_and_the_candidate_never_does(vacancy, recruiter):
    listed(vacancy, "Alder", 5)
    second = listed(vacancy, "Birch", 3)
    assert label_for_staff(second, recruiter) == "Reserve list: merit position 2"
    chair = make_member(Role.PANEL_CHAIR, vacancy)
    assert label_for_staff(second, chair) == "Reserve list"
    assert "2" not in label_for_candidate(second).split(" until ")[0]


def test_who_is_next_gets_the_offer(vacancy, recruiter):
    first = listed(vacancy, "Alder", 5)
    changed = offered(first, recruiter)
    assert changed.status == Status.OFFER_COND
    assert kinds(first) == ["conditional_offer"]
    assert not AuditEntry.objects.filter(action="reserve.pass_over").exists()


def test_passing_somebody_over_takes_a_reason_that_only_colleagues_read(vacancy, recruiter):
    listed(vacancy, "Alder", 5)
    second = listed(vacancy, "Birch", 3)
    with pytest.raises(GuardFailed, match=r"^One person on the reserve list stands before"):
        offered(second, recruiter, reason="  ")
    assert Application.objects.get(pk=second.pk).status == Status.RESERVE
    offered(second, recruiter, reason="Can start this month.")
    entry = AuditEntry.objects.get(action="reserve.pass_over")
    assert (entry.reason, entry.after) == ("Can start this month.", {"passed_over": 1})
    change = StatusChange.objects.get(application=second, event=Event.OFFER_FROM_RESERVE)
    assert (change.reason, change.data) == ("", {"passed_over": 1})


def test_with_the_same_score_nobody_is_passed_over(vacancy, recruiter):
    listed(vacancy, "Alder", 3)
    assert offered(listed(vacancy, "Birch", 3), recruiter).status == Status.OFFER_COND


def test_an_offer_from_the_list_needs_its_right_its_terms_and_a_list_that_goes_on(
    vacancy, recruiter
):
    person = listed(vacancy, "Alder", 3)
    with pytest.raises(NotAllowed):
        offer_from_reserve(application_id=person.pk, by=make_member(Role.PANEL_CHAIR, vacancy))
    with pytest.raises(GuardFailed, match="Prepare the offer first"):
        offer_from_reserve(application_id=person.pk, by=recruiter)
    ReserveList.objects.update(begins_on="2024-01-01", ends_on="2025-01-01")
    with pytest.raises(GuardFailed, match="ended on 1 January 2025"):
        offered(person, recruiter)
    assert Offer.objects.count() == 1


def test_a_page_of_an_older_list_is_refused(vacancy, recruiter):
    first, second = listed(vacancy, "Alder", 5), listed(vacancy, "Birch", 3)
    seen = ReserveList.objects.get().version
    offered(first, recruiter, expected_list=seen)
    with pytest.raises(StateChanged, match="A colleague made an offer from this reserve list"):
        offered(second, recruiter, expected_list=seen)
    assert Application.objects.get(pk=second.pk).status == Status.RESERVE


def test_declining_lets_the_next_one_have_the_offer(vacancy, recruiter):
    first, second = listed(vacancy, "Alder", 5), listed(vacancy, "Birch", 3)
    offered(first, recruiter)
    reply_to_offer(application_id=first.pk, by=first.candidate.user, accept=False)
    assert offered(second, recruiter).status == Status.OFFER_COND


def test_a_list_is_extended_by_right_with_a_reason_to_24_months_and_its_people_are_told(
    vacancy, recruiter
):
    person = listed(vacancy, "Alder", 3)
    listed(vacancy, "Birch", 3, status=Status.WITHDRAWN)
    found = ReserveList.objects.get()
    ReserveList.objects.update(begins_on=date(2026, 11, 25), ends_on=date(2027, 11, 25))
    ask = {"list_id": found.pk, "reason": "Two more posts are planned."}
    longest = date(2028, 11, 25)
    with time_machine.travel(NOON, tick=False):
        register = make_member(Role.REGISTER_RECRUITER, vacancy)
        with pytest.raises(NotAllowed):
            extend_list(**ask, by=register, ends_on=longest)
        with pytest.raises(GuardFailed, match="24 months at most: until 25 November 2028"):
            extend_list(**ask, by=recruiter, ends_on=longest + timedelta(days=1))
        with pytest.raises(GuardFailed, match="Choose a day after 25 November 2027"):
            extend_list(**ask, by=recruiter, ends_on=date(2027, 11, 25))
        with pytest.raises(GuardFailed, match="Write why"):
            extend_list(**ask | {"reason": " "}, by=recruiter, ends_on=longest)
        assert kinds(person) == []
        extend_list(**ask, by=recruiter, ends_on=longest)
    found.refresh_from_db()
    assert (found.ends_on, found.extended_by_id) == (longest, recruiter.pk)
    assert kinds(person) == ["reserve_extended"]
    assert emails_about(person.about).count() == 1
    email = ReserveExtended.load(emails_about(person.about).get().ids)
    assert (email.until, email.reason) == ("25 November 2028", "Two more posts are planned.")
    entry = AuditEntry.objects.get(action="reserve.extend")
    assert entry.before == {"ends_on": "2027-11-25"}


def test_a_list_that_has_ended_is_not_extended(vacancy, recruiter):
    listed(vacancy, "Alder")
    ReserveList.objects.update(begins_on="2024-01-01", ends_on="2025-01-01")
    with pytest.raises(GuardFailed, match="ended on 1 January 2025"):
        extend_list(
            list_id=ReserveList.objects.get().pk, by=recruiter, reason="More.",
            ends_on=date(2025, 6, 1),
        )  # fmt: skip


def test_places_end_on_the_day_after_the_last_and_once(vacancy):
    person, other = listed(vacancy, "Alder"), listed(make_vacancy(), "Birch")
    ReserveList.objects.filter(vacancy=vacancy).update(
        begins_on=date(2025, 11, 25), ends_on=date(2026, 11, 25)
    )
    assert lapse_due_places(at=NOON) == 0
    late = NOON + timedelta(days=1)
    assert lapse_due_places(at=late) == 1
    assert lapse_due_places(at=late) == 0
    statuses = dict(Application.objects.values_list("pk", "status"))
    assert statuses == {person.pk: Status.RESERVE_ENDED, other.pk: Status.RESERVE}
    assert kinds(person) == ["reserve_ended"]


def test_after_its_end_it_is_kept_for_twelve_months_more(vacancy, settings):
    person = listed(vacancy, "Alder")
    assert deletion_day(with_touched().get(pk=person.pk)) is None
    ended = datetime(2027, 11, 26, 1, tzinfo=LONDON)
    Application.objects.update(status=Status.RESERVE_ENDED, status_since=ended)
    assert deletion_day(with_touched().get(pk=person.pk)) == date(2028, 11, 26)
    settings.RETENTION_MONTHS = {**settings.RETENTION_MONTHS, "reserve": 6}
    assert deletion_day(with_touched().get(pk=person.pk)) == date(2028, 5, 26)


def test_a_place_is_taken_back_with_a_reason(vacancy, recruiter):
    person = listed(vacancy, "Alder")
    decide(application_id=person.pk, by=recruiter, event=Event.REINSTATE, reason="By mistake.")
    assert Application.objects.get(pk=person.pk).status == Status.INT_DONE
