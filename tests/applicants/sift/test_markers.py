"""Two markers, blind to each other; what they differ on is reconciled before it is decided."""

from __future__ import annotations

import pytest
from django.utils import timezone

from applicants.choices import Event, Status
from applicants.errors import GuardFailed, NotAllowed, StateChanged
from applicants.models import AgreedScore, Reconciliation, SiftScore
from applicants.selectors.sift_standing import standing_of
from applicants.selectors.sift_view import sift_view
from applicants.selectors.unmet import criterion_lines
from applicants.services.guards import every_criterion_scored, interview_offer_is_kept
from applicants.services.reconciling import agree_scores, propose_scores
from recruitment.accounts.roles import Role
from recruitment.audit.selectors import entries_about
from tests.applicants.sift.world import give, make_sift
from tests.applicants.staff.world import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def sift():
    return make_sift()


def shown_to(person, application):
    """The scores that this person sees, by marker's first name."""
    rows = sift_view(application, person).rows
    return {score.marker.first_name for row in rows for score in row.scores}


def blocked(application):
    return every_criterion_scored(application, timezone.now())


def test_nobody_sees_the_scores_of_another_before_both_are_in(sift):
    application = sift.apply()
    recruiter = make_member(Role.RECRUITER, sift.vacancy)
    give(application, sift.first, 4, 3)
    assert blocked(application) == "Two people mark every criterion first: 1 of 2 are done."
    assert shown_to(sift.first, application) == {"Alder"}
    for person in (sift.second, sift.chair, recruiter):
        assert shown_to(person, application) == set()
        assert sift_view(application, person).progress == "1 of 2 markers is done."
    give(application, sift.second, 3, 3)
    third = make_member(Role.SIFTER, sift.vacancy)
    assert shown_to(third, application) == set()
    for person in (sift.first, sift.second, sift.chair, recruiter):
        assert shown_to(person, application) == {"Alder", "Birch"}
    assert blocked(application) == ""
    standing = standing_of(application)
    assert list(standing.results.values()) == [3.5, 3.0]
    assert (standing.total, standing.meets_minimum) == (6.5, True)


def test_a_marker_may_change_what_they_gave_until_both_are_in(sift):
    application = sift.apply()
    give(application, sift.first, 4, 3)
    give(application, sift.first, 2, 3)
    give(application, sift.second, 3, 3)
    with pytest.raises(GuardFailed, match="see each other’s scores, which stand"):
        give(application, sift.first, 3, 3)
    given = SiftScore.objects.filter(marker=sift.first).order_by("criterion__order")
    assert list(given.values_list("score", flat=True)) == [2, 3]


def test_a_difference_within_the_limit_needs_no_reconciling(sift):
    application = sift.apply()
    give(application, sift.first, 4, 2)
    give(application, sift.second, 3, 1)
    assert Reconciliation.objects.count() == 0
    assert standing_of(application).meets_minimum is False


@pytest.fixture
def apart(sift):
    """Casework is 4 points apart, records are close."""
    application = sift.apply()
    give(application, sift.first, 5, 3)
    give(application, sift.second, 1, 2)
    return application


def propose(application, by, casework=4, note="The second example counts."):
    return propose_scores(
        application_id=application.pk, by=by, scores={"casework": casework}, note=note
    )


def test_a_difference_beyond_the_limit_waits_for_both_to_agree(sift, apart):
    assert blocked(apart).startswith("The markers differ too much.")
    assert standing_of(apart).total is None
    found = propose(apart, sift.first)
    assert blocked(apart).startswith("The markers differ too much.")
    assert standing_of(apart).results == {}
    with pytest.raises(NotAllowed, match="The other marker agrees"):
        agree_scores(application_id=apart.pk, by=sift.first, proposed_at=found.proposed_at)
    agree_scores(application_id=apart.pk, by=sift.second, proposed_at=found.proposed_at)
    assert blocked(apart) == ""
    assert list(standing_of(apart).results.values()) == [4.0, 2.5]
    row = Reconciliation.objects.get()
    assert (row.proposed_by, row.agreed_by) == (sift.first, sift.second)
    actions = entries_about(apart).values_list("action", flat=True)
    assert list(actions[:2]) == ["sift_score.agree", "sift_score.propose"]


def test_agreeing_is_to_what_was_seen(sift, apart):
    seen = propose(apart, sift.first).proposed_at
    propose(apart, sift.first, casework=2)
    with pytest.raises(StateChanged, match="has changed the proposal"):
        agree_scores(application_id=apart.pk, by=sift.second, proposed_at=seen)
    assert AgreedScore.objects.get().score == 2


def test_the_chair_settles_it_alone(sift, apart):
    propose(apart, sift.chair, casework=2)
    standing = standing_of(apart)
    assert (standing.is_complete, list(standing.results.values())) == (True, [2.0, 2.5])
    lines = criterion_lines(apart, Event.SIFT_OUT)
    assert [(one.scores, one.is_unmet) for one in lines] == [((2,), True), ((3, 2), True)]
    with pytest.raises(GuardFailed, match="There is nothing to agree on"):
        propose(apart, sift.first)


@pytest.mark.parametrize(
    ("scores", "note", "sentence"),
    [
        ({}, "Why.", "Give a score for each criterion on which the markers differ"),
        ({"casework": 3, "records": 3}, "Why.", "Give a score for each criterion on which"),
        ({"casework": 6}, "Why.", "Give a score from 0 to 5."),
        ({"casework": 3}, "  ", "Write why you agree"),
    ],
)
def test_a_proposal_names_what_is_apart_and_why(sift, apart, scores, note, sentence):
    with pytest.raises(GuardFailed, match=sentence):
        propose_scores(application_id=apart.pk, by=sift.first, scores=scores, note=note)


def test_only_the_two_and_the_chair_reconcile_and_only_in_the_sift(sift, apart):
    for role in (Role.SIFTER, Role.RECRUITER, Role.PANEL_MEMBER):
        with pytest.raises(NotAllowed):
            propose(apart, make_member(role, sift.vacancy))
    type(apart).objects.update(status=Status.SIFT_OUT)
    with pytest.raises(StateChanged, match="The sift is over"):
        propose(apart, sift.first)


def test_whoever_asked_for_the_offer_of_an_interview_and_meets_the_minimum_goes_forward(sift):
    application = sift.apply(interview_offer_opt_in=True, tier=1)
    give(application, sift.first, 3, 3)
    assert interview_offer_is_kept(application, timezone.now()) == ""
    give(application, sift.second, 3, 4)
    assert interview_offer_is_kept(application, timezone.now()).startswith("This person asked for")
    weak = sift.apply(interview_offer_opt_in=True)
    for marker in (sift.first, sift.second):
        give(weak, marker, 2, 5)
    assert interview_offer_is_kept(weak, timezone.now()) == ""
    not_asked = sift.apply()
    for marker in (sift.first, sift.second):
        give(not_asked, marker, 5, 5)
    assert interview_offer_is_kept(not_asked, timezone.now()) == ""
