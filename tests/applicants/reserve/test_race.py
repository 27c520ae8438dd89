"""Two recruiters make offers from one list at once: one wins, the other looks again.

Without the lock of the list both would have filled the one post that was free.
"""

from __future__ import annotations

from threading import Barrier

import pytest

from applicants.choices import Status
from applicants.errors import StateChanged
from applicants.models import Application, ReserveList
from applicants.services import reserve_list
from applicants.services.reserve_list import offer_from_reserve
from recruitment.accounts.roles import Role
from tests.applicants.reserve.world import listed
from tests.applicants.services.test_release_race import together
from tests.applicants.staff.world import make_member, make_vacancy, prepare

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene():
    vacancy = make_vacancy()
    people = [listed(vacancy, "Alder", 3), listed(vacancy, "Birch", 3)]
    for one in people:
        prepare(one)
    return people, [make_member(Role.RECRUITER, vacancy) for _ in people]


def offer_both(people, recruiters):
    seen = ReserveList.objects.get().version
    return together(
        *(
            lambda one=one, by=by: offer_from_reserve(
                application_id=one.pk, by=by, expected_list=seen
            )
            for one, by in zip(people, recruiters, strict=True)
        )
    )


def offers():
    return Application.objects.filter(status=Status.OFFER_COND).count()


def test_one_offer_is_made_and_the_other_recruiter_is_told_to_look_again(scene):
    answers = offer_both(*scene)
    refused = [one for one in answers if isinstance(one, Exception)]
    assert [str(one) for one in refused] == [reserve_list.LIST_CHANGED]
    assert isinstance(refused[0], StateChanged)
    assert offers() == 1


def test_without_the_lock_both_offers_would_be_made(scene, monkeypatch):
    both_have_read = Barrier(2)

    def read_without_lock(vacancy_id):
        found = ReserveList.objects.get(vacancy_id=vacancy_id)
        both_have_read.wait(10)
        return found

    monkeypatch.setattr(reserve_list, "lock_list", read_without_lock)
    answers = offer_both(*scene)
    assert [one for one in answers if isinstance(one, Exception)] == []
    assert offers() == 2
