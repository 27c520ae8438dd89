"""Check 44: thirty candidates want ten places at once. Ten get one; without the lock more would."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from applicants.choices import Status
from applicants.errors import GuardFailed
from applicants.models import Application, Interview, InterviewSlot
from applicants.services import attending
from tests.applicants.candidate.world import owner
from tests.applicants.factories import make_application, make_slot, make_vacancy

pytestmark = pytest.mark.django_db(transaction=True)
CANDIDATES, PLACES = 30, 10


@pytest.fixture
def scene():
    vacancy = make_vacancy()
    slot = make_slot(vacancy, places=PLACES)
    return slot, [
        make_application(status=Status.INT_INVITED, vacancy=vacancy) for _ in range(CANDIDATES)
    ]


def rush(slot, applications):
    """What each of them got: "booked", or the words they read."""
    people = [(one.pk, owner(one)) for one in applications]
    start = Barrier(len(people))

    def run(person):
        pk, user = person
        start.wait(20)
        try:
            attending.choose_slot(application_id=pk, slot_id=slot.pk, by=user)
        except GuardFailed as refused:
            return str(refused)
        else:
            return "booked"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(people)) as pool:
        return Counter(pool.map(run, people))


def test_exactly_as_many_as_there_are_places(scene):
    slot, applications = scene
    assert rush(slot, applications) == {"booked": PLACES, attending.TAKEN: CANDIDATES - PLACES}
    assert Interview.objects.filter(slot=slot).count() == PLACES
    assert Application.objects.filter(status=Status.INT_BOOKED).count() == PLACES


def test_without_the_lock_the_time_would_be_overbooked(scene, monkeypatch):
    slot, applications = scene
    all_have_looked = Barrier(CANDIDATES)

    def look_without_lock(slot_id):
        found = InterviewSlot.objects.get(pk=slot_id)
        all_have_looked.wait(20)
        return found

    monkeypatch.setattr(attending, "lock_slot", look_without_lock)
    rush(slot, applications)
    assert Interview.objects.filter(slot=slot).count() > PLACES
