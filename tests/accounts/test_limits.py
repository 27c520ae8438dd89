"""Guessing is slow, and guessing somebody's account does not lock its owner out (13 and 14)."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from recruitment.accounts.adapters import TOO_MANY, WRONG
from tests.accounts.people import is_signed_in, make_user, sign_in
from tests.accounts.test_password_reset import reset_link

pytestmark = pytest.mark.django_db

NOW = "2026-11-22T10:00:00Z"


def errors(response) -> list[str]:
    return list(response.context["form"].non_field_errors())


def fail(login: str, times: int, address: str = "192.0.2.66") -> list[str]:
    said = []
    for _ in range(times):
        said += errors(sign_in(Client(), login, "wrong", HTTP_X_REAL_IP=address))
    return said


def test_the_sixth_failure_in_five_minutes_is_refused_and_so_is_the_right_password():
    make_user("rowan")
    with time_machine.travel(NOW, tick=False) as clock:
        assert fail("rowan", 6) == [WRONG] * 5 + [TOO_MANY]
        assert errors(sign_in(Client(), "rowan", HTTP_X_REAL_IP="192.0.2.1")) == [TOO_MANY]
        clock.shift(299)
        assert errors(sign_in(Client(), "rowan", HTTP_X_REAL_IP="192.0.2.1")) == [TOO_MANY]
        clock.shift(2)
        assert sign_in(Client(), "rowan", HTTP_X_REAL_IP="192.0.2.1").status_code == 302


def test_an_unknown_name_is_locked_like_a_known_one():
    make_user("rowan")
    with time_machine.travel(NOW, tick=False):
        known = fail("rowan", 7, "192.0.2.1")
        assert fail("nobody", 7, "192.0.2.2") == known
        assert fail("nobody@applicant.example", 7, "192.0.2.3") == known


def test_username_and_address_of_one_account_count_together():
    make_user("rowan")
    with time_machine.travel(NOW, tick=False):
        assert fail("rowan", 3) + fail("Rowan@applicant.example", 3) == [WRONG] * 5 + [TOO_MANY]


def test_one_address_stops_at_ten_names_a_minute():
    with time_machine.travel(NOW, tick=False) as clock:
        said = [fail(f"name{number}", 1)[0] for number in range(12)]
        assert said == [WRONG] * 10 + [TOO_MANY] * 2
        clock.shift(61)
        assert fail("name99", 1) == [WRONG]


def test_fifty_forged_addresses_change_nothing():
    make_user("rowan")
    with time_machine.travel(NOW, tick=False):
        said = []
        for number in range(50):
            response = sign_in(
                Client(),
                f"name{number}",
                "wrong",
                HTTP_X_REAL_IP="192.0.2.66",
                HTTP_X_FORWARDED_FOR=f"198.51.100.{number}, 10.0.0.{number}",
                HTTP_FORWARDED=f"for=198.51.100.{number}",
                HTTP_X_CLIENT_IP=f"198.51.100.{number}",
            )
            said.append(errors(response)[0] if response.status_code == 200 else 429)
        assert said.count(WRONG) == 10
        assert said[10:30] == [TOO_MANY] * 20
        assert said[30:] == [429] * 20  # 30 posts a minute, whatever they hold


def test_without_an_edge_the_connected_address_counts():
    with time_machine.travel(NOW, tick=False):
        said = []
        for number in range(11):
            response = Client(REMOTE_ADDR="192.0.2.9").post(
                "/accounts/login/",
                {"login": f"name{number}", "password": "x"},
                HTTP_X_FORWARDED_FOR=f"198.51.100.{number}",
            )
            said += errors(response)
        assert said == [WRONG] * 10 + [TOO_MANY]


def test_success_does_not_count_and_does_not_wipe_the_failures():
    make_user("rowan")
    with time_machine.travel(NOW, tick=False) as clock:
        assert fail("rowan", 4) == [WRONG] * 4
        for _ in range(3):
            clock.shift(1)  # a try is taken back by its time
            assert sign_in(Client(), "rowan", HTTP_X_REAL_IP="192.0.2.1").status_code == 302
        assert fail("rowan", 2) == [WRONG, TOO_MANY]


def test_while_locked_the_reset_link_lets_the_owner_in_by_username_too():
    user = make_user("rowan")
    with time_machine.travel(NOW, tick=False):
        assert fail("rowan", 6)[-1] == TOO_MANY
        owner = Client(HTTP_X_REAL_IP="192.0.2.1")
        owner.post("/accounts/password/reset/", {"email": user.email})
        page = owner.get(reset_link(), follow=True)
        new = "Candle harbour 7 violins"
        done = owner.post(page.request["PATH_INFO"], {"password1": new, "password2": new})
        assert done["Location"] == "/accounts/password/reset/key/done/"
        assert sign_in(owner, "rowan", new).status_code == 302
        assert is_signed_in(owner)
