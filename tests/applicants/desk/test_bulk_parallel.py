"""Two runs over the same applications, two workers on one run, and a worker that is killed."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest
from django.db import connection, transaction

from applicants.choices import Event, Status
from applicants.desk.models import BulkItem, BulkRun
from applicants.desk.services import bulk
from applicants.models import Application, StatusChange
from recruitment.accounts.roles import Role
from recruitment.outbox.models import OutboxEmail
from tests.applicants.staff.world import (
    make_application,
    make_candidate,
    make_member,
    make_vacancy,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene(monkeypatch):
    monkeypatch.setattr(bulk, "publish", lambda *given: True)
    vacancy = make_vacancy()
    people = [make_member(Role.RECRUITER, vacancy, first_name=name) for name in ("Rowan", "Alder")]
    return people, [make_application(vacancy, candidate=make_candidate()) for _ in range(4)]


def confirmed(person, applications):
    run = bulk.begin_run(by=person, action="start_sift", applications=applications)
    return bulk.confirm_run(run_id=run.pk, by=person, answers={})


def together(*runs):
    """Each run's worker in a thread of its own, all at once."""
    start = Barrier(len(runs))

    def work(run):
        start.wait(10)
        try:
            while bulk.do_next(run_id=run.pk):
                pass
        finally:
            connection.close()

    threads = [Thread(target=work, args=(run,)) for run in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)


class Killed(BaseException):
    """What nothing in the portal catches."""


@transaction.atomic
def do_one_and_die(run):
    """The worker goes before its transaction ends."""
    bulk.do_next(run_id=run.pk)
    raise Killed


def once_each(applications):
    changes = StatusChange.objects.filter(event=Event.START_SIFT)
    assert sorted(str(one.application_id) for one in changes) == sorted(
        str(one.pk) for one in applications
    )
    assert OutboxEmail.objects.filter(kind="sift_started").count() == len(applications)


def test_two_people_at_once_move_each_application_once(scene):
    people, applications = scene
    runs = [confirmed(person, applications) for person in people]
    together(*runs)
    once_each(applications)
    items = BulkItem.objects.all()
    assert items.filter(outcome="done").count() == len(applications)
    skipped = list(items.filter(outcome="skipped"))
    assert len(skipped) == len(applications)
    assert all(" moved this application to “Sift” at " in one.why for one in skipped)


@pytest.fixture
def tries(monkeypatch):
    """The applications that workers set about, as often as they did."""
    found = []
    really = bulk._do

    def counted(run, item):
        found.append(item.application_id)
        really(run, item)

    monkeypatch.setattr(bulk, "_do", counted)
    return found


def test_two_workers_on_one_run_share_it(scene, tries):
    people, applications = scene
    run = confirmed(people[0], applications)
    together(run, run)
    once_each(applications)
    assert sorted(tries) == sorted(one.pk for one in applications)
    assert set(BulkItem.objects.values_list("outcome", flat=True)) == {"done"}


def test_without_the_lock_two_workers_take_the_same_one(scene, tries, monkeypatch):
    """The lock removed: both find it free. The application's own lock still keeps it to one step,
    but the report would say whatever the slower one wrote."""
    people, applications = scene
    run = confirmed(people[0], applications[:1])
    both = Barrier(2)

    def next_without_lock(run, outcome):
        found = run.items.filter(outcome=outcome).select_related("application").order_by("pk")
        if found.exists():
            both.wait(10)
        return found

    monkeypatch.setattr(bulk, "_next", next_without_lock)
    together(run, run)
    assert tries == [applications[0].pk] * 2
    assert StatusChange.objects.filter(event=Event.START_SIFT).count() == 1


def test_a_killed_worker_leaves_nothing_half_done(scene):
    people, applications = scene
    run = confirmed(people[0], applications)
    assert bulk.do_next(run_id=run.pk)

    with pytest.raises(Killed):
        do_one_and_die(run)
    assert StatusChange.objects.filter(event=Event.START_SIFT).count() == 1
    assert OutboxEmail.objects.filter(kind="sift_started").count() == 1
    assert bulk.unfinished_runs() == [run.pk]
    bulk.carry_on(run_id=run.pk)
    once_each(applications)
    run.refresh_from_db()
    assert run.state == BulkRun.State.DONE
    assert set(Application.objects.values_list("status", flat=True)) == {Status.SIFT}
