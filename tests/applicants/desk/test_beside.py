"""Notes, tasks and who looks after an application: who writes them, who reads them."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from applicants.choices import Event, Status
from applicants.desk.models import Assignment, StaffNote, StaffTask
from applicants.desk.services.noting import add_note, add_task, assign, finish_task
from applicants.errors import GuardFailed, NotAllowed
from applicants.models import Application, StatusChange
from applicants.selectors.my_data import gather
from applicants.services.retaining import erase_application
from recruitment.access.device import Device
from recruitment.accounts.roles import Role
from recruitment.audit.models import AuditEntry
from tests.applicants.staff.world import make_application, make_member, make_vacancy, staff_client
from vacancies.visibility import Viewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def vacancy():
    return make_vacancy()


@pytest.fixture
def recruiter(vacancy):
    return make_member(Role.RECRUITER, vacancy)


@pytest.fixture
def application(vacancy):
    return make_application(vacancy, Status.SIFT)


def place(application, page="case"):
    return f"/staff/applicants/application/{application.pk}/{page}/"


def actions():
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


def test_a_note_is_read_by_colleagues_and_not_by_markers(vacancy, recruiter, application):
    client = staff_client(recruiter)
    page = client.post(place(application, "note"), {"text": " Rang, no answer. ", "version": 1})
    assert (page.status_code, page.url) == (302, place(application))
    note = StaffNote.objects.get()
    assert (note.text, note.author) == ("Rang, no answer.", recruiter)
    assert actions()[-1] == "note.add"
    assert "Rang" not in str(list(AuditEntry.objects.values()))
    assert "Rang, no answer." in client.get(place(application)).content.decode()
    member = staff_client(make_member(Role.PANEL_MEMBER, vacancy))
    assert "Rang, no answer." in member.get(place(application)).content.decode()
    sifter = staff_client(make_member(Role.SIFTER, vacancy))
    assert "Rang" not in sifter.get(place(application)).content.decode()
    for page in ("note", "task", "assign"):
        assert sifter.get(place(application, page)).status_code == 403


def test_an_empty_note_is_refused_at_its_field(recruiter, application):
    page = staff_client(recruiter).post(place(application, "note"), {"text": " "})
    assert '<a href="#id_text">Write a note.</a>' in page.content.decode()
    assert not StaffNote.objects.exists()


def test_nobody_of_another_team_writes_or_reads(application):
    stranger = make_member(Role.RECRUITER, make_vacancy())
    with pytest.raises(NotAllowed):
        add_note(application_id=application.pk, by=stranger, text="x")
    assert staff_client(stranger).get(place(application, "note")).status_code == 404


def own_data(application):
    viewer = Viewer(application.candidate.user, Device(trusted=False, how="x"), timezone.now())
    return gather(viewer).applications[0]


def told(application, status, event):
    """The outcome of a step is told a minute from now."""
    at = timezone.now() + timedelta(minutes=1)
    StatusChange.objects.create(
        application=application, sequence=9, event=event, from_status=application.status,
        to_status=status, at=at, actor_kind="staff",
    )  # fmt: skip
    Application.objects.filter(pk=application.pk).update(status=status, status_since=at)


@pytest.mark.parametrize(
    ("status", "event"),
    [
        (Status.SIFT_OUT, Event.SIFT_OUT),
        (Status.INT_INVITED, Event.INVITE_TO_INTERVIEW),
        (Status.WITHDRAWN, Event.WITHDRAW),
    ],
)
def test_the_candidate_finds_notes_in_their_data_once_the_outcome_is_told(
    recruiter, vacancy, status, event
):
    application = make_application(vacancy, Status.SIFT)
    add_note(application_id=application.pk, by=recruiter, text="Rang, no answer.")
    today = timezone.localdate()
    StaffTask.objects.create(
        application=application, what="Write the letter", due_on=today, set_at=timezone.now(),
        owner=recruiter, set_by=recruiter,
    )  # fmt: skip
    before = own_data(application)
    assert (before["notes_of_staff"], before["notes_that_come_with_the_outcome"]) == ([], 1)
    assert "Write the letter" not in str(before)
    told(application, status, event)
    after = own_data(application)
    assert [note["text"] for note in after["notes_of_staff"]] == ["Rang, no answer."]
    assert after["notes_that_come_with_the_outcome"] == 0
    assert "Write the letter" in str(after)
    assert recruiter.last_name not in str(after)


def test_what_is_noted_about_the_next_step_waits_for_its_outcome(recruiter, vacancy):
    application = make_application(vacancy, Status.SIFT)
    add_note(application_id=application.pk, by=recruiter, text="Two clear examples.")
    told(application, Status.INT_DONE, Event.INVITE_TO_INTERVIEW)
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        add_note(application_id=application.pk, by=recruiter, text="The panel is not sure.")
    data = own_data(application)
    assert [note["text"] for note in data["notes_of_staff"]] == ["Two clear examples."]
    assert data["notes_that_come_with_the_outcome"] == 1


def test_a_task_is_given_done_once_and_shown(vacancy, recruiter, application):
    chair = make_member(Role.PANEL_CHAIR, vacancy)
    tomorrow = timezone.localdate() + timedelta(days=1)
    client = staff_client(recruiter)
    data = {"what": "Book a room", "owner": chair.pk, "due_on": tomorrow.isoformat()}
    assert client.post(place(application, "task"), data).status_code == 302
    task = StaffTask.objects.get()
    assert (task.what, task.owner, task.due_on, task.set_by) == (
        "Book a room", chair, tomorrow, recruiter,
    )  # fmt: skip
    theirs = staff_client(chair)
    assert "Book a room" in theirs.get(place(application)).content.decode()
    done = place(application, f"task/{task.pk}")
    assert "Book a room" in theirs.get(done).content.decode()
    assert theirs.post(done).status_code == 302
    task.refresh_from_db()
    assert (task.done_by, task.is_open) == (chair, False)
    second = client.post(done)
    assert second.status_code == 409
    assert f"{chair.display_name} has done this already." in second.content.decode()
    assert actions().count("task.finish") == 1
    assert client.get(place(application, "task/0")).status_code == 404


def test_a_task_needs_words_a_colleague_and_a_day_to_come(vacancy, recruiter, application):
    outside = make_member(Role.RECRUITER, make_vacancy())
    sifter = make_member(Role.SIFTER, vacancy)
    yesterday = timezone.localdate() - timedelta(days=1)
    for owner in (outside, sifter):
        data = {"what": "", "owner": owner.pk, "due_on": yesterday.isoformat()}
        text = staff_client(recruiter).post(place(application, "task"), data).content.decode()
        for sentence in (
            "Write what is to be done.",
            "Choose one of the colleagues listed.",
            "Enter today or a later day.",
        ):
            assert sentence in text
        with pytest.raises(GuardFailed):
            add_task(
                application_id=application.pk, by=recruiter, what="x", owner_id=owner.pk,
                due_on=yesterday,
            )  # fmt: skip


def test_an_application_is_looked_after_by_one_colleague(vacancy, recruiter, application):
    first, second = (make_member(Role.RECRUITER, vacancy) for _ in range(2))
    client = staff_client(recruiter)
    for owner in (first, second):
        assert client.post(place(application, "assign"), {"owner": owner.pk}).status_code == 302
    assert Assignment.objects.get().owner == second
    text = client.get(place(application)).content.decode()
    assert f"<dt>Looked after by</dt><dd>{second.display_name}</dd>" in text
    entry = AuditEntry.objects.filter(action="application.assign").order_by("-pk").first()
    assert (entry.before, entry.after) == ({"owner": first.pk}, {"owner": second.pk})
    with pytest.raises(GuardFailed, match="looks after this application already"):
        assign(application_id=application.pk, by=recruiter, owner_id=second.pk)
    member = make_member(Role.PANEL_MEMBER, vacancy)
    with pytest.raises(NotAllowed):
        assign(application_id=application.pk, by=member, owner_id=first.pk)


def test_erasing_an_application_takes_all_of_it(recruiter, application):
    add_note(application_id=application.pk, by=recruiter, text="x")
    task = add_task(
        application_id=application.pk, by=recruiter, what="x", owner_id=recruiter.pk,
        due_on=timezone.localdate(),
    )  # fmt: skip
    finish_task(application_id=application.pk, task_id=task.pk, by=recruiter)
    assign(application_id=application.pk, by=recruiter, owner_id=recruiter.pk)
    erase_application(application)
    for model in (StaffNote, StaffTask, Assignment):
        assert not model.objects.exists()
