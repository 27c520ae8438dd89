"""Two people at one piece of work: one wins, the other is told by whom, and keeps what they typed.

The lock makes this hold when they press at the same moment; without it one writes over the other.
"""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from applicants.choices import CheckState, Status
from applicants.errors import StateChanged
from applicants.models import Application, LatestWork, Offer, PreEmploymentCheck
from applicants.services import latest_work, offering, staffwork
from recruitment.accounts.roles import Role
from tests.applicants.staff.world import (
    make_application,
    make_member,
    make_vacancy,
    prepare,
    set_interview,
    staff_client,
)

SOON = timezone.localdate() + timedelta(days=20)
INTERVIEW = {"day": SOON, "time": "14:30", "minutes": "45", "format": "in_person"}
# (who, at which stage, the page, what the first one sends, what the second one sends, kept words)
PAGES = [
    pytest.param(
        Role.RECRUITER, Status.SIFT, "interview",
        {**INTERVIEW, "place": "Lambeth"}, {**INTERVIEW, "place": "Hendon"},
        "the interview", 'value="Hendon"', id="interview",
    ),
    pytest.param(
        Role.RECRUITER, Status.INT_DONE, "result",
        {"result": "appointable", "note": "Strong."}, {"result": "appointable", "note": "My note"},
        "the panel’s result", "My note</textarea>", id="result",
    ),
    pytest.param(
        Role.RECRUITER, Status.INT_DONE, "offer",
        {"salary_text": "£34,448", "reply_by": SOON}, {"salary_text": "£35,000", "reply_by": SOON},
        "the offer", 'value="£35,000"', id="offer",
    ),
    pytest.param(
        Role.RECRUITER, Status.CHECKS, "start-date",
        {"start_on": SOON}, {"start_on": SOON + timedelta(days=1)},
        "the offer", f'value="{SOON + timedelta(days=1)}"', id="start date",
    ),
    pytest.param(
        Role.CHECKS_OFFICER, Status.CHECKS, "checks/vetting",
        {"state": "with_us", "seen": "not_started"}, {"state": "complete", "seen": "not_started"},
        "this check", 'value="complete"', id="check",
    ),
    pytest.param(
        Role.ADJUSTMENTS_ADVISER, Status.SIFT, "arrangement",
        {"agreed_arrangement": "More time."}, {"agreed_arrangement": "A quiet room."},
        "the agreed arrangement", "A quiet room.</textarea>", id="arrangement",
    ),
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "status", "page", "first", "second", "what", "kept"), PAGES)
def test_who_comes_second_is_told_by_whom_and_keeps_what_they_typed(
    role, status, page, first, second, what, kept
):
    vacancy = make_vacancy()
    application = make_application(vacancy, status)
    if status in (Status.INT_DONE, Status.CHECKS):
        set_interview(application, days=-1)
    if status == Status.CHECKS:
        prepare(application)
        PreEmploymentCheck.objects.create(
            application=application,
            kind="vetting",
            state=CheckState.NOT_STARTED,
            updated_at=timezone.now(),
        )
    address = f"/staff/applicants/application/{application.pk}/{page}/"
    alder, rowan = (make_member(role, vacancy, first_name=name) for name in ("Alder", "Rowan"))
    mine = staff_client(rowan)
    assert 'name="piece" value="0"' in mine.get(address).content.decode()
    done = staff_client(alder).post(address, {"version": 1, "piece": 0, **first})
    assert done.status_code == 302
    refused = mine.post(address, {"version": 1, "piece": 0, **second})
    text = refused.content.decode()
    assert refused.status_code == 409
    assert f"{alder.display_name} changed {what} at " in text
    assert "Nothing of yours was saved." in text
    assert kept in text
    latest = LatestWork.objects.get()
    assert (latest.number, latest.saved_by_id) == (1, alder.pk)
    again = mine.post(address, {"version": 1, "piece": 1, **second, **seen_after(first, second)})
    assert again.status_code == 302
    latest.refresh_from_db()
    assert (latest.number, latest.saved_by_id) == (2, rowan.pk)


def seen_after(first, second):
    """A check's page names the state that it shows."""
    return {"seen": first["state"]} if "state" in second else {}


def offer_at_once(application, people):
    answers = {}
    start = Barrier(len(people))

    def run(person):
        start.wait(10)
        try:
            offering.prepare_offer(
                application_id=application.pk,
                by=person,
                salary_text=f"Offered by {person.first_name}",
                expected_piece=0,
            )
            answers[person.first_name] = "saved"
        except StateChanged as refusal:
            answers[person.first_name] = str(refusal)
        except Exception as error:
            answers[person.first_name] = type(error).__name__
        finally:
            connection.close()

    threads = [Thread(target=run, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return answers


@pytest.fixture
def two():
    vacancy = make_vacancy()
    people = [make_member(Role.RECRUITER, vacancy, first_name=name) for name in ("Alder", "Rowan")]
    return make_application(vacancy, Status.INT_DONE), people


@pytest.mark.django_db(transaction=True)
def test_at_the_same_moment_one_saves_and_the_other_reads_who_it_was(two):
    application, people = two
    answers = offer_at_once(application, people)
    winner = next(person for person in people if answers[person.first_name] == "saved")
    (refusal,) = [text for text in answers.values() if text != "saved"]
    assert refusal.startswith(f"{winner.display_name} changed the offer at ")
    assert Offer.objects.get().salary_text == f"Offered by {winner.first_name}"


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_nobody_is_told(two, monkeypatch):
    application, people = two
    both_have_read = Barrier(2)

    def read_without_lock(application_id):
        found = Application.objects.select_related("candidate__user", "vacancy").get(
            pk=application_id
        )
        both_have_read.wait(10)
        return found

    counted = latest_work.count_save
    both_have_looked = Barrier(2)

    def count(**given):
        # What the lock forbids: both compare before either has written.
        found = latest_work.seen_number(given["application"], given["piece"])
        both_have_looked.wait(10)
        if found != given["expected"]:
            raise StateChanged("told")
        counted(**{**given, "expected": None})

    monkeypatch.setattr(staffwork, "lock_application", read_without_lock)
    monkeypatch.setattr(staffwork, "count_save", count)
    answers = offer_at_once(application, people)
    assert [text for text in answers.values() if "changed" in text or text == "told"] == []
