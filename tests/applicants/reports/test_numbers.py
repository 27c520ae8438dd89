"""The numbers of every report, exact, on applications that were written for it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from applicants.choices import Status
from applicants.models import (
    Application,
    Candidate,
    EligibilityWork,
    Offer,
    StatusChange,
    Tombstone,
    VerificationRequest,
)
from applicants.reports import eligibility, funnel, service_levels, times
from applicants.reports.days import Durations, WorkingDays
from applicants.selectors.statistics import FEW
from applicants.wording import RULE_TITLES
from applicants.workdays import working_days_between
from recruitment.accounts.roles import Role
from tests.applicants.reports.world import (
    NOW,
    SENT,
    asked_by,
    decide,
    make_team,
    make_vacancy,
    walk,
)

pytestmark = pytest.mark.django_db
SIFT = ("start_sift", "sift", 7)
INVITED = ("invite_to_interview", "int_invited", 9)
OUT = ("sift_out", "sift_out", 11)
TRANSFER = {"route": "transferee", "role_class": "police_officer", "visibility": "public"}


@pytest.fixture
def vacancy():
    opened = SENT - timedelta(days=10)
    return make_vacancy(opens_at=opened, published_at=opened, closes_at=SENT + timedelta(days=2))


@pytest.fixture
def recruiter(vacancy):
    return make_team(vacancy)


def numbers(rows):
    """The rows by their first cell."""
    return {row[0]: tuple(row[1:]) for row in rows}


# --- Days


def test_working_days_agree_with_counting_one_by_one():
    days = [date(2026, 12, 18) + timedelta(days=n) for n in range(20)]
    calendar = WorkingDays(days)
    for start in days:
        for end in days:
            assert calendar.between(start, end) == working_days_between(start, end)


def test_quantiles_are_of_people_and_not_of_days():
    took = Durations()
    assert took.quantile(0.5) is None
    for days, number in ((10, 1), (1, 8), (4, 1)):
        took.add(days, number)
    assert (took.number, took.quantile(0.5), took.quantile(0.9), took.quantile(1)) == (10, 1, 4, 10)


# --- Scope


def test_only_sent_applications_of_ones_own_vacancies_in_the_period_count(vacancy, recruiter):
    elsewhere = make_vacancy()
    walk(vacancy, [])
    walk(elsewhere, [])
    walk(vacancy, [], sent=SENT - timedelta(days=400))
    assert numbers(funnel.funnel(asked_by(recruiter)))["Sent"][0] == 1
    officer = make_team(role=Role.DATA_PROTECTION_OFFICER, username="dpo")
    assert numbers(funnel.funnel(asked_by(officer)))["Sent"][0] == 2
    one = asked_by(officer, vacancy=elsewhere)
    assert numbers(funnel.funnel(one))["Sent"][0] == 1
    late = asked_by(officer, since=date(2026, 11, 3))
    assert numbers(funnel.funnel(late))["Sent"][0] == 0
    last_day = asked_by(officer, until=date(2026, 11, 2))
    assert numbers(funnel.funnel(last_day))["Sent"][0] == 2


def test_neither_ones_own_application_nor_a_sealed_one_counts(vacancy, recruiter):
    own = walk(vacancy, [])
    Application.objects.filter(pk=own.pk).update(candidate=Candidate.objects.create(user=recruiter))
    sealed = make_vacancy(sealed_until_close=True, closes_at=NOW + timedelta(days=1),
                          opens_at=SENT, published_at=SENT)  # fmt: skip
    walk(sealed, [])
    administrator = make_team(role=Role.ADMINISTRATOR, username="adm")
    assert numbers(funnel.funnel(asked_by(recruiter)))["Sent"][0] == 0
    assert numbers(funnel.funnel(asked_by(administrator)))["Sent"][0] == 1
    after = asked_by(administrator, at=NOW + timedelta(days=2))
    assert numbers(funnel.funnel(after))["Sent"][0] == 2


# --- Funnel, reasons, impact


def test_the_funnel_counts_people_once_and_the_deleted_up_to_where_they_came(vacancy, recruiter):
    walk(vacancy, [])
    walk(vacancy, [SIFT, OUT])
    walk(vacancy, [SIFT, OUT, ("reinstate", "sift", 12), INVITED])
    Tombstone.objects.create(vacancy=vacancy, stage="Assessed", month=date(2026, 10, 1), count=2)
    Tombstone.objects.create(vacancy=vacancy, stage="Assessed", month=date(2025, 10, 1), count=7)
    Tombstone.objects.create(vacancy=vacancy, stage="Not sent", month=date(2026, 10, 1), count=7)
    assert funnel.funnel(asked_by(recruiter)) == [
        ("Sent", 5, 100.0, 100.0, 2),
        ("Assessed", 4, 80.0, 80.0, 2),
        ("Invited to interview", 1, 20.0, 25.0, 0),
        ("Interviewed", 0, 0.0, 0.0, 0),
        ("Offered", 0, 0.0, None, 0),
        ("In checks", 0, 0.0, None, 0),
        ("Started", 0, 0.0, None, 0),
    ]


def test_reasons_are_those_of_the_lists(vacancy, recruiter):
    def end(event, status, code):
        application = walk(vacancy, [(event, status, 5)])
        StatusChange.objects.filter(application=application, event=event).delete()
        StatusChange.objects.create(
            application=application, sequence=2, event=event, from_status="submitted",
            to_status=status, at=SENT, actor_kind="staff", reason_code=code,
        )  # fmt: skip

    end("sift_out", "sift_out", "stronger_field")
    end("sift_out", "sift_out", "stronger_field")
    end("withdraw", "withdrawn", "other_job")
    end("lapse_offer", "offer_lapsed", "")
    assert funnel.reasons(asked_by(recruiter)) == [
        ("Not successful at sift", "Other applications showed stronger evidence", 2, 50.0),
        ("Offer lapses", "None from a list", 1, 25.0),
        ("Withdraw", "I have accepted another job", 1, 25.0),
    ]


def test_impact_shows_ratios_and_marks_four_fifths(vacancy, recruiter):
    for opted, sifted, only_sent in ((True, 5, 5), (False, 10, 0)):
        for _ in range(sifted):
            walk(vacancy, [SIFT], interview_offer_opt_in=opted)
        for _ in range(only_sent):
            walk(vacancy, [], interview_offer_opt_in=opted)
    rows = funnel.impact(asked_by(recruiter))
    title = "Offer of an interview (Disability Confident)"
    assert rows[:4] == [
        (f"{title}: asked for it", "Assessed", 5, 50.0, 0.5, "below four fifths"),
        (f"{title}: did not ask", "Assessed", 10, 100.0, 1.0, ""),
        (f"{title}: asked for it", "Invited to interview", FEW, None, None, ""),
        (f"{title}: did not ask", "Invited to interview", FEW, None, None, ""),
    ]
    tiers = [row for row in rows if row[0].startswith("Order of consideration")]
    assert {row[2] for row in tiers} == {FEW}


def test_a_small_group_hides_both_numbers_of_its_stage(vacancy, recruiter):
    for opted, number in ((True, 4), (False, 10)):
        for _ in range(number):
            walk(vacancy, [SIFT], interview_offer_opt_in=opted)
    assert {row[2] for row in funnel.impact(asked_by(recruiter))} == {FEW}


# --- Times


def test_time_in_stage_counts_what_was_left(vacancy, recruiter):
    # Sent on Monday 2 November; sift on Monday 9, out on Friday 13: 5 and 4 working days.
    walk(vacancy, [SIFT, OUT])
    # Still in the sift: counts for the first stage alone.
    walk(vacancy, [("start_sift", "sift", 1)])
    assert times.time_in_stage(asked_by(recruiter)) == [
        ("New", 2, 1, 5, 5),
        ("Sift", 1, 4, 4, 4),
    ]


def test_time_to_hire(vacancy, recruiter):
    walk(vacancy, [("make_offer", "offer_cond", 7), ("appoint", "started", 14)])
    walk(vacancy, [("make_offer", "offer_cond", 1)])
    assert times.time_to_hire(asked_by(recruiter)) == [
        ("From sending to the sift", 0, None, None, None),
        ("From sending to the interview held", 0, None, None, None),
        ("From sending to the offer", 2, 1, 5, 5),
        ("From sending to the start", 1, 10, 10, 10),
    ]


def test_ageing_counts_what_is_open(vacancy, recruiter):
    walk(vacancy, [], sent=NOW - timedelta(days=3))  # Friday: 1 working day
    walk(vacancy, [])  # Monday three weeks ago: 15
    walk(vacancy, [SIFT])  # in the sift since Monday two weeks ago: 10
    walk(vacancy, [SIFT, OUT])  # ended
    assert times.ageing(asked_by(recruiter)) == [
        ("New", 2, 1, 0, 1, 0, 15),
        ("Sift", 1, 0, 1, 0, 0, 10),
    ]


# --- Eligibility


def test_rules_are_counted_in_the_decision_in_force(vacancy, recruiter):
    first, second = walk(vacancy, []), walk(vacancy, [])
    decide(first, SENT, internal__employee="needs_evidence", bar__early_departure="met")
    decide(first, SENT + timedelta(days=1), internal__employee="met", bar__early_departure="met")
    decide(second, SENT, internal__employee="refer", criterion__driving_licence="not_met")
    decide(walk(make_vacancy(), []), SENT, internal__employee="met")
    assert numbers(eligibility.by_rule(asked_by(recruiter))) == {
        RULE_TITLES["internal.employee"]: (2, 1, 0, 0, 1),
        RULE_TITLES["bar.early_departure"]: (1, 1, 0, 0, 0),
        "Condition of the advert: driving licence": (1, 0, 1, 0, 0),
    }


def test_automatic_decisions_and_what_became_of_them(vacancy, recruiter):
    rejected = ("reject_automatically", "ineligible_auto", 0)
    asks = ("ask_for_review", "ineligible_review", 1)
    walk(vacancy, [rejected])
    walk(vacancy, [rejected, asks, ("uphold", "ineligible_final", 2)])
    walk(vacancy, [rejected, asks, ("overturn", "submitted", 2)])
    walk(vacancy, [("confirm_rejection", "ineligible_auto", 0)])
    assert [row[1:] for row in eligibility.automatic_decisions(asked_by(recruiter))] == [
        (3, 75.0), (1, 25.0), (2, 50.0), (1, 25.0), (1, 25.0),
    ]  # fmt: skip


# --- Service levels


def levels(recruiter):
    return numbers(service_levels.service_levels(asked_by(recruiter)))


def test_eligibility_work_by_its_last_day(vacancy, recruiter):
    today = NOW.date()
    for due, closed in (
        (today, NOW),  # on the last day
        (today - timedelta(days=1), NOW),  # a day late
        (today - timedelta(days=1), None),  # overdue
        (today, None),  # still in time
        (today + timedelta(days=5), None),
    ):
        EligibilityWork.objects.create(
            application=walk(vacancy, []), kind="review", opened_at=SENT, due_on=due,
            closed_at=closed,
        )  # fmt: skip
    found = levels(recruiter)
    assert found["Review of an automatic decision"] == ("10 working days", 1, 2, 2, 33.3)
    assert found["Judgement of a referral"] == ("10 working days", 0, 0, 0, None)


def test_the_sift_after_closing(vacancy, recruiter):
    # Closed on Wednesday 4 November: 10 working days end on Wednesday 18.
    walk(vacancy, [SIFT, ("sift_out", "sift_out", 16)])
    walk(vacancy, [SIFT, ("invite_to_interview", "int_invited", 17)])
    walk(vacancy, [SIFT])
    walk(vacancy, [("withdraw", "withdrawn", 1)])
    assert levels(recruiter)["Sift after closing"] == ("10 working days", 1, 2, 0, 33.3)


def test_replies_to_offers(vacancy, recruiter):
    today = NOW.date()
    for status, by, replied in (
        (Status.CHECKS, today, NOW),
        (Status.OFFER_LAPSED, today - timedelta(days=3), None),
        (Status.OFFER_COND, today, None),
        (Status.WITHDRAWN, today - timedelta(days=3), None),
    ):
        Offer.objects.create(
            application=walk(vacancy, [("make_offer", status, 1)]), prepared_at=SENT, reply_by=by,
            salary_text="x", replied_at=replied, accepted=True if replied else None,
        )  # fmt: skip
    assert levels(recruiter)["Reply to an offer"] == ("5 working days", 1, 1, 1, 50.0)


def test_answers_of_line_managers(vacancy, recruiter):
    today = NOW.date()
    for number, (state, by, answered) in enumerate(
        (
            ("answered", today, NOW),
            ("not_manager", today - timedelta(days=1), NOW),
            ("open", today - timedelta(days=1), None),
            ("open", today, None),
            ("cancelled", today - timedelta(days=9), None),
        )
    ):
        VerificationRequest.objects.create(
            application=walk(vacancy, []), manager_name="M", manager_email="m@met.example",
            nonce="n", token_hash=f"{number}", state=state, asked_at=SENT,
            expires_at=NOW, answer_by=by, answered_at=answered,
        )  # fmt: skip
    assert levels(recruiter)["Line manager’s answer"] == ("5 working days", 1, 2, 1, 33.3)


def test_notice_for_transferring_officers():
    transfers, other = make_vacancy(**TRANSFER), make_vacancy()
    user = make_team(transfers, other)
    for vacancy, days in ((transfers, 28), (transfers, 27), (other, 1)):
        application = walk(vacancy, [("confirm_offer", "offer_final", 5)])
        Offer.objects.create(
            application=application, prepared_at=SENT, reply_by=NOW.date(), salary_text="x",
            start_on=(SENT + timedelta(days=5 + days)).date(),
        )  # fmt: skip
    found = numbers(service_levels.service_levels(asked_by(user)))
    assert found["Notice of the start for transferring officers"] == (
        "at least 28 days", 1, 1, 0, 50.0,
    )  # fmt: skip
