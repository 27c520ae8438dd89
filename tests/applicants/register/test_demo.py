"""The demo's forums, interests and profiles: made through the services, and never doubled."""

from __future__ import annotations

import pytest
from django.utils import timezone

from applicants.register.models import Invitation, RegisterProfile
from recruitment.demo.load_people import load_people
from recruitment.demo.load_vacancies import load_vacancies
from recruitment.demo.other_doors import load_other_doors
from vacancies.forums.models import Booking, Forum
from vacancies.specialisms.models import Interest

pytestmark = pytest.mark.django_db


def test_loading_twice_gives_the_same_as_once():
    now = timezone.now()
    load_vacancies(now=now)
    users = load_people()
    for _ in range(2):
        load_other_doors(users, now=now)
    assert (Forum.objects.count(), Interest.objects.count()) == (2, 3)
    states = Booking.objects.order_by("state").values_list("state", flat=True)
    assert list(states) == ["booked"] * 9 + ["waiting"] * 2
    assert RegisterProfile.objects.filter(state="active").count() == 4
    assert set(Invitation.objects.values_list("vacancy__reference", "state")) == {
        ("MPS-26-0409", "accepted"),
        ("MPS-26-0403", "sent"),
    }
