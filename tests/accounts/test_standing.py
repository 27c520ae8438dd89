"""Who is internal, on which day, and who may say so."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError

from recruitment.accounts.models import InternalStanding, StandingKind, StandingSource
from recruitment.accounts.services import end_standing, record_standing
from recruitment.accounts.standing import current_standing, current_standings
from recruitment.audit.models import AuditEntry
from tests.accounts.people import make_manager, make_user

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2026, 4, 1), date(2027, 3, 31)


def standing_of(user, kind=StandingKind.POLICE_STAFF, first=FIRST, last=LAST, by=None):
    return record_standing(
        user=user,
        kind=kind,
        source=StandingSource.HR_RECORD,
        valid_from=first,
        valid_until=last,
        by=by,
    )


def test_it_holds_from_the_first_day_to_the_last_both_included():
    user = make_user()
    row = standing_of(user)
    days = [date(2026, 3, 31), FIRST, LAST, date(2027, 4, 1)]
    assert [current_standing(user, on=day) for day in days] == [None, row, row, None]


def test_of_several_the_employee_speaks_first():
    user = make_user()
    special = standing_of(user, StandingKind.SPECIAL)
    agency = standing_of(user, StandingKind.AGENCY)
    staff = standing_of(user, StandingKind.POLICE_STAFF)
    over = standing_of(user, StandingKind.PCSO, date(2025, 1, 1), date(2025, 2, 1))
    other = standing_of(make_user("other"), StandingKind.POLICE_OFFICER)
    assert current_standings(user, on=FIRST) == [staff, agency, special]
    assert current_standing(user, on=FIRST) == staff
    assert current_standing(user, on=date(2025, 1, 15)) == over
    assert current_standing(other.user, on=FIRST) == other


def test_nobody_signed_in_and_a_closed_account_have_none():
    user = make_user()
    standing_of(user)
    user.is_active = False
    assert current_standing(user, on=FIRST) is None
    assert current_standing(AnonymousUser(), on=FIRST) is None


def test_an_early_end_holds_from_that_day_and_leaves_the_dates_alone():
    user, manager = make_user(), make_manager()
    row = standing_of(user, by=manager)
    ended = end_standing(standing=row, on=date(2026, 12, 1), by=manager, reason="left")
    assert current_standing(user, on=date(2026, 11, 30)) == ended
    assert current_standing(user, on=date(2026, 12, 1)) is None
    assert (ended.valid_until, ended.last_day) == (LAST, date(2026, 11, 30))
    assert str(ended) == "Police staff until 30 November 2026"


def test_recording_and_ending_stand_in_the_audit_log():
    user, manager = make_user(), make_manager()
    row = standing_of(user, by=manager)
    end_standing(standing=row, on=date(2026, 12, 1), by=manager, reason="left")
    entries = AuditEntry.objects.filter(action__startswith="standing.").order_by("pk")
    assert [(e.action, e.actor_id, e.target_id, e.reason) for e in entries] == [
        ("standing.record", manager.pk, str(row.pk), ""),
        ("standing.end", manager.pk, str(row.pk), "left"),
    ]
    assert entries[0].after == {
        "user": user.pk,
        "kind": "police_staff",
        "source": "hr_record",
        "valid_from": "2026-04-01",
        "valid_until": "2027-03-31",
    }
    assert entries[1].after == {"ended_on": "2026-12-01"}


def test_a_feed_needs_no_person():
    standing_of(make_user())
    entry = AuditEntry.objects.get(action="standing.record")
    assert (entry.actor_id, entry.actor_label) == (None, "system")


def test_only_managers_of_users_may_and_never_for_themselves():
    user, manager = make_user(), make_manager()
    for person, by in ((user, make_user("outsider")), (manager, manager), (user, user)):
        with pytest.raises(PermissionDenied):
            standing_of(person, by=by)
    assert InternalStanding.objects.count() == 0


def test_impossible_dates_and_a_second_end_are_refused():
    user, manager = make_user(), make_manager()
    with pytest.raises(ValidationError) as refused:
        standing_of(user, first=LAST, last=FIRST)
    assert refused.value.messages == ["The last day must come after the first day."]
    row = standing_of(user)
    with pytest.raises(ValidationError, match="ends before that day anyway"):
        end_standing(standing=row, on=date(2027, 4, 1), by=manager)
    end_standing(standing=row, on=date(2026, 12, 1), by=manager)
    with pytest.raises(ValidationError, match="already been ended"):
        end_standing(standing=row, on=date(2026, 12, 2), by=manager)
