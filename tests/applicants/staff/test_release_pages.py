"""The staff pages on which decisions are prepared, released, followed and taken back."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from applicants.choices import Event, SiftOutReason, Status
from applicants.models import PreparedDecision, Release
from applicants.selectors import releasing
from applicants.services.outcome_words import OutcomeWords
from applicants.services.preparing import prepare_decision
from applicants.services.releasing import plan_release, release_due
from recruitment.accounts.roles import Role
from tests.applicants.staff.world import (
    make_application,
    make_member,
    make_vacancy,
    score_all,
    staff_client,
)

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
LIST = "admin:applicants_prepareddecision_changelist"
WORDS = OutcomeWords(SiftOutReason.STRONGER_FIELD, "A close field.", {})
CANNOT = "Set a date in the future for this interview, or offer interview times"


@pytest.fixture
def vacancy():
    return make_vacancy()


@pytest.fixture
def recruiter(vacancy):
    return make_member(Role.RECRUITER, vacancy)


@pytest.fixture
def browser(recruiter):
    return staff_client(recruiter)


def sifted(vacancy, recruiter, score=1):
    application = make_application(vacancy, Status.SIFT)
    score_all(application, recruiter, score=score)
    return application


def prepared(vacancy, recruiter, event=Event.SIFT_OUT):
    application = sifted(vacancy, recruiter, score=4)
    prepare_decision(application_id=application.pk, by=recruiter, event=event, words=WORDS)
    return application


def page_of(application, page):
    return f"/staff/applicants/application/{application.pk}/{page}/"


def plan_of(vacancy):
    return reverse("admin:applicants_release_plan", args=[vacancy.pk])


def seen_at(browser, address):
    text = browser.get(address).content.decode()
    return re.search(r'name="seen" value="(\w+)"', text)[1]


class TestPreparing:
    def test_the_page_says_who_reads_it_and_that_nobody_is_told(self, vacancy, recruiter, browser):
        application = sifted(vacancy, recruiter)
        text = browser.get(page_of(application, "prepare/sift_out")).content.decode()
        assert text.count("The candidate will read this.") == 3
        assert "The candidate will read this, word for word." in text
        assert "The candidate is told nothing by this." in text
        assert '<input type="hidden" name="prepared" value="0"' in text

    def test_what_is_missing_is_said_at_its_field_and_what_was_typed_is_kept(
        self, vacancy, recruiter, browser
    ):
        application = sifted(vacancy, recruiter)
        data = {
            "version": 1,
            "prepared": 0,
            "reason": "Words.",
            "reason_code": "criteria_not_shown",
            "criterion_casework": "More on files.",
        }
        answer = browser.post(page_of(application, "prepare/sift_out"), data)
        text = answer.content.decode()
        assert "<title>Error: " in text
        assert text.count("Write what was missing for “Good with records”: it was not met.") == 2
        assert "More on files.</textarea>" in text
        data["criterion_records"] = "More on records."
        answer = browser.post(page_of(application, "prepare/sift_out"), data, follow=True)
        text = answer.content.decode()
        assert "The decision is prepared. Nobody is told yet." in text
        assert "<dt>Good with records</dt><dd>More on records.</dd>" in text
        assert PreparedDecision.objects.get().criteria == {
            "casework": "More on files.",
            "records": "More on records.",
        }

    def test_it_is_changed_with_its_words_and_dropped(self, vacancy, recruiter, browser):
        application = prepared(vacancy, recruiter)
        text = browser.get(page_of(application, "prepare/sift_out")).content.decode()
        assert "A close field.</textarea>" in text
        assert '<option value="stronger_field" selected>' in text
        other = browser.get(page_of(application, "prepare/invite_to_interview")).content.decode()
        assert "Yours takes its place." in other
        done = browser.post(page_of(application, "prepare/drop"), {"version": 1, "prepared": 1})
        assert done.status_code == 302
        assert PreparedDecision.objects.count() == 0

    @pytest.mark.parametrize("seen", ["", "0", "2"])
    def test_who_comes_second_is_told_and_keeps_what_they_typed(
        self, vacancy, recruiter, browser, seen
    ):
        application = sifted(vacancy, recruiter, score=4)
        alder = make_member(Role.PANEL_CHAIR, vacancy, first_name="Alder")
        prepare_decision(application_id=application.pk, by=alder, event=Event.INVITE_TO_INTERVIEW)
        data = {
            "version": 1,
            "prepared": seen,
            "reason": "My long words.",
            "reason_code": "stronger_field",
        }
        answer = browser.post(page_of(application, "prepare/sift_out"), data)
        text = answer.content.decode()
        assert answer.status_code == 409
        assert f"{alder.display_name} prepared “Invite to interview” for this application" in text
        assert "Nothing of yours was saved." in text
        assert "My long words.</textarea>" in text

    @pytest.mark.parametrize("event", ["withdraw", "appoint", "fly"])
    def test_other_steps_are_not_prepared(self, vacancy, recruiter, browser, event):
        application = sifted(vacancy, recruiter)
        assert browser.get(page_of(application, f"prepare/{event}")).status_code == 404

    def test_at_another_stage_there_is_no_form(self, vacancy, browser):
        application = make_application(vacancy, Status.CHECKS)
        text = browser.get(page_of(application, "prepare/make_offer")).content.decode()
        assert "This outcome does not belong to the stage “Checks”" in text
        assert '<form class="staff-panel' not in text

    def test_the_case_shows_it_to_those_who_prepare_or_release_alone(self, vacancy, recruiter):
        application = prepared(vacancy, recruiter)
        for role, shown in ((Role.PANEL_CHAIR, True), (Role.PANEL_MEMBER, False)):
            client = staff_client(make_member(role, vacancy))
            text = client.get(page_of(application, "case")).content.decode()
            assert ("Prepared, not released" in text, "A close field." in text) == (shown, shown)


class TestList:
    def test_it_holds_the_teams_decisions_and_leads_to_their_release(
        self, vacancy, recruiter, browser
    ):
        mine = prepared(vacancy, recruiter)
        elsewhere = make_vacancy()
        other = prepared(elsewhere, make_member(Role.RECRUITER, elsewhere))
        text = browser.get(reverse(LIST)).content.decode()
        assert mine.reference in text
        assert other.reference not in text
        assert f'href="{plan_of(vacancy)}"' in text
        assert "Release 1 decision:" in text
        assert "Not planned" in text

    def test_who_prepares_without_releasing_gets_no_way_to_release(self, vacancy, recruiter):
        prepared(vacancy, recruiter)
        chair = staff_client(make_member(Role.PANEL_CHAIR, vacancy))
        text = chair.get(reverse(LIST)).content.decode()
        assert "Release 1 decision" not in text
        assert chair.get(plan_of(vacancy)).status_code == 403

    def test_filters_narrow_it(self, vacancy, recruiter, browser):
        out = prepared(vacancy, recruiter)
        invited = prepared(vacancy, recruiter, Event.INVITE_TO_INTERVIEW)
        text = browser.get(reverse(LIST), {"outcome": "sift_out"}).content.decode()
        assert out.reference in text
        assert invited.reference not in text
        nothing = browser.get(reverse(LIST), {"vacancy": "999999"}).content.decode()
        assert out.reference not in nothing

    @pytest.mark.parametrize("name", [LIST, "admin:applicants_release_changelist"])
    def test_one_row_and_three_cost_the_same(
        self, vacancy, recruiter, browser, django_assert_num_queries, name
    ):
        def add():
            prepared(vacancy, recruiter)
            if "release" in name:
                plan_release(vacancy_id=vacancy.pk, by=recruiter)

        add()
        browser.get(reverse(name))
        with CaptureQueriesContext(connection) as one:
            browser.get(reverse(name))
        add()
        add()
        with django_assert_num_queries(len(one)):
            browser.get(reverse(name))


class TestRelease:
    def test_the_preview_counts_what_will_happen_and_says_what_is_in_the_way(
        self, vacancy, recruiter, browser
    ):
        out = prepared(vacancy, recruiter)
        stuck = prepared(vacancy, recruiter, Event.INVITE_TO_INTERVIEW)
        text = browser.get(plan_of(vacancy)).content.decode()
        assert "<li>Invite to interview: 1</li><li>Not successful at sift: 1</li>" in text
        assert text.index(stuck.reference) < text.index(out.reference)
        assert text.count("Would be skipped") == 1
        assert CANNOT in text

    def test_a_long_list_is_looked_at_as_far_as_a_page_can_wait(
        self, vacancy, recruiter, browser, monkeypatch
    ):
        monkeypatch.setattr(releasing, "LOOKED_AT_BEFORE", 1)
        prepared(vacancy, recruiter)
        prepared(vacancy, recruiter, Event.INVITE_TO_INTERVIEW)
        text = browser.get(plan_of(vacancy)).content.decode()
        assert text.count("Looked at when it is released") == 1
        assert text.count("<td>Nothing</td>") == 1
        assert CANNOT not in text

    def test_now_it_is_planned_and_a_worker_tells_and_the_report_says_what_was_skipped(
        self, vacancy, recruiter, browser
    ):
        out = prepared(vacancy, recruiter)
        stuck = prepared(vacancy, recruiter, Event.INVITE_TO_INTERVIEW)
        data = {"seen": seen_at(browser, plan_of(vacancy)), "which": "sift", "when": "now"}
        answer = browser.post(plan_of(vacancy), data)
        release = Release.objects.get()
        report = reverse("admin:applicants_release_change", args=[release.pk])
        assert (answer.status_code, answer.url) == (302, report)
        assert "<dt>Waiting</dt><dd>2</dd>" in browser.get(report).content.decode()
        release_due()
        text = browser.get(report).content.decode()
        assert "<dt>Told</dt><dd>1</dd>" in text
        assert "<dt>Skipped</dt><dd>1</dd>" in text
        assert CANNOT in text
        assert text.index(stuck.reference) < text.index(out.reference)
        out.refresh_from_db()
        assert out.status == Status.SIFT_OUT

    def test_at_a_london_time(self, vacancy, recruiter, browser):
        prepared(vacancy, recruiter)
        day = timezone.localdate() + timedelta(days=3)
        data = {
            "seen": seen_at(browser, plan_of(vacancy)),
            "which": "sift",
            "when": "later",
            "day": day.isoformat(),
            "time": "09:30",
        }
        browser.post(plan_of(vacancy), data)
        wanted = datetime.combine(day, datetime.min.time(), tzinfo=LONDON).replace(
            hour=9, minute=30
        )
        assert Release.objects.get().release_at == wanted
        text = browser.get(reverse(LIST)).content.decode()
        assert "Planned" in text
        assert "Release 1 decision" not in text

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"which": ""}, "Choose which decisions to release."),
            ({"when": ""}, "Choose when to release them."),
            ({"when": "later"}, "Enter the date."),
            ({"when": "later", "day": "2030-01-01"}, "Enter the time."),
            ({"when": "later", "day": "2020-01-01", "time": "09:30"}, "moment in the future"),
            ({"when": "later", "day": "2027-03-28", "time": "01:30"}, "The clocks change"),
        ],
    )
    def test_each_error_stands_at_its_field(self, vacancy, recruiter, browser, changes, sentence):
        prepared(vacancy, recruiter)
        data = {"seen": seen_at(browser, plan_of(vacancy)), "which": "sift", "when": "now"}
        text = browser.post(plan_of(vacancy), data | changes).content.decode()
        assert "<title>Error: " in text
        assert text.count(sentence) == 2
        assert Release.objects.count() == 0

    def test_a_list_that_changed_meanwhile_is_looked_at_again(self, vacancy, recruiter, browser):
        prepared(vacancy, recruiter)
        seen = seen_at(browser, plan_of(vacancy))
        prepared(vacancy, recruiter)
        data = {"seen": seen, "which": "sift", "when": "now"}
        answer = browser.post(plan_of(vacancy), data)
        assert answer.status_code == 409
        assert "while you looked at them" in answer.content.decode()
        assert Release.objects.count() == 0

    def test_it_is_taken_back_after_confirming(self, vacancy, recruiter, browser):
        prepared(vacancy, recruiter)
        later = timezone.now() + timedelta(hours=1)
        release = plan_release(vacancy_id=vacancy.pk, by=recruiter, release_at=later)
        address = reverse("admin:applicants_release_cancel", args=[release.pk])
        assert "1 not told yet" in browser.get(address).content.decode()
        text = browser.post(address, follow=True).content.decode()
        assert "The release is taken back. Its decisions stay prepared." in text
        assert f"Taken back by</dt><dd>{recruiter.display_name}" in text
        assert browser.post(address).status_code == 409

    def test_another_team_finds_nothing(self, vacancy, recruiter):
        prepared(vacancy, recruiter)
        release = plan_release(vacancy_id=vacancy.pk, by=recruiter)
        stranger = staff_client(make_member(Role.RECRUITER, make_vacancy()))
        for page in ("change", "cancel"):
            address = reverse(f"admin:applicants_release_{page}", args=[release.pk])
            assert stranger.get(address).status_code == 404
        assert stranger.get(plan_of(vacancy)).status_code == 404
        assert stranger.post(plan_of(vacancy), {"which": "sift", "when": "now"}).status_code == 404
