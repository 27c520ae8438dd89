"""Offers: preparing, replying, lapsing, and the start date."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from applicants.choices import Status
from applicants.errors import GuardFailed, NotAllowed, StateChanged
from applicants.models import Offer, PreEmploymentCheck, VerificationRequest
from applicants.services.appointing import set_start_date
from applicants.services.offering import lapse_due_offers, prepare_offer, reply_to_offer
from recruitment.accounts.roles import Role
from recruitment.outbox.selectors import emails_about
from tests.applicants.staff.world import make_application, make_member, make_vacancy, prepare

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def vacancy():
    return make_vacancy()


@pytest.fixture
def recruiter(vacancy):
    return make_member(Role.RECRUITER, vacancy)


@time_machine.travel(datetime(2026, 12, 22, 10, tzinfo=LONDON), tick=False)
def test_an_offer_is_answered_within_five_working_days_unless_another_day_is_given(
    vacancy, recruiter
):
    application = make_application(vacancy, Status.INT_DONE)
    offer = prepare_offer(
        application_id=application.pk, by=recruiter, salary_text=" £34,448 a year "
    )
    assert (offer.salary_text, offer.reply_by) == ("£34,448 a year", date(2026, 12, 31))
    prepare_offer(
        application_id=application.pk,
        by=recruiter,
        salary_text="£35,000",
        reply_by=date(2027, 1, 8),
        start_on=date(2027, 3, 1),
    )
    offer = Offer.objects.get()
    assert (offer.salary_text, offer.reply_by, offer.start_on) == (
        "£35,000",
        date(2027, 1, 8),
        date(2027, 3, 1),
    )
    assert emails_about(application.about).count() == 0


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"salary_text": " "}, "Write the salary"),
        ({"reply_by": date(2026, 1, 1)}, "reply by must be today or later"),
        ({"start_on": date(2026, 1, 1)}, "start date must be today or later"),
    ],
)
def test_an_impossible_offer_is_refused(vacancy, recruiter, values, sentence):
    application = make_application(vacancy, Status.INT_DONE)
    with pytest.raises(GuardFailed, match=sentence):
        prepare_offer(
            application_id=application.pk, by=recruiter, **{"salary_text": "£1", **values}
        )
    assert Offer.objects.count() == 0


def test_an_offer_is_prepared_by_its_right_and_at_its_stage(vacancy, recruiter):
    application = make_application(vacancy, Status.INT_DONE)
    chair = make_member(Role.PANEL_CHAIR, vacancy)
    with pytest.raises(NotAllowed):
        prepare_offer(application_id=application.pk, by=chair, salary_text="£1")
    early = make_application(vacancy, Status.SIFT)
    with pytest.raises(StateChanged, match=r"^An offer is prepared after"):
        prepare_offer(application_id=early.pk, by=recruiter, salary_text="£1")


def test_accepting_makes_the_checks_and_tells_the_candidate(vacancy):
    application = make_application(vacancy, Status.OFFER_COND)
    prepare(application)
    candidate = application.candidate.user
    changed = reply_to_offer(application_id=application.pk, by=candidate, accept=True)
    offer = Offer.objects.get()
    kinds = list(PreEmploymentCheck.objects.values_list("kind", flat=True))
    assert changed.status == Status.CHECKS
    assert (offer.accepted, offer.replied_at is not None) == (True, True)
    assert kinds == ["identity", "right_to_work", "vetting", "references", "medical"]
    assert list(emails_about(application.about).values_list("kind", flat=True)) == [
        "offer_accepted"
    ]


def test_on_the_internal_route_accepting_asks_the_line_manager():
    application = make_application(make_vacancy(internal=True), Status.OFFER_COND)
    prepare(application)
    changed = reply_to_offer(
        application_id=application.pk,
        by=application.candidate.user,
        accept=True,
        line_manager_name="Aspen Fictional",
        line_manager_email="aspen@met.example",
    )
    request = VerificationRequest.objects.get()
    assert changed.status == Status.LM_VERIFY
    assert (request.manager_name, request.manager_email) == (
        "Aspen Fictional",
        "aspen@met.example",
    )
    states = dict(PreEmploymentCheck.objects.values_list("kind", "state"))
    assert states == {
        "identity": "not_started",
        "right_to_work": "not_started",
        "vetting": "not_started",
        "medical": "not_started",
        "line_manager": "with_us",
    }


def test_on_the_internal_route_the_line_manager_must_be_named():
    application = make_application(make_vacancy(internal=True), Status.OFFER_COND)
    prepare(application)
    with pytest.raises(GuardFailed, match="line manager's name and email"):
        reply_to_offer(application_id=application.pk, by=application.candidate.user, accept=True)
    application.refresh_from_db()
    assert (application.status, Offer.objects.get().accepted) == (Status.OFFER_COND, None)


def test_declining_ends_it_without_checks_or_line_manager():
    application = make_application(make_vacancy(internal=True), Status.OFFER_COND)
    prepare(application)
    changed = reply_to_offer(
        application_id=application.pk,
        by=application.candidate.user,
        accept=False,
        line_manager_email="aspen@met.example",
    )
    offer = Offer.objects.get()
    assert (changed.status, offer.accepted, offer.line_manager_email) == (
        Status.DECLINED,
        False,
        "",
    )
    assert PreEmploymentCheck.objects.count() == VerificationRequest.objects.count() == 0


def test_nobody_replies_for_somebody_else_or_twice(vacancy, recruiter):
    application = make_application(vacancy, Status.OFFER_COND)
    prepare(application)
    with pytest.raises(NotAllowed, match="not your application"):
        reply_to_offer(application_id=application.pk, by=recruiter, accept=True)
    candidate = application.candidate.user
    reply_to_offer(application_id=application.pk, by=candidate, accept=True)
    with pytest.raises(StateChanged, match="“Pre-employment checks”"):
        reply_to_offer(application_id=application.pk, by=candidate, accept=False)


def test_an_offer_lapses_after_its_last_day_and_not_on_it(vacancy):
    application = make_application(vacancy, Status.OFFER_COND)
    offer = prepare(application, days=0)
    answered = make_application(vacancy, Status.CHECKS)
    prepare(answered, days=0, accepted=True, replied_at=timezone.now())
    last_moment = datetime.combine(offer.reply_by, datetime.max.time(), tzinfo=LONDON)
    assert lapse_due_offers(at=last_moment) == 0
    assert lapse_due_offers(at=last_moment + timedelta(microseconds=1)) == 1
    assert lapse_due_offers(at=last_moment + timedelta(days=1)) == 0
    application.refresh_from_db()
    answered.refresh_from_db()
    assert (application.status, answered.status) == (Status.OFFER_LAPSED, Status.CHECKS)
    assert list(emails_about(application.about).values_list("kind", flat=True)) == ["offer_lapsed"]


def test_after_the_last_day_the_candidate_cannot_accept(vacancy):
    application = make_application(vacancy, Status.OFFER_COND)
    offer = prepare(application, days=0)
    late = datetime.combine(offer.reply_by, datetime.max.time(), tzinfo=LONDON)
    with pytest.raises(GuardFailed, match="date to reply by has passed"):
        reply_to_offer(
            application_id=application.pk,
            by=application.candidate.user,
            accept=True,
            at=late + timedelta(microseconds=1),
        )


def test_the_start_date_is_not_in_the_past_and_is_set_before_the_offer_is_confirmed(
    vacancy, recruiter
):
    application = make_application(vacancy, Status.CHECKS)
    prepare(application)
    today = timezone.localdate()
    yesterday = today - timedelta(days=1)
    with pytest.raises(GuardFailed, match="today or later"):
        set_start_date(application_id=application.pk, by=recruiter, start_on=yesterday)
    wanted = today + timedelta(days=40)
    assert (
        set_start_date(application_id=application.pk, by=recruiter, start_on=wanted).start_on
        == wanted
    )
    done = make_application(vacancy, Status.OFFER_FINAL)
    prepare(done)
    with pytest.raises(StateChanged, match=r"^The start date is set before"):
        set_start_date(application_id=done.pk, by=recruiter, start_on=wanted)
    without = make_application(vacancy, Status.CHECKS)
    with pytest.raises(GuardFailed, match="There is no offer yet"):
        set_start_date(application_id=without.pk, by=recruiter, start_on=wanted)
