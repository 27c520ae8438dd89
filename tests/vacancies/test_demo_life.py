"""The demonstration shows adverts at other stages of their life, made by two people."""

from __future__ import annotations

import pytest
from django.utils import timezone

from recruitment.demo.load_life import EXTENDED, SCHEDULED, WAITING, load_life
from recruitment.demo.load_people import load_people, load_teams
from recruitment.demo.load_vacancies import load_vacancies
from tests.vacancies.adverts import NOW
from vacancies.models import Vacancy, VacancyChange

pytestmark = pytest.mark.django_db


def test_one_waits_one_opens_later_one_is_extended_and_again_changes_nothing() -> None:
    load_vacancies(now=timezone.now())
    load_teams(load_people())
    load_life(now=timezone.now())
    waiting, scheduled, extended = (
        Vacancy.objects.get(reference=one) for one in (WAITING, SCHEDULED, EXTENDED)
    )
    assert waiting.status == "waiting"
    assert scheduled.is_scheduled_at(NOW) is True
    assert extended.history.latest("sequence").event == "extend"
    actors = set(scheduled.history.values_list("actor_id", flat=True))
    assert len(actors) == 2
    rows = VacancyChange.objects.count()
    load_life(now=timezone.now())
    assert VacancyChange.objects.count() == rows
