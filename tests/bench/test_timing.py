"""Security checks 5 and 12: does the time of an answer say what the answer does not?

`make bench-timing`. Sixty interleaved tries of each, with production's password hash; the goal is a
median within 10 % of the others. Prints, never fails.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from random import Random
from statistics import median
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from applicants.choices import VerificationState
from applicants.models import VerificationRequest
from applicants.register.links import keep_path
from applicants.register.mailing import move_mail
from applicants.register.services import leave_register
from applicants.services.verifying import ask_line_manager, resend_verification
from applicants.verification_links import link_path
from recruitment.accounts.roles import Role
from recruitment.outbox.services import nudging
from tests.accounts.people import make_staff, make_user
from tests.applicants.factories import make_accepted_offer
from tests.applicants.register.world import make_profile
from tests.caches import empty_cache
from vacancies.models import TeamMember

TRIES = 60
GOAL = 10.0  # per cent between the fastest and the slowest median
NOBODY = "a" * 43
PRODUCTION = ["recruitment.accounts.hashers.Argon2idHasher"]

pytestmark = [pytest.mark.bench, pytest.mark.django_db]
Case = Callable[[], Any]


def measure(title: str, cases: dict[str, Case], capsys: Any) -> None:
    """Each case TRIES times, in an order drawn anew for each round, and the medians."""
    taken: dict[str, list[float]] = {name: [] for name in cases}
    answers: dict[str, set[Any]] = {name: set() for name in cases}
    draw = Random(5)
    for number in range(TRIES + 5):
        for name in draw.sample(list(cases), len(cases)):
            empty_cache()  # no try is the one too many
            started = time.perf_counter()
            answer = cases[name]()
            took = time.perf_counter() - started
            if number >= 5:  # the first ones fill templates and plans
                taken[name].append(took * 1000)
                answers[name].add((answer.status_code, answer.get("Location", "")))
    medians = {name: median(times) for name, times in taken.items()}
    spread = (max(medians.values()) / min(medians.values()) - 1) * 100
    with capsys.disabled():
        print(f"\n{title}: {TRIES} tries each, spread of medians {spread:.1f} % (goal {GOAL:.0f})")
        for name, value in medians.items():
            print(f"  {value:8.2f} ms  {name}  {sorted(answers[name])}")


def opener(path: str) -> Case:
    """A GET of one path by somebody without a cookie."""
    return lambda: Client().get(path)


def test_links_of_a_line_manager_that_open_nothing(capsys):
    cases = {
        "never existed": opener(f"/verify/{NOBODY}/"),
        "malformed": opener("/verify/not-a-token/"),
    }
    for name in ("expired", "answered", "cancelled", "sent again"):
        cases[name] = opener(_ended(name))
    measure("Line manager's link (check 5)", cases, capsys)


def _ended(how: str) -> str:
    application = make_accepted_offer()
    staff = make_staff(Role.CHECKS_OFFICER, username=f"checks.{how.replace(' ', '')}")
    TeamMember.objects.create(vacancy=application.vacancy, user=staff, role="recruiter")
    asked = ask_line_manager(
        application_id=application.pk,
        by=staff,
        manager_name="Mo Manager",
        manager_email="mo.manager@met.example",
    )
    path = link_path(asked)
    rows = VerificationRequest.objects.filter(pk=asked.pk)
    if how == "expired":
        rows.update(expires_at=timezone.now() - timedelta(days=1))
    elif how == "sent again":
        resend_verification(
            request_id=asked.pk,
            by=staff,
            manager_name="Mo Manager",
            manager_email="mo.other@met.example",
        )
    elif how == "answered":
        rows.update(state=VerificationState.ANSWERED, answered_at=timezone.now())
    else:
        rows.update(state=VerificationState.CANCELLED)
    return path


def test_links_of_the_register_that_open_nothing(capsys):
    renewed, left = make_profile("renewed"), make_profile("left")
    dead = {"address changed since": keep_path(renewed), "left the register": keep_path(left)}
    move_mail(renewed.user, "elsewhere@applicant.example")
    leave_register(profile_id=left.pk)
    cases = {name: opener(path) for name, path in dead.items()}
    cases["never existed"] = opener(f"/register/keep/{NOBODY}/")
    measure("Link of the register", cases, capsys)


@pytest.fixture
def people(settings, monkeypatch):
    settings.PASSWORD_HASHERS = PRODUCTION
    monkeypatch.setattr(nudging, "_publish", lambda task, argument: True)
    return [make_user("rowan"), make_user("closed", is_active=False)]


def poster(path: str, **data: str) -> Case:
    """A POST of one form by somebody without a cookie."""
    return lambda: Client().post(path, data)


def test_what_the_forms_of_accounts_give_away(people, capsys):
    where, wrong = "/accounts/login/", "Wrong words for 7 cats"
    names = {"known": "rowan", "unknown": "nobody.here", "switched off": "closed"}
    cases = {name: poster(where, login=one, password=wrong) for name, one in names.items()}
    measure("Sign-in with a wrong password (check 12)", cases, capsys)
    where = "/accounts/password/reset/"
    cases = {name: poster(where, email=f"{one}@applicant.example") for name, one in names.items()}
    measure("Asking for a new password (check 12)", cases, capsys)


def test_what_sign_up_gives_away(people, capsys):
    numbers = iter(range(10_000))

    def sign_up(known: bool) -> Any:
        number = next(numbers)
        name = f"new.person.{number}"
        email = "rowan@applicant.example" if known else f"{name}@applicant.example"
        words = "Candle harbour 7 violins"
        data = {"username": name, "email": email, "password1": words, "password2": words}
        return Client().post("/accounts/signup/", data)

    cases = {"known address": lambda: sign_up(True), "unknown address": lambda: sign_up(False)}
    measure("Sign-up (check 12)", cases, capsys)
