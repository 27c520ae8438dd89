"""Every check of applications finds its planted fault and nothing where all is well.

Faults are written past the services, and with raw SQL where the tables refuse to be changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

import pytest
from django.db import connection
from django.utils import timezone

from applicants.choices import CheckState, Event, Status
from applicants.invariants import offers, people, telling, ways
from applicants.models import (
    Application,
    EligibilityDecision,
    EligibilityWork,
    Interview,
    Offer,
    OfferCondition,
    PreEmploymentCheck,
    SiftScore,
    StatusChange,
    VerificationRequest,
)
from applicants.services.transition import transition
from recruitment.audit.services import record
from recruitment.invariants.registry import registered_checks
from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.registry import register_email, unregister_email
from recruitment.outbox.services import queue_email
from tests.applicants.factories import (
    make_accepted_offer,
    make_application,
    make_candidate,
    make_slot,
    make_vacancy,
)
from vacancies.models import EssentialCriterion

pytestmark = pytest.mark.django_db


def step(application, sequence, event, source, target, **fields) -> StatusChange:
    defaults = {
        "at": timezone.now(), "actor_kind": "candidate",
        "actor_id": application.candidate.user_id,
    }  # fmt: skip
    return StatusChange.objects.create(
        application=application, sequence=sequence, event=event, from_status=source,
        to_status=target, **{**defaults, **fields},
    )  # fmt: skip


def sent(**fields) -> Application:
    """A sent application with the history and the decision of one."""
    application = make_application(**fields)
    step(application, 1, "submit", "draft", "submitted")
    decide(application)
    return application


def decide(application) -> None:
    EligibilityDecision.objects.create(
        application=application, made_at=timezone.now(), occasion="submission",
        as_of=timezone.localdate(), ruleset="x", result="eligible", given={}, decided={},
    )  # fmt: skip


def found(check) -> list[str]:
    return sorted(check(timezone.now()))


# --- The way


def test_a_status_that_its_history_does_not_explain():
    make_application(status=Status.DRAFT)
    fine, moved, bare = sent(), sent(), make_application()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE applicants_application SET status = 'sift' WHERE id = %s", [moved.pk]
        )
    assert found(ways.status_unexplained) == sorted([moved.reference, bare.reference])
    assert fine.reference not in found(ways.status_unexplained)


def test_a_step_that_the_pipeline_does_not_know():
    application = sent()
    assert found(ways.step_not_in_pipeline) == []
    step(application, 2, "appoint", "submitted", "started")
    assert found(ways.step_not_in_pipeline) == [application.reference]


def test_an_old_step_of_an_older_pipeline_is_no_finding():
    application = sent()
    step(
        application, 2, "appoint", "submitted", "started",
        at=timezone.now() - timedelta(days=9),
    )  # fmt: skip
    assert found(ways.step_not_in_pipeline) == []


def test_a_step_that_does_not_begin_where_the_last_one_ended():
    application = sent()
    step(application, 2, "start_sift", "submitted", "sift")
    assert found(ways.history_broken) == []
    step(application, 3, "make_offer", "int_done", "offer_cond")
    assert found(ways.history_broken) == [application.reference]


def test_an_application_that_nobody_decided_on():
    sent()
    make_application(status=Status.DRAFT)
    assert found(ways.sent_without_decision) == []
    bare = make_application()
    assert found(ways.sent_without_decision) == [bare.reference]


def test_work_without_its_status_and_a_status_without_its_work():
    work = make_application(status=Status.ELIGIBILITY_REFER)
    assert found(ways.eligibility_work_astray) == []
    bare = make_application(status=Status.INELIGIBLE_REVIEW)
    EligibilityWork.objects.filter(application=bare).delete()
    Application.objects.filter(pk=work.pk).update(status=Status.SIFT)
    assert found(ways.eligibility_work_astray) == sorted([work.reference, bare.reference])


def test_more_people_than_an_interview_time_has_places():
    slot = make_slot(make_vacancy())
    for _ in range(2):
        assert found(ways.interview_time_overfull) == []
        Interview.objects.create(
            application=make_application(), starts_at=slot.starts_at, place="x", slot=slot
        )
    assert found(ways.interview_time_overfull) == [f"interview time {slot.pk}"]


# --- Offers


def test_an_offer_without_an_accepted_decision():
    fine = make_accepted_offer()
    bare = make_application(status=Status.OFFER_COND)
    against = make_accepted_offer()
    Interview.objects.filter(application=against).update(result="not_appointable")
    assert found(offers.offer_without_decision) == sorted([bare.reference, against.reference])
    assert fine.reference not in found(offers.offer_without_decision)


def test_checks_without_an_accepted_offer():
    make_accepted_offer()
    unanswered, bare = make_accepted_offer(), make_application(status=Status.LM_VERIFY)
    Offer.objects.filter(application=unanswered).update(accepted=None, replied_at=None)
    assert found(offers.checks_without_acceptance) == sorted([unanswered.reference, bare.reference])


def ask_manager(application, asked_at) -> None:
    VerificationRequest.objects.create(
        application=application, manager_name="Morgan", manager_email="morgan@met.example",
        nonce="n", token_hash=str(application.pk)[:60], asked_at=asked_at,
        expires_at=asked_at + timedelta(days=14), answer_by=timezone.localdate(),
    )  # fmt: skip


def test_a_verification_before_an_offer():
    now = timezone.now()
    fine, early, bare = make_accepted_offer(), make_accepted_offer(), make_application()
    ask_manager(fine, now + timedelta(minutes=1))
    ask_manager(early, now - timedelta(days=1))
    ask_manager(bare, now)
    assert found(offers.verification_before_offer) == sorted([early.reference, bare.reference])


def appointed(**offer_fields) -> Application:
    application = make_accepted_offer()
    PreEmploymentCheck.objects.filter(application=application).update(state=CheckState.COMPLETE)
    fields = {"start_on": timezone.localdate(), **offer_fields}
    Offer.objects.filter(application=application).update(**fields)
    Application.objects.filter(pk=application.pk).update(status=Status.STARTED)
    step(application, 1, Event.CONFIRM_OFFER, "checks", "offer_final")
    return application


def test_somebody_appointed_without_a_final_offer():
    appointed()
    assert found(offers.final_offer_missing) == []
    bare = make_application(status=Status.STARTED)
    assert found(offers.final_offer_missing) == [bare.reference]


def test_a_final_offer_with_an_open_condition():
    appointed()
    assert found(offers.final_offer_unmet) == []
    open_check = appointed()
    PreEmploymentCheck.objects.filter(application=open_check, kind="vetting").update(
        state=CheckState.WITH_US
    )
    no_day = appointed(start_on=None)
    early = appointed(start_on=timezone.localdate() + timedelta(days=1))
    assert found(offers.final_offer_unmet) == sorted(
        one.reference for one in (open_check, no_day, early)
    )


def test_a_waived_check_is_no_open_condition_and_an_open_one_without_a_check_is():
    waived, open_one = appointed(), appointed()
    PreEmploymentCheck.objects.filter(application=waived, kind="vetting").update(
        state=CheckState.WITH_US
    )
    assert found(offers.final_offer_unmet) == [waived.reference]
    values = {"words": "Vetting", "check_kind": "vetting", "code": "check-vetting"}
    OfferCondition.objects.create(
        application=waived, state="waived", reason="Held elsewhere.", **values
    )
    assert found(offers.final_offer_unmet) == []
    OfferCondition.objects.create(application=open_one, code="licence", words="A licence")
    OfferCondition.objects.create(application=waived, code="uniform", words="x", blocks=False)
    assert found(offers.final_offer_unmet) == [open_one.reference]


# --- People


def test_an_application_sent_by_somebody_else():
    sent()
    other = make_application()
    step(other, 1, "submit", "draft", "submitted", actor_id=make_candidate().user_id)
    assert found(people.edited_by_another) == [other.reference]


def test_an_application_edited_by_somebody_else():
    application, stranger = sent(), make_candidate()
    owner = application.candidate.user
    record(action="application.change_answers", by=owner, target=application)
    record(action="application.read", by=stranger.user, target=application)
    assert found(people.edited_by_another) == []
    record(action="application.change_answers", by=stranger.user, target=application)
    assert found(people.edited_by_another) == [application.reference]


def test_accounts_that_were_put_together_are_one_person():
    kept, closed, first = (make_candidate().user for _ in range(3))
    application = make_application(candidate=kept.candidate)
    step(application, 1, "submit", "draft", "submitted", actor_id=first.pk)
    record(action="account.merge", by=None, actor_label="system", target=kept,
           before={"closed": closed.pk})  # fmt: skip
    assert found(people.edited_by_another) == [application.reference]
    record(action="account.merge", by=None, actor_label="system", target=closed,
           before={"closed": first.pk})  # fmt: skip
    assert found(people.edited_by_another) == []


def test_a_marker_of_their_own_application():
    application, marker = make_application(), make_candidate()
    criterion = EssentialCriterion.objects.get(vacancy=application.vacancy)
    row = SiftScore.objects.create(
        application=application, criterion=criterion, marker=marker.user, score=3,
        scored_at=timezone.now(),
    )  # fmt: skip
    assert found(people.marked_by_owner) == []
    SiftScore.objects.filter(pk=row.pk).update(marker=application.candidate.user)
    assert found(people.marked_by_owner) == [application.reference]


# --- Telling


def test_a_step_whose_email_is_missing():
    application = make_application()
    transition(application_id=application.pk, event=Event.WITHDRAW, by=application.candidate.user)
    assert found(telling.step_without_email) == []
    OutboxEmail.objects.all().delete()
    assert found(telling.step_without_email) == [application.reference]


def test_a_draft_that_was_thrown_away_needs_no_email():
    application = make_application(status=Status.DRAFT)
    transition(application_id=application.pk, event=Event.WITHDRAW, by=application.candidate.user)
    assert OutboxEmail.objects.count() == 0
    assert found(telling.step_without_email) == []


@dataclass(frozen=True, slots=True)
class Telling:
    """An email whose subject is what its ids say."""

    kind: ClassVar[str] = "telling_test"
    version: ClassVar[int] = 1
    subject: str

    @classmethod
    def load(cls, ids):
        return cls(ids["subject"])

    @classmethod
    def sample(cls):
        return cls("x")


@pytest.fixture
def telling_kind():
    register_email(Telling)
    yield Telling.kind
    unregister_email(Telling.kind)


def test_a_restricted_vacancy_named_in_a_subject(telling_kind):
    secret = make_application(vacancy=make_vacancy(visibility="restricted", title="Covert Analyst"))
    public = make_application(vacancy=make_vacancy(title="Covert Analyst"))

    def tell(number, application, subject):
        return queue_email(
            kind=telling_kind, dedupe_key=f"t:{number}", to="a@mail.example",
            ids={"subject": subject}, about=application.about,
        )  # fmt: skip

    tell(1, public, "Covert Analyst")
    tell(2, secret, "Your application for a restricted vacancy")
    assert found(telling.restricted_named) == []
    named = tell(3, secret, "Your application: COVERT analyst")
    referred = tell(4, secret, f"About {secret.vacancy.reference}")
    assert found(telling.restricted_named) == sorted(
        [f"email {named.guid}", f"email {referred.guid}"]
    )


def test_every_check_is_registered():
    ours = {check.code for check in registered_checks() if "applicants" in check.find.__module__}
    assert ours == {
        "status_unexplained", "step_not_in_pipeline", "history_broken", "sent_without_decision",
        "eligibility_work_astray", "interview_time_overfull", "offer_without_decision",
        "checks_without_acceptance", "verification_before_offer", "final_offer_missing",
        "final_offer_unmet", "edited_by_another", "marked_by_owner", "step_without_email",
        "restricted_named", "reserve_without_list", "drawn_without_consent",
    }  # fmt: skip
