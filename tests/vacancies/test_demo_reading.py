"""The demonstration's saved search, edited text and waiting file of standings."""

from __future__ import annotations

import pytest

from recruitment.accounts.import_services import plan_of
from recruitment.accounts.models import StandingImport
from recruitment.accounts.services import london_today
from recruitment.demo.load_people import load_people
from recruitment.demo.load_reading import EDITED, load_reading
from recruitment.ui.models import TextVersion
from vacancies.models import SavedSearch


@pytest.mark.django_db
def test_each_is_there_once_however_often_the_demonstration_is_loaded():
    users = load_people()
    load_reading(users)
    load_reading(users)
    search = SavedSearch.objects.get()
    assert (search.user.username, search.query) == ("casey", "q=analyst")
    assert search.confirmed_at is not None
    version = TextVersion.objects.get(key=EDITED)
    assert version.text.endswith("Look around, and come back when something fits.")
    plan = plan_of(StandingImport.objects.get(), by=users["adair"], on=london_today())
    assert plan.counts == {"add": 1, "change": 1, "end": 0, "keep": 0, "refused": 1}
