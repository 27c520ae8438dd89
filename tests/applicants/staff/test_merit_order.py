"""The merit order of a vacancy, and the questions of its interviews."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applicants.choices import Status
from applicants.errors import GuardFailed, NotAllowed
from applicants.models import InterviewQuestion, ModeratedScore, Moderation, Scorecard
from applicants.selectors.interview_subjects import subjects_of
from applicants.selectors.merit import merit_order
from applicants.services.interview_questions import set_interview_questions
from recruitment.access.device import Device
from recruitment.accounts.roles import Role
from recruitment.audit.models import AuditEntry
from tests.applicants.staff.world import (
    make_application,
    make_candidate,
    make_member,
    make_vacancy,
    set_interview,
    staff_client,
)

pytestmark = pytest.mark.django_db
DESK = Device(trusted=False, how="test")


@pytest.fixture
def vacancy():
    return make_vacancy()


@pytest.fixture
def recruiter(vacancy):
    return make_member(Role.RECRUITER, vacancy)


def interviewed(vacancy, name, score=None, *, result="appointable", **fields):
    """Somebody whose panel agreed on this score for one of two subjects and nothing for another."""
    status = fields.pop("status", Status.INT_DONE)
    application = make_application(
        vacancy, status, candidate=make_candidate(name, "Invented"), **fields
    )
    interview = set_interview(application, days=-1, result=result, sequence=2)
    if score is not None:
        for sequence, value in ((1, 5), (2, score)):
            row = Moderation.objects.create(
                application=application, sequence=sequence, agreed_at=timezone.now()
            )
            for order in (0, 1):
                ModeratedScore.objects.create(
                    moderation=row, subject=f"s{order}", about="It", order=order,
                    score=value if order else 0,
                )  # fmt: skip
    return interview.application


def order(vacancy, user):
    return [
        (
            tier.name,
            [(row.place, row.application.candidate.given_names, row.total)
             for row in tier.appointable],
            [(row.application.candidate.given_names, row.total) for row in tier.others],
        )
        for tier in merit_order(vacancy, user, device=DESK)
    ]  # fmt: skip


def test_the_order_is_by_agreed_score_with_ties_said_and_others_apart(vacancy, recruiter):
    interviewed(vacancy, "Alder", 3)
    interviewed(vacancy, "Birch", 5)
    interviewed(vacancy, "Cedar", 3)
    interviewed(vacancy, "Damson", 1)
    interviewed(vacancy, "Elder")
    interviewed(vacancy, "Fir", 4, result="not_appointable")
    interviewed(vacancy, "Gorse", 5, status=Status.WITHDRAWN)
    interviewed(vacancy, "Hazel", 5, result="")
    interviewed(make_vacancy(), "Ivy", 5)
    assert order(vacancy, recruiter) == [
        (
            "",
            [
                ("1", "Birch", 5), ("2=", "Alder", 3), ("2=", "Cedar", 3), ("4", "Damson", 1),
                ("", "Elder", None),
            ],
            [("Fir", 4)],
        )
    ]  # fmt: skip


def test_the_first_tier_stands_before_the_second(vacancy, recruiter):
    interviewed(vacancy, "Alder", 5, tier=2)
    interviewed(vacancy, "Birch", 2, tier=1)
    assert order(vacancy, recruiter) == [
        ("First tier", [("1", "Birch", 2)], []),
        ("Second tier", [("1", "Alder", 5)], []),
    ]


def test_where_tiers_only_break_ties_the_score_comes_first(vacancy, recruiter):
    vacancy.tier_policy = "p3_tie_break"
    vacancy.save()
    interviewed(vacancy, "Alder", 5, tier=2)
    interviewed(vacancy, "Birch", 3, tier=2)
    interviewed(vacancy, "Cedar", 3, tier=1)
    interviewed(vacancy, "Damson", 3, tier=1)
    assert order(vacancy, recruiter) == [
        ("", [("1", "Alder", 5), ("2=", "Cedar", 3), ("2=", "Damson", 3), ("4", "Birch", 3)], [])
    ]


def test_the_page_shows_it_within_scope_and_opening_it_is_logged(vacancy, recruiter):
    interviewed(vacancy, "Alder", 3)
    address = f"/staff/applicants/application/vacancy/{vacancy.pk}/merit/"
    text = staff_client(recruiter).get(address).content.decode()
    assert "Alder Invented" in text
    assert "candidates are never told theirs" in text
    entry = AuditEntry.objects.get(action="merit_order.read")
    assert (entry.actor_id, entry.target_id) == (recruiter.pk, str(vacancy.pk))
    elsewhere = staff_client(make_member(Role.RECRUITER, make_vacancy()))
    assert elsewhere.get(address).status_code == 404
    for role in (Role.PANEL_MEMBER, Role.SIFTER, Role.CHECKS_OFFICER):
        assert staff_client(make_member(role, vacancy)).get(address).status_code == 403
    assert AuditEntry.objects.filter(action="merit_order.read").count() == 1


def test_it_costs_the_same_for_one_and_for_three(vacancy, recruiter):
    client = staff_client(recruiter)
    address = f"/staff/applicants/application/vacancy/{vacancy.pk}/merit/"
    interviewed(vacancy, "Alder", 3)
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    interviewed(vacancy, "Birch", 4)
    interviewed(vacancy, "Cedar", 4)
    with CaptureQueriesContext(connection) as three:
        text = client.get(address).content.decode()
    assert text.count("1=") == 2
    assert len(three) == len(one)


def test_questions_are_set_and_taken_back(vacancy, recruiter):
    client = staff_client(recruiter)
    address = f"/staff/applicants/application/vacancy/{vacancy.pk}/questions/"
    usual = "Tell us about a time when you showed this: Good with records"
    assert usual in client.get(address).content.decode()
    data = {"criterion_casework": " Which case?\r\n\r\n Why? ", "criterion_records": usual}
    assert client.post(address, data).status_code == 302
    assert [(row.subject, row.words) for row in InterviewQuestion.objects.all()] == [
        ("criterion:casework", "Which case?\nWhy?")
    ]
    assert subjects_of(vacancy)[0].asks == ["Which case?", "Why?"]
    entry = AuditEntry.objects.get(action="interview_questions.set")
    assert entry.after == {"subjects": ["criterion:casework"]}
    client.post(address, {"criterion_casework": "", "criterion_records": ""})
    assert InterviewQuestion.objects.count() == 0


def test_questions_stay_once_a_scorecard_is_begun(vacancy, recruiter):
    application = make_application(vacancy, Status.INT_BOOKED)
    Scorecard.objects.create(
        application=application, sequence=0, member=recruiter, saved_at=timezone.now()
    )
    words = {"criterion:casework": "Which case?"}
    with pytest.raises(GuardFailed, match="every candidate is asked the same"):
        set_interview_questions(vacancy_id=vacancy.pk, by=recruiter, words=words)
    address = f"/staff/applicants/application/vacancy/{vacancy.pk}/questions/"
    client = staff_client(recruiter)
    assert "cannot change any more" in client.get(address).content.decode()
    assert client.post(address, {"criterion_casework": "Which case?"}).status_code == 409


def test_who_may_not_set_questions(vacancy):
    for other in (make_member(Role.RECRUITER), make_member(Role.PANEL_MEMBER, vacancy)):
        with pytest.raises(NotAllowed):
            set_interview_questions(vacancy_id=vacancy.pk, by=other, words={})
