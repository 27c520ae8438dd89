"""A recruiter's word: for one account written whole, with a reason, a year and 20 a day at most."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine

from recruitment.accounts import services
from recruitment.accounts.models import InternalStanding
from recruitment.accounts.roles import Role
from recruitment.accounts.standing import current_standing
from recruitment.audit.models import AuditEntry
from tests.accounts.people import client_with_second_factor, make_manager, make_staff, make_user

pytestmark = pytest.mark.django_db
LIST = "/staff/accounts/internalstanding/"
TODAY = date(2026, 11, 22)
ANSWERS = {
    "person": "rowan",
    "kind": "volunteer",
    "valid_until": "30/06/2027",
    "note": "I spoke to the coordinator.",
}


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel("2026-11-22T12:00:00Z", tick=False):
        yield


@pytest.fixture
def recruiter():
    return make_staff(Role.RECRUITER, username="recruiter.one")


def add(client, **changed):
    return client.post(f"{LIST}add/", ANSWERS | changed)


def errors(response):
    return dict(response.context["adminform"].form.errors)


def test_a_recruiter_records_lists_and_ends_their_own_and_sees_no_others(recruiter):
    user, manager = make_user("rowan"), make_manager()
    others = services.record_standing(
        user=user, kind="special", source="hr_record", by=manager,
        valid_from=TODAY, valid_until=date(2027, 1, 1),
    )  # fmt: skip
    client = client_with_second_factor(recruiter)
    assert add(client).status_code == 302
    row = InternalStanding.objects.get(source="recruiter")
    assert (row.user, row.recorded_by, row.note) == (user, recruiter, ANSWERS["note"])
    assert (row.valid_from, row.valid_until) == (TODAY, date(2027, 6, 30))
    page = client.get(LIST)
    assert [one.pk for one in page.context["cl"].result_list] == [row.pk]
    assert client.get(f"{LIST}{row.pk}/change/").status_code == 200
    assert client.get(f"{LIST}{others.pk}/change/").status_code == 404
    for chosen in (row, others):
        client.post(LIST, {"action": "end_today", "_selected_action": [chosen.pk]})
    assert current_standing(user, on=TODAY) == others
    actions = AuditEntry.objects.filter(actor_id=recruiter.pk, action__startswith="standing.")
    assert list(actions.order_by("pk").values_list("action", flat=True)) == [
        "standing.record",
        "standing.end",
    ]


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"person": "nobody"}, "person", "No account has this username"),
        ({"person": "typed@met.example"}, "person", "No account has this username"),
        ({"person": "gone"}, "person", "No account has this username"),
        ({"person": ""}, "person", "Enter the username or email address"),
        ({"person": "recruiter.one"}, "__all__", "Nobody may change their own account here."),
        ({"note": " "}, "note", "Say how you know this."),
        ({"valid_until": "01/12/2027"}, "valid_until", "Choose a last day within 366 days."),
        ({"valid_until": "22/11/2026"}, "__all__", "The last day must come after the first day."),
    ],
)
def test_what_is_refused_stands_at_its_field_and_writes_nothing(recruiter, changed, field, words):
    make_user("rowan")
    make_user("typed", email="typed@met.example", confirmed=False)
    make_user("gone", is_active=False)
    response = add(client_with_second_factor(recruiter), **changed)
    assert list(errors(response)) == [field]
    assert words in errors(response)[field][0]
    assert not InternalStanding.objects.exists()


def test_an_account_is_found_by_its_confirmed_address(recruiter):
    user = make_user("rowan", email="rowan@applicant.example")
    assert add(client_with_second_factor(recruiter), person="Rowan@applicant.example ")
    assert InternalStanding.objects.get().user == user


def test_twenty_in_24_hours_and_no_more(recruiter, monkeypatch):
    monkeypatch.setattr(services, "RECRUITER_A_DAY", 2)
    client = client_with_second_factor(recruiter)
    for name in ("one", "two", "three"):
        make_user(name * 2)
    assert [add(client, person=name * 2).status_code for name in ("one", "two")] == [302, 302]
    refused = errors(add(client, person="threethree"))["__all__"][0]
    assert refused.startswith("You have recorded 2 standings in 24 hours")
    with time_machine.travel("2026-11-23T12:00:01Z", tick=False):
        assert add(client_with_second_factor(recruiter), person="threethree").status_code == 302


def test_a_manager_cannot_claim_that_a_mailbox_said_so():
    user = make_user("rowan")
    answers = {
        "user": user.pk, "kind": "ddo", "source": "work_address", "note": "",
        "valid_from": "22/11/2026", "valid_until": "01/12/2026",
    }  # fmt: skip
    response = client_with_second_factor(make_manager()).post(f"{LIST}add/", answers)
    assert list(errors(response)) == ["source"]


def test_somebody_who_lost_the_role_ends_nothing_any_more(recruiter):
    row = services.record_standing(
        user=make_user("rowan"), kind="ddo", source="recruiter", by=recruiter, note="Seen.",
        valid_from=TODAY, valid_until=TODAY + timedelta(days=9),
    )  # fmt: skip
    recruiter.groups.clear()
    recruiter.__dict__.pop("_rights_cache", None)
    with pytest.raises(services.PermissionDenied):
        services.end_standing(standing=row, on=TODAY, by=recruiter)
