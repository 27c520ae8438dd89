"""The form pages: what they say they will do, what they do, and what they refuse."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from applicants.choices import Event, Status
from applicants.models import Interview, Offer, PreEmploymentCheck, VerificationRequest
from applicants.services.deciding import decide
from applicants.services.offering import reply_to_offer
from recruitment.accounts.roles import Role
from recruitment.outbox.selectors import emails_about
from tests.applicants.factories import make_slot
from tests.applicants.staff.world import (
    make_application,
    make_member,
    make_vacancy,
    prepare,
    score_all,
    set_interview,
    staff_client,
)

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def vacancy():
    return make_vacancy()


@pytest.fixture
def recruiter(vacancy):
    return make_member(Role.RECRUITER, vacancy)


@pytest.fixture
def client(recruiter):
    return staff_client(recruiter)


def url(application, page):
    return f"/staff/applicants/application/{application.pk}/{page}/"


def assert_done(page, application):
    assert (page.status_code, page.url) == (302, url(application, "case"))


def assert_refused(page, *sentences, status=200):
    """Shown again with the sentence in the summary, at its field, and Error in the title."""
    text = page.content.decode()
    assert page.status_code == status
    assert "<title>Error: " in text
    assert "There is a problem" in text
    for sentence in sentences:
        assert text.count(sentence) == 2


def test_somebody_who_missed_the_interview_may_choose_a_time_again(vacancy, client):
    application = make_application(vacancy, Status.INT_MISSED)
    set_interview(application, days=-1)
    assert f'href="{url(application, "choose-again")}"' in (
        client.get(url(application, "case")).content.decode()
    )
    refused = client.post(url(application, "choose-again"), {"version": 1})
    assert refused.status_code == 409
    assert "or offer interview times that candidates" in refused.content.decode()
    make_slot(vacancy)
    assert_done(client.post(url(application, "choose-again"), {"version": 1}), application)
    application.refresh_from_db()
    assert application.status == Status.INT_INVITED
    kinds = list(emails_about(application.about).values_list("kind", flat=True))
    assert kinds == ["interview_invitation"]


class TestStep:
    def test_the_page_says_what_it_does_and_whom_it_tells_and_changes_nothing(
        self, vacancy, client
    ):
        application = make_application(vacancy)
        page = client.get(url(application, "step/start_sift"))
        text = page.content.decode()
        assert "The candidate is told that their application is being assessed." in text
        assert '<button class="button default" type="submit">Start the sift</button>' in text
        application.refresh_from_db()
        assert (application.status, application.version) == (Status.SUBMITTED, 1)

    def test_confirming_takes_the_step_and_sends_one_email(self, vacancy, client):
        application = make_application(vacancy)
        page = client.post(url(application, "step/start_sift"), {"version": 1})
        assert_done(page, application)
        application.refresh_from_db()
        assert (application.status, application.version) == (Status.SIFT, 2)
        kinds = list(emails_about(application.about).values_list("kind", flat=True))
        assert kinds == ["sift_started"]

    def test_the_one_who_comes_second_reads_who_was_first_and_keeps_the_words(
        self, vacancy, client
    ):
        application = make_application(vacancy, Status.SIFT)
        other = make_member(Role.RECRUITER, vacancy, first_name="Alder")
        score_all(application, other)
        decide(
            application_id=application.pk,
            by=other,
            event=Event.SIFT_OUT,
            reason="First.",
            reason_code="stronger_field",
        )
        decide(application_id=application.pk, by=other, event=Event.REINSTATE, reason="Back.")
        page = client.post(
            url(application, "step/sift_out"),
            {"version": 1, "reason": "My long words.", "reason_code": "incomplete"},
        )
        text = page.content.decode()
        assert page.status_code == 409
        assert f"{other.get_full_name()} moved this application to “Sift” at " in text
        assert "Nothing of yours was changed." in text
        assert "My long words.</textarea>" in text
        assert '<option value="incomplete" selected>' in text

    @pytest.mark.parametrize("version", ["", "0"])
    def test_a_form_without_the_current_version_is_refused(self, vacancy, client, version):
        application = make_application(vacancy)
        page = client.post(url(application, "step/start_sift"), {"version": version})
        assert page.status_code == 409
        application.refresh_from_db()
        assert application.status == Status.SUBMITTED

    def test_a_rejection_asks_for_both_reasons_at_their_fields(self, vacancy, recruiter, client):
        application = make_application(vacancy, Status.SIFT)
        score_all(application, recruiter)
        page = client.post(url(application, "step/sift_out"), {"version": 1})
        assert_refused(
            page,
            "Choose the reason that the candidate will read.",
            "Write feedback for the candidate.",
        )
        text = client.get(url(application, "step/sift_out")).content.decode()
        assert "The candidate will read this, word for word." in text
        assert re.findall(r'<option value="(\w+)">', text) == [
            "criteria_not_shown",
            "stronger_field",
            "incomplete",
        ]

    def test_each_criterion_that_was_not_met_asks_for_a_sentence_at_its_field(
        self, vacancy, recruiter, client
    ):
        application = make_application(vacancy, Status.SIFT)
        score_all(application, recruiter, score=1)
        text = client.get(url(application, "step/sift_out")).content.decode()
        assert text.count("The candidate will read this. Not met, so a sentence is needed.") == 2
        assert text.count("Scores: 1; the pass mark is 3.") == 2
        data = {
            "version": 1,
            "reason": "Say what you did.",
            "reason_code": "criteria_not_shown",
            "criterion_casework": "Which files did you prepare?",
        }
        page = client.post(url(application, "step/sift_out"), data)
        assert_refused(page, "Write what was missing for “Good with records”: it was not met.")
        assert "Which files did you prepare?</textarea>" in page.content.decode()
        data["criterion_records"] = "Which records did you keep?"
        assert_done(client.post(url(application, "step/sift_out"), data), application)
        change = application.history.get(event=Event.SIFT_OUT)
        assert [one["words"] for one in change.data["criteria"]] == [
            "Which files did you prepare?",
            "Which records did you keep?",
        ]

    def test_what_stands_in_the_way_is_said_in_place_of_the_form(self, vacancy, client):
        application = make_application(vacancy, Status.SIFT)
        text = client.get(url(application, "step/invite_to_interview")).content.decode()
        assert "This cannot be done yet:" in text
        assert "Score every essential criterion first: 0 of 2 are scored." in text
        assert "Set a date in the future for this interview, or offer interview times" in text
        assert '<form class="staff-panel' not in text

    def test_a_step_of_another_stage_is_not_offered(self, vacancy, client):
        application = make_application(vacancy, Status.STARTED)
        text = client.get(url(application, "step/start_sift")).content.decode()
        assert "This step does not belong to the stage “Started”" in text
        assert '<form class="staff-panel' not in text

    @pytest.mark.parametrize("event", ["submit", "withdraw", "cancel_vacancy", "reinvite", "fly"])
    def test_steps_that_are_nobodys_button_do_not_exist(self, vacancy, client, event):
        application = make_application(vacancy)
        assert client.get(url(application, f"step/{event}")).status_code == 404

    def test_a_step_without_the_right_is_refused_in_words(self, vacancy):
        application = make_application(vacancy, Status.INELIGIBLE_REVIEW)
        member = staff_client(make_member(Role.RECRUITER, vacancy))
        page = member.post(url(application, "step/uphold"), {"version": 1, "reason": "No."})
        assert page.status_code == 403
        assert "Your role does not include this." in page.content.decode()
        application.refresh_from_db()
        assert application.status == Status.INELIGIBLE_REVIEW

    def test_posts_need_the_token_of_the_form(self, vacancy, recruiter):
        application = make_application(vacancy)
        trusting = staff_client(recruiter)
        strict = Client(enforce_csrf_checks=True)
        strict.cookies = trusting.cookies
        page = strict.post(url(application, "step/start_sift"), {"version": 1})
        assert page.status_code == 403
        application.refresh_from_db()
        assert application.status == Status.SUBMITTED


class TestInterview:
    def given(self, application, **changes):
        day = timezone.localdate() + timedelta(days=9)
        return {
            "version": application.version,
            "day": day.isoformat(),
            "time": "14:30",
            "minutes": "60",
            "format": "in_person",
            "place": "Lambeth",
            "panel": "Three members of the unit",
            "what_to_bring": "Photo identity",
            **changes,
        }

    def test_a_date_is_kept_as_london_time(self, vacancy, client):
        application = make_application(vacancy, Status.SIFT)
        data = self.given(application, day="1 July 2027")
        assert_done(client.post(url(application, "interview"), data), application)
        interview = Interview.objects.get()
        assert interview.starts_at == datetime(2027, 7, 1, 14, 30, tzinfo=LONDON)
        assert (interview.minutes, interview.place, interview.panel) == (
            60,
            "Lambeth",
            "Three members of the unit",
        )

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"day": ""}, "Enter the date of the interview."),
            ({"day": "31/2/2027"}, "Enter a real date, like 9 December 2026."),
            ({"day": "2020-01-01"}, "Set a date and time in the future."),
            ({"time": "late"}, "Enter a time, like 14:30."),
            ({"minutes": "5"}, "An interview lasts 10 minutes or more."),
            ({"minutes": "481"}, "An interview lasts 480 minutes or less."),
            ({"place": ""}, "Enter the place, or the link for a video call."),
        ],
    )
    def test_each_error_stands_at_its_field(self, vacancy, client, changes, sentence):
        application = make_application(vacancy, Status.SIFT)
        data = self.given(application, **changes)
        page = client.post(url(application, "interview"), data)
        assert_refused(page, sentence)
        assert 'value="Photo identity"' in page.content.decode()
        assert Interview.objects.count() == 0

    @pytest.mark.parametrize(("day", "time"), [("2027-03-28", "01:30"), ("2027-10-31", "01:30")])
    def test_a_time_that_the_clocks_skip_or_repeat_is_refused(self, vacancy, client, day, time):
        application = make_application(vacancy, Status.SIFT)
        data = self.given(application, day=day, time=time)
        page = client.post(url(application, "interview"), data)
        assert_refused(page, "The clocks change at that moment. Choose another time.")

    def test_the_form_says_whether_the_candidate_is_told(self, vacancy, client):
        early = make_application(vacancy, Status.SIFT)
        booked = make_application(vacancy, Status.INT_BOOKED)
        set_interview(booked)
        assert "Nobody is told yet." in client.get(url(early, "interview")).content.decode()
        text = client.get(url(booked, "interview")).content.decode()
        assert "The candidate is sent the new date and place" in text
        assert "Save and invite again" in text
        assert 'value="Lambeth"' in text

    def test_the_result_is_saved_and_the_candidate_told_nothing(self, vacancy, client):
        application = make_application(vacancy, Status.INT_BOOKED)
        set_interview(application, days=-1)
        page = client.post(url(application, "result"), {"version": 1})
        assert_refused(page, "Choose whether the panel found the candidate appointable.")
        data = {"version": 1, "result": "appointable", "note": "Strong."}
        assert_done(client.post(url(application, "result"), data), application)
        assert Interview.objects.get().result == "appointable"
        assert emails_about(application.about).count() == 0


class TestOffer:
    @time_machine.travel(datetime(2026, 11, 23, 10, tzinfo=LONDON), tick=False)
    def test_the_form_is_filled_with_the_pay_and_five_working_days(self, vacancy, recruiter):
        application = make_application(vacancy, Status.INT_DONE)
        text = staff_client(recruiter).get(url(application, "offer")).content.decode()
        assert 'value="£34,448 to £36,864"' in text
        assert 'name="reply_by" value="2026-11-30"' in text

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"salary_text": ""}, "Write the salary as the candidate will read it."),
            ({"reply_by": ""}, "Enter the last day to reply."),
            ({"reply_by": "2026-01-01"}, "The last day to reply must be today or later."),
            ({"start_on": "2026-01-01"}, "The start date must be today or later."),
        ],
    )
    def test_each_error_stands_at_its_field(self, vacancy, client, changes, sentence):
        application = make_application(vacancy, Status.INT_DONE)
        day = (timezone.localdate() + timedelta(days=7)).isoformat()
        data = {"version": 1, "salary_text": "£34,448", "reply_by": day, "start_on": "", **changes}
        assert_refused(client.post(url(application, "offer"), data), sentence)
        assert Offer.objects.count() == 0

    def test_an_offer_is_saved_then_sent_by_its_step(self, vacancy, client):
        application = make_application(vacancy, Status.INT_DONE)
        set_interview(application, days=-1, result="appointable")
        day = timezone.localdate() + timedelta(days=7)
        data = {"version": 1, "salary_text": "£34,448", "reply_by": day.isoformat()}
        assert_done(client.post(url(application, "offer"), data), application)
        assert Offer.objects.get().reply_by == day
        assert emails_about(application.about).count() == 0
        assert_done(client.post(url(application, "step/make_offer"), {"version": 1}), application)
        kinds = list(emails_about(application.about).values_list("kind", flat=True))
        assert kinds == ["conditional_offer"]

    def test_the_start_date_is_set(self, vacancy, client):
        application = make_application(vacancy, Status.CHECKS)
        prepare(application)
        page = client.post(url(application, "start-date"), {"version": 1, "start_on": ""})
        assert_refused(page, "Enter the start date.")
        day = timezone.localdate() + timedelta(days=30)
        data = {"version": 1, "start_on": f"{day:%d/%m/%Y}"}
        assert_done(client.post(url(application, "start-date"), data), application)
        assert Offer.objects.get().start_on == day


class TestChecks:
    @pytest.fixture
    def application(self):
        made = make_application(make_vacancy(internal=True), Status.OFFER_COND)
        prepare(made)
        reply_to_offer(
            application_id=made.pk,
            by=made.candidate.user,
            accept=True,
            line_manager_name="Aspen Fictional",
            line_manager_email="aspen@met.example",
        )
        return made

    @pytest.fixture
    def officer(self):
        return staff_client(make_member(Role.CHECKS_OFFICER))

    def test_a_check_is_recorded(self, application, officer):
        data = {"seen": "not_started", "state": "complete"}
        assert_done(officer.post(url(application, "checks/vetting"), data), application)
        assert PreEmploymentCheck.objects.get(kind="vetting").state == "complete"

    def test_a_check_that_a_colleague_changed_meanwhile_is_refused(self, application, officer):
        data = {"seen": "with_us", "state": "complete"}
        page = officer.post(url(application, "checks/vetting"), data)
        assert page.status_code == 409
        assert "A colleague changed this check while you looked at it." in page.content.decode()
        assert PreEmploymentCheck.objects.get(kind="vetting").state == "not_started"

    def test_checks_that_are_not_needed_do_not_exist(self, application, officer):
        for kind in ("fitness", "references", "astrology"):
            assert officer.get(url(application, f"checks/{kind}")).status_code == 404

    def test_the_link_is_sent_again_to_a_corrected_address(self, application, officer):
        request = VerificationRequest.objects.get()
        page = url(application, f"line-manager/{request.pk}/resend")
        data = {"manager_name": "Aspen Fictional", "manager_email": "nobody"}
        assert_refused(officer.post(page, data), "Enter an email address in the correct format")
        data["manager_email"] = "aspen.fictional@met.example"
        assert_done(officer.post(page, data), application)
        request.refresh_from_db()
        assert (request.manager_email, request.generation) == ("aspen.fictional@met.example", 2)

    def test_a_request_of_another_application_does_not_exist_here(self, application, officer):
        request = VerificationRequest.objects.get()
        other = make_application(make_vacancy(internal=True), Status.LM_VERIFY)
        page = url(other, f"line-manager/{request.pk}/resend")
        data = {"manager_name": "Aspen", "manager_email": "other@met.example"}
        assert officer.get(page).status_code == officer.post(page, data).status_code == 404
        request.refresh_from_db()
        assert request.generation == 1

    def test_after_a_wrong_manager_another_one_is_asked(self, application, officer):
        VerificationRequest.objects.update(state="not_manager", answered_at=timezone.now())
        application.refresh_from_db()
        application.status = Status.CHECKS
        application.save()
        case = officer.get(url(application, "case")).content.decode()
        assert f'href="{url(application, "line-manager")}"' in case
        data = {"manager_name": "Hazel Pretend", "manager_email": "hazel@met.example"}
        assert_done(officer.post(url(application, "line-manager"), data), application)
        application.refresh_from_db()
        assert application.status == Status.LM_VERIFY
        newest = VerificationRequest.objects.latest("asked_at")
        assert (newest.manager_name, newest.state) == ("Hazel Pretend", "open")


PAGES = [
    "score", "interview", "result", "offer", "start-date", "line-manager", "step/start_sift",
    "checks/vetting", "line-manager/1/resend", "declaration", "adjustments", "arrangement",
]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_pages_of_another_teams_application_do_not_exist(vacancy, page):
    application = make_application(vacancy)
    stranger = staff_client(make_member(Role.RECRUITER, make_vacancy()))
    for send in (stranger.get, stranger.post):
        assert send(url(application, page)).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_without_a_second_factor_every_page_leads_away(vacancy, recruiter, page):
    application = make_application(vacancy)
    weak = Client()
    weak.force_login(recruiter)
    answer = weak.post(url(application, page))
    assert answer.status_code == 302
    assert answer.url.startswith("/staff/login/?next=")
