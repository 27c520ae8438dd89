"""Drawing on a reserve list for a later vacancy: with the person's consent alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from applicants.choices import Event, Status
from applicants.emails.reserve import ReserveNoOffer, ReserveRequested
from applicants.errors import GuardFailed, NotAllowed, StateChanged
from applicants.invariants import offers
from applicants.invariants import reserve as checks
from applicants.models import (
    Application,
    ApplicationSection,
    EligibilityDecision,
    EligibilityFact,
    ReserveList,
    ReserveRequest,
    StatusChange,
)
from applicants.selectors.reserve_drawing import drawing_of, vacancies_that_draw
from applicants.services.applying import withdraw_application
from applicants.services.deciding import decide
from applicants.services.offering import prepare_offer, reply_to_offer
from applicants.services.reserve_drawing import (
    answer_request,
    ask_about_vacancy,
    end_requests,
)
from applicants.services.reserve_list import offer_from_reserve
from recruitment.access.device import Device
from recruitment.accounts.roles import Role
from recruitment.audit.models import AuditEntry
from recruitment.outbox.selectors import emails_about
from tests.applicants.reserve.world import listed
from tests.applicants.staff.world import make_application, make_member, make_vacancy
from vacancies.choices import TeamRole
from vacancies.models import TeamMember

pytestmark = pytest.mark.django_db
DESK = Device(trusted=False, how="test")
AT_MET = Device(trusted=True, how="test")


@pytest.fixture
def first():
    return make_vacancy()


@pytest.fixture
def later():
    return make_vacancy()


@pytest.fixture
def recruiter(first, later):
    return make_member(Role.RECRUITER, first, later)


def ask(person, later, by, **more):
    return ask_about_vacancy(application_id=person.pk, vacancy_id=later.pk, by=by, **more)


def says(request, yes, person):
    return answer_request(request_id=request.pk, by=person.candidate.user, yes=yes)


def kinds(application):
    return [row.kind for row in emails_about(application.about).order_by("pk")]


def found_for(vacancy, user, device=DESK):
    return [
        (one.found.vacancy.title, [(row.position, row.state, row.may_ask) for row in one.people])
        for one in drawing_of(vacancy, user, device=device)
    ]


def test_only_lists_of_the_same_kind_within_scope_are_found(first, later, recruiter):
    listed(first, "Alder", 3)
    for fields in (
        {"grade": "Band E"}, {"role_class": "pcso"}, {"internal": True},
    ):  # fmt: skip
        other = make_vacancy(**fields)
        TeamMember.objects.create(vacancy=other, user=recruiter, role=TeamRole.RECRUITER)
        listed(other, "Birch", 3)
    listed(make_vacancy(), "Cedar", 3)  # another team's
    over = make_vacancy()
    TeamMember.objects.create(vacancy=over, user=recruiter, role=TeamRole.RECRUITER)
    listed(over, "Damson", 3)
    ReserveList.objects.filter(vacancy=over).update(begins_on="2024-01-01", ends_on="2025-01-01")
    assert found_for(later, recruiter) == [(first.title, [(1, "Not asked", True)])]
    assert {one.pk for one in vacancies_that_draw(recruiter, device=DESK)} == {later.pk, over.pk}
    assert found_for(later, make_member(Role.RECRUITER, later)) == []
    assert found_for(later, make_member(Role.PANEL_CHAIR, first, later)) == []


def test_nobody_is_asked_about_a_restricted_vacancy_who_did_not_apply_for_one(first, recruiter):
    listed(first, "Alder", 3)
    hidden = make_vacancy(visibility="restricted", route="internal_staff")
    TeamMember.objects.create(vacancy=hidden, user=recruiter, role=TeamRole.RECRUITER)
    source = make_vacancy(internal=True)
    TeamMember.objects.create(vacancy=source, user=recruiter, role=TeamRole.RECRUITER)
    person = listed(source, "Birch", 3)
    assert found_for(hidden, recruiter, AT_MET) == []
    with pytest.raises(GuardFailed, match="not of the kind"):
        ask(person, hidden, recruiter)
    type(source).objects.filter(pk=source.pk).update(visibility="restricted")
    assert [title for title, _ in found_for(hidden, recruiter, AT_MET)] == [source.title]
    assert found_for(hidden, recruiter, DESK) == []
    person = Application.objects.get(pk=person.pk)
    request = ask(person, hidden, recruiter)
    email = ReserveRequested.load({"request": request.pk})
    for secret in (hidden.title, hidden.reference, source.title, "34,448"):
        assert secret not in f"{email.subject} {email}"


def test_asking_goes_in_the_order_of_merit_unless_there_is_a_reason(first, later, recruiter):
    best, second, third = (listed(first, name, score) for name, score in (
        ("Alder", 5), ("Birch", 3), ("Cedar", 1),
    ))  # fmt: skip
    with pytest.raises(GuardFailed, match="why you pass over who stands before"):
        ask(second, later, recruiter)
    request = ask(best, later, recruiter)
    assert kinds(best) == ["reserve_request"]
    assert ask(second, later, recruiter).reason == ""
    with pytest.raises(StateChanged, match="Asked, no answer yet"):
        ask(second, later, recruiter)
    ReserveRequest.objects.all().delete()
    assert ask(third, later, recruiter, reason="Lives near.").reason == "Lives near."
    entry = AuditEntry.objects.filter(action="reserve.ask").latest("pk")
    assert entry.after == {"vacancy": later.pk, "passed_over": 2}
    assert request.answer_by > timezone.localdate()


def test_asking_needs_the_right_on_both_vacancies(first, later):
    person = listed(first, "Alder")
    for by in (
        make_member(Role.RECRUITER, first), make_member(Role.RECRUITER, later),
        make_member(Role.PANEL_CHAIR, first, later),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            ask(person, later, by)
    assert ReserveRequest.objects.count() == 0


def test_a_no_keeps_the_place_and_makes_nothing(first, later, recruiter):
    person = listed(first, "Alder")
    request = says(ask(person, later, recruiter), False, person)
    assert (request.answer, request.made) == ("no", None)
    person.refresh_from_db()
    assert person.status == Status.RESERVE
    assert Application.objects.filter(vacancy=later).count() == 0
    assert found_for(later, recruiter) == [(first.title, [(1, "Said no", False)])]
    with pytest.raises(StateChanged, match="answered before: said no"):
        says(request, True, person)


def test_nobody_else_answers(first, later, recruiter):
    person = listed(first, "Alder")
    request = ask(person, later, recruiter)
    with pytest.raises(NotAllowed):
        answer_request(request_id=request.pk, by=recruiter, yes=True)


def test_a_yes_makes_an_application_with_the_answers_and_a_new_decision(first, later, recruiter):
    person = listed(first, "Alder")
    EligibilityFact.objects.create(
        application=person,
        path="employment.probation_confirmed_on",
        value="2024-06-03",
        source="hr_record",
    )
    made = says(ask(person, later, recruiter), True, person).made
    made.refresh_from_db()
    assert (made.vacancy, made.candidate, made.status) == (later, person.candidate, Status.DRAWN)
    assert made.submitted_at is not None
    sections = dict(
        ApplicationSection.objects.filter(application=made).values_list("code", "answers")
    )
    assert set(sections) == {"eligibility", "personal"}  # not the first advert's own questions
    assert sections["personal"]["given_names"] == "Linden"
    assert EligibilityFact.objects.get(application=made).value == "2024-06-03"
    assert (
        EligibilityDecision.objects.get(application=made).result == "eligible_subject_to_evidence"
    )
    history = StatusChange.objects.filter(application=made).values_list("event", flat=True)
    assert list(history) == ["draw_from_reserve", "admit_drawn"]
    assert kinds(made) == ["reserve_drawn"]
    person.refresh_from_db()
    assert person.status == Status.RESERVE
    assert list(checks.drawn_without_consent(timezone.now())) == []


def test_it_goes_on_to_an_offer_and_whoever_accepts_leaves_the_list(first, later, recruiter):
    person = listed(first, "Alder")
    made = says(ask(person, later, recruiter), True, person).made
    prepare_offer(application_id=made.pk, by=recruiter, salary_text="£34,448")
    assert offer_from_reserve(application_id=made.pk, by=recruiter).status == Status.OFFER_COND
    assert list(offers.offer_without_decision(timezone.now())) == []
    reply_to_offer(application_id=made.pk, by=person.candidate.user, accept=True)
    person.refresh_from_db()
    assert person.status == Status.RESERVE_ENDED
    assert kinds(person) == ["reserve_request", "reserve_ended"]


def test_without_an_offer_they_are_told_why_and_keep_their_place(first, later, recruiter):
    person = listed(first, "Alder")
    made = says(ask(person, later, recruiter), True, person).made
    decide(
        application_id=made.pk, by=recruiter, event=Event.END_DRAW, reason="Both posts are filled."
    )
    made.refresh_from_db()
    assert made.status == Status.RESERVE_ENDED
    email = ReserveNoOffer.load(emails_about(made.about).get(kind="reserve_no_offer").ids)
    assert (email.reason, email.earlier) == ("Both posts are filled.", first.title)
    assert email.until != ""
    person.refresh_from_db()
    assert person.status == Status.RESERVE


def test_whoever_the_rules_do_not_let_in_is_told_and_nothing_is_made(first, recruiter):
    strict = make_vacancy(
        criteria=[{"code": "licence", "operator": "is_true", "value": True, "label": "Licence"}]
    )
    TeamMember.objects.create(vacancy=strict, user=recruiter, role=TeamRole.RECRUITER)
    person = listed(first, "Alder")
    ApplicationSection.objects.filter(application=person, code="eligibility").update(
        answers={"left_before": "no", "criterion-licence": "no"}
    )
    request = says(ask(person, strict, recruiter), True, person)
    assert (request.answer, request.made) == ("not_eligible", None)
    assert Application.objects.filter(vacancy=strict).count() == 0
    person.refresh_from_db()
    assert person.status == Status.RESERVE


def test_the_bar_sends_its_notice_as_for_everybody(first, later, recruiter):
    person = listed(first, "Alder")
    ApplicationSection.objects.filter(application=person, code="eligibility").update(
        answers={
            "left_before": "yes", "left_scheme": "yes", "left_compensation": "yes",
            "left_on": (timezone.localdate() - timedelta(days=400)).isoformat(),
        }
    )  # fmt: skip
    made = says(ask(person, later, recruiter), True, person).made
    made.refresh_from_db()
    assert made.status == Status.INELIGIBLE_AUTO
    assert kinds(made) == ["reserve_drawn", "automatic_decision"]


def test_the_second_tier_is_held_and_goes_on_when_it_is_released(later, recruiter):
    source, target = (make_vacancy(internal=True, tier_policy="p2_hold") for _ in range(2))
    for one in (source, target):
        TeamMember.objects.create(vacancy=one, user=recruiter, role=TeamRole.RECRUITER)
    person = listed(source, "Alder")
    ApplicationSection.objects.filter(application=person, code="eligibility").update(
        answers={
            "status": ["police_officer"], "probation": "yes", "probation_date": "2025-06-03",
            "left_before": "no",
        }
    )  # fmt: skip
    made = says(ask(person, target, recruiter), True, person).made
    made.refresh_from_db()
    assert made.status == Status.HELD_PRIORITY
    decide(application_id=made.pk, by=recruiter, event=Event.RELEASE_TIER, reason="Posts remain.")
    made.refresh_from_db()
    assert made.status == Status.DRAWN


def test_an_own_draft_comes_first_and_an_own_application_is_not_asked(first, later, recruiter):
    person, other = listed(first, "Alder", 5), listed(first, "Birch", 3)
    request = ask(person, later, recruiter)
    make_application(later, Status.DRAFT, candidate=person.candidate)
    with pytest.raises(GuardFailed, match="Discard it first, or send it"):
        says(request, True, person)
    request.refresh_from_db()
    assert request.answer == "open"
    make_application(later, Status.SIFT, candidate=other.candidate)
    with pytest.raises(StateChanged, match="Has an application for this vacancy"):
        ask(other, later, recruiter)


def test_what_nobody_answers_ends_and_so_does_what_has_no_object_any_more(first, later, recruiter):
    silent, leaver, open_one = (listed(first, name) for name in ("Alder", "Birch", "Cedar"))
    requests = [ask(one, later, recruiter) for one in (silent, leaver, open_one)]
    withdraw_application(application_id=leaver.pk, by=leaver.candidate.user)
    ReserveRequest.objects.filter(pk=requests[0].pk).update(
        answer_by=timezone.localdate() - timedelta(days=1)
    )
    assert ReserveRequested.load({"request": requests[1].pk}) is None
    with pytest.raises(GuardFailed, match="You could answer until"):
        says(requests[0], True, silent)
    assert end_requests() == 2
    assert end_requests() == 0
    answers = [ReserveRequest.objects.get(pk=one.pk).answer for one in requests]
    assert answers == ["no_reply", "gone", "open"]


def test_a_missing_yes_and_a_missing_list_are_found_by_the_daily_checks(first, later):
    now = timezone.now()
    fine = listed(first, "Alder")
    bare = make_application(later, Status.RESERVE)
    over = listed(make_vacancy(), "Birch")
    assert list(checks.reserve_without_list(now)) == [bare.reference]
    ReserveList.objects.filter(vacancy=over.vacancy).update(
        begins_on="2024-01-01", ends_on="2025-01-01"
    )
    assert sorted(checks.reserve_without_list(now)) == sorted([bare.reference, over.reference])
    assert fine.reference not in checks.reserve_without_list(now)
    odd = make_application(later, Status.DRAWN)
    assert list(checks.drawn_without_consent(now)) == [odd.reference]
