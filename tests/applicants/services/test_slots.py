"""Interview times: offered, chosen, moved, withdrawn, and what calendars are told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from icalendar import Calendar

from applicants.choices import Event, Status
from applicants.emails.interviews import calendar_entry
from applicants.errors import GuardFailed, NotAllowed, StateChanged
from applicants.models import (
    Interview,
    InterviewSlot,
    InterviewWish,
    StatusChange,
    VerificationRequest,
)
from applicants.selectors.slots import free_slots, slots_for_staff
from applicants.services.applying import withdraw_application
from applicants.services.attending import ask_for_another_date, choose_slot
from applicants.services.interviewing import Arrangement, arrange_interview, invite_to_choose
from applicants.services.slots import SlotPlan, change_places, offer_slots, withdraw_slot
from applicants.services.transition import transition
from recruitment.access.device import Device
from recruitment.accounts.roles import Role
from recruitment.audit.models import AuditEntry
from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.registry import email_class_for
from recruitment.outbox.rendering import render
from recruitment.outbox.selectors import emails_about
from tests.applicants.candidate.world import owner
from tests.applicants.factories import make_application, make_slot, make_vacancy
from tests.applicants.staff.world import make_member, set_interview

pytestmark = pytest.mark.django_db
DESK = Device(trusted=False, how="test")


@pytest.fixture
def vacancy():
    return make_vacancy()


@pytest.fixture
def recruiter(vacancy):
    return make_member(Role.RECRUITER, vacancy)


def invited(vacancy, **fields):
    return make_application(status=Status.INT_INVITED, vacancy=vacancy, **fields)


def choose(application, slot, **more):
    return choose_slot(
        application_id=application.pk, slot_id=slot.pk, by=owner(application), **more
    )


def sent(application, kind):
    """The email of that kind as it would be read now, with its calendar."""
    row = OutboxEmail.objects.filter(about=application.about, kind=kind).latest("pk")
    rendered = render(email_class_for(kind).load(row.ids))
    files = rendered.attachments
    return rendered, Calendar.from_ical(files[0].content) if files else None


def event_of(calendar):
    return next(part for part in calendar.walk("VEVENT"))


def test_times_in_a_row_are_offered_with_the_moment_until_which_they_change(vacancy, recruiter):
    first = timezone.now().replace(microsecond=0) + timedelta(days=5)
    plan = SlotPlan(starts_at=first, place=" Hendon ", minutes=30, gap=10, times=3, places=2)
    slots = offer_slots(vacancy_id=vacancy.pk, by=recruiter, plan=plan)
    assert [slot.starts_at - first for slot in slots] == [
        timedelta(minutes=minutes) for minutes in (0, 40, 80)
    ]
    assert {slot.place for slot in slots} == {"Hendon"}
    assert slots[2].change_until == first + timedelta(minutes=80) - timedelta(hours=24)
    with pytest.raises(GuardFailed, match="offered already at this place"):
        offer_slots(vacancy_id=vacancy.pk, by=recruiter, plan=plan)
    assert InterviewSlot.objects.count() == 3


def test_who_may_offer_times_and_when(vacancy, recruiter):
    soon = SlotPlan(starts_at=timezone.now() + timedelta(hours=3), place="Hendon")
    with pytest.raises(GuardFailed, match="could not choose this any more"):
        offer_slots(vacancy_id=vacancy.pk, by=recruiter, plan=soon)
    later = SlotPlan(starts_at=timezone.now() + timedelta(days=3), place="Hendon")
    for other in (make_member(Role.RECRUITER), make_member(Role.SIFTER, vacancy)):
        with pytest.raises(NotAllowed):
            offer_slots(vacancy_id=vacancy.pk, by=other, plan=later)
    assert InterviewSlot.objects.count() == 0


def test_choosing_books_and_the_email_carries_the_calendar_file(vacancy):
    starts = datetime(2027, 3, 29, 9, 0, tzinfo=UTC)  # 10am: summer time began the day before
    slot = make_slot(vacancy, starts_at=starts, panel="Two inspectors")
    application = invited(vacancy)
    choose(application, slot)
    application.refresh_from_db()
    assert application.status == Status.INT_BOOKED
    rendered, calendar = sent(application, "interview_confirmed")
    assert "10am on 29 March 2027" in rendered.text
    assert "You can choose another time in your account until 10am on 28 March 2027." in (
        rendered.text
    )
    event = event_of(calendar)
    assert calendar["METHOD"] == "PUBLISH"
    assert event["DTSTART"].to_ical() == b"20270329T100000"
    assert event["DTSTART"].params["TZID"] == "Europe/London"
    assert (event["DTEND"].dt - event["DTSTART"].dt) == timedelta(minutes=45)
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Europe/London"]
    assert (event["SEQUENCE"], str(event["STATUS"])) == (0, "CONFIRMED")


def test_a_change_keeps_the_calendar_entry_and_frees_the_first_time(vacancy):
    first, second = make_slot(vacancy), make_slot(vacancy, days=9)
    application, other = invited(vacancy), invited(vacancy)
    choose(application, first)
    _, before = sent(application, "interview_confirmed")
    assert free_slots(other, at=timezone.now()) == [second]
    choose(application, second)
    assert free_slots(other, at=timezone.now()) == [first]
    _, after = sent(application, "interview_changed")
    assert event_of(after)["UID"] == event_of(before)["UID"]
    assert (event_of(before)["SEQUENCE"], event_of(after)["SEQUENCE"]) == (0, 1)
    assert emails_about(application.about).count() == 2
    choose(application, second)  # the same again changes nothing
    assert Interview.objects.get(application=application).sequence == 1
    assert emails_about(application.about).count() == 2


def test_a_time_is_changed_until_the_stated_moment_and_not_after(vacancy):
    slot, later = make_slot(vacancy), make_slot(vacancy, days=20)
    application = invited(vacancy)
    choose(application, slot)
    with pytest.raises(GuardFailed, match="You could change your time until"):
        choose(application, later, at=slot.change_until)
    moved = choose(application, later, at=slot.change_until - timedelta(microseconds=1))
    assert moved.slot == later


@pytest.mark.parametrize("wrong", ["full", "withdrawn", "too late", "another vacancy", "unknown"])
def test_a_time_that_is_not_to_be_had_is_refused_and_nothing_changes(vacancy, wrong):
    slot = make_slot(make_vacancy() if wrong == "another vacancy" else vacancy)
    at = timezone.now()
    if wrong == "full":
        choose(invited(vacancy), slot)
    if wrong == "withdrawn":
        InterviewSlot.objects.update(withdrawn_at=at)
    if wrong == "too late":
        at = slot.change_until
    if wrong == "unknown":
        slot = InterviewSlot(pk=0)
    application = invited(vacancy)
    with pytest.raises(GuardFailed):
        choose(application, slot, at=at)
    application.refresh_from_db()
    assert application.status == Status.INT_INVITED
    assert not Interview.objects.filter(application=application).exists()


def test_only_the_candidate_chooses_and_only_when_invited(vacancy):
    slot = make_slot(vacancy)
    application = invited(vacancy)
    with pytest.raises(NotAllowed):
        choose_slot(application_id=application.pk, slot_id=slot.pk, by=owner(invited(vacancy)))
    early = make_application(status=Status.SIFT, vacancy=vacancy)
    with pytest.raises(StateChanged):
        choose(early, slot)


def test_withdrawing_frees_the_time_ends_the_link_and_clears_the_calendar(vacancy):
    slot = make_slot(vacancy)
    application = invited(vacancy)
    choose(application, slot)
    now = timezone.now()
    asked = VerificationRequest.objects.create(
        application=application, manager_name="M", manager_email="m@met.example", nonce="n",
        token_hash="h", asked_at=now, expires_at=now + timedelta(days=14), answer_by=now.date(),
    )  # fmt: skip
    withdraw_application(application_id=application.pk, by=owner(application))
    asked.refresh_from_db()
    assert asked.state == "cancelled"
    assert free_slots(invited(vacancy), at=now) == [slot]
    rendered, calendar = sent(application, "withdrawn")
    assert "Your interview is cancelled" in rendered.text
    assert calendar["METHOD"] == "CANCEL"
    event = event_of(calendar)
    assert (event["SEQUENCE"], str(event["STATUS"])) == (1, "CANCELLED")
    booked = Interview.objects.get(application=application)
    assert event["UID"] == booked.calendar_uid
    assert (booked.slot, booked.is_cancelled) == (None, True)


def test_a_withdrawal_without_an_interview_says_nothing_of_one(vacancy):
    application = invited(vacancy)
    withdraw_application(application_id=application.pk, by=owner(application))
    rendered, calendar = sent(application, "withdrawn")
    assert calendar is None
    assert "interview" not in rendered.text


def test_staff_withdraw_a_time_and_its_candidates_choose_again(vacancy, recruiter):
    slot, other = make_slot(vacancy, places=2), make_slot(vacancy, days=8)
    people = [invited(vacancy), invited(vacancy)]
    for one in people:
        choose(one, slot)
    with pytest.raises(GuardFailed, match="Write a reason"):
        withdraw_slot(slot_id=slot.pk, by=recruiter, reason=" ")
    assert withdraw_slot(slot_id=slot.pk, by=recruiter, reason="A panel member is ill.") == 2
    assert withdraw_slot(slot_id=slot.pk, by=recruiter, reason="Again.") == 0
    rendered, calendar = sent(people[0], "interview_cancelled")
    assert "A panel member is ill." in rendered.text
    assert (calendar["METHOD"], event_of(calendar)["SEQUENCE"]) == ("CANCEL", 1)
    people[0].refresh_from_db()
    assert people[0].status == Status.INT_INVITED
    assert free_slots(people[0], at=timezone.now()) == [other]
    choose(people[0], other)
    _, again = sent(people[0], "interview_confirmed")
    assert event_of(again)["SEQUENCE"] == 2
    # The first email, read again in the account, still tells of the cancelled time.
    change = StatusChange.objects.get(application=people[0], event=Event.CANCEL_INTERVIEW)
    kind = email_class_for("interview_cancelled")
    recalled = kind.recall({"application": str(people[0].pk), "change": change.pk})
    assert recalled.calendar.starts_at == slot.starts_at.replace(microsecond=0)


def test_who_missed_a_chosen_time_is_invited_again_and_chooses_another(vacancy, recruiter):
    slot, other = make_slot(vacancy), make_slot(vacancy, days=12)
    application = invited(vacancy)
    choose(application, slot)
    after = slot.starts_at + timedelta(hours=1)
    transition(application_id=application.pk, event=Event.MISS_INTERVIEW, by=recruiter, at=after)
    with pytest.raises(StateChanged):
        choose(application, other, at=after)
    invite_to_choose(application_id=application.pk, by=recruiter, at=after)
    application.refresh_from_db()
    assert application.status == Status.INT_INVITED
    missed = Interview.objects.get(application=application)
    assert (missed.slot, missed.cancelled_at, missed.sequence) == (None, after, 1)
    rendered, calendar = sent(application, "interview_invitation")
    assert "Please choose a time in your account." in rendered.text
    assert calendar is None  # nobody has to take a past day out of a calendar
    assert free_slots(application, at=after) == [other]
    choose(application, other, at=after)
    again = Interview.objects.get(application=application)
    assert (again.slot, again.cancelled_at, again.sequence) == (other, None, 2)
    assert AuditEntry.objects.filter(action="interview.invite_to_choose").count() == 1


def test_a_date_that_does_not_suit_is_given_up_for_the_offered_times(vacancy, recruiter):
    slot, application = make_slot(vacancy), invited(vacancy)
    set_interview(application, days=9)
    ask_for_another_date(application_id=application.pk, by=owner(application), note="Not then.")
    with pytest.raises(GuardFailed, match="We have set a date for you"):
        choose(application, slot)
    invite_to_choose(application_id=application.pk, by=recruiter)
    _, calendar = sent(application, "interview_invitation")
    assert (calendar["METHOD"], event_of(calendar)["SEQUENCE"]) == ("CANCEL", 1)
    choose(application, slot)
    assert Interview.objects.get(application=application).candidate_cannot_come is False


def test_nobody_is_invited_to_choose_where_nothing_is_offered_or_a_time_is_agreed(
    vacancy, recruiter
):
    missed = make_application(status=Status.INT_MISSED, vacancy=vacancy)
    with pytest.raises(GuardFailed, match="or offer interview times"):
        invite_to_choose(application_id=missed.pk, by=recruiter)
    slot = make_slot(vacancy, places=2)
    booked = invited(vacancy)
    choose(booked, slot)
    with pytest.raises(StateChanged, match="A time is chosen after the invitation"):
        invite_to_choose(application_id=booked.pk, by=recruiter)
    with pytest.raises(NotAllowed):
        invite_to_choose(application_id=missed.pk, by=make_member(Role.SIFTER, vacancy))
    missed.refresh_from_db()
    assert missed.status == Status.INT_MISSED


def test_places_are_raised_and_never_lowered_below_those_taken(vacancy, recruiter):
    slot = make_slot(vacancy, places=2)
    for _ in range(2):
        choose(invited(vacancy), slot)
    with pytest.raises(GuardFailed, match="have chosen this time: 2"):
        change_places(slot_id=slot.pk, by=recruiter, places=1)
    change_places(slot_id=slot.pk, by=recruiter, places=3)
    choose(invited(vacancy), slot)
    rows = list(slots_for_staff(recruiter, device=DESK))
    assert [(row.taken, row.places) for row in rows] == [(3, 3)]
    assert list(slots_for_staff(make_member(Role.RECRUITER), device=DESK)) == []


def test_a_date_set_by_staff_frees_the_chosen_time_and_answers_the_wish(vacancy, recruiter):
    slot = make_slot(vacancy)
    application = invited(vacancy)
    ask_for_another_date(application_id=application.pk, by=owner(application), note="A Monday")
    assert InterviewWish.objects.get().note == "A Monday"
    choose(application, slot)
    assert InterviewWish.objects.count() == 0
    arrange_interview(
        application_id=application.pk,
        by=recruiter,
        arrangement=Arrangement(starts_at=timezone.now() + timedelta(days=4), place="Hendon"),
    )
    assert free_slots(invited(vacancy), at=timezone.now()) == [slot]
    _, calendar = sent(application, "interview_invitation")
    assert str(event_of(calendar)["STATUS"]) == "TENTATIVE"
    assert event_of(calendar)["SEQUENCE"] == 1
    with pytest.raises(GuardFailed, match="We have set a date for you"):
        choose(application, slot)


def test_a_calendar_does_not_name_a_restricted_vacancy():
    vacancy = make_vacancy(visibility="restricted", title="Covert Support Manager")
    application = invited(vacancy)
    interview = choose(application, make_slot(vacancy))
    written = calendar_entry(interview, application, status="CONFIRMED").as_bytes()
    assert b"Covert" not in written
    assert vacancy.reference.encode() not in written


def test_a_calendar_follows_an_interview_through_all_of_its_life(vacancy, recruiter):
    """One entry: the same UID from the first date to the last, and a higher SEQUENCE each time,
    whoever changes what."""
    first, second = make_slot(vacancy), make_slot(vacancy, days=9)
    application = invited(vacancy)
    choose(application, first)
    seen = [sent(application, "interview_confirmed")[1]]
    choose(application, second)
    seen.append(sent(application, "interview_changed")[1])
    withdraw_slot(slot_id=second.pk, by=recruiter, reason="The room is not free.")
    seen.append(sent(application, "interview_cancelled")[1])
    later = Arrangement(starts_at=timezone.now() + timedelta(days=12), place="Hendon")
    arrange_interview(application_id=application.pk, by=recruiter, arrangement=later)
    seen.append(sent(application, "interview_invitation")[1])
    invite_to_choose(application_id=application.pk, by=recruiter)
    seen.append(sent(application, "interview_invitation")[1])
    choose(application, first)
    seen.append(sent(application, "interview_confirmed")[1])
    withdraw_application(application_id=application.pk, by=owner(application))
    seen.append(sent(application, "withdrawn")[1])
    events = [event_of(calendar) for calendar in seen]
    assert {str(event["UID"]) for event in events} == {
        f"interview-{application.pk}@{settings.EMAIL_MESSAGE_ID_DOMAIN}"
    }
    numbers = [event["SEQUENCE"] for event in events]
    assert numbers == sorted(set(numbers))
    assert [(str(calendar["METHOD"]), str(event["STATUS"])) for calendar, event in zip(
        seen, events, strict=True
    )] == [
        ("PUBLISH", "CONFIRMED"), ("PUBLISH", "CONFIRMED"), ("CANCEL", "CANCELLED"),
        ("PUBLISH", "TENTATIVE"), ("CANCEL", "CANCELLED"), ("PUBLISH", "CONFIRMED"),
        ("CANCEL", "CANCELLED"),
    ]  # fmt: skip
