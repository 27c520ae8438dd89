"""Ten places and thirty people at once: exactly ten get one (security document, check 44)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.applicants.candidate.test_parallel import together
from tests.vacancies.forums.world import ask, make_forum
from vacancies.forums import services
from vacancies.forums.models import Booking, Forum

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE, PLACES = 30, 10


def confirm_all_at_once() -> tuple[list[Any], int, int]:
    forum = make_forum(places=PLACES)
    asked = [ask(forum, f"person{number}@applicant.example") for number in range(PEOPLE)]
    results = together(PEOPLE, lambda number: services.confirm_booking(booking_id=asked[number].pk))
    booked = Booking.objects.filter(state="booked").count()
    waiting = Booking.objects.filter(state="waiting").count()
    return results, booked, waiting


def test_thirty_people_get_exactly_ten_places():
    results, booked, waiting = confirm_all_at_once()
    assert (booked, waiting) == (PLACES, PEOPLE - PLACES)
    assert sorted(map(str, results)) == ["booked"] * PLACES + ["waiting"] * (PEOPLE - PLACES)


def test_without_the_lock_of_the_forum_there_are_too_many(monkeypatch):
    monkeypatch.setattr(services, "_lock_forum", lambda pk: Forum.objects.get(pk=pk))
    booked = max(confirm_all_at_once()[1] for _ in range(3))
    assert booked > PLACES


def test_thirty_posts_of_one_person_make_one_booking():
    forum = make_forum()
    results = together(PEOPLE, lambda _: ask(forum, "one@applicant.example"))
    assert {type(one).__name__ for one in results} == {"Booking"}
    assert Booking.objects.count() == 1
