"""Scorecards of a panel: independent, sent once, agreed on by the chair."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from applicants.choices import Status
from applicants.errors import GuardFailed, NotAllowed, StateChanged
from applicants.models import InterviewQuestion, ModeratedScore, Scorecard
from applicants.selectors.interview_subjects import subjects_of
from applicants.selectors.panel import panel_of, standing_of
from applicants.services.interviewing import Arrangement, arrange_interview, record_interview_result
from applicants.services.scorecards import Given, go_on_without_scorecards, save_scorecard
from recruitment.accounts.roles import Role
from recruitment.audit.selectors import entries_about
from tests.applicants.staff.world import (
    make_application,
    make_member,
    make_vacancy,
    set_interview,
)
from vacancies.models import EssentialCriterion, TeamMember

pytestmark = pytest.mark.django_db
CASEWORK, RECORDS, OWNERSHIP = "criterion:casework", "criterion:records", "behaviour:ownership"
ALL = (CASEWORK, RECORDS, OWNERSHIP)


def given(score, *subjects, note=""):
    return {code: Given(score, note) for code in subjects or ALL}


class Scene:
    """A booked interview that was held yesterday, with a chair and a member."""

    def __init__(self):
        self.vacancy = make_vacancy(behaviours={"ownership": 2})
        self.chair = make_member(Role.PANEL_CHAIR, self.vacancy, first_name="Alder")
        self.member = make_member(Role.PANEL_MEMBER, self.vacancy, first_name="Birch")
        self.application = make_application(self.vacancy, Status.INT_BOOKED)
        self.interview = set_interview(self.application, days=-1)

    def save(self, by, marks=None, **more):
        return save_scorecard(
            application_id=self.application.pk, by=by, given=marks or given(4), **more
        )

    def send(self, by, marks=None):
        return self.save(by, marks, send=True)

    def standing(self):
        return standing_of(self.application, self.interview)

    def result(self, by, scores=None, **more):
        return record_interview_result(
            application_id=self.application.pk,
            by=by,
            result="appointable",
            scores=scores or {},
            **more,
        )


@pytest.fixture
def scene():
    return Scene()


def test_subjects_are_the_criteria_and_behaviours_with_the_usual_question_or_the_vacancys_own(
    scene,
):
    InterviewQuestion.objects.create(
        vacancy=scene.vacancy, subject=RECORDS, words="First?\nSecond?"
    )
    found = subjects_of(scene.vacancy)
    assert [one.code for one in found] == list(ALL)
    assert found[0].asks == ["Tell us about a time when you showed this: Good with casework"]
    assert found[1].asks == ["First?", "Second?"]
    assert found[2].words == "We take ownership (level 2, supervisor)"


def test_only_the_criteria_of_the_interview_are_scored_where_the_advert_names_some(scene):
    EssentialCriterion.objects.filter(vacancy=scene.vacancy, code="records").update(
        assessed_by="interview"
    )
    assert [one.code for one in subjects_of(scene.vacancy)] == [RECORDS, OWNERSHIP]


def test_a_scorecard_is_saved_in_parts_and_sent_whole_once(scene):
    scene.save(scene.member, given(3, CASEWORK, note=" Clear. "))
    card = Scorecard.objects.get()
    assert (card.sent_at, card.sequence) == (None, 0)
    assert [(row.subject, row.score, row.note) for row in card.scores.all()] == [
        (CASEWORK, 3, "Clear.")
    ]
    with pytest.raises(GuardFailed, match="Give a score for each subject"):
        scene.send(scene.member, given(3, CASEWORK))
    scene.send(scene.member, given(5))
    with pytest.raises(StateChanged, match="You have sent your scorecard already"):
        scene.send(scene.member, given(1))
    assert list(card.scores.values_list("score", flat=True)) == [5, 5, 5]
    assert list(card.scores.values_list("about", flat=True)) == [
        "Good with casework", "Good with records", "We take ownership (level 2, supervisor)",
    ]  # fmt: skip


def test_the_log_says_that_a_scorecard_was_sent_and_never_what_stands_on_it(scene):
    scene.save(scene.member, given(3, CASEWORK))
    scene.send(scene.member)
    entries = [(one.action, one.after) for one in entries_about(scene.application)]
    assert entries == [
        ("scorecard.send", {"subjects": 3}),
        ("scorecard.save", {"subjects": 1}),
    ]


def test_scorecards_are_open_when_everybody_has_sent_theirs(scene):
    assert scene.standing().missing == [scene.chair, scene.member]
    scene.send(scene.member)
    assert (scene.standing().is_open, scene.standing().missing) == (False, [scene.chair])
    scene.send(scene.chair)
    standing = scene.standing()
    assert (standing.is_open, standing.waits) == (True, False)
    assert [card.member for card in standing.sent] == [scene.member, scene.chair]


@pytest.mark.parametrize(
    ("marks", "sentence"),
    [
        ({CASEWORK: Given(6)}, "Give a score from 0 to 5."),
        ({"criterion:flying": Given(3)}, "This is not what the interview"),
    ],
)
def test_impossible_scores_are_refused(scene, marks, sentence):
    with pytest.raises(GuardFailed, match=sentence):
        scene.save(scene.member, marks)


def test_who_may_not_write_a_scorecard_and_when(scene):
    for other in (
        make_member(Role.RECRUITER, scene.vacancy),
        make_member(Role.PANEL_MEMBER),
        make_member(Role.SIFTER, scene.vacancy),
    ):
        with pytest.raises(NotAllowed):
            scene.save(other)
    beside = make_member(Role.PANEL_MEMBER)
    TeamMember.objects.create(vacancy=scene.vacancy, user=beside, role="recruiter")
    with pytest.raises(NotAllowed, match="You are not on the panel"):
        scene.save(beside)
    with pytest.raises(GuardFailed, match="has not begun yet"):
        scene.save(scene.member, at=scene.interview.starts_at - timedelta(seconds=1))
    early = make_application(scene.vacancy, Status.INT_INVITED)
    with pytest.raises(StateChanged, match=r"^Scorecards are written after"):
        save_scorecard(application_id=early.pk, by=scene.member, given=given(3))
    assert Scorecard.objects.count() == 0


def test_a_result_waits_for_every_scorecard_and_names_who_is_missing(scene):
    scene.send(scene.chair)
    with pytest.raises(GuardFailed, match=f"missing from: {scene.member.display_name}"):
        scene.result(scene.chair, dict.fromkeys(ALL, 4))
    scene.send(scene.member, given(2))
    with pytest.raises(GuardFailed, match="Give a score for each subject"):
        scene.result(scene.chair)
    scene.result(scene.chair, dict.fromkeys(ALL, 3))
    standing = scene.standing()
    assert (standing.total, standing.is_agreed) == (9, True)
    latest = entries_about(scene.application)[0]
    assert latest.action == "interview.record_result"
    assert latest.after == {"result": "appointable", "scores": [3, 3, 3]}


def test_the_result_of_a_panel_is_the_chairs(scene):
    recruiter = make_member(Role.RECRUITER, scene.vacancy)
    scene.send(scene.chair)
    scene.send(scene.member)
    with pytest.raises(NotAllowed, match="The chair of the panel does this"):
        scene.result(recruiter, dict.fromkeys(ALL, 3))


def test_the_chair_goes_on_without_a_scorecard_and_says_why(scene):
    scene.send(scene.chair)
    go_on = {"application_id": scene.application.pk, "by": scene.chair}
    with pytest.raises(GuardFailed, match="Write why"):
        go_on_without_scorecards(**go_on, reason=" ")
    recruiter = make_member(Role.RECRUITER, scene.vacancy)
    with pytest.raises(NotAllowed, match="The chair of the panel"):
        go_on_without_scorecards(
            application_id=scene.application.pk, by=recruiter, reason="In a hurry."
        )
    go_on_without_scorecards(**go_on, reason=" Birch was ill. ")
    standing = scene.standing()
    assert (standing.is_open, standing.waits) == (True, False)
    assert standing.moderation.went_on_without == "Birch was ill."
    entry = entries_about(scene.application)[0]
    assert (entry.action, entry.after) == (
        "scorecard.go_on_without", {"missing": [scene.member.pk]},
    )  # fmt: skip
    with pytest.raises(StateChanged, match="no further scorecard is taken"):
        scene.send(scene.member)
    scene.result(scene.chair, dict.fromkeys(ALL, 2))
    assert scene.standing().total == 6
    with pytest.raises(StateChanged, match="No scorecard is missing"):
        go_on_without_scorecards(**go_on, reason="Again.")


def test_one_person_alone_needs_no_scorecard_and_scores_all_or_none():
    scene = Scene()
    TeamMember.objects.filter(user=scene.member).delete()
    recruiter = make_member(Role.RECRUITER, scene.vacancy)
    assert panel_of(scene.application) == (scene.chair,)
    with pytest.raises(GuardFailed, match="Give a score for each subject"):
        scene.result(recruiter, {CASEWORK: 3})
    scene.result(recruiter)
    assert scene.standing().total is None
    scene.result(scene.chair, dict.fromkeys(ALL, 3))
    assert scene.standing().total == 9


def test_a_second_result_replaces_the_agreed_scores(scene):
    scene.send(scene.chair)
    scene.send(scene.member)
    for score in (3, 4):
        scene.result(scene.chair, dict.fromkeys(ALL, score))
    assert list(ModeratedScore.objects.values_list("score", flat=True)) == [4, 4, 4]


def test_another_date_begins_with_no_scorecards_and_keeps_the_old_ones(scene):
    scene.send(scene.chair)
    recruiter = make_member(Role.RECRUITER, scene.vacancy)
    later = Arrangement(starts_at=timezone.now() + timedelta(days=3), place="Hendon")
    arrange_interview(application_id=scene.application.pk, by=recruiter, arrangement=later)
    scene.interview.refresh_from_db()
    assert scene.standing().missing == [scene.chair, scene.member]
    assert Scorecard.objects.count() == 1


def test_a_candidate_and_a_person_without_the_role_are_on_no_panel(scene):
    TeamMember.objects.create(
        vacancy=scene.vacancy, user=scene.application.candidate.user, role="panel_member"
    )
    former = make_member(Role.PANEL_MEMBER, scene.vacancy)
    former.groups.clear()
    assert panel_of(scene.application) == (scene.chair, scene.member)
