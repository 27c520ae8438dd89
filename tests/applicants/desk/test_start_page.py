"""The first page of the staff site: each number is the length of the list that it opens."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applicants.choices import Event, Status, VerificationState
from applicants.desk.models import Assignment, StaffTask
from applicants.desk.stages import AGES, STAGE_OF, STAGES, UNSENT
from applicants.desk.worklists import WORKLISTS
from applicants.models import (
    AdjustmentsRequest,
    FeedbackRequest,
    PreEmploymentCheck,
    PreparedDecision,
    VerificationRequest,
)
from recruitment.accounts.roles import Role
from tests.accounts.people import make_staff
from tests.applicants.staff.world import (
    make_application,
    make_candidate,
    make_member,
    make_vacancy,
    prepare,
    score_all,
    set_interview,
    staff_client,
)

pytestmark = pytest.mark.django_db
START = "/staff/"
LIST = "/staff/applicants/application/"
# Session, person, roles; their vacancies; the lists of work; the busiest vacancies, their names and
# their stages; the ages.
START_QUERIES = 9
START_QUERIES_OF_ALL = 5


def make_one_of_everything(vacancy, user):
    """An application for each list of work, most of them late."""
    now, today = timezone.now(), timezone.localdate()

    def at(status, **fields):
        return make_application(vacancy, status, candidate=make_candidate(), **fields)

    at(Status.SUBMITTED)
    at(Status.HELD_PRIORITY)
    at(Status.ELIGIBILITY_REFER, at=now - timedelta(days=40))
    at(Status.ELIGIBILITY_EVIDENCE)
    at(Status.SIFT)
    score_all(at(Status.SIFT), make_member(Role.SIFTER, vacancy))
    at(Status.INT_MISSED)
    cannot = set_interview(at(Status.INT_BOOKED))
    cannot.cannot_come_to = cannot.sequence
    cannot.save()
    set_interview(at(Status.INT_BOOKED), days=-1)
    at(Status.INT_DONE)
    PreparedDecision.objects.create(
        application=at(Status.INT_DONE), event=Event.MAKE_OFFER, prepared_by=user, prepared_at=now
    )
    checks = at(Status.CHECKS)
    PreEmploymentCheck.objects.create(
        application=checks, kind="vetting", state="complete", updated_at=now
    )
    at(Status.CHECK_PROBLEM)
    manager = at(Status.LM_VERIFY)
    VerificationRequest.objects.create(
        application=manager, manager_name="M", manager_email="m@met.example", nonce="n",
        token_hash="h", asked_at=now, expires_at=now, answer_by=today - timedelta(days=1),
        state=VerificationState.OPEN,
    )  # fmt: skip
    final = at(Status.OFFER_FINAL)
    prepare(final, start_on=today, replied_at=now, accepted=True)
    FeedbackRequest.objects.create(application=at(Status.SIFT_OUT), question="Why?", asked_at=now)
    AdjustmentsRequest.objects.create(application=at(Status.SIFT), asks=True, changed_at=now)
    task = {"application": final, "owner": user, "set_at": now}
    StaffTask.objects.create(what="Ring", due_on=today - timedelta(days=1), **task)
    StaffTask.objects.create(what="Done", due_on=today, done_at=now, **task)
    Assignment.objects.create(application=checks, owner=user, assigned_at=now)
    at(Status.STARTED)
    at(Status.DRAFT)
    make_application(make_vacancy(), candidate=make_candidate())


def numbers_of(page):
    """(number, address) of every link with a number."""
    text = page.content.decode()
    found = re.findall(r'<a href="(/staff/applicants/application/\?[^"]+)"[^>]*>([\d,]+)<', text)
    return [(int(number.replace(",", "")), where.replace("&amp;", "&")) for where, number in found]


ROLES = [
    (Role.RECRUITER, {
        "tasks": 1, "tasks-late": 1, "new": 1, "held": 1, "marked": 1, "arrange": 2, "results": 1,
        "outcomes": 1, "prepared": 1, "manager": 1, "confirm": 1, "start": 1, "feedback": 1,
        "assigned": 1,
    }),
    (Role.SIFTER, {"mark": 3}),
    (Role.VACANCY_HOLDER, {"mark": 3}),
    (Role.PANEL_CHAIR, {
        "tasks": 1, "tasks-late": 1, "marked": 1, "arrange": 2, "scorecards": 1,
        "results": 1, "assigned": 1,
    }),
    (Role.ELIGIBILITY_REVIEWER, {"tasks": 1, "tasks-late": 1, "eligibility": 1, "assigned": 1}),
    (Role.CHECKS_OFFICER, {"tasks": 1, "tasks-late": 1, "checks": 2, "assigned": 1}),
    (Role.ADJUSTMENTS_ADVISER, {"adjustments": 1}),
]  # fmt: skip


@pytest.mark.parametrize(("role", "expected"), ROLES)
def test_each_role_sees_its_own_work_and_each_number_opens_its_list(role, expected):
    vacancy = make_vacancy()
    user = make_member(role, vacancy)
    make_one_of_everything(vacancy, user)
    client = staff_client(user)
    shown = numbers_of(client.get(START))
    by_list = {
        where.partition("needs=")[2]: number
        for number, where in shown
        if "needs=" in where and "due=" not in where
    }
    assert by_list == expected
    for number, where in shown:
        page = client.get(where)
        assert page.content.decode().count('class="field-where"') == number, where
    everything = client.get(f"{LIST}?needs=me").content.decode()
    assert everything.count('class="field-where"') > 0


def test_what_is_late_is_counted_beside_what_waits():
    now = timezone.now()
    vacancy = make_vacancy(opens_at=now - timedelta(days=60), closes_at=now - timedelta(days=40))
    user = make_member(Role.RECRUITER, vacancy)
    make_application(vacancy)
    make_application(make_vacancy(), candidate=make_candidate())
    shown = {where: number for number, where in numbers_of(staff_client(user).get(START))}
    assert shown[f"{LIST}?needs=new"] == 1
    assert shown[f"{LIST}?needs=new&due=overdue"] == 1
    assert shown[f"{LIST}?vacancy={vacancy.pk}&stage=new"] == 1
    assert shown[f"{LIST}?stage=new&age=week"] == 1


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("role", "expected"),
    [(Role.RECRUITER, START_QUERIES), (Role.CHECKS_OFFICER, START_QUERIES_OF_ALL)],
)
def test_the_page_costs_the_same_for_any_number(role, expected, number):
    vacancies = [make_vacancy() for _ in range(number)]
    user = make_member(role, *vacancies)
    for vacancy in vacancies:
        for status in (Status.SUBMITTED, Status.SIFT, Status.CHECKS):
            make_application(vacancy, status, candidate=make_candidate())
    client = staff_client(user)
    client.get(START)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(START)
    assert page.status_code == 200
    assert len(queries) == expected


def test_an_administrator_works_on_no_application():
    page = staff_client(make_staff(Role.ADMINISTRATOR, username="adair.example")).get(START)
    assert "What waits for you" not in page.content.decode()


def test_a_list_of_somebody_else_finds_nothing():
    vacancy = make_vacancy()
    make_application(vacancy, Status.CHECKS)
    client = staff_client(make_member(Role.RECRUITER, vacancy))
    for query in ("needs=checks", "needs=nonsense", "due=nonsense", "stage=x", "age=x"):
        text = client.get(f"{LIST}?{query}").content.decode()
        assert 'class="field-where"' not in text, query


def test_work_that_is_not_released_stays_out_of_a_markers_filters():
    vacancy = make_vacancy()
    client = staff_client(make_member(Role.SIFTER, vacancy))
    make_application(vacancy, Status.SIFT, tier=1)
    for query in ("tier=1", "eligibility=eligible", "arrangement=yes", "adjustments=agreed"):
        assert client.get(f"{LIST}?{query}").status_code == 400, query


def test_every_sent_status_belongs_to_one_stage():
    assert set(STAGE_OF) == set(Status) - set(UNSENT)
    assert sum(len(stage.statuses) for stage in STAGES.values()) == len(STAGE_OF)


def test_ages_leave_no_gap():
    ages = list(AGES.values())
    assert ages[0].least == 0
    assert ages[-1].most is None
    assert [one.most + 1 for one in ages[:-1]] == [one.least for one in ages[1:]]


def test_each_list_has_a_name_of_its_own():
    labels = [one.label for one in WORKLISTS.values()]
    assert len(set(labels)) == len(labels)
