"""Whoever planned a release for later is told when it has ended, and what it did not tell."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from applicants.choices import Event, SiftOutReason, Status
from applicants.emails.releasing import ReleaseEnded
from applicants.models import Release, ReleaseLine
from applicants.services.applying import withdraw_application
from applicants.services.guards import INTERVIEW_OFFER_KEPT
from applicants.services.outcome_words import OutcomeWords
from applicants.services.preparing import drop_prepared, prepare_decision
from applicants.services.releasing import cancel_release, plan_release, release_due
from recruitment.accounts.roles import Role
from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.rendering import render
from tests.applicants.staff.world import make_application, make_member, make_vacancy, score_all

pytestmark = pytest.mark.django_db
WORDS = OutcomeWords(SiftOutReason.STRONGER_FIELD, "A close field.", {})
LATER = timedelta(hours=3)


@pytest.fixture
def scene():
    vacancy = make_vacancy()
    recruiter = make_member(Role.RECRUITER, vacancy)
    people = []
    for _ in range(3):
        application = make_application(vacancy, Status.SIFT)
        score_all(application, recruiter)
        prepare_decision(
            application_id=application.pk, by=recruiter, event=Event.SIFT_OUT, words=WORDS
        )
        people.append(application)
    return vacancy, recruiter, people


def plan(scene, *, later=LATER):
    vacancy, recruiter, _ = scene
    moment = timezone.now() + later if later else None
    return plan_release(vacancy_id=vacancy.pk, by=recruiter, release_at=moment)


def told():
    return OutboxEmail.objects.filter(kind="release_ended")


def test_it_says_what_was_released_and_what_was_skipped_and_why(scene):
    vacancy, recruiter, (first, second, third) = scene
    release = plan(scene)
    drop_prepared(application_id=second.pk, by=recruiter)
    withdraw_application(application_id=third.pk, by=third.candidate.user)
    release_due(at=release.release_at)
    release_due(at=release.release_at)
    (row,) = told()
    assert (row.to_address, row.ids) == (recruiter.email, {"release": release.pk})
    text = render(ReleaseEnded.load(row.ids)).text
    assert vacancy.title in text
    assert "Not successful at sift: 1" in text
    notes = dict(ReleaseLine.objects.exclude(note="").values_list("application", "note"))
    for one in (second, third):
        assert f"{one.reference}: {notes[one.pk]}" in text
        assert one.candidate.family_name not in text
    assert first.reference not in text
    assert f"/staff/applicants/release/{release.pk}/change/" in text


def test_one_that_is_released_at_once_or_taken_back_says_nothing(scene):
    cancel_release(release_id=plan(scene).pk, by=scene[1])
    plan(scene, later=None)
    assert release_due() == 3
    assert not told().exists()


def test_why_somebody_must_go_forward_is_read_in_the_report_alone(scene):
    release = plan(scene)
    release_due(at=release.release_at)
    ReleaseLine.objects.filter(application=scene[2][0]).update(
        outcome="skipped", note=INTERVIEW_OFFER_KEPT
    )
    text = render(ReleaseEnded.load({"release": release.pk})).text
    assert f"{scene[2][0].reference}: the report says why" in text
    assert INTERVIEW_OFFER_KEPT not in text


def test_nobody_is_written_to_who_has_left_or_while_it_runs(scene):
    release = plan(scene)
    assert ReleaseEnded.load({"release": release.pk}) is None
    release_due(at=release.release_at)
    release.planned_by.is_active = False
    release.planned_by.save(update_fields=["is_active"])
    assert ReleaseEnded.load({"release": release.pk}) is None
    assert Release.objects.get().finished_at is not None


def test_each_number_and_each_application_has_a_line_of_its_own() -> None:
    rendered = render(ReleaseEnded.sample())
    assert "\nInvite to interview: 4\nNot successful at sift: 20\n" in rendered.text
    assert "Invite to interview: 4<br>Not successful at sift: 20" in rendered.html
