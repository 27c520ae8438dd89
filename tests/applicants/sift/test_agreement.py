"""The figures of agreement, against pairs worked out by hand."""

from __future__ import annotations

import pytest

from applicants.selectors.sift_agreement import agreement_of, weighted_kappa
from applicants.services.reconciling import propose_scores
from tests.applicants.sift.world import give, make_sift


def test_kappa_is_1_for_the_same_0_for_chance_and_none_where_nothing_varies():
    assert weighted_kappa([(1, 1), (4, 4), (2, 2)]) == 1.0
    # Every combination of 1 and 3 once: what two people give who do not look at the text.
    assert weighted_kappa([(1, 1), (1, 3), (3, 1), (3, 3)]) == 0.0
    assert weighted_kappa([(1, 5), (5, 1)]) == -1.0
    assert weighted_kappa([(3, 3), (3, 3)]) is None


def test_kappa_is_the_usual_one_with_quadratic_weights_and_symmetric_margins():
    pairs = [(0, 1), (2, 2), (3, 5), (4, 4), (1, 1)]
    both = [*pairs, *((b, a) for a, b in pairs)]
    expected = sum((a - b) ** 2 for a, _ in both for _, b in both) / len(both) ** 2
    observed = sum((a - b) ** 2 for a, b in both) / len(both)
    assert weighted_kappa(pairs) == pytest.approx(1 - observed / expected)
    assert weighted_kappa([(b, a) for a, b in pairs]) == weighted_kappa(pairs)


@pytest.mark.django_db
def test_a_vacancys_report_counts_what_two_people_have_marked(django_assert_num_queries):
    sift = make_sift()
    apart, close, once = (sift.apply() for _ in range(3))
    give(apart, sift.first, 5, 3)
    give(apart, sift.second, 1, 3)
    give(close, sift.second, 4, 3)
    give(close, sift.first, 4, 2)
    give(once, sift.first, 0, 0)
    propose_scores(
        application_id=apart.pk, by=sift.chair, scores={"casework": 2}, note="Little of it."
    )
    with django_assert_num_queries(4):
        report = agreement_of(sift.vacancy)
    assert (report.marked_twice, report.reconciled, report.to_reconcile) == (2, 1, 0)
    casework, records, every = report.rows
    assert (casework.name, casework.pairs) == ("Good with casework", 2)
    assert (casework.exact, casework.within_one, casework.within_gap) == (0.5, 0.5, 0.5)
    assert (casework.mean_difference, records.mean_difference) == (2.0, 0.5)
    assert (records.exact, records.within_one) == (0.5, 1.0)
    assert (every.name, every.pairs, every.within_gap) == ("All criteria", 4, 0.75)
    # Scores 5 1 4 4: mean 3.5, variance 2.25; squared differences 16 and 0.
    assert casework.kappa == pytest.approx(1 - 8 / 4.5)


@pytest.mark.django_db
def test_a_vacancy_that_one_person_marks_has_no_figures():
    sift = make_sift(markers=1)
    give(sift.apply(), sift.first, 3, 3)
    assert agreement_of(sift.vacancy).rows == []
