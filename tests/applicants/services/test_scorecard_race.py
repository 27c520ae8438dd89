"""A scorecard that is sent twice at the same moment is sent once. Without the lock this breaks."""

from __future__ import annotations

import time
from threading import Barrier, Thread

import pytest
from django.db import connection

from applicants.errors import StateChanged
from applicants.models import Application, ScorecardScore
from applicants.services import scorecards, staffwork
from recruitment.audit.models import AuditEntry
from tests.applicants.services.test_scorecards import Scene, given

pytestmark = pytest.mark.django_db(transaction=True)
SENT_ALREADY = "You have sent your scorecard already. It cannot be changed."


@pytest.fixture
def scene(monkeypatch):
    """The card is there as a draft, and each sending takes long enough to meet the other."""
    scene = Scene()
    scene.save(scene.member, given(3))
    real = scorecards.subjects_of

    def slowly(vacancy):
        time.sleep(0.3)
        return real(vacancy)

    monkeypatch.setattr(scorecards, "subjects_of", slowly)
    return scene


def send_both(scene):
    """Send a 2 and a 5 at once; what was refused, as sentences."""
    start, refused = Barrier(2), []

    def send(score):
        start.wait(10)
        try:
            scene.send(scene.member, given(score))
        except StateChanged as error:
            refused.append(str(error))
        finally:
            connection.close()

    threads = [Thread(target=send, args=(score,)) for score in (2, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return refused


def sendings():
    return AuditEntry.objects.filter(action="scorecard.send").count()


def test_one_wins_and_the_other_is_told(scene):
    assert send_both(scene) == [SENT_ALREADY]
    assert sendings() == 1
    scores = list(ScorecardScore.objects.values_list("score", flat=True))
    assert scores in ([2] * 3, [5] * 3)


def test_without_the_lock_a_scorecard_that_was_sent_is_written_over(scene, monkeypatch):
    def read_without_lock(application_id):
        return Application.objects.select_related("candidate__user", "vacancy").get(
            pk=application_id
        )

    monkeypatch.setattr(staffwork, "lock_application", read_without_lock)
    assert send_both(scene) == []
    assert sendings() == 2
