"""Save and next: the least marked first, never the same one to two people while two are there."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from applicants.choices import Status
from applicants.errors import GuardFailed, NotAllowed
from applicants.services import sift_handing
from applicants.services.sift_handing import HELD_FOR, hand_next
from applicants.services.sifting import record_sift_score
from recruitment.accounts.roles import Role
from tests.applicants.sift.world import give, make_sift
from tests.applicants.staff.world import make_member
from vacancies.models import Vacancy


def handed(sift, by, **given):
    return hand_next(vacancy_id=sift.vacancy.pk, by=by, **given)


@pytest.mark.django_db
class TestOrder:
    def test_the_oldest_first_then_what_others_do_not_have_then_the_least_marked(self):
        sift = make_sift()
        old, new = sift.apply(days=5), sift.apply(days=3)
        assert handed(sift, sift.first) == old
        assert handed(sift, sift.second) == new  # the first one is in hand
        third = make_member(Role.SIFTER, sift.vacancy)
        give(old, sift.first, 3, 3)
        assert handed(sift, third) == new  # nobody is done with it yet
        fresh = sift.apply(days=1)
        assert handed(sift, sift.first) == fresh

    def test_what_was_begun_comes_first(self):
        sift = make_sift()
        begun = sift.apply(days=1)
        assert handed(sift, sift.first) == begun
        sift.apply(days=9)
        record_sift_score(application_id=begun.pk, by=sift.first, criterion="casework", score=3)
        assert handed(sift, sift.first) == begun

    def test_two_mark_each_and_nobody_twice_nor_a_third(self):
        sift = make_sift()
        one = sift.apply()
        for marker in (sift.first, sift.second):
            assert handed(sift, marker) == one
            give(one, marker, 3, 3)
            assert handed(sift, marker) is None
        third = make_member(Role.SIFTER, sift.vacancy)
        assert handed(sift, third) is None
        with pytest.raises(GuardFailed, match="Enough colleagues have marked"):
            give(one, third, 3, 3)

    def test_with_one_marker_what_is_in_hand_is_given_to_nobody_else_for_a_day(self):
        sift = make_sift(markers=1)
        one = sift.apply()
        now = timezone.now()
        assert handed(sift, sift.first, at=now) == one
        assert handed(sift, sift.second, at=now) is None
        with pytest.raises(GuardFailed, match="Colleagues are marking this"):
            give(one, sift.second, 3, 3)
        assert handed(sift, sift.second, at=now + HELD_FOR + timedelta(minutes=1)) == one

    def test_the_first_tier_is_read_first_unless_tiers_only_break_ties(self):
        sift = make_sift(internal=True)
        second_tier, first_tier = sift.apply(days=9, tier=2), sift.apply(days=1, tier=1)
        assert handed(sift, sift.first) == first_tier
        Vacancy.objects.update(tier_policy="p3_tie_break")
        assert handed(sift, sift.second) == second_tier

    def test_other_stages_and_their_own_are_never_given(self):
        sift = make_sift()
        type(sift.apply()).objects.update(status=Status.SUBMITTED)
        own = sift.apply()
        own.candidate.user = sift.first
        own.candidate.save()
        assert handed(sift, sift.first) is None
        assert handed(sift, sift.second) == own

    def test_without_the_right_or_the_team_nothing_is_given(self):
        sift = make_sift()
        sift.apply()
        with pytest.raises(NotAllowed, match="role does not include"):
            handed(sift, sift.chair)
        with pytest.raises(NotAllowed, match="not on the team"):
            handed(sift, make_member(Role.SIFTER))


def both_at_once(sift):
    """What the two markers get who ask at the same moment."""
    start = Barrier(2)

    def run(marker):
        start.wait(20)
        try:
            return handed(sift, marker).reference
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(run, (sift.first, sift.second)))


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_once_get_different_ones():
    sift = make_sift()
    wanted = {sift.apply(days=days).reference for days in (5, 3)}
    assert set(both_at_once(sift)) == wanted


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_both_would_get_the_same(monkeypatch):
    sift = make_sift()
    oldest = sift.apply(days=5).reference
    sift.apply(days=3)
    both_have_looked = Barrier(2)
    best = sift_handing._best

    def look_and_wait(*given):
        found = best(*given)
        both_have_looked.wait(20)
        return found

    monkeypatch.setattr(sift_handing, "lock_sift", lambda pk: Vacancy.objects.get(pk=pk))
    monkeypatch.setattr(sift_handing, "_best", look_and_wait)
    assert both_at_once(sift) == [oldest, oldest]
