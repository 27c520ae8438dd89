"""Running the checks: what is kept, who is told how often, and what the command and /readyz say."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from recruitment.accounts.roles import Role
from recruitment.invariants import registry
from recruitment.invariants.emails import DailyChecks
from recruitment.invariants.models import InvariantRun
from recruitment.invariants.selectors import findings_of, state_of_checks
from recruitment.invariants.services import PLACES_KEPT, run_checks, tell_administrators
from recruitment.invariants.tasks import check_invariants
from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.rendering import render
from tests.accounts.people import client_with_second_factor, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def only(monkeypatch):
    """A registry with nothing but what the test registers."""
    monkeypatch.setattr(registry, "_checks", {})
    return registry.register_check


def find(*places):
    return lambda at: list(places)


def test_a_run_keeps_counts_and_the_first_places(only):
    only("nothing_wrong", "Nothing")(find())
    only("two_wrong", "Two are wrong")(find("A-26-000001", "A-26-000002"))
    only("many_wrong", "Many are wrong")(find(*range(PLACES_KEPT + 3)))
    run = run_checks()
    assert (run.checks, run.found) == (3, PLACES_KEPT + 5)
    many, two = findings_of(run)
    assert (many.check, many.count, len(many.places)) == ("many_wrong", 53, PLACES_KEPT)
    assert (two.title, two.count, two.places) == (
        "Two are wrong", 2, ["A-26-000001", "A-26-000002"],
    )  # fmt: skip


def test_a_check_that_breaks_is_a_finding_and_hides_no_other(only):
    def broken(at):
        with connection.cursor() as cursor:
            cursor.execute("SELECT nothing_like_it FROM nowhere")

    only("broken_one", "Broken")(broken)
    only("other_one", "The other")(find("x"))
    first, other = findings_of(run_checks())
    assert (first.check, first.count, first.error) == ("broken_one", 1, "ProgrammingError")
    assert list(first.lines()) == ["broken_one: could not be checked (ProgrammingError)"]
    assert other.places == ["x"]


def test_a_code_is_taken_once(only):
    only("some_check", "One")(find())
    with pytest.raises(ValueError, match="some_check"):
        only("some_check", "Two")(find())
    with pytest.raises(ValueError, match="Not A Code"):
        only("Not A Code", "Three")(find())


def test_the_command_prints_one_line_a_finding_and_fails(only, capsys):
    only("two_wrong", "Two are wrong")(find("A-26-000001", "A-26-000002"))
    with pytest.raises(CommandError, match="1 checks: 2 found") as failure:
        call_command("check_invariants")
    assert failure.value.returncode == 1
    assert capsys.readouterr().out.splitlines() == [
        "two_wrong: A-26-000001: Two are wrong",
        "two_wrong: A-26-000002: Two are wrong",
    ]
    assert OutboxEmail.objects.count() == 0


def test_the_command_is_content_with_nothing(only, capsys):
    only("nothing_wrong", "Nothing")(find())
    call_command("check_invariants")
    assert capsys.readouterr().out == "1 checks: nothing found.\n"


def test_administrators_get_one_email_a_day_with_counts_alone(only):
    administrator = make_staff(Role.ADMINISTRATOR, username="admin.one")
    make_staff(Role.RECRUITER, username="recruiter.one")
    only("two_wrong", "Two are wrong")(find("A-26-000001", "A-26-000002"))
    assert check_invariants() == 2
    check_invariants()
    row = OutboxEmail.objects.get()
    assert (row.kind, row.to_address) == ("daily_checks", administrator.email)
    email = DailyChecks.load(row.ids)
    first = InvariantRun.objects.order_by("pk").first()
    assert email.subject == "Daily checks of the portal: 2 to look at"
    assert email.lines == ("Two are wrong: 2",)
    assert email.link.endswith(f"/staff/invariants/invariantrun/{first.pk}/change/")
    rendered = render(email)
    for part in (rendered.text, rendered.html):
        assert "A-26-000001" not in part
        assert "Two are wrong: 2" in part
    administrator.is_active = False
    administrator.save()
    assert DailyChecks.load(row.ids) is None


def test_nobody_is_told_of_nothing(only):
    make_staff(Role.ADMINISTRATOR, username="admin.one")
    only("nothing_wrong", "Nothing")(find())
    assert tell_administrators(run_checks()) == 0
    assert OutboxEmail.objects.count() == 0


def test_old_runs_go(only):
    old = run_checks(at=timezone.now() - timedelta(days=91))
    new = run_checks()
    assert list(InvariantRun.objects.values_list("pk", flat=True)) == [new.pk]
    assert old.pk != new.pk


def test_the_state_for_operators(only, client):
    assert state_of_checks() == "late"
    assert client.get("/readyz").json()["daily_checks"] == "late"
    only("two_wrong", "Two are wrong")(find("x"))
    run_checks(at=timezone.now() - timedelta(hours=25))
    assert state_of_checks() == "found"
    only("two_more", "Two")(find())
    registry.unregister_check("two_wrong")
    run_checks()
    assert state_of_checks() == "ok"
    assert state_of_checks(timezone.now() + timedelta(hours=27)) == "late"
    response = client.get("/readyz")
    assert (response.status_code, response.json()["daily_checks"]) == (200, "ok")


def test_the_pages_for_those_who_read_the_log(only):
    only("two_wrong", "Two are wrong")(find("A-26-000001", "A-26-000002"))
    run = run_checks()
    officer = client_with_second_factor(
        make_staff(Role.DATA_PROTECTION_OFFICER, username="officer.one")
    )
    page = reverse("admin:invariants_invariantrun_change", args=[run.pk])
    assert "<li>Two are wrong: A-26-000001, A-26-000002</li>" in officer.get(page).content.decode()
    listed = officer.get(reverse("admin:invariants_invariantrun_changelist"))
    assert [one.pk for one in listed.context["cl"].result_list] == [run.pk]
    recruiter = client_with_second_factor(make_staff(Role.RECRUITER, username="recruiter.one"))
    assert recruiter.get(page).status_code == 403
