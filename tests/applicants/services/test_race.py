"""Two recruiters at once: one wins, the other learns who it was. Without the lock this breaks."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest
from django.db import connection

from applicants.choices import Event, Status
from applicants.errors import StateChanged
from applicants.models import Application, StatusChange
from applicants.services import transition as service
from recruitment.accounts.roles import Role
from recruitment.outbox.selectors import emails_about
from tests.applicants.staff.world import make_application, make_member, make_vacancy

pytestmark = pytest.mark.django_db(transaction=True)


def race(application, people, event=Event.START_SIFT):
    """What came of it for each of them: "won", or the words they read, or the kind of failure."""
    outcomes = {}
    start = Barrier(len(people))

    def run(person):
        start.wait(10)
        try:
            service.transition(
                application_id=application.pk, event=event, by=person, expected_version=1
            )
            outcomes[person.pk] = "won"
        except StateChanged as error:
            outcomes[person.pk] = str(error)
        except Exception as error:
            outcomes[person.pk] = type(error).__name__
        finally:
            connection.close()

    threads = [Thread(target=run, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return outcomes


@pytest.fixture
def scene():
    vacancy = make_vacancy()
    people = [make_member(Role.RECRUITER, vacancy, first_name=name) for name in ("Rowan", "Alder")]
    return make_application(vacancy), people


def test_one_recruiter_wins_and_the_other_reads_who_it_was(scene):
    application, people = scene
    outcomes = race(application, people)
    winner = next(person for person in people if outcomes[person.pk] == "won")
    loser = next(person for person in people if person is not winner)
    application.refresh_from_db()
    assert outcomes[loser.pk].startswith(f"{winner.get_full_name()} moved this application to ")
    assert "moved this application to “Sift” at " in outcomes[loser.pk]
    assert "Nothing of yours was changed." in outcomes[loser.pk]
    assert (application.status, application.version) == (Status.SIFT, 2)
    assert StatusChange.objects.filter(event=Event.START_SIFT).count() == 1
    assert emails_about(application.about).count() == 1


def test_without_the_lock_both_would_act_on_what_they_saw(scene, monkeypatch):
    application, people = scene
    both_have_read = Barrier(2)

    def read_without_lock(application_id):
        found = Application.objects.select_related("candidate__user", "vacancy").get(
            pk=application_id
        )
        both_have_read.wait(10)
        return found

    monkeypatch.setattr(service, "lock_application", read_without_lock)
    outcomes = race(application, people)
    assert [text for text in outcomes.values() if "moved this application" in text] == []
