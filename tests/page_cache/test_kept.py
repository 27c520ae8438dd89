"""Parts of pages that a process keeps: fewer queries, and never an old word on a new page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from recruitment.accounts.roles import Role
from recruitment.page_cache import kept, stamp
from recruitment.page_cache.kept import Kept, fresh_number, stamp_number
from recruitment.page_cache.middleware import allowance, shelf
from recruitment.page_cache.stamp import clock
from recruitment.ui import selectors
from recruitment.ui.services import write_text
from tests.accounts.people import make_staff
from tests.page_cache.test_shared_pages import costs
from tests.vacancies.adverts import (
    INTERNAL,
    MET_DEVICE,
    NOW,
    RESTRICTED,
    make_internal_user,
    make_open,
    signed_in,
)
from vacancies import finding, listed

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _on(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    settings.PAGE_CACHE_SECONDS = 60
    monkeypatch.setattr(stamp, "READ_SECONDS", 0.0)
    for one in (cache.clear, shelf.clear, allowance.clear, clock.forget):
        one()
    for part in (finding._rows, listed._kept):
        part.forget()
    with time_machine.travel(NOW, tick=False):
        yield
    for one in (cache.clear, shelf.clear, allowance.clear, clock.forget):
        one()


_asked = iter(range(1_000_000))


def fresh(path: str = "/vacancies/", client: Client | None = None, **headers: Any) -> str:
    """The page at an address that nobody has asked for."""
    page = (client or Client()).get(
        f"{path}{'&' if '?' in path else '?'}n={next(_asked)}", **headers
    )
    return page.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_a_search_that_nobody_made_before_costs_one_query(rows: int) -> None:
    for number in range(rows):
        make_open(title=f"Analyst {number}", bases=("Croydon",))
    fresh()  # reads bases, texts and the rows
    assert costs(f"/vacancies/?q=analyst&n={next(_asked)}") == 1


@pytest.mark.parametrize(
    ("path", "kind"), [("/vacancies/", {}), ("/vacancies/internal/", INTERNAL)]
)
def test_a_changed_advert_is_new_on_every_page(path: str, kind: dict[str, Any]) -> None:
    vacancy = make_open(title="Analyst", **kind)
    assert ">Analyst</a>" in fresh(path)
    vacancy.title = "Senior analyst"
    vacancy.save()
    page = fresh(path)
    assert ">Senior analyst</a>" in page
    assert ">Analyst</a>" not in page
    vacancy.delete()
    assert "Senior analyst" not in fresh(path)


def test_days_that_run_out_are_told_although_nobody_changed_the_advert() -> None:
    make_open(title="Analyst", closes_at=NOW + timedelta(days=5))
    assert "days left" not in fresh()
    for days, told in ((3, "2 days left"), (4, "Closes tomorrow")):
        with time_machine.travel(NOW + timedelta(days=days), tick=False):
            assert told in fresh()
    with time_machine.travel(NOW + timedelta(days=5, seconds=1), tick=False):
        assert "Analyst" not in fresh()


def test_a_distance_is_not_kept_for_readers_elsewhere() -> None:
    make_open(title="Analyst", bases=("Croydon",))
    assert "miles from Brixton" in fresh("/vacancies/?near=Brixton&miles=20")
    assert "miles from" not in fresh()
    assert "miles from Hendon" in fresh("/vacancies/?near=Hendon&miles=20")


def test_a_restricted_advert_is_kept_nowhere() -> None:
    make_open(title="Falconer", **RESTRICTED)
    reader = signed_in(make_internal_user())
    assert "Falconer" in fresh("/vacancies/restricted/", reader, **MET_DEVICE)
    assert finding._rows._values == {}
    assert listed._kept._values == {}
    assert "Falconer" not in fresh()


def test_a_text_that_staff_change_is_new_on_every_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(stamp, "READ_SECONDS", 0.5)
    with time_machine.travel(NOW, tick=True):
        assert "Old words" not in fresh()
        editor = make_staff(Role.ADMINISTRATOR)
        write_text(key="list.public", text="New words", note="", seen=0, by=editor)
        clock.forget()  # half a second later
        assert "New words" in fresh()


def test_texts_are_held_only_while_the_stamp_was_just_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    read = cache.get

    class Counting:
        def get(self, key: str) -> Any:
            asked.append(key)
            return read(key)

        def set(self, *args: Any, **kwargs: Any) -> None: ...

    cache.set(selectors.TEXTS, {})
    monkeypatch.setattr(selectors, "cache", Counting())
    number: list[int | None] = [7]
    monkeypatch.setattr(selectors, "_state", lambda: number[0])
    for state, times in ((7, 1), (7, 1), (8, 2), (8, 2), (None, 3), (None, 4)):
        number[0] = state
        selectors.edited_texts()
        assert len(asked) == times, state


def test_what_was_read_under_an_older_stamp_is_not_kept() -> None:
    values: Kept[int, str] = Kept(most=3)
    values.put({1: "new"}, 5)
    values.put({2: "old"}, 4)
    assert values.get([1, 2], 5) == {1: "new"}
    assert values.get([1], 4) == {}
    assert values.get([1], None) == {}
    values.put({3: "unknown"}, None)
    assert values.get([3], 5) == {}
    values.put({1: "newest"}, 6)
    assert values.get([1], 6) == {1: "newest"}
    values.put({2: "b", 3: "c"}, 6)
    values.put({4: "d"}, 6)  # full: it begins again
    assert values.get([1, 2, 3, 4], 6) == {4: "d"}


def test_nothing_is_kept_where_pages_are_not(settings: Any) -> None:
    clock.current()
    assert stamp_number() is not None
    settings.PAGE_CACHE_SECONDS = 0
    assert stamp_number() is None
    assert fresh_number() is None


def test_a_stamp_is_fresh_only_after_it_was_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamp, "READ_SECONDS", 60.0)
    assert kept.fresh_number() is None
    number = stamp_number()
    assert number is not None
    assert kept.fresh_number() == number
