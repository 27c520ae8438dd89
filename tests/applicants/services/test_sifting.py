"""Scores."""

from __future__ import annotations

import pytest

from applicants.choices import Status
from applicants.errors import GuardFailed, NotAllowed, StateChanged
from applicants.models import SiftScore
from applicants.services.guards import every_criterion_scored
from applicants.services.sifting import Mark, record_sift_score, record_sift_scores
from recruitment.accounts.roles import Role
from recruitment.audit.selectors import entries_about
from tests.accounts.people import client_with_second_factor
from tests.applicants.staff.world import make_application, make_member, make_vacancy
from vacancies.models import Vacancy
from vacancies.scoring import scale_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    vacancy = make_vacancy()
    return make_application(vacancy, Status.SIFT), make_member(Role.SIFTER, vacancy)


def test_a_marker_scores_each_criterion_and_it_is_logged_without_the_comment(scene):
    application, marker = scene
    record_sift_scores(
        application_id=application.pk,
        by=marker,
        marks={"casework": Mark(4, " Specific. "), "records": Mark(0)},
    )
    rows = SiftScore.objects.order_by("criterion__order").values_list(
        "criterion__code", "score", "comment", "marker"
    )
    assert list(rows) == [
        ("casework", 4, "Specific.", marker.pk),
        ("records", 0, "", marker.pk),
    ]
    entries = list(entries_about(application).values_list("action", "actor_id"))
    assert entries == [
        ("sift_marking.complete", marker.pk),
        *[("sift_score.record", marker.pk)] * 2,
    ]
    assert [entry.after["score"] for entry in entries_about(application)[1:]] == [0, 4]


def test_a_second_score_replaces_the_first_and_the_log_keeps_both(scene):
    application, marker = scene
    for score in (2, 5):
        record_sift_score(
            application_id=application.pk, by=marker, criterion="casework", score=score
        )
    assert list(SiftScore.objects.values_list("score", flat=True)) == [5]
    latest = entries_about(application)[0]
    assert (latest.before["score"], latest.after["score"]) == (2, 5)


def test_two_markers_score_beside_each_other(scene):
    application, marker = scene
    Vacancy.objects.update(markers=2)
    other = make_member(Role.SIFTER, application.vacancy)
    for person, score in ((marker, 2), (other, 4)):
        record_sift_score(
            application_id=application.pk, by=person, criterion="casework", score=score
        )
    assert SiftScore.objects.count() == 2


@pytest.mark.parametrize(
    ("criterion", "score", "sentence"),
    [
        ("casework", 6, "Give a score from 0 to 5."),
        ("casework", -1, "Give a score from 0 to 5."),
        ("flying", 3, "This is not a criterion that the sift"),
    ],
)
def test_impossible_scores_are_refused(scene, criterion, score, sentence):
    application, marker = scene
    with pytest.raises(GuardFailed, match=sentence):
        record_sift_score(
            application_id=application.pk, by=marker, criterion=criterion, score=score
        )
    assert SiftScore.objects.count() == 0


def test_all_scores_of_a_form_are_kept_or_none(scene):
    application, marker = scene
    with pytest.raises(GuardFailed):
        record_sift_scores(
            application_id=application.pk,
            by=marker,
            marks={"casework": Mark(4), "records": Mark(9)},
        )
    assert SiftScore.objects.count() == 0


def test_scores_belong_to_the_sift(scene):
    _, marker = scene
    application = make_application(make_vacancy(), Status.INT_DONE)
    member = make_member(Role.SIFTER, application.vacancy)
    with pytest.raises(StateChanged, match=r"^Scores are recorded while"):
        record_sift_score(application_id=application.pk, by=member, criterion="casework", score=3)
    with pytest.raises(NotAllowed, match="not on the team"):
        record_sift_score(application_id=application.pk, by=marker, criterion="casework", score=3)


def test_a_recruiter_does_not_score(scene):
    application, _ = scene
    recruiter = make_member(Role.RECRUITER, application.vacancy)
    with pytest.raises(NotAllowed, match="Your role does not include this"):
        record_sift_score(
            application_id=application.pk, by=recruiter, criterion="casework", score=3
        )


def test_the_guard_counts_what_is_still_missing(scene):
    application, marker = scene
    record_sift_score(application_id=application.pk, by=marker, criterion="casework", score=3)
    sentence = every_criterion_scored(application, application.status_since)
    assert sentence == "Score every essential criterion first: 1 of 2 are scored."


def test_what_the_interview_assesses_is_not_scored_in_the_sift(scene):
    application, marker = scene
    application.vacancy.essential_criteria.filter(code="records").update(assessed_by="interview")
    with pytest.raises(GuardFailed):
        record_sift_score(application_id=application.pk, by=marker, criterion="records", score=3)
    record_sift_score(application_id=application.pk, by=marker, criterion="casework", score=3)
    assert every_criterion_scored(application, application.status_since) == ""


@pytest.mark.parametrize(
    ("scale", "given", "wrong"),
    [("0-7", 7, 8), ("1-5", 1, 0), ("1-5", 5, 6)],
)
def test_scores_keep_to_the_scale_of_the_vacancy(scale, given, wrong):
    vacancy = make_vacancy(score_scale=scale)
    application, marker = make_application(vacancy, Status.SIFT), make_member(Role.SIFTER, vacancy)
    low, high = scale.split("-")
    with pytest.raises(GuardFailed, match=f"Give a score from {low} to {high}."):
        record_sift_score(
            application_id=application.pk, by=marker, criterion="casework", score=wrong
        )
    row = record_sift_score(
        application_id=application.pk, by=marker, criterion="casework", score=given
    )
    assert row.meaning == scale_of(scale).labels[given]
    assert SiftScore.objects.get().score == given


def test_the_page_shows_the_guide_the_scale_and_the_pass_mark():
    vacancy = make_vacancy(score_scale="0-7", pass_mark=5)
    vacancy.essential_criteria.filter(code="casework").update(
        guide=[{"value": 5, "words": "Has led a case alone"}]
    )
    application, marker = make_application(vacancy, Status.SIFT), make_member(Role.SIFTER, vacancy)
    path = f"/staff/applicants/application/{application.pk}/score/"
    page = client_with_second_factor(marker).get(path).content.decode()
    assert "<li><strong>5</strong> Has led a case alone</li>" in page
    assert "Score each criterion from 0 to 7. The pass mark of each is 5." in page
    assert page.count(">7 – Outstanding evidence</option>") == 2
    assert page.count("What to look for:") == 1
