"""What somebody who came second is told: nobody's name but a colleague's to a colleague."""

from __future__ import annotations

import pytest
from django.urls import reverse

from applicants.choices import Event, Status
from applicants.labels import candidate_label, staff_label
from applicants.models import Application
from applicants.services.applying import withdraw_application
from applicants.services.deciding import decide
from recruitment.accounts.models import User
from recruitment.accounts.roles import Role
from tests.applicants.candidate.world import posted, section_url, signed_in, url
from tests.applicants.staff.world import (
    make_application,
    make_candidate,
    make_member,
    make_vacancy,
    score_all,
    set_interview,
    staff_client,
    write_evidence,
)
from vacancies.models import Vacancy

pytestmark = pytest.mark.django_db

SCORES = {
    f"{part}_{code}": value
    for code in ("casework", "records")
    for part, value in (("score", "4"), ("comment", "Clear."))
}


@pytest.fixture
def vacancy() -> Vacancy:
    return make_vacancy()


def test_a_marker_who_comes_after_a_withdrawal_does_not_learn_who_withdrew(
    vacancy: Vacancy,
) -> None:
    candidate = make_candidate("Canaryname", "Canaryfamily")
    User.objects.filter(pk=candidate.user_id).update(first_name="Canaryfirst", last_name="Canary")
    application = make_application(vacancy, Status.SIFT, candidate=candidate)
    write_evidence(application, "I kept forty case files in order.")
    marker = staff_client(make_member(Role.SIFTER, vacancy))
    withdraw_application(application_id=application.pk, by=candidate.user)
    where = reverse("admin:applicants_application_score", args=[application.pk])
    response = marker.post(where, SCORES | {"version": "1"})
    text = response.content.decode()
    assert response.status_code == 409
    assert "The candidate moved this application to “Withdrawn” at " in text
    assert "canary" not in text.lower()
    assert candidate.user.username not in text


def test_a_candidate_is_told_neither_who_works_on_it_nor_how_staff_speak_of_it(
    vacancy: Vacancy,
) -> None:
    recruiter = make_member(Role.RECRUITER, vacancy)
    marker = make_member(Role.SIFTER, vacancy)
    application = make_application(vacancy, Status.SIFT)
    score_all(application, marker)
    set_interview(application)
    decide(application_id=application.pk, by=recruiter, event=Event.INVITE_TO_INTERVIEW)
    browser = signed_in(application.candidate)
    response = browser.post(url("withdraw", application.pk), {"version": "1"})
    text = response.content.decode()
    assert "Changed by recruitment staff at " in text
    assert recruiter.get_full_name() not in text
    assert recruiter.username not in text
    assert candidate_label(Status.INT_INVITED) in text
    assert f"“{staff_label(Status.INT_INVITED)}”" not in text
    assert Application.objects.get(pk=application.pk).status == Status.INT_INVITED


def test_a_candidate_reads_of_their_own_change_as_theirs(vacancy: Vacancy) -> None:
    application = make_application(vacancy, Status.SIFT)
    browser = signed_in(application.candidate)
    withdraw_application(application_id=application.pk, by=application.candidate.user)
    answer = browser.post(section_url(application, "personal"), posted({}, version=0))
    assert answer.status_code == 409
    assert application.candidate.user.username not in answer.content.decode()
