"""Standing by a confirmed work address: asked, confirmed by a button, renewed, reminded, over."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from recruitment.access.logs import mask_tokens
from recruitment.accounts.holdings import forget_all, held_for
from recruitment.accounts.models import InternalStanding, WorkAddress
from recruitment.accounts.services import end_standing
from recruitment.accounts.standing import current_standing, current_standings
from recruitment.accounts.tasks import forget_what_was_never_used, remind_of_standings
from recruitment.accounts.work_addresses.emails import StandingConfirm, StandingEnding
from recruitment.accounts.work_addresses.links import confirm_path
from recruitment.accounts.work_addresses.selectors import kinds_of
from recruitment.accounts.work_addresses.services import (
    MOST_A_DAY,
    ClaimRefused,
    ask_work_address,
    clean_address,
    confirm_work_address,
)
from recruitment.audit.models import AuditEntry
from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.services import send_due_emails
from tests.accounts.people import make_manager, make_user

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
ADD = "/accounts/standing/add/"
WORK = "rowan@met.example"


def at(day: date, hour: int = 12):
    return time_machine.travel(datetime(day.year, day.month, day.day, hour, tzinfo=UTC), tick=False)


@pytest.fixture(autouse=True)
def _noon():
    cache.clear()
    with at(TODAY):
        yield
    cache.clear()


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def ask(user, email=WORK, kind="police_staff") -> WorkAddress | None:
    before = set(WorkAddress.objects.values_list("pk", flat=True))
    ask_work_address(email=email, kind=kind, by=user)
    return WorkAddress.objects.exclude(pk__in=before).first()


def hold(user, email=WORK, kind="police_staff") -> InternalStanding:
    made = confirm_work_address(asked_id=ask(user, email, kind).pk, by=user)
    assert made is not None
    return made


def test_the_whole_way_by_the_link_whose_opening_changes_nothing():
    user = make_user()
    client = signed_in(user)
    page = client.get("/accounts/standing/").content.decode()
    assert "does not know that you work or volunteer" in page
    sent = client.post(ADD, {"email": "Rowan+jobs@MET.example", "kind": "police_staff"})
    assert sent["Location"] == "/accounts/standing/check-your-email/"
    asked = WorkAddress.objects.get()
    assert (asked.email, asked.user) == (WORK, user)
    send_due_emails()
    assert [one.to for one in mail.outbox] == [[WORK]]
    path = re.search(r"/accounts/standing/link/\S+", str(mail.outbox[0].body)).group(0)
    assert path == confirm_path(asked)
    assert mask_tokens(path) == "/accounts/standing/link/[link]/"

    opened = client.get(path)
    assert opened["Cache-Control"] == "no-store, private"
    assert WORK in opened.content.decode()
    assert not InternalStanding.objects.exists()
    done = client.post(path, follow=True).content.decode()
    assert "Your work address is confirmed." in done
    assert "Confirmed work email address" in done
    assert "21 May 2027" in done
    row = InternalStanding.objects.get()
    assert (row.kind, row.source, row.recorded_by) == ("police_staff", "work_address", user)
    assert (row.valid_from, row.valid_until) == (TODAY, TODAY + timedelta(days=180))
    assert client.post(path).status_code == 404
    assert InternalStanding.objects.count() == 1
    assert list(
        AuditEntry.objects.filter(action__startswith="standing").order_by("pk")
        .values_list("action", "actor_id")
    ) == [("standing.ask", user.pk), ("standing.record", user.pk)]  # fmt: skip
    assert not AuditEntry.objects.filter(after__icontains="met.example").exists()


def test_it_ends_by_itself_after_the_days_of_the_setting(settings):
    settings.STANDING_WORK_DAYS = 30
    user = make_user()
    row = hold(user)
    last = TODAY + timedelta(days=30)
    assert current_standing(user, on=last) == row
    assert current_standing(user, on=last + timedelta(days=1)) is None


def test_nobody_else_can_confirm_and_every_wrong_link_gets_one_answer():
    user, other = make_user("rowan"), make_user("other")
    path = confirm_path(ask(user))
    old = ask(user, "second@met.example")
    WorkAddress.objects.filter(pk=old.pk).update(asked_at=datetime(2026, 11, 21, 12, tzinfo=UTC))
    answers = set()
    for who, where in (
        (other, path),
        (user, confirm_path(old)),
        (user, "/accounts/standing/link/" + "a" * 43 + "/"),
        (user, "/accounts/standing/link/short/"),
    ):
        for response in (signed_in(who).get(where), signed_in(who).post(where)):
            assert response.status_code == 404
            text = response.content.decode()
            answers.add(text[text.index("<main") : text.index("</main>")])
    assert len(answers) == 1
    assert confirm_work_address(asked_id=WorkAddress.objects.first().pk, by=other) is None
    assert Client().get(path)["Location"] == f"/accounts/login/?next={path}"
    assert not InternalStanding.objects.exists()


@pytest.mark.parametrize(
    ("answers", "field", "words"),
    [
        ({"email": ""}, "email", "Enter your work email address."),
        ({"email": "rowan"}, "email", "correct format"),
        ({"email": "rowan@people.example"}, "email", "which ends in @met.example or"),
        ({"email": "rowan@met.example.evil.example"}, "email", "which ends in"),
        ({"email": "rowan@notmet.example"}, "email", "which ends in"),
        ({"email": "rowan@sub.met.example"}, "email", "which ends in"),
        ({"kind": ""}, "kind", "Select what you are."),
        ({"kind": "special"}, "kind", "With an address at met.example you can select: police"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_sends_nothing(answers, field, words):
    given = {"email": WORK, "kind": "police_staff", **answers}
    response = signed_in(make_user()).post(ADD, given)
    errors = response.context["form"].errors
    assert list(errors) == [field]
    assert words in errors[field][0]
    assert not OutboxEmail.objects.exists()
    assert not WorkAddress.objects.exists()


def test_a_domain_lists_what_its_people_may_be_and_the_service_holds_it():
    assert kinds_of("a@msc.met.example") == ["special"]
    assert kinds_of("a@other.example") == []
    assert clean_address(" Rowan+x+y@Met.Example ") == WORK
    with pytest.raises(ClaimRefused):
        ask(make_user(), "a@msc.met.example", "police_staff")


def test_the_answer_is_the_same_whoever_has_the_address():
    holder, other = make_user("rowan"), make_user("other")
    hold(holder)
    answers = [
        signed_in(other).post(ADD, {"email": email, "kind": "police_staff"})
        for email in (WORK, "free@met.example")
    ]
    assert len({(one.status_code, one["Location"], one.content) for one in answers}) == 1
    with pytest.raises(ClaimRefused, match="already belongs to another account"):
        confirm_work_address(asked_id=WorkAddress.objects.get(user=other, email=WORK).pk, by=other)
    assert current_standing(other, on=TODAY) is None
    page = signed_in(other).post(confirm_path(WorkAddress.objects.get(user=other, email=WORK)))
    assert "already belongs to another account" in page.content.decode()


def test_an_address_whose_standing_is_over_is_free_again():
    hold(make_user("rowan"))
    with at(TODAY + timedelta(days=181)):
        assert hold(make_user("other")).user.username == "other"


def test_a_mailbox_gets_three_emails_a_day_however_many_ask():
    people = [make_user(f"person{number}") for number in range(5)]
    for person in people:
        ask(person)
    assert OutboxEmail.objects.filter(to_address=WORK).count() == MOST_A_DAY == 3
    with at(TODAY + timedelta(days=1), hour=13):
        assert ask(people[4]) is not None


def test_ten_askings_an_hour_from_one_place():
    client = signed_in(make_user())
    codes = [
        client.post(ADD, {"email": f"p{number}@met.example", "kind": "pcso"}).status_code
        for number in range(11)
    ]
    assert codes == [302] * 10 + [429]


def test_renewing_goes_the_same_way_and_ends_the_old_one():
    user = make_user()
    first = hold(user)
    with at(date(2027, 5, 10)):
        second = hold(user, kind="police_officer")
        assert current_standings(user, on=date(2027, 5, 10)) == [second]
        assert current_standing(user, on=date(2027, 5, 9)).pk == first.pk
        assert second.valid_until == date(2027, 11, 6)


def test_what_a_colleague_ended_does_not_come_back_by_the_mailbox():
    user = make_user()
    row = hold(user)
    end_standing(standing=row, on=TODAY, by=make_manager(), reason="left")
    with pytest.raises(ClaimRefused, match="A colleague has ended this standing"):
        hold(user)
    with at(row.valid_until + timedelta(days=1)):
        assert hold(user)


def test_a_domain_that_was_taken_off_the_list_gives_nothing_any_more(settings):
    user = make_user()
    asked = ask(user)
    settings.STANDING_WORK_DOMAINS = {}
    with pytest.raises(ClaimRefused, match="cannot be used any more"):
        confirm_work_address(asked_id=asked.pk, by=user)


def test_a_letter_comes_two_weeks_before_the_end_and_once():
    user = make_user()
    row = hold(user)
    ended = hold(make_user("ended"), "ended@met.example")
    end_standing(standing=ended, on=TODAY, by=make_manager())
    InternalStanding.objects.create(
        user=make_user("hr"), kind="ddo", source="hr_record",
        valid_from=TODAY, valid_until=row.valid_until,
    )  # fmt: skip
    OutboxEmail.objects.all().delete()
    with at(row.valid_until - timedelta(days=15)):
        assert remind_of_standings() == 0
    with at(row.valid_until - timedelta(days=14)):
        remind_of_standings()
        remind_of_standings()
        assert list(OutboxEmail.objects.values_list("kind", "to_address")) == [
            ("standing_ending", user.email)
        ]
        letter = StandingEnding.load({"standing": row.pk})
        assert (letter.what, letter.until) == ("Police staff", "21 May 2027")
        assert letter.link.endswith("/accounts/standing/")
        page = signed_in(user).get("/accounts/standing/").content.decode()
        assert "Ends soon" in page
        hold(user)
        assert StandingEnding.load({"standing": row.pk}) is None
        assert not OutboxEmail.objects.filter(kind="standing_ending", status="queued").exists()
    with at(row.valid_until + timedelta(days=1)):
        assert StandingEnding.load({"standing": row.pk}) is None
    assert StandingEnding.load({"standing": ended.pk}) is None


def test_the_letter_to_the_mailbox_is_not_sent_when_it_is_no_longer_true():
    user = make_user()
    asked = ask(user)
    assert StandingConfirm.load({"asked": asked.pk}).username == user.username
    with at(TODAY + timedelta(days=1)):
        assert StandingConfirm.load({"asked": asked.pk}) is None
    confirm_work_address(asked_id=asked.pk, by=user)
    assert StandingConfirm.load({"asked": asked.pk}) is None
    assert StandingConfirm.load({"asked": 0}) is None


def test_addresses_are_forgotten_with_their_emails():
    user = make_user()
    ask(user, "never@met.example")
    row = hold(user)
    assert forget_what_was_never_used() == 0
    with at(TODAY + timedelta(days=1)):
        assert forget_what_was_never_used() == 1
        assert [one.email for one in WorkAddress.objects.all()] == [WORK]
        assert not OutboxEmail.objects.filter(to_address="never@met.example").exists()
    with at(row.valid_until + timedelta(days=1)):
        assert forget_what_was_never_used() == 1
    assert not OutboxEmail.objects.filter(to_address=WORK).exists()


def test_closing_an_account_forgets_its_work_addresses():
    user, other = make_user("rowan"), make_user("other")
    hold(user)
    ask(user, "second@met.example")
    ask(other, "other@met.example")
    assert [held.lines for held in held_for(user) if held.code == "work_addresses"] == [
        [
            (WORK, "Police staff, confirmed on 22 November 2026"),
            ("second@met.example", "Police staff, not confirmed, asked on 22 November 2026"),
        ]
    ]
    forget_all(user)
    assert [one.user for one in WorkAddress.objects.all()] == [other]
    assert InternalStanding.objects.filter(user=user).count() == 1


def test_both_tasks_run_by_the_clock():
    tasks = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert {remind_of_standings.name, forget_what_was_never_used.name} <= tasks


def test_the_page_lists_everything_that_holds_at_the_same_cost():
    user = make_user()
    client = signed_in(user)
    client.get("/accounts/standing/")
    costs = set()
    for kind in ("police_staff", "special", "volunteer"):
        InternalStanding.objects.create(
            user=user, kind=kind, source="hr_record",
            valid_from=TODAY, valid_until=TODAY + timedelta(days=100),
        )  # fmt: skip
        with CaptureQueriesContext(connection) as made:
            client.get("/accounts/standing/")
        costs.add(len(made))
    assert len(costs) == 1
    InternalStanding.objects.create(
        user=user, kind="agency", source="hr_record",
        valid_from=TODAY - timedelta(days=9), valid_until=TODAY - timedelta(days=1),
    )  # fmt: skip
    page = client.get("/accounts/standing/").content.decode()
    main = page[page.index("<main") :]
    found = re.findall(r'<h2 class="govuk-heading-m">([^<]+)</h2>', main)[:4]
    assert found == ["Police staff", "Special constable", "Volunteer", "Show something else"]
