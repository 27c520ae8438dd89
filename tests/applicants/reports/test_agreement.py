"""The agreement of markers as a report: the figures of the sift’s own page, in its own scope."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applicants.models import Application
from applicants.reports.sift import agreement
from applicants.selectors.sift_agreement import agreement_by_vacancy, agreement_of
from applicants.selectors.statistics import SMALLEST
from applicants.services.reconciling import propose_scores
from recruitment.accounts.roles import Role
from tests.applicants.reports.world import asked_by
from tests.applicants.sift.world import give, make_sift
from tests.applicants.staff.world import make_member

pytestmark = pytest.mark.django_db
PAIRS = (((5, 3), (1, 3)), ((4, 2), (4, 3)), ((3, 3), (3, 3)), ((2, 4), (3, 4)), ((1, 1), (1, 2)))


def mark(sift, pairs=PAIRS):
    """One application for each pair; the second marker is done first with every other one."""
    made = []
    for number, (first, second) in enumerate(pairs):
        application = sift.apply()
        work = [(sift.first, first), (sift.second, second)]
        for by, scores in work if number % 2 else reversed(work):
            give(application, by, *scores)
        made.append(application)
    return made


def ask(sift, **fields):
    now = timezone.now()
    user = make_member(Role.RECRUITER, sift.vacancy)
    days = {"since": now.date() - timedelta(days=30), "until": now.date(), "at": now}
    return asked_by(user, **{**days, **fields})


def test_the_figures_of_a_vacancy():
    sift = make_sift(title="Analyst")
    apart, *_ = mark(sift)
    once = sift.apply()
    give(once, sift.first, 0, 0)
    propose_scores(
        application_id=apart.pk, by=sift.chair, scores={"casework": 2}, note="Little of it."
    )
    # Casework 5-1 4-4 3-3 2-3 1-1, records 3-3 2-3 3-3 4-4 1-2: the mean of the 20 scores is 2.75,
    # their variance 1.2875, and the squared differences are 16 and three times 1: 1 - 1.9 / 2.575.
    assert agreement(ask(sift)) == [
        (f"Analyst ({sift.vacancy.reference})", 5, 60.0, 90.0, 90.0, 0.7, 0.26, 1, 0)
    ]


def test_they_are_those_of_the_sift_page():
    sift = make_sift()
    mark(sift)
    [one] = agreement_by_vacancy(Application.objects.filter(vacancy=sift.vacancy))
    whole = agreement_of(sift.vacancy)
    together = whole.rows[-1]
    assert (one.marked_twice, one.reconciled, one.to_reconcile) == (
        whole.marked_twice,
        whole.reconciled,
        whole.to_reconcile,
    )
    shown = one.together
    assert (shown.pairs, shown.exact, shown.within_one, shown.within_gap) == (
        together.pairs,
        together.exact,
        together.within_one,
        together.within_gap,
    )
    assert shown.mean_difference == pytest.approx(together.mean_difference)
    assert shown.kappa == pytest.approx(together.kappa)


def test_of_few_applications_no_figures_are_shown():
    sift = make_sift(title="Analyst")
    mark(sift, PAIRS[: SMALLEST - 1])
    [row] = agreement(ask(sift))
    assert row == (f"Analyst ({sift.vacancy.reference})", SMALLEST - 1, *(None,) * 5, 0, 1)


def test_only_what_is_asked_for_and_marked_twice():
    sift, single, foreign = make_sift(title="B"), make_sift(markers=1), make_sift(title="A")
    mark(sift)
    mark(foreign)
    give(single.apply(), single.first, 3, 3)
    asked = ask(sift)
    assert [row[0] for row in agreement(asked)] == [f"B ({sift.vacancy.reference})"]
    early = ask(sift, since=asked.since - timedelta(days=60), until=asked.since)
    assert agreement(early) == []


def test_a_third_marker_and_a_marker_who_is_not_done_change_nothing():
    sift = make_sift(title="Analyst")
    made = mark(sift)
    before = agreement(ask(sift))
    Application.objects.get(pk=made[0].pk).sift_markings.update(completed_at=None)
    [row] = agreement(ask(sift))
    assert (before[0][1], row[1]) == (5, 4)


def test_one_vacancy_and_three_cost_the_same_queries():
    first, *others = (make_sift() for _ in range(3))
    mark(first)
    everything = Application.objects.all()
    with CaptureQueriesContext(connection) as one:
        assert len(agreement_by_vacancy(everything)) == 1
    for other in others:
        mark(other)
    with CaptureQueriesContext(connection) as three:
        assert len(agreement_by_vacancy(everything)) == 3
    assert (len(one), len(three)) == (3, 3)
