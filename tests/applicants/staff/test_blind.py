"""A marker scores blind: the evidence alone, from the list to the form."""

from __future__ import annotations

import pytest

from applicants.choices import Status
from applicants.models import (
    AdjustmentsRequest,
    ApplicationSection,
    ConductDeclaration,
    SiftScore,
)
from recruitment.accounts.roles import Role
from tests.applicants.staff.world import (
    make_application,
    make_candidate,
    make_member,
    make_vacancy,
    score_all,
    staff_client,
    write_evidence,
)

pytestmark = pytest.mark.django_db
LIST = "/staff/applicants/application/"
CANARIES = {
    "personal": {"given_names": "Canaryname", "date_of_birth": "1990-02-03", "phone": "canary-7"},
    "address": {"line_1": "Canary Lane", "postcode": "CA1 1RY"},
    "references": {"name_1": "Canary referee"},
    "eligibility": {"left_on": "Canary date"},
}


@pytest.fixture
def scene():
    vacancy = make_vacancy()
    candidate = make_candidate("Canaryname", "Canaryfamily")
    application = make_application(
        vacancy,
        Status.SIFT,
        candidate=candidate,
        tier=2,
        eligibility_result="eligible",
        interview_offer_opt_in=True,
    )
    write_evidence(application, "I kept forty case files in order.")
    for code, answers in CANARIES.items():
        ApplicationSection.objects.update_or_create(
            application=application, code=code, defaults={"answers": answers}
        )
    ConductDeclaration.objects.create(application=application, answers={"convictions": "canary"})
    AdjustmentsRequest.objects.create(
        application=application, answers={"needs": "canary"}, agreed_arrangement="canary room"
    )
    marker = make_member(Role.SIFTER, vacancy)
    return application, marker, staff_client(marker)


def secrets_of(application):
    user = application.candidate.user
    return ["canary", user.username, user.email, "020 7946", "1990", "disability confident"]


@pytest.mark.parametrize("page", ["", "case/", "score/"])
def test_no_page_of_a_marker_says_who_it_is(scene, page):
    application, _, client = scene
    url = f"{LIST}{application.pk}/{page}" if page else LIST
    answer = client.get(url)
    text = answer.content.decode().lower()
    assert answer.status_code == 200
    assert application.reference.lower() in text
    assert [word for word in secrets_of(application) if word.lower() in text] == []


def test_the_evidence_is_there_to_be_scored(scene):
    application, _, client = scene
    for page in ("case", "score"):
        text = client.get(f"{LIST}{application.pk}/{page}/").content.decode()
        assert text.count("<p>I kept forty case files in order.</p>") == 2


def test_a_marker_cannot_test_for_a_person_by_searching(scene):
    application, _, client = scene
    for words in ("Canaryname", application.candidate.email):
        assert application.reference not in client.get(LIST, {"q": words}).content.decode()
    found = client.get(LIST, {"q": application.reference}).content.decode()
    assert f"/{application.pk}/case/" in found


@pytest.mark.parametrize(
    "query", ["tier=2", "interview_offer_opt_in=1", "candidate__given_names__startswith=C"]
)
def test_a_marker_cannot_filter_by_what_is_kept_apart(scene, query):
    _, _, client = scene
    assert client.get(f"{LIST}?{query}").status_code == 400


def test_a_marker_sees_no_other_markers_scores(scene):
    application, _, client = scene
    other = make_member(Role.SIFTER, application.vacancy, first_name="Alder")
    score_all(application, other, score=5)
    for page in ("case", "score"):
        text = client.get(f"{LIST}{application.pk}/{page}/").content.decode()
        assert other.get_full_name() not in text
        assert "Clear and specific." not in text


@pytest.mark.parametrize(
    "page", ["interview", "result", "offer", "start-date", "declaration", "adjustments",
             "arrangement", "step/sift_out", "checks/vetting", "line-manager"]
)  # fmt: skip
def test_everything_else_is_refused_without_a_name(scene, page):
    application, _, client = scene
    for send in (client.get, client.post):
        answer = send(f"{LIST}{application.pk}/{page}/")
        text = answer.content.decode().lower()
        assert answer.status_code == 403
        assert "your role does not include this" in text
        assert [word for word in secrets_of(application) if word.lower() in text] == []


def test_scores_are_saved_from_the_form(scene):
    application, marker, client = scene
    data = {
        "version": application.version,
        "score_casework": "4",
        "comment_casework": "Specific.",
        "score_records": "",
        "comment_records": "",
    }
    page = client.post(f"{LIST}{application.pk}/score/", data)
    assert (page.status_code, page.url) == (302, f"{LIST}{application.pk}/case/")
    rows = SiftScore.objects.values_list("criterion__code", "score", "comment", "marker")
    assert list(rows) == [("casework", 4, "Specific.", marker.pk)]
    form = client.get(f"{LIST}{application.pk}/score/").content.decode()
    assert '<option value="4" selected>4 – Good evidence</option>' in form
    assert "Specific.</textarea>" in form


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"comment_casework": "Words without a score"}, "Choose a score for this comment."),
        ({}, "Score at least one criterion."),
        ({"score_casework": "6"}, "Select a valid choice"),
    ],
)
def test_a_form_that_cannot_be_kept_says_why_and_keeps_what_was_typed(scene, data, sentence):
    application, _, client = scene
    page = client.post(f"{LIST}{application.pk}/score/", {"version": 1, **data})
    text = page.content.decode()
    assert page.status_code == 200
    assert "<title>Error: Score the evidence" in text
    assert sentence in text
    assert all(value in text for name, value in data.items() if name.startswith("comment"))
    assert SiftScore.objects.count() == 0
