"""Nobody marks a person they know, and nobody learns from that who applied."""

from __future__ import annotations

import pytest

from applicants.choices import Status
from applicants.errors import GuardFailed, NotAllowed
from applicants.knowing import is_named
from applicants.models import SiftConflict, SiftDeclaration, SiftMarking, SiftScore
from applicants.selectors.staff import applications_for_staff, find_application
from applicants.services.sift_conflicts import declare_conflicts, report_conflict
from applicants.services.sift_handing import hand_next
from applicants.services.sifting import record_sift_score
from recruitment.accounts.roles import Role, grant_role
from recruitment.audit.models import AuditEntry
from recruitment.audit.selectors import entries_about
from tests.applicants.sift.world import give, make_sift
from tests.applicants.staff.world import make_candidate, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def sift():
    return make_sift()


@pytest.mark.parametrize(
    "name",
    ["Robert Example", "robert  EXAMPLE", "Rob Example", "Example, R", "Example", "Robért",
     "Dr Robert Maria Example"],
)  # fmt: skip
def test_a_name_means_the_person_in_every_usual_way_of_writing_it(name):
    assert is_named(make_candidate("Robert Maria", "Example-Trial"), [name])


@pytest.mark.parametrize("name", ["Kim Example", "Robert Sample", "Ro", "Examples"])
def test_others_are_not_meant(name):
    assert not is_named(make_candidate("Robert Maria", "Example-Trial"), [name])


def test_nothing_is_opened_or_scored_before_a_marker_said_whom_they_know(sift):
    application = sift.apply()
    late = make_member(Role.SIFTER, sift.vacancy, declared=False)
    assert applications_for_staff(late).count() == 0
    with pytest.raises(NotAllowed, match="Say first whom you know"):
        hand_next(vacancy_id=sift.vacancy.pk, by=late)
    with pytest.raises(NotAllowed, match="Say first whom you know"):
        record_sift_score(application_id=application.pk, by=late, criterion="casework", score=3)
    declare_conflicts(vacancy_id=sift.vacancy.pk, by=late, names=[])
    assert hand_next(vacancy_id=sift.vacancy.pk, by=late) == application


def test_the_application_of_somebody_named_does_not_exist_for_that_marker(sift):
    known = sift.apply(candidate=make_candidate("Robert", "Example"), days=9)
    other = sift.apply()
    late = make_member(Role.SIFTER, sift.vacancy, declared=False)
    declare_conflicts(vacancy_id=sift.vacancy.pk, by=late, names=[" Rob  Example ", ""])
    assert list(applications_for_staff(late)) == [other]
    assert find_application(late, known.pk) is None
    assert hand_next(vacancy_id=sift.vacancy.pk, by=late) == other
    with pytest.raises(NotAllowed, match="You know this person"):
        record_sift_score(application_id=known.pk, by=late, criterion="casework", score=3)
    assert set(applications_for_staff(sift.first)) == {known, other}
    row = SiftConflict.objects.get()
    assert (row.application, row.marker, row.source) == (known, late, "named")


def test_who_applies_after_the_declaration_is_kept_from_them_too(sift):
    late = make_member(Role.SIFTER, sift.vacancy, declared=False)
    declare_conflicts(vacancy_id=sift.vacancy.pk, by=late, names=["Rob Example"])
    known = sift.apply(candidate=make_candidate("Robert", "Example"))
    assert find_application(late, known.pk) is None
    assert hand_next(vacancy_id=sift.vacancy.pk, by=late) is None
    assert SiftConflict.objects.get().application == known


def test_it_is_said_once_and_the_log_and_the_table_hold_no_name(sift, django_assert_num_queries):
    late = make_member(Role.SIFTER, sift.vacancy, declared=False)
    declare_conflicts(vacancy_id=sift.vacancy.pk, by=late, names=["Canary Name"])
    with pytest.raises(GuardFailed, match="You have said this already"):
        declare_conflicts(vacancy_id=sift.vacancy.pk, by=late, names=[])
    declaration = SiftDeclaration.objects.get(marker=late)
    assert (declaration.names, declaration.named) == (["Canary Name"], 1)
    entry = entries_about(declaration).get()
    assert entry.after == {"vacancy": sift.vacancy.pk, "named": 1}
    assert "Canary" not in str(AuditEntry.objects.values_list())
    stored = SiftDeclaration.objects.filter(marker=late).extra(select={"raw": "names"})
    assert "Canary" not in stored.values_list("raw", flat=True)[0]


def test_more_names_than_a_page_holds_are_refused(sift):
    late = make_member(Role.SIFTER, sift.vacancy, declared=False)
    with pytest.raises(GuardFailed, match="Name 50 people or fewer"):
        declare_conflicts(vacancy_id=sift.vacancy.pk, by=late, names=["A B"] * 51)
    assert not SiftDeclaration.objects.filter(marker=late).exists()


def test_who_recognises_somebody_never_sees_it_again_and_their_scores_go(sift):
    application = sift.apply()
    give(application, sift.first, 5, 0)
    give(application, sift.second, 1, 0)
    assert application.reconciliation.is_open
    report_conflict(application_id=application.pk, by=sift.first)
    assert find_application(sift.first, application.pk) is None
    assert set(SiftScore.objects.values_list("marker", flat=True)) == {sift.second.pk}
    assert SiftMarking.objects.get().marker == sift.second
    application.refresh_from_db()
    assert not hasattr(application, "reconciliation")
    discarded = entries_about(application).get(action="sift_score.discard")
    assert sorted(discarded.before.values()) == [0, 5]


def test_after_the_sift_a_conflict_hides_and_changes_no_score(sift):
    application = sift.apply()
    give(application, sift.first, 4, 4)
    type(application).objects.update(status=Status.INT_DONE)
    report_conflict(application_id=application.pk, by=sift.first)
    assert SiftScore.objects.count() == 2
    assert find_application(sift.first, application.pk) is None


@pytest.mark.parametrize("role", [Role.PANEL_MEMBER, Role.ADMINISTRATOR])
def test_who_reads_names_or_the_log_in_another_role_does_not_mark(sift, role):
    application = sift.apply()
    grant_role(user=sift.first, role=role, by=None)
    with pytest.raises(NotAllowed, match="You read more than the evidence"):
        record_sift_score(
            application_id=application.pk, by=sift.first, criterion="casework", score=3
        )
