"""Many at once: what is previewed, what is done, what is skipped and why."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applicants.choices import Event, Status
from applicants.desk import tasks
from applicants.desk.bulk_actions import BULK_ACTIONS, bulk_actions_of
from applicants.desk.models import Assignment, BulkItem, BulkRun
from applicants.desk.services import bulk
from applicants.errors import GuardFailed, NotAllowed
from applicants.models import Application, StatusChange
from applicants.services.deciding import decide
from recruitment.accounts.roles import Role, revoke_role
from recruitment.audit.models import AuditEntry
from recruitment.outbox.models import OutboxEmail
from tests.applicants.staff.world import (
    make_application,
    make_candidate,
    make_member,
    make_vacancy,
    staff_client,
)

pytestmark = pytest.mark.django_db
LIST = "/staff/applicants/application/"
MANY = f"{LIST}many/"


@pytest.fixture
def vacancy():
    return make_vacancy()


@pytest.fixture
def recruiter(vacancy):
    return make_member(Role.RECRUITER, vacancy)


def new_ones(vacancy, number, status=Status.SUBMITTED, **fields):
    return [
        make_application(vacancy, status, candidate=make_candidate(), **fields)
        for _ in range(number)
    ]


def begin(client, do, *applications, which="page", query=""):
    data = {
        "do": do,
        "which": which,
        "query": query,
        "_selected_action": [str(one.pk) for one in applications],
    }
    return client.post(MANY, data)


def outcomes(run):
    return list(run.items.order_by("pk").values_list("outcome", "why"))


def test_a_whole_run_from_the_list_to_its_report(vacancy, recruiter):
    first, second = new_ones(vacancy, 2)
    (offered,) = new_ones(vacancy, 1, Status.OFFER_COND)
    client = staff_client(recruiter)
    listed = client.get(LIST).content.decode()
    assert listed.count('name="_selected_action"') == 3
    assert "With all: 3" in listed
    begun = begin(client, "start_sift", first, second, offered)
    run = BulkRun.objects.get()
    assert (begun.status_code, begun.url) == (302, f"{MANY}{run.pk}/")
    assert run.state == BulkRun.State.READY
    preview = client.get(begun.url).content.decode()
    assert "Start the sift for 2 applications?" in preview
    assert "The candidate is told that their application is being assessed." in preview
    reason = "It is at “Conditional offer sent”, where this cannot be done."
    assert f"<li>1: {reason}</li>" in preview
    assert {one.status for one in Application.objects.filter(pk__in=[first.pk, second.pk])} == {
        Status.SUBMITTED
    }
    assert client.post(begun.url, {"do": "confirm"}).status_code == 302
    progress = client.get(begun.url)
    assert progress["Refresh"] == "4"
    assert "1 of 3 are finished." in progress.content.decode()
    assert "Refresh" not in client.get(f"{begun.url}?still=1")
    tasks.carry_on(run.pk)
    run.refresh_from_db()
    assert run.state == BulkRun.State.DONE
    report = client.get(begun.url)
    assert "Refresh" not in report
    text = report.content.decode()
    assert "<dt>Done</dt><dd>2</dd>" in text
    assert "<dt>Skipped</dt><dd>1</dd>" in text
    assert recruiter.display_name in text
    assert f">{offered.reference}</a>" in text
    changes = StatusChange.objects.filter(event=Event.START_SIFT)
    assert {one.actor_id for one in changes} == {recruiter.pk}
    assert changes.count() == 2
    assert OutboxEmail.objects.filter(kind="sift_started").count() == 2
    logged = AuditEntry.objects.filter(action__startswith="bulk.").order_by("pk")
    assert [(one.action, one.after) for one in logged] == [
        ("bulk.begin", {"what": "start_sift", "chosen": 3}),
        ("bulk.confirm", {"what": "start_sift", "ready": 2}),
        ("bulk.done", {"what": "start_sift", "done": 2, "skipped": 1}),
    ]
    assert AuditEntry.objects.filter(action="application.start_sift").count() == 2


def test_everything_that_matches_is_more_than_the_page(vacancy, recruiter, monkeypatch):
    monkeypatch.setattr("applicants.admin.applications.ApplicationAdmin.list_per_page", 2)
    new_ones(vacancy, 5)
    new_ones(vacancy, 1, Status.SIFT)
    new_ones(make_vacancy(), 1)
    client = staff_client(recruiter)
    assert "With everything that matches: 5" in client.get(f"{LIST}?stage=new").content.decode()
    begin(client, "start_sift", which="all", query="stage=new&p=2")
    run = BulkRun.objects.get()
    assert [outcome for outcome, _ in outcomes(run)] == ["ready"] * 5


def test_words_of_a_search_narrow_it_too(vacancy, recruiter):
    make_application(vacancy, candidate=make_candidate("Juniper", "Pretend"))
    new_ones(vacancy, 2)
    begin(staff_client(recruiter), "start_sift", which="all", query="q=juniper")
    assert BulkItem.objects.count() == 1


def test_what_is_out_of_scope_cannot_be_chosen(vacancy, recruiter):
    (foreign,) = new_ones(make_vacancy(), 1)
    (draft,) = new_ones(vacancy, 1, Status.DRAFT)
    page = begin(staff_client(recruiter), "start_sift", foreign, draft)
    assert page.status_code == 409
    text = page.content.decode()
    assert "<title>Error: Many at once" in text
    assert "Choose at least one application." in text
    assert not BulkRun.objects.exists()


@pytest.mark.parametrize(
    ("do", "sentence"),
    [("", "Choose what to do."), ("sift_out", "Choose what to do.")],
)
def test_an_action_is_chosen(vacancy, recruiter, do, sentence):
    page = begin(staff_client(recruiter), do, *new_ones(vacancy, 1), query="stage=new")
    assert sentence in page.content.decode()
    assert f'href="{LIST}?stage=new"' in page.content.decode()


def test_odd_choices_are_refused(vacancy, recruiter):
    client = staff_client(recruiter)
    assert client.post(MANY, {"do": "assign", "_selected_action": "x"}).status_code == 400
    assert begin(client, "assign", which="all", query="password=x").status_code == 400


def test_too_many_are_refused(vacancy, recruiter, monkeypatch):
    monkeypatch.setattr(bulk, "MOST", 2)
    with pytest.raises(GuardFailed, match="Up to 2 applications go at once"):
        bulk.begin_run(by=recruiter, action="assign", applications=new_ones(vacancy, 3))


def test_who_has_nothing_to_do_in_this_way_has_no_boxes(vacancy):
    new_ones(vacancy, 1)
    for role in (Role.SIFTER, Role.PANEL_MEMBER, Role.CHECKS_OFFICER):
        member = make_member(role, vacancy)
        assert bulk_actions_of(member) == []
        client = staff_client(member)
        assert "_selected_action" not in client.get(LIST).content.decode()
        assert client.post(MANY, {"do": "assign"}).status_code == 403
        with pytest.raises(NotAllowed):
            bulk.begin_run(by=member, action="start_sift", applications=new_ones(vacancy, 1))


def test_each_right_is_asked_for_by_itself(vacancy):
    chair = make_member(Role.PANEL_CHAIR, vacancy)
    assert [one.code for one in bulk_actions_of(chair)] == [
        "invite_to_interview",
        "prepare_invite_to_interview",
        "prepare_make_offer",
        "prepare_place_on_reserve",
        "prepare_reject_after_interview",
        "prepare_sift_out",
    ]
    page = begin(staff_client(chair), "start_sift", *new_ones(vacancy, 1))
    assert page.status_code == 409
    assert "Your role does not include this." in page.content.decode()


def test_a_run_of_somebody_else_does_not_exist(vacancy, recruiter):
    run = bulk.begin_run(by=recruiter, action="start_sift", applications=new_ones(vacancy, 1))
    other = make_member(Role.RECRUITER, vacancy)
    client = staff_client(other)
    for answer in (client.get(f"{MANY}{run.pk}/"), client.post(f"{MANY}{run.pk}/")):
        assert answer.status_code == 404
    with pytest.raises(NotAllowed):
        bulk.confirm_run(run_id=run.pk, by=other, answers={})
    assert "Start the sift" not in client.get(MANY).content.decode()
    assert "Start the sift" in staff_client(recruiter).get(MANY).content.decode()


def test_a_reason_is_asked_for_once_and_kept_when_missing(vacancy, recruiter):
    (held,) = new_ones(vacancy, 1, Status.HELD_PRIORITY)
    client = staff_client(recruiter)
    page = begin(client, "release_tier", held).url
    refused = client.post(page, {"do": "confirm", "reason": " "}).content.decode()
    assert '<a href="#id_reason">Write a reason.</a>' in refused
    assert "<title>Error: Release from the second tier" in refused
    client.post(page, {"do": "confirm", "reason": "The first tier is considered."})
    tasks.carry_on(BulkRun.objects.get().pk)
    held.refresh_from_db()
    assert held.status == Status.SUBMITTED
    change = StatusChange.objects.get(event=Event.RELEASE_TIER)
    assert change.reason == "The first tier is considered."


def test_applications_are_assigned_to_a_colleague_of_their_team(vacancy, recruiter):
    elsewhere = make_vacancy()
    elsewhere.team.create(user=recruiter, role="recruiter")
    colleague = make_member(Role.RECRUITER, vacancy)
    ours, theirs = new_ones(vacancy, 1) + new_ones(elsewhere, 1)
    client = staff_client(recruiter)
    page = begin(client, "assign", ours, theirs).url
    assert '<a href="#id_colleague">' in client.post(page, {"do": "confirm"}).content.decode()
    client.post(page, {"do": "confirm", "colleague": colleague.pk})
    tasks.carry_on(BulkRun.objects.get().pk)
    assert [(one.application, one.owner) for one in Assignment.objects.all()] == [(ours, colleague)]
    assert sorted(outcomes(BulkRun.objects.get())) == [
        ("done", ""),
        ("skipped", "Choose somebody of this vacancy's team who may read applications."),
    ]


def test_whoever_was_faster_is_named_and_nothing_is_done_twice(vacancy, recruiter):
    alder = make_member(Role.RECRUITER, vacancy, first_name="Alder")
    (application,) = new_ones(vacancy, 1)
    mine = bulk.begin_run(by=recruiter, action="start_sift", applications=[application])
    theirs = bulk.begin_run(by=alder, action="start_sift", applications=[application])
    for run, person in ((mine, recruiter), (theirs, alder)):
        bulk.confirm_run(run_id=run.pk, by=person, answers={})
        tasks.carry_on(run.pk)
    assert outcomes(mine) == [("done", "")]
    ((outcome, why),) = outcomes(theirs)
    assert outcome == "skipped"
    assert why.startswith(f"{recruiter.get_full_name()} moved this application to “Sift” at ")
    assert StatusChange.objects.filter(event=Event.START_SIFT).count() == 1


def test_a_change_since_the_preview_skips_it(vacancy, recruiter):
    (application,) = new_ones(vacancy, 1)
    run = bulk.begin_run(by=recruiter, action="start_sift", applications=[application])
    decide(application_id=application.pk, by=recruiter, event=Event.START_SIFT)
    bulk.confirm_run(run_id=run.pk, by=recruiter, answers={})
    tasks.carry_on(run.pk)
    assert [outcome for outcome, _ in outcomes(run)] == ["skipped"]


def test_a_right_that_is_taken_away_stops_the_rest(vacancy, recruiter):
    run = bulk.begin_run(by=recruiter, action="start_sift", applications=new_ones(vacancy, 2))
    bulk.confirm_run(run_id=run.pk, by=recruiter, answers={})
    assert bulk.do_next(run_id=run.pk)
    revoke_role(user=recruiter, role=Role.RECRUITER, by=None)
    tasks.carry_on(run.pk)
    refused = "Your role does not include this. Ask an administrator."
    assert outcomes(run) == [("done", ""), ("skipped", refused)]


def test_one_that_breaks_holds_up_no_other(vacancy, recruiter, monkeypatch):
    applications = new_ones(vacancy, 3)
    broken = applications[1].pk

    def decide_or_break(*, application_id, **given):
        decide(application_id=application_id, **given)
        if application_id == broken:
            raise RuntimeError("no")

    monkeypatch.setattr(bulk, "decide", decide_or_break)
    run = bulk.begin_run(by=recruiter, action="start_sift", applications=applications)
    bulk.confirm_run(run_id=run.pk, by=recruiter, answers={})
    tasks.carry_on(run.pk)
    assert outcomes(run) == [("done", ""), ("skipped", bulk.FAILED), ("done", "")]
    assert Application.objects.get(pk=broken).status == Status.SUBMITTED
    run.refresh_from_db()
    assert run.state == BulkRun.State.DONE


def test_confirming_twice_is_once_and_a_stopped_run_does_no_more(vacancy, recruiter):
    run = bulk.begin_run(by=recruiter, action="start_sift", applications=new_ones(vacancy, 3))
    for _ in range(2):
        bulk.confirm_run(run_id=run.pk, by=recruiter, answers={})
    assert AuditEntry.objects.filter(action="bulk.confirm").count() == 1
    assert bulk.do_next(run_id=run.pk)
    client = staff_client(recruiter)
    assert client.post(f"{MANY}{run.pk}/", {"do": "cancel"}).status_code == 302
    tasks.carry_on(run.pk)
    assert [outcome for outcome, _ in outcomes(run)] == ["done", "ready", "ready"]
    again = client.post(f"{MANY}{run.pk}/", {"do": "cancel"})
    assert "This has ended already." in again.content.decode()
    confirmed = client.post(f"{MANY}{run.pk}/", {"do": "confirm"})
    assert "This cannot be confirmed now." in confirmed.content.decode()


def test_a_long_run_is_checked_by_a_worker(vacancy, recruiter, monkeypatch):
    monkeypatch.setattr(bulk, "AT_ONCE", 1)
    monkeypatch.setattr(bulk, "PORTION", 2)
    run = bulk.begin_run(by=recruiter, action="start_sift", applications=new_ones(vacancy, 4))
    assert run.state == BulkRun.State.CHECKING
    page = staff_client(recruiter).get(f"{MANY}{run.pk}/")
    assert "1 of 4 are checked. Nothing has been changed." in page.content.decode()
    with pytest.raises(GuardFailed):
        bulk.confirm_run(run_id=run.pk, by=recruiter, answers={})
    tasks.look_after_runs()
    run.refresh_from_db()
    assert run.state == BulkRun.State.READY
    assert tasks.look_after_runs() == 0


def test_nothing_to_be_done_cannot_be_confirmed(vacancy, recruiter):
    client = staff_client(recruiter)
    page = begin(client, "start_sift", *new_ones(vacancy, 1, Status.SIFT)).url
    text = client.get(page).content.decode()
    assert "There is nothing to be done: all of them would be skipped" in text
    assert 'value="confirm"' not in text
    refused = client.post(page, {"do": "confirm"})
    assert refused.status_code == 409


def test_old_reports_are_forgotten(vacancy, recruiter):
    run = bulk.begin_run(by=recruiter, action="start_sift", applications=new_ones(vacancy, 1))
    BulkRun.objects.update(started_at=timezone.now() - timezone.timedelta(days=91))
    tasks.look_after_runs()
    assert not BulkRun.objects.filter(pk=run.pk).exists()
    assert AuditEntry.objects.filter(action="bulk.begin").count() == 1


@pytest.mark.parametrize("number", [1, 3])
def test_the_report_costs_the_same_for_any_number(vacancy, recruiter, number):
    applications = new_ones(vacancy, number) + new_ones(vacancy, number, Status.SIFT)
    run = bulk.begin_run(by=recruiter, action="start_sift", applications=applications)
    client = staff_client(recruiter)
    client.get(f"{MANY}{run.pk}/")
    with CaptureQueriesContext(connection) as queries:
        text = client.get(f"{MANY}{run.pk}/").content.decode()
    assert len(re.findall(r"/case/\">A-26-\d{6}</a>", text)) == 2 * number
    # Session, person, roles, run; numbers and reasons; scope, count and rows of two lists.
    assert len(queries) == 12


def test_every_action_is_one_of_staff_with_a_sentence():
    for action in BULK_ACTIONS.values():
        assert action.tells.endswith("."), action
        assert action.does
