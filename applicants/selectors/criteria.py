"""Which essential criteria the sift scores: those for which the form asks evidence."""

from __future__ import annotations

from vacancies.choices import AssessedBy
from vacancies.models import EssentialCriterion


def criteria_to_sift(vacancy_id: int) -> list[EssentialCriterion]:
    """The vacancy's criteria that are assessed by the form, in their order.

    A vacancy that assesses none by the form is sifted on all of them, as its form asks for all.
    """
    every = list(EssentialCriterion.objects.filter(vacancy_id=vacancy_id).order_by("order"))
    return [one for one in every if one.assessed_by == AssessedBy.FORM] or every
