"""How well the two markers of an application agree, by vacancy."""

from __future__ import annotations

from applicants.reports.asked import Asked
from applicants.reports.shape import Row
from applicants.selectors.sift_agreement import Agreement, agreement_by_vacancy
from applicants.selectors.statistics import SMALLEST


def agreement(asked: Asked) -> list[Row]:
    """One row a vacancy. Of few applications only how many there are: their figures would say
    little, and would tell a marker what somebody else gave."""
    return [
        (
            f"{one.vacancy.title} ({one.vacancy.reference})",
            one.marked_twice,
            *(_figures(one.together) if one.marked_twice >= SMALLEST else (None,) * 5),
            one.reconciled,
            one.to_reconcile,
        )
        for one in agreement_by_vacancy(asked.applications)
    ]


def _figures(one: Agreement) -> Row:
    return (
        round(100 * one.exact, 1),
        round(100 * one.within_one, 1),
        round(100 * one.within_gap, 1),
        round(one.mean_difference, 2),
        None if one.kappa is None else round(one.kappa, 2),
    )
