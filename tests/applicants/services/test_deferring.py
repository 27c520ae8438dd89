"""A start that is moved: with a reason, confirmed by the candidate, and then confirmed again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from applicants.choices import Event, Status
from applicants.emails.offers import StartDeferred
from applicants.errors import GuardFailed, NotAllowed, StateChanged
from applicants.models import Offer, PreEmploymentCheck, StatusChange
from applicants.services.deciding import decide
from applicants.services.deferring import defer_start, reply_to_deferral
from recruitment.accounts.roles import Role
from recruitment.outbox.rendering import render
from recruitment.outbox.selectors import emails_about
from recruitment.ui.dates import london_date
from tests.applicants.candidate.world import signed_in
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
    return make_vacancy()


@pytest.fixture
def recruiter(vacancy):
    return make_member(Role.RECRUITER, vacancy)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def confirmed(vacancy, today):
    application = make_application(vacancy, Status.OFFER_FINAL)
    prepare(
        application,
        start_on=today + timedelta(days=30),
        accepted=True,
        replied_at=timezone.now(),
    )
    PreEmploymentCheck.objects.create(
        application=application, kind="vetting", state="complete", updated_at=timezone.now()
    )
    return application


@pytest.fixture
def deferred(confirmed, recruiter, today):
    defer_start(
        application_id=confirmed.pk,
        by=recruiter,
        start_on=today + timedelta(days=90),
        reason="The course begins later.",
    )
    confirmed.refresh_from_db()
    return confirmed


def kinds(application):
    return list(emails_about(application.about).values_list("kind", flat=True))


def test_the_candidate_is_asked_to_confirm_the_new_date(deferred, today):
    offer = Offer.objects.get()
    change = StatusChange.objects.get(event=Event.DEFER)
    assert deferred.status == Status.DEFERRED
    assert (offer.start_on, offer.confirm_by > today) == (today + timedelta(days=90), True)
    assert change.data == {
        "from": str(today + timedelta(days=30)),
        "to": str(today + timedelta(days=90)),
    }
    email = StartDeferred.load({"application": str(deferred.pk), "change": change.pk})
    text = " ".join(render(email).text.split())
    assert f"is moved to {london_date(offer.start_on)}" in text
    assert "“The course begins later.”" in text
    assert email.reply_link.endswith(reverse("applicants:deferral", args=[deferred.pk]))
    assert kinds(deferred) == ["start_deferred"]


def test_once_confirmed_the_offer_is_confirmed_again_when_every_condition_holds(
    deferred, recruiter
):
    changed = reply_to_deferral(application_id=deferred.pk, by=deferred.candidate.user, accept=True)
    assert changed.status == Status.CHECKS
    PreEmploymentCheck.objects.update(state="with_us")  # it ran out meanwhile
    with pytest.raises(GuardFailed, match="These conditions are not met yet: Vetting"):
        decide(application_id=deferred.pk, by=recruiter, event=Event.CONFIRM_OFFER)
    PreEmploymentCheck.objects.update(state="complete")
    changed = decide(application_id=deferred.pk, by=recruiter, event=Event.CONFIRM_OFFER)
    assert changed.status == Status.OFFER_FINAL
    assert sorted(kinds(deferred)) == ["offer_confirmed", "start_deferred", "start_reconfirmed"]


def test_the_candidate_may_decline_instead(deferred):
    changed = reply_to_deferral(
        application_id=deferred.pk, by=deferred.candidate.user, accept=False
    )
    assert changed.status == Status.DECLINED
    assert Offer.objects.get().accepted is False


def test_nobody_replies_for_somebody_else_or_twice(deferred, recruiter):
    with pytest.raises(NotAllowed):
        reply_to_deferral(application_id=deferred.pk, by=recruiter, accept=True)
    candidate = deferred.candidate.user
    reply_to_deferral(application_id=deferred.pk, by=candidate, accept=True)
    with pytest.raises(StateChanged):
        reply_to_deferral(application_id=deferred.pk, by=candidate, accept=True)


@pytest.mark.parametrize(
    ("days", "confirm", "sentence"),
    [
        (0, 0, "must be later than today"),
        (30, 5, "later than the one that is set"),
        (90, -1, "last day to confirm must be today or later"),
        (90, 90, "before the new start date"),
    ],
)
def test_impossible_days_are_refused(confirmed, recruiter, today, days, confirm, sentence):
    with pytest.raises(GuardFailed, match=sentence):
        defer_start(
            application_id=confirmed.pk,
            by=recruiter,
            start_on=today + timedelta(days=days),
            confirm_by=today + timedelta(days=confirm),
            reason="Words.",
        )
    confirmed.refresh_from_db()
    assert confirmed.status == Status.OFFER_FINAL
    assert Offer.objects.get().start_on == today + timedelta(days=30)


def test_it_takes_a_reason_the_right_and_the_stage(confirmed, vacancy, recruiter, today):
    given = {"application_id": confirmed.pk, "start_on": today + timedelta(days=90)}
    with pytest.raises(GuardFailed, match="Write a reason"):
        defer_start(**given, by=recruiter, reason=" ")
    with pytest.raises(NotAllowed):
        defer_start(**given, by=make_member(Role.PANEL_CHAIR, vacancy), reason="Words.")
    early = make_application(vacancy, Status.OFFER_COND)
    with pytest.raises(StateChanged, match=r"^A start is deferred after"):
        defer_start(**{**given, "application_id": early.pk}, by=recruiter, reason="Words.")


def test_the_staff_page_says_whom_it_tells_and_keeps_what_was_typed(confirmed, recruiter, today):
    browser = staff_client(recruiter)
    page = f"/staff/applicants/application/{confirmed.pk}/defer/"
    assert "asked to confirm it." in browser.get(page).content.decode()
    data = {
        "version": 1,
        "piece": 0,
        "start_on": today + timedelta(days=90),
        "confirm_by": today + timedelta(days=7),
        "reason": "",
    }
    text = browser.post(page, data).content.decode()
    assert text.count("Write why the start is deferred.") == 2
    assert browser.post(page, data | {"reason": "The course."}).status_code == 302
    confirmed.refresh_from_db()
    assert confirmed.status == Status.DEFERRED


def test_the_candidate_confirms_on_a_page_of_their_own(deferred):
    browser = signed_in(deferred.candidate)
    status = reverse("applicants:status", args=[deferred.pk])
    page = reverse("applicants:deferral", args=[deferred.pk])
    assert f'href="{page}"' in browser.get(status).content.decode()
    assert "The course begins later." in browser.get(page).content.decode()
    refused = browser.post(page, {"version": deferred.version}).content.decode()
    assert "<title>Error: " in refused
    assert "Select whether you confirm the date or decline the offer." in refused
    answer = browser.post(page, {"version": deferred.version, "reply": "accept"})
    assert (answer.status_code, answer.url) == (302, status)
    deferred.refresh_from_db()
    assert deferred.status == Status.CHECKS
    assert browser.get(page).url == status
