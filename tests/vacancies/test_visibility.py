"""Who sees which advert: viewer × device × kind of vacancy, on the one function that decides."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from recruitment.access.device import Device
from recruitment.accounts.models import User
from tests.accounts.people import make_user
from tests.vacancies.adverts import (
    CLOSES,
    HOME,
    INTERNAL,
    NOW,
    RESTRICTED,
    TRUSTED,
    make_draft,
    make_internal_user,
    make_open,
    viewer,
)
from vacancies.choices import VacancyStatus
from vacancies.models import Vacancy
from vacancies.services import close_vacancy
from vacancies.visibility import may_see_restricted, visible_vacancies

pytestmark = pytest.mark.django_db

EVERYONE = {"public", "internal"}
ALL = {"public", "internal", "restricted"}


def people() -> dict[str, User | None]:
    switched_off = make_internal_user("off.example")
    switched_off.is_active = False
    switched_off.save()
    return {
        "nobody": None,
        "candidate": make_user("candidate.example"),
        "staff without a standing": make_user("staff.example", is_staff=True),
        "superuser": make_user("super.example", is_superuser=True),
        "police staff": make_internal_user("internal.example"),
        "officer": make_internal_user("officer.example", kind="police_officer"),
        "agency worker": make_internal_user("agency.example", kind="agency"),
        "special": make_internal_user("special.example", kind="special"),
        "volunteer": make_internal_user("volunteer.example", kind="volunteer"),
        "left yesterday": make_internal_user("left.example", valid_until=date(2026, 11, 21)),
        "last day today": make_internal_user("last.example", valid_until=date(2026, 11, 22)),
        "starts tomorrow": make_internal_user("next.example", valid_from=date(2026, 11, 23)),
        "starts today": make_internal_user("first.example", valid_from=date(2026, 11, 22)),
        "switched off": switched_off,
    }


AT_MET_DEVICE = {
    "nobody": EVERYONE,
    "candidate": EVERYONE,
    "staff without a standing": EVERYONE,
    "superuser": EVERYONE,
    "police staff": ALL,
    "officer": ALL,
    "agency worker": ALL,
    "special": ALL,
    "volunteer": ALL,
    "left yesterday": EVERYONE,
    "last day today": ALL,
    "starts tomorrow": EVERYONE,
    "starts today": ALL,
    "switched off": EVERYONE,
}


@pytest.fixture
def one_of_each() -> None:
    make_open(title="Public one")
    make_open(title="Internal one", **INTERNAL)
    make_open(title="Restricted one", **RESTRICTED)


def seen(user: User | None, device: Device) -> set[str]:
    return set(visible_vacancies(viewer(user, device=device)).values_list("visibility", flat=True))


@pytest.mark.usefixtures("one_of_each")
def test_at_a_met_device_only_people_with_a_standing_see_restricted_adverts() -> None:
    assert {name: seen(user, TRUSTED) for name, user in people().items()} == AT_MET_DEVICE


@pytest.mark.usefixtures("one_of_each")
def test_at_home_nobody_sees_restricted_adverts() -> None:
    everybody = people()
    assert {name: seen(user, HOME) for name, user in everybody.items()} == dict.fromkeys(
        everybody, EVERYONE
    )


def test_outside_the_network_the_standing_is_not_even_asked(
    django_assert_num_queries: pytest.FixtureRequest,
) -> None:
    user = make_internal_user()
    with django_assert_num_queries(0):
        assert may_see_restricted(viewer(user, device=HOME)) is False
        assert may_see_restricted(viewer(None, device=TRUSTED)) is False


def at(vacancy: Vacancy, when: object) -> tuple[bool, bool]:
    """Whether it is in lists, and whether its page can be read, at this moment."""
    reader = viewer(at=when)
    listed = visible_vacancies(reader).filter(pk=vacancy.pk).exists()
    readable = visible_vacancies(reader, include_closed=True).filter(pk=vacancy.pk).exists()
    return listed, readable


def test_an_advert_is_open_from_its_first_to_its_last_microsecond() -> None:
    opens = NOW + timedelta(days=2)
    vacancy = make_open(opens_at=opens)
    tick = timedelta(microseconds=1)
    moments = [opens - tick, opens, CLOSES, CLOSES + tick]
    assert [at(vacancy, moment) for moment in moments] == [
        (False, False),
        (True, True),
        (True, True),
        (False, True),
    ]
    assert [vacancy.is_open_at(moment) for moment in moments] == [False, True, True, False]
    assert [vacancy.is_scheduled_at(moment) for moment in moments] == [True, False, False, False]
    assert [vacancy.has_closed_at(moment) for moment in moments] == [False, False, False, True]


def test_a_rolling_advert_stays_open() -> None:
    vacancy = make_open(closes_at=None)
    assert at(vacancy, NOW + timedelta(days=400)) == (True, True)


def test_a_draft_exists_for_nobody() -> None:
    vacancy = make_draft(opens_at=NOW - timedelta(days=1))
    assert at(vacancy, NOW) == (False, False)


def test_an_advert_closed_by_hand_stays_readable() -> None:
    vacancy = make_open()
    close_vacancy(by=None, vacancy_id=vacancy.pk, reason="All posts are filled")
    assert at(vacancy, NOW) == (False, True)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (VacancyStatus.OPEN, (True, True)),
        (VacancyStatus.CLOSED, (False, True)),
        (VacancyStatus.FILLED, (False, True)),
        (VacancyStatus.CANCELLED, (False, False)),
    ],
)
def test_status_decides_what_is_listed_and_what_is_readable(
    status: VacancyStatus, expected: tuple[bool, bool]
) -> None:
    vacancy = make_open()
    Vacancy.objects.filter(pk=vacancy.pk).update(status=status)
    assert at(vacancy, NOW) == expected
