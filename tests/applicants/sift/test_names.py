"""The names that a marker gave are theirs to read, and end."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from applicants.choices import Status
from applicants.models import SiftDeclaration
from applicants.services.retaining import apply_retention
from applicants.services.sift_conflicts import declare_conflicts
from recruitment.accounts.holdings import forget_all, held_for
from recruitment.accounts.roles import Role
from recruitment.audit.models import AuditEntry
from tests.applicants.staff.world import make_application, make_member, make_vacancy

pytestmark = pytest.mark.django_db


@pytest.fixture
def marker():
    vacancy = make_vacancy()
    person = make_member(Role.SIFTER, vacancy, declared=False)
    declare_conflicts(vacancy_id=vacancy.pk, by=person, names=["Robin Example"])
    return person


def stored():
    return SiftDeclaration.objects.values_list("named", "names").get()


def test_they_are_in_the_markers_own_data_and_go_with_the_account(marker):
    [held] = [one for one in held_for(marker) if one.code == "sift_declarations"]
    [(_, words)] = held.lines
    assert words == "Robin Example"
    forget_all(marker)
    assert stored() == (1, None)
    assert [one for one in held_for(marker) if one.code == "sift_declarations"] == []


def test_they_are_deleted_six_months_later_once_nothing_is_left_to_mark(marker):
    now = timezone.now()
    waiting = make_application(SiftDeclaration.objects.get().vacancy, Status.SIFT, at=now)
    late = now + timedelta(days=190)
    for moment, gone in ((now + timedelta(days=170), 0), (late, 0)):
        assert apply_retention(at=moment).counts["sift_names"] == gone
    type(waiting).objects.update(status=Status.SIFT_OUT)
    assert apply_retention(at=late, dry_run=True).counts["sift_names"] == 1
    assert stored() == (1, ["Robin Example"])
    assert apply_retention(at=late).counts["sift_names"] == 1
    assert stored() == (1, None)
    assert AuditEntry.objects.get(action="sift_conflict.erase").after == {"count": 1}
    assert apply_retention(at=late).counts["sift_names"] == 0
