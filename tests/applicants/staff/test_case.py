"""The case page: what it shows, to whom, and that each opening is logged."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import eligibility
from applicants.choices import Event, Status
from applicants.models import (
    AdjustmentsRequest,
    ConductDeclaration,
    EligibilityDecision,
    PreEmploymentCheck,
    StatusChange,
    VerificationRequest,
)
from applicants.services.deciding import decide
from applicants.services.offering import reply_to_offer
from applicants.services.verifying import ask_line_manager
from recruitment.accounts.roles import Role, revoke_role
from recruitment.audit.selectors import entries_about
from recruitment.outbox.choices import EmailStatus
from recruitment.outbox.models import OutboxEmail
from tests.applicants.factories import make_accepted_offer
from tests.applicants.staff.world import (
    make_application,
    make_candidate,
    make_member,
    make_vacancy,
    prepare,
    score_all,
    set_interview,
    staff_client,
    write_evidence,
)

pytestmark = pytest.mark.django_db
MOST_QUERIES = 25 + 2  # and the bounds of the transaction that logs the reading


def case_of(application):
    return f"/staff/applicants/application/{application.pk}/case/"


def read(user, application):
    page = staff_client(user).get(case_of(application))
    assert page.status_code == 200
    return page.content.decode()


@pytest.fixture
def vacancy():
    return make_vacancy()


@pytest.fixture
def recruiter(vacancy):
    return make_member(Role.RECRUITER, vacancy)


def decide_with(application, facts):
    """A stored decision on these facts, made by the rules themselves."""
    given = {
        "id": "case",
        "as_of": "2026-11-22",
        "vacancy": application.vacancy.eligibility_input(),
        "facts": facts,
    }
    decided = eligibility.decide(given).as_dict()
    return EligibilityDecision.objects.create(
        application=application,
        made_at=timezone.now(),
        occasion="submission",
        as_of="2026-11-22",
        ruleset=decided["ruleset"],
        result=decided["result"],
        given=given,
        decided=decided,
    )


def test_a_recruiter_reads_who_where_and_the_answers(vacancy, recruiter):
    application = make_application(vacancy)
    write_evidence(application, "I kept forty case files in order.")
    text = read(recruiter, application)
    assert f"<h1>{application.reference}: Linden Madeup</h1>" in text
    assert f"<dd>{vacancy.title} ({vacancy.reference})</dd>" in text
    assert '<dd><span class="staff-tag">New</span></dd>' in text
    assert '<h3 id="section-evidence">Evidence for the essential criteria</h3>' in text
    assert "<dt>Good with casework</dt>" in text
    assert text.count("<p>I kept forty case files in order.</p>") == 2


def test_each_opening_is_logged_once(vacancy, recruiter):
    application = make_application(vacancy)
    for number in (1, 2):
        read(recruiter, application)
        entries = list(entries_about(application).values_list("action", "actor_id"))
        assert entries == [("application.read", recruiter.pk)] * number


def test_a_colleague_of_another_team_finds_nothing(vacancy):
    application = make_application(vacancy)
    other = make_member(Role.RECRUITER, make_vacancy())
    assert staff_client(other).get(case_of(application)).status_code == 404
    assert entries_about(application).count() == 0


def test_a_draft_does_not_exist_for_staff(vacancy, recruiter):
    draft = make_application(vacancy, Status.DRAFT)
    assert staff_client(recruiter).get(case_of(draft)).status_code == 404


def test_without_a_second_factor_nothing_opens(vacancy, recruiter, client):
    application = make_application(vacancy)
    client.force_login(recruiter)
    page = client.get(case_of(application))
    assert (page.status_code, page.url) == (302, f"/staff/login/?next={case_of(application)}")


def test_a_right_that_is_taken_away_closes_the_case_at_once(vacancy, recruiter):
    application = make_application(vacancy)
    client = staff_client(recruiter)
    assert client.get(case_of(application)).status_code == 200
    revoke_role(user=recruiter, role=Role.RECRUITER, by=None)
    recruiter.is_staff = True
    recruiter.save()
    assert client.get(case_of(application)).status_code == 404


def test_leaving_the_team_closes_the_case_at_once(vacancy, recruiter):
    application = make_application(vacancy)
    client = staff_client(recruiter)
    assert client.get(case_of(application)).status_code == 200
    vacancy.team.filter(user=recruiter).delete()
    assert client.get(case_of(application)).status_code == 404


def test_the_decision_stands_in_the_candidates_own_words_with_source_and_facts():
    vacancy = make_vacancy(internal=True)
    application = make_application(vacancy, Status.ELIGIBILITY_REFER)
    decision = decide_with(
        application,
        {
            "employment": {
                "kind": "police_staff",
                "probation_confirmed_on": {"value": "2024-06-03", "source": "hr_record"},
            },
            "previous_met_service": "none",
        },
    )
    rule = decision.decided["rules"][0]
    text = read(make_member(Role.RECRUITER, vacancy), application)
    assert "<strong>Eligible, subject to evidence</strong>, tier 1" in text
    assert f"<p>{rule['text']}</p>" in text
    assert f"Internal vacancies page: “{rule['source']['quote']}”" in text
    assert "Probation confirmed on: 3 June 2024 (HR record)" in text
    assert "Not verified yet: Earlier service with the Met." in text


def test_scores_interview_and_offer_are_shown(vacancy, recruiter):
    application = make_application(vacancy, Status.INT_DONE)
    chair = make_member(Role.PANEL_CHAIR, vacancy, first_name="Alder")
    score_all(application, chair)
    set_interview(application, days=-1, result="appointable", result_note="Strong on casework.")
    prepare(application)
    text = read(recruiter, application)
    assert text.count("<td>4 – Good evidence</td>") == 2
    assert f"{chair.get_full_name()}, " in text
    assert "In person: Lambeth" in text
    assert "<dd>Appointable</dd>" in text
    assert "<dt>Salary</dt><dd>£34,448</dd>" in text


def test_steps_that_cannot_be_taken_are_sentences_and_the_others_buttons(vacancy, recruiter):
    application = make_application(vacancy, Status.SIFT)
    step = case_of(application).replace("case/", "step/")
    text = read(recruiter, application)
    assert "Score every essential criterion first: 0 of 2 are scored." in text
    assert "Set a date in the future for this interview, or offer interview times" in text
    assert step not in text
    score_all(application, recruiter)
    set_interview(application)
    text = read(recruiter, application)
    assert f'href="{step}sift_out/"' in text
    assert f'href="{step}invite_to_interview/"' in text
    assert "The candidate is sent the invitation with the date and place, or asked" in text


@pytest.mark.parametrize(
    ("role", "status", "expected"),
    [
        (Role.RECRUITER, Status.SUBMITTED, ["start_sift"]),
        (Role.VACANCY_HOLDER, Status.SUBMITTED, []),
        (Role.PANEL_MEMBER, Status.SUBMITTED, []),
        (Role.RECRUITER, Status.HELD_PRIORITY, ["release_tier"]),
        (Role.ELIGIBILITY_REVIEWER, Status.INELIGIBLE_REVIEW, ["overturn", "uphold"]),
        (Role.RECRUITER, Status.INELIGIBLE_REVIEW, []),
        (Role.RECRUITER, Status.SIFT_OUT, ["reinstate"]),
        (Role.CHECKS_OFFICER, Status.CHECK_PROBLEM, ["resolve_check_problem"]),
        (Role.RECRUITER, Status.STARTED, []),
    ],
)
def test_only_steps_within_the_rights_are_offered(vacancy, role, status, expected):
    application = make_application(vacancy, status)
    text = read(make_member(role, vacancy), application)
    step = case_of(application).replace("case/", "step/")
    found = sorted(event.value for event in Event if f'href="{step}{event.value}/"' in text)
    assert found == expected


def test_checks_and_the_line_manager_are_shown_and_only_officers_change_them():
    vacancy = make_vacancy(internal=True)
    application = make_application(vacancy, Status.OFFER_COND)
    write_evidence(application, "I kept forty case files in order.")
    decide_with(application, {"previous_met_service": "none"})
    prepare(application)
    reply_to_offer(
        application_id=application.pk,
        by=application.candidate.user,
        accept=True,
        line_manager_name="Aspen Fictional",
        line_manager_email="aspen@met.example",
    )
    request = VerificationRequest.objects.get()
    pages = case_of(application).replace("case/", "")
    officer = read(make_member(Role.CHECKS_OFFICER), application)
    recruiter = read(make_member(Role.RECRUITER, vacancy), application)
    for text in (officer, recruiter):
        assert '<th scope="row">Right to work</th>' in text
        assert 'Aspen Fictional <span class="staff-tag">Waiting for an answer</span>' in text
        assert "Verification request to aspen@met.example" in text
    for page in ("checks/vetting/", f"line-manager/{request.pk}/resend/"):
        assert f'href="{pages}{page}"' in officer
        assert f'href="{pages}{page}"' not in recruiter


def test_the_timeline_names_the_actor_and_the_reason(vacancy, recruiter):
    application = make_application(vacancy, Status.HELD_PRIORITY)
    decide(
        application_id=application.pk,
        by=recruiter,
        event=Event.RELEASE_TIER,
        reason="Two posts remain.",
    )
    text = read(recruiter, application)
    assert "<strong>Release from the second tier</strong>" in text
    assert f", {recruiter.get_full_name()}<br>" in text
    assert "Held: second tier → New" in text
    assert "“Two posts remain.”" in text


def test_an_email_that_failed_is_seen_on_the_case(vacancy, recruiter):
    application = make_application(vacancy)
    decide(application_id=application.pk, by=recruiter, event=Event.START_SIFT)
    OutboxEmail.objects.update(
        status=EmailStatus.FAILED, last_error="550 no such mailbox", closed_at=timezone.now()
    )
    text = read(recruiter, application)
    assert '<span class="staff-tag staff-tag--bad">Not delivered</span>' in text
    assert "550 no such mailbox" in text


def test_sealed_things_are_not_on_the_case(vacancy, recruiter):
    application = make_application(vacancy)
    ConductDeclaration.objects.create(application=application, answers={"convictions": "canary1"})
    AdjustmentsRequest.objects.create(
        application=application,
        answers={"needs": "canary2"},
        agreed_arrangement="A room on the ground floor.",
    )
    text = read(recruiter, application)
    assert "canary" not in text
    assert "<dt>Agreed arrangement</dt><dd>A room on the ground floor.</dd>" in text
    assert "declaration/" not in text
    assert "adjustments/" not in text


def test_markers_never_learn_who_asked_for_the_offer_of_an_interview(vacancy, recruiter):
    application = make_application(vacancy, Status.SIFT, interview_offer_opt_in=True)
    marker = make_member(Role.SIFTER, vacancy)
    assert "Asked for the offer of an interview" in read(recruiter, application)
    assert "Asked for the offer of an interview" not in read(marker, application)


def test_an_adviser_sees_who_it_is_and_the_way_to_the_adjustments_alone(vacancy):
    application = make_application(vacancy)
    write_evidence(application, "I kept forty case files in order.")
    text = read(make_member(Role.ADJUSTMENTS_ADVISER), application)
    assert "<dd>Linden Madeup</dd>" in text
    assert f'href="{case_of(application).replace("case/", "adjustments/")}"' in text
    assert "forty case files" not in text
    assert "020 7946 0123" not in text


def test_what_people_typed_never_becomes_markup(vacancy, recruiter):
    application = make_application(vacancy, candidate=make_candidate("<b>Li", "nden</b>"))
    write_evidence(application, "<script>alert(1)</script>")
    text = read(recruiter, application)
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "&lt;b&gt;Li nden&lt;/b&gt;" in text


def test_the_fullest_case_stays_within_its_queries(vacancy, recruiter):
    application = make_application(vacancy, Status.INT_DONE)
    write_evidence(application, "I kept forty case files in order.")
    decide_with(application, {"previous_met_service": "none"})
    for number in range(3):
        score_all(application, make_member(Role.PANEL_MEMBER, vacancy), score=number)
    set_interview(application, days=-1, result="appointable")
    prepare(application, start_on=timezone.localdate() + timedelta(days=30))
    PreEmploymentCheck.objects.create(
        application=application, kind="vetting", updated_at=timezone.now()
    )
    client = staff_client(recruiter)
    client.get(case_of(application))
    with CaptureQueriesContext(connection) as queries:
        client.get(case_of(application))
    assert len(queries) <= MOST_QUERIES
    first = len(queries)
    for number in range(3):
        score_all(application, make_member(Role.PANEL_MEMBER, vacancy), score=number)
    with CaptureQueriesContext(connection) as queries:
        client.get(case_of(application))
    assert len(queries) == first


@pytest.mark.parametrize(
    ("role", "sees_checks", "reads"),
    [
        (Role.CHECKS_OFFICER, True, {"canary-raised", "canary-ended"}),
        (Role.RECRUITER, True, {"canary-ended", "canary-asked"}),
        (Role.ELIGIBILITY_REVIEWER, False, {"canary-asked"}),
        (Role.PANEL_CHAIR, False, set()),
        (Role.PANEL_MEMBER, False, set()),
    ],
)
def test_what_a_check_found_and_what_somebody_told_a_reviewer_has_its_own_readers(
    role, sees_checks, reads
):
    application = make_accepted_offer()
    vacancy = application.vacancy
    ask_line_manager(
        application_id=application.pk, by=None, manager_name="Aspen Fictional",
        manager_email="aspen@met.example",
    )  # fmt: skip
    PreEmploymentCheck.objects.create(
        application=application, kind="medical", state="not_passed", updated_at=timezone.now()
    )
    for number, (event, reason) in enumerate(
        (
            ("ask_for_review", "canary-asked"),
            ("raise_check_problem", "canary-raised"),
            ("end_on_checks", "canary-ended"),
        ),
        start=50,
    ):
        StatusChange.objects.create(
            application=application, sequence=number, event=event, actor_kind="staff",
            from_status="checks", to_status="check_problem", reason=reason, at=timezone.now(),
        )  # fmt: skip
    text = read(make_member(role, vacancy), application)
    found = {word for word in ("canary-asked", "canary-raised", "canary-ended") if word in text}
    assert found == reads
    assert ("Pre-employment checks</h2>" in text) is sees_checks
    assert ("Aspen Fictional" in text) is sees_checks
