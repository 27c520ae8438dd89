"""Releasing prepared decisions together: once, at their moment, each looked at again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from applicants.choices import Event, SiftOutReason, Status
from applicants.errors import GuardFailed, NotAllowed, StateChanged
from applicants.models import PreparedDecision, Release, ReleaseLine, SiftScore, StatusChange
from applicants.selectors.releasing import fingerprint, ready_to_release
from applicants.services import releasing
from applicants.services.applying import withdraw_application
from applicants.services.outcome_words import OutcomeWords
from applicants.services.preparing import drop_prepared, prepare_decision
from applicants.services.releasing import cancel_release, plan_release, release_due
from recruitment.accounts.roles import Role, revoke_role
from recruitment.audit.models import AuditEntry
from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.selectors import emails_about
from tests.applicants.factories import make_slot
from tests.applicants.staff.world import (
    make_application,
    make_member,
    make_vacancy,
    prepare,
    score_all,
    set_interview,
)

pytestmark = pytest.mark.django_db
WORDS = OutcomeWords(SiftOutReason.STRONGER_FIELD, "A close field.", {})


@pytest.fixture
def vacancy():
    return make_vacancy()


@pytest.fixture
def recruiter(vacancy):
    return make_member(Role.RECRUITER, vacancy)


@pytest.fixture
def sift_out(vacancy, recruiter):
    """Prepares so many people at the sift who will be turned down."""

    def make(number=1):
        made = []
        for _ in range(number):
            application = make_application(vacancy, Status.SIFT)
            score_all(application, recruiter)
            prepare_decision(
                application_id=application.pk, by=recruiter, event=Event.SIFT_OUT, words=WORDS
            )
            made.append(application)
        return made

    return make


def outcomes():
    return list(ReleaseLine.objects.order_by("pk").values_list("outcome", "note"))


def statuses(*applications):
    for one in applications:
        one.refresh_from_db()
    return [one.status for one in applications]


def test_everybody_is_told_with_their_own_words_and_what_was_prepared_is_gone(
    vacancy, recruiter, sift_out
):
    out = sift_out(2)
    invited = make_application(vacancy, Status.SIFT)
    score_all(invited, recruiter)
    make_slot(vacancy)
    prepare_decision(application_id=invited.pk, by=recruiter, event=Event.INVITE_TO_INTERVIEW)
    release = plan_release(vacancy_id=vacancy.pk, by=recruiter)
    assert release_due() == 3
    assert statuses(*out, invited) == [Status.SIFT_OUT, Status.SIFT_OUT, Status.INT_INVITED]
    assert [
        list(emails_about(one.about).values_list("kind", flat=True)) for one in (*out, invited)
    ] == [
        ["unsuccessful"],
        ["unsuccessful"],
        ["interview_invitation"],
    ]
    change = StatusChange.objects.get(application=out[0], event=Event.SIFT_OUT)
    assert (change.reason, change.reason_code, change.actor_id) == (
        "A close field.",
        "stronger_field",
        recruiter.pk,
    )
    assert PreparedDecision.objects.count() == 0
    assert outcomes() == [("released", "")] * 3
    release.refresh_from_db()
    assert release.finished_at is not None
    assert AuditEntry.objects.get(action="release.finish").after == {"released": 3, "skipped": 0}


def test_running_it_again_tells_nobody_twice(vacancy, recruiter, sift_out):
    sift_out(2)
    plan_release(vacancy_id=vacancy.pk, by=recruiter)
    assert (release_due(), release_due()) == (2, 0)
    assert OutboxEmail.objects.filter(kind="unsuccessful").count() == 2
    assert AuditEntry.objects.filter(action="release.finish").count() == 1


def test_a_run_that_was_cut_short_goes_on_where_it_stopped(
    vacancy, recruiter, sift_out, monkeypatch
):
    out = sift_out(3)
    plan_release(vacancy_id=vacancy.pk, by=recruiter)
    whole = releasing.decide

    def cut(**given):
        if given["application_id"] == out[1].pk:
            raise RuntimeError("the worker is gone")
        return whole(**given)

    monkeypatch.setattr(releasing, "decide", cut)
    assert release_due() == 2
    assert statuses(*out) == [Status.SIFT_OUT, Status.SIFT, Status.SIFT_OUT]
    assert Release.objects.get().finished_at is None
    monkeypatch.setattr(releasing, "decide", whole)
    assert release_due() == 1
    assert statuses(*out) == [Status.SIFT_OUT] * 3
    assert Release.objects.get().finished_at is not None


def test_at_a_chosen_moment_and_not_before(vacancy, recruiter, sift_out):
    (application,) = sift_out()
    now = timezone.now()
    plan_release(vacancy_id=vacancy.pk, by=recruiter, release_at=now + timedelta(hours=3))
    assert release_due(at=now + timedelta(hours=3) - timedelta(microseconds=1)) == 0
    assert statuses(application) == [Status.SIFT]
    assert release_due(at=now + timedelta(hours=3)) == 1
    assert statuses(application) == [Status.SIFT_OUT]


@pytest.mark.parametrize(
    ("ahead", "sentence"),
    [(timedelta(0), "Choose a moment in the future"), (timedelta(days=91), "within 90 days")],
)
def test_an_impossible_moment_is_refused(vacancy, recruiter, sift_out, ahead, sentence):
    sift_out()
    now = timezone.now()
    with pytest.raises(GuardFailed, match=sentence):
        plan_release(vacancy_id=vacancy.pk, by=recruiter, release_at=now + ahead, at=now)
    assert Release.objects.count() == 0


def test_only_the_chosen_stage_goes_out(vacancy, recruiter, sift_out):
    (application,) = sift_out()
    held = make_application(vacancy, Status.INT_DONE)
    prepare_decision(
        application_id=held.pk, by=recruiter, event=Event.REJECT_AFTER_INTERVIEW, words=WORDS
    )
    plan_release(vacancy_id=vacancy.pk, by=recruiter, stages=[Status.INT_DONE])
    release_due()
    assert statuses(application, held) == [Status.SIFT, Status.UNSUCCESSFUL_INT]
    assert PreparedDecision.objects.get().application == application


def test_what_cannot_be_told_is_skipped_with_its_reason_and_stays_prepared(
    vacancy, recruiter, sift_out
):
    (good,) = sift_out()
    unready = make_application(vacancy, Status.INT_DONE)
    set_interview(unready, days=-1, result="appointable")
    prepare_decision(application_id=unready.pk, by=recruiter, event=Event.MAKE_OFFER)
    gone, dropped, changed, rescored = sift_out(4)
    plan_release(vacancy_id=vacancy.pk, by=recruiter)
    withdraw_application(application_id=gone.pk, by=gone.candidate.user, reason_code="too_long")
    drop_prepared(application_id=dropped.pk, by=recruiter)
    chair = make_member(Role.PANEL_CHAIR, vacancy, first_name="Alder")
    prepare_decision(application_id=changed.pk, by=chair, event=Event.INVITE_TO_INTERVIEW)
    SiftScore.objects.filter(application=rescored).update(score=1)
    assert release_due() == 1
    notes = {line.application_id: line for line in ReleaseLine.objects.all()}
    assert notes[good.pk].outcome == "released"
    assert notes[unready.pk].note == "Prepare the offer first: salary and reply-by date."
    assert notes[gone.pk].note.startswith("No decision is prepared any more.")
    assert "The candidate moved" in notes[gone.pk].note
    assert "Withdrawn" in notes[gone.pk].note
    assert notes[dropped.pk].note.startswith("No decision is prepared any more.")
    assert notes[changed.pk].note.startswith(
        f"{chair.display_name} changed it to “Invite to interview” at "
    )
    assert notes[rescored.pk].note.startswith("Write what was missing for “Good with casework”")
    assert {line.outcome for line in notes.values()} == {"released", "skipped"}
    still = set(PreparedDecision.objects.values_list("application_id", flat=True))
    assert still == {unready.pk, changed.pk, rescored.pk}
    assert OutboxEmail.objects.filter(kind="unsuccessful").count() == 1
    prepare(unready)
    plan_release(vacancy_id=vacancy.pk, by=recruiter, stages=[Status.INT_DONE])
    assert release_due() == 1
    assert statuses(unready) == [Status.OFFER_COND]


def test_a_change_by_somebody_who_may_release_goes_out_as_changed(vacancy, recruiter, sift_out):
    (application,) = sift_out()
    plan_release(vacancy_id=vacancy.pk, by=recruiter)
    prepare_decision(
        application_id=application.pk,
        by=recruiter,
        event=Event.SIFT_OUT,
        words=OutcomeWords(SiftOutReason.STRONGER_FIELD, "Better words.", {}),
    )
    release_due()
    assert StatusChange.objects.get(event=Event.SIFT_OUT).reason == "Better words."


def test_a_planned_release_is_taken_back_and_its_decisions_can_be_planned_again(
    vacancy, recruiter, sift_out
):
    (application,) = sift_out()
    later = timezone.now() + timedelta(hours=1)
    first = plan_release(vacancy_id=vacancy.pk, by=recruiter, release_at=later)
    with pytest.raises(GuardFailed, match="nothing to release"):
        plan_release(vacancy_id=vacancy.pk, by=recruiter)
    cancel_release(release_id=first.pk, by=recruiter)
    assert release_due(at=later + timedelta(days=1)) == 0
    assert statuses(application) == [Status.SIFT]
    with pytest.raises(StateChanged, match="taken this release back already"):
        cancel_release(release_id=first.pk, by=recruiter)
    second = plan_release(vacancy_id=vacancy.pk, by=recruiter)
    assert release_due() == 1
    with pytest.raises(StateChanged, match="It was released at"):
        cancel_release(release_id=second.pk, by=recruiter)
    assert outcomes() == [("cancelled", ""), ("released", "")]


def test_the_list_must_be_the_one_that_was_looked_at(vacancy, recruiter, sift_out):
    sift_out(2)
    seen = fingerprint(ready_to_release(vacancy.pk))
    sift_out()
    with pytest.raises(StateChanged, match="while you looked at them"):
        plan_release(vacancy_id=vacancy.pk, by=recruiter, seen=seen)
    plan_release(
        vacancy_id=vacancy.pk, by=recruiter, seen=fingerprint(ready_to_release(vacancy.pk))
    )
    assert ReleaseLine.objects.count() == 3


def test_a_right_that_was_taken_away_meanwhile_releases_nothing(vacancy, recruiter, sift_out):
    sift_out()
    plan_release(vacancy_id=vacancy.pk, by=recruiter)
    revoke_role(user=recruiter, role=Role.RECRUITER, by=None)
    assert release_due() == 0
    assert outcomes() == [("skipped", "Your role does not include this. Ask an administrator.")]


@pytest.mark.parametrize("role", [Role.PANEL_CHAIR, Role.SIFTER, Role.CHECKS_OFFICER])
def test_who_prepares_does_not_release(vacancy, sift_out, role):
    sift_out()
    with pytest.raises(NotAllowed):
        plan_release(vacancy_id=vacancy.pk, by=make_member(role, vacancy))


def test_nobody_releases_for_a_vacancy_of_another_team(vacancy, sift_out):
    sift_out()
    with pytest.raises(NotAllowed, match="not on the team"):
        plan_release(vacancy_id=vacancy.pk, by=make_member(Role.RECRUITER))


def test_a_colleagues_own_application_is_skipped(vacancy, recruiter, sift_out):
    (application,) = sift_out()
    application.candidate.user = make_member(Role.RECRUITER, vacancy)
    application.candidate.save()
    plan_release(vacancy_id=vacancy.pk, by=application.candidate.user)
    assert release_due() == 0
    assert outcomes()[0][1] == "This is your own application. A colleague must do this."
