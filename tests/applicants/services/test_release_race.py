"""Two workers release at once, and a recruiter takes back meanwhile: everybody is told once.

Without the locks this breaks.
"""

from __future__ import annotations

from threading import Barrier, Thread

import pytest
from django.db import connection

from applicants.choices import Event as Step
from applicants.choices import SiftOutReason, Status
from applicants.errors import StateChanged
from applicants.models import Application, ReleaseLine, StatusChange
from applicants.services import preparing, releasing, staffwork
from applicants.services.outcome_words import OutcomeWords
from recruitment.accounts.roles import Role
from recruitment.outbox.models import OutboxEmail
from tests.applicants.staff.world import make_application, make_member, make_vacancy, score_all

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = OutcomeWords(SiftOutReason.STRONGER_FIELD, "A close field.", {})


@pytest.fixture
def scene():
    vacancy = make_vacancy()
    recruiter = make_member(Role.RECRUITER, vacancy)
    people = []
    for _ in range(4):
        application = make_application(vacancy, Status.SIFT)
        score_all(application, recruiter)
        people.append(application)
    return vacancy, recruiter, people


def prepared(scene):
    vacancy, recruiter, people = scene
    for application in people:
        preparing.prepare_decision(
            application_id=application.pk, by=recruiter, event=Step.SIFT_OUT, words=WORDS
        )
    return releasing.plan_release(vacancy_id=vacancy.pk, by=recruiter)


def together(*runs):
    """Run them at the same moment; what each answered or raised, in their order."""
    answers = [None] * len(runs)
    start = Barrier(len(runs))

    def run(number):
        start.wait(10)
        try:
            answers[number] = runs[number]()
        except Exception as error:
            answers[number] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=(number,)) for number in range(len(runs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return answers


def test_two_workers_tell_everybody_once_between_them(scene):
    prepared(scene)
    assert sum(together(releasing.release_due, releasing.release_due)) == 4
    assert StatusChange.objects.filter(event=Step.SIFT_OUT).count() == 4
    assert OutboxEmail.objects.filter(kind="unsuccessful").count() == 4
    assert set(ReleaseLine.objects.values_list("outcome", flat=True)) == {"released"}


def test_without_the_locks_a_decision_that_was_told_is_reported_as_skipped(scene, monkeypatch):
    """The second worker finds the decision gone and writes over what the first one reported."""
    prepared(scene)
    both_have_read = Barrier(2)

    def read_without_lock(application_id):
        found = Application.objects.select_related("candidate__user", "vacancy").get(
            pk=application_id
        )
        return found

    class Unlocked:
        """The line's rows without FOR UPDATE, read by both before either goes on."""

        def __getattr__(self, name):
            return getattr(ReleaseLine.objects, name)

        def select_for_update(self, **how):
            return self

        def select_related(self, *names):
            return self

        def get(self, **key):
            line = ReleaseLine.objects.select_related("release__planned_by").get(**key)
            both_have_read.wait(10)
            return line

    class Lines:
        Outcome = ReleaseLine.Outcome
        objects = Unlocked()

    monkeypatch.setattr(releasing, "lock_application", read_without_lock)
    monkeypatch.setattr(releasing, "ReleaseLine", Lines)
    line_id = ReleaseLine.objects.order_by("pk").values_list("pk", flat=True)[0]
    at = ReleaseLine.objects.get(pk=line_id).release.release_at
    one = lambda: releasing.release_line(line_id, at=at)  # noqa: E731
    together(one, one)
    assert StatusChange.objects.filter(event=Step.SIFT_OUT).count() == 1
    assert ReleaseLine.objects.get(pk=line_id).outcome == "skipped"


def test_taking_back_while_it_runs_leaves_each_decision_told_or_kept(scene):
    release = prepared(scene)
    _, recruiter, people = scene
    told, _ = together(
        releasing.release_due,
        lambda: releasing.cancel_release(release_id=release.pk, by=recruiter),
    )
    outcomes = list(ReleaseLine.objects.values_list("outcome", flat=True))
    assert outcomes.count("released") == told
    assert outcomes.count("cancelled") == 4 - told
    out = Application.objects.filter(pk__in=[one.pk for one in people], status=Status.SIFT_OUT)
    assert out.count() == told


def prepare_as(application, people):
    return together(
        *(
            lambda person=person: preparing.prepare_decision(
                application_id=application.pk,
                by=person,
                event=Step.SIFT_OUT,
                words=OutcomeWords(WORDS.reason_code, f"Words of {person.first_name}.", {}),
                expected_prepared=0,
            )
            for person in people
        )
    )


def test_two_prepare_at_once_and_one_reads_who_was_first(scene):
    vacancy, recruiter, people = scene
    alder = make_member(Role.RECRUITER, vacancy, first_name="Alder")
    answers = prepare_as(people[0], [recruiter, alder])
    refused = [one for one in answers if isinstance(one, StateChanged)]
    won = next(one for one in answers if not isinstance(one, Exception))
    assert len(refused) == 1
    assert str(refused[0]).startswith(f"{won.prepared_by.display_name} prepared ")


def test_without_the_lock_one_writes_over_the_other(scene, monkeypatch):
    vacancy, recruiter, people = scene
    alder = make_member(Role.RECRUITER, vacancy, first_name="Alder")
    both_have_read = Barrier(2)
    whole = preparing._check_prepared

    def check(application, expected):
        found = whole(application, expected)
        both_have_read.wait(10)
        return found

    def read_without_lock(application_id):
        return Application.objects.select_related("candidate__user", "vacancy").get(
            pk=application_id
        )

    monkeypatch.setattr(staffwork, "lock_application", read_without_lock)
    monkeypatch.setattr(preparing, "_check_prepared", check)
    answers = prepare_as(people[0], [recruiter, alder])
    assert [one for one in answers if isinstance(one, StateChanged)] == []
