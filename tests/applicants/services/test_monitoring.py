"""Equality answers: counted for several people at once, and joined to nobody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from applicants.choices import Status
from applicants.models import Application, EqualityCounter, EqualityPool
from applicants.selectors.statistics import FEW, HIDDEN, equality_numbers, funnel_of
from applicants.services.monitoring import (
    GROUP,
    count_equality_answers,
    pools_to_settle,
    settle_pool,
)
from recruitment.accounts.roles import Role
from recruitment.audit.models import AuditEntry
from tests.accounts.people import client_with_second_factor, make_staff
from tests.applicants.candidate.world import external_vacancy, owner
from tests.applicants.factories import make_application
from tests.applicants.staff.world import make_application as make_sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def vacancy():
    return external_vacancy()


def staff(role):
    return make_staff(role, username=role.value)


def answered(vacancy, *people):
    """Each of these sets of answers, given by one person after the other."""
    for answers in people:
        application = make_application(vacancy=vacancy)
        count_equality_answers(application=application, answers=answers, by=owner(application))


def counted(vacancy):
    rows = EqualityCounter.objects.filter(vacancy=vacancy, count__gt=0)
    return {(row.question, row.answer): row.count for row in rows}


def test_nothing_is_counted_for_fewer_than_a_group(vacancy):
    answered(vacancy, *[{"sex": "male"}] * (2 * GROUP - 1))
    assert EqualityCounter.objects.count() == 0
    answered(vacancy, {"sex": "male", "sex2": "x", "religion": "forged"})
    assert counted(vacancy) == {("sex", "male"): GROUP}
    assert len(EqualityPool.objects.get().waiting["answers"]) == GROUP


def test_closing_counts_the_rest_and_drops_what_is_too_few(vacancy):
    few = external_vacancy()
    answered(vacancy, *[{"sex": "female"}] * (GROUP + 1))
    answered(few, *[{"sex": "female"}] * (GROUP - 1))
    now = timezone.now()
    assert pools_to_settle(now) == []
    assert settle_pool(vacancy.pk, at=now) == 0
    later = now + timedelta(days=11)
    assert sorted(pools_to_settle(later)) == sorted([vacancy.pk, few.pk])
    assert settle_pool(vacancy.pk, at=later) == GROUP + 1
    assert settle_pool(few.pk, at=later) == 0
    assert counted(vacancy) == {("sex", "female"): GROUP + 1}
    assert counted(few) == {}
    assert pools_to_settle(later) == []
    assert EqualityPool.objects.count() == 0


def stored(vacancy):
    """The pool as it lies in the database, and the counters with their row versions."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT waiting FROM applicants_equalitypool")
        pool = cursor.fetchone()[0]
        cursor.execute(
            "SELECT question, answer, count, xmin::text, ctid::text"
            " FROM applicants_equalitycounter ORDER BY id"
        )
        return pool, cursor.fetchall()


def test_two_copies_of_the_database_do_not_tell_one_persons_answers(vacancy):
    """Before and after one person: the pool is noise of one length, the counters are unchanged,
    and somebody who answered nothing leaves the same trace."""
    answered(vacancy, *[{"sex": "male"}] * 3)
    before_pool, before = stored(vacancy)
    lengths = {len(before_pool)}
    for answers in ({"sex": "female", "religion": "sikh"}, {}):
        answered(vacancy, answers)
        pool, counters = stored(vacancy)
        assert counters == before
        assert pool != before_pool
        assert "sikh" not in pool
        lengths.add(len(pool))
    assert len(lengths) == 1
    everything = repr(list(AuditEntry.objects.values())) + repr(list(Application.objects.values()))
    assert "sikh" not in everything


def test_all_counters_are_made_and_written_together(vacancy):
    answered(vacancy, *[{"sex": "male"}] * 5, *[{"religion": "hindu"}] * 5)
    _, first = stored(vacancy)
    assert [row[:2] for row in first] == sorted(row[:2] for row in first)
    assert len({row[3] for row in first}) == 1  # one transaction wrote them all, given or not
    assert sum(row[2] for row in first) == GROUP


def test_numbers_below_five_are_shown_to_nobody(vacancy):
    EqualityCounter.objects.bulk_create(
        EqualityCounter(vacancy=vacancy, question=question, answer=answer, count=count)
        for question, answer, count in (
            ("sex", "female", 12), ("sex", "male", 3), ("sex", "own_words", 40),
            ("condition", "yes", 5), ("condition", "no", 9),
        )
    )  # fmt: skip
    shown = {
        one.label: [(row.label, row.count) for row in one.answers]
        for one in equality_numbers(vacancy.pk)
        if one.answers
    }
    assert shown["What is your sex?"] == [
        ("Female", HIDDEN),  # else the one small number would follow from the others
        ("Male", HIDDEN),
        ("I would say it in other words", "40"),
    ]
    assert [count for _, count in list(shown.values())[1]] == ["5", "9"]


def test_the_funnel_counts_people_once_and_hides_small_numbers(vacancy):
    for _ in range(5):
        make_sent(vacancy, Status.SUBMITTED)
    make_sent(vacancy, Status.SIFT)
    make_sent(external_vacancy(), Status.SUBMITTED)
    numbers = {one.label: one.count for one in funnel_of(vacancy.pk)}
    assert numbers["Sent"] == "5"
    assert numbers["Assessed"] == FEW


def test_the_page_is_for_data_protection_alone(vacancy):
    page = reverse("admin:applicants_equalitycounter_changelist")
    records = client_with_second_factor(staff(Role.DATA_PROTECTION_OFFICER))
    text = records.get(page, {"vacancy": vacancy.reference}).content.decode()
    assert "Nothing has been counted for this vacancy yet." in text
    missing = records.get(page, {"vacancy": "MPS-00-0000"}).content.decode()
    assert "There is no vacancy with this reference." in missing
    for role in (Role.RECRUITER, Role.SIFTER, Role.PANEL_CHAIR, Role.ADJUSTMENTS_ADVISER):
        assert client_with_second_factor(staff(role)).get(page).status_code == 403
