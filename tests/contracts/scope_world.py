"""Two teams' work, alike in kind and different in every word: what one team has must not show in
anything that the other opens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from applicants.choices import Event, Status
from applicants.desk.models import Assignment, StaffNote, StaffTask
from applicants.models import (
    Application,
    Candidate,
    EligibilityDecision,
    FeedbackRequest,
    InterviewSlot,
    OfferCondition,
    PreEmploymentCheck,
    PreparedDecision,
    Release,
    ReserveList,
    VerificationRequest,
)
from recruitment.accounts.models import User
from recruitment.audit.services import record
from recruitment.outbox.services import queue_email
from tests.accounts.people import make_user
from tests.applicants.factories import make_slot
from tests.applicants.staff.world import (
    make_application,
    make_vacancy,
    prepare,
    score_all,
    set_interview,
    write_evidence,
)
from vacancies.advert_templates.services import keep_template
from vacancies.choices import TeamRole
from vacancies.models import EssentialCriterion, TeamMember, Vacancy

# One of each of these for a team, and what stands on them.
STAGES = (
    Status.SUBMITTED, Status.HELD_PRIORITY, Status.ELIGIBILITY_REFER, Status.SIFT, Status.SIFT_OUT,
    Status.INT_BOOKED, Status.INT_DONE, Status.OFFER_COND, Status.CHECKS, Status.LM_VERIFY,
    Status.CHECK_PROBLEM, Status.OFFER_FINAL, Status.RESERVE,
)  # fmt: skip


@dataclass
class Team:
    """What one team works on, and the word that stands in everything of it."""

    word: str
    vacancy: Vacancy
    by_stage: dict[Status, Application]
    slot: InterviewSlot
    prepared: PreparedDecision
    release: Release
    reserve_list: ReserveList
    template_id: int

    def marks(self) -> list[str]:
        """Whatever would give this team's work away on a page."""
        sent = self.by_stage.values()
        keys = [str(one.pk) for one in sent]
        return [self.word, self.vacancy.reference, *(one.reference for one in sent), *keys]


def plant(word: str, reference: str, member: User) -> Team:
    """A vacancy with an application at every stage, and everything that can hang on one."""
    vacancy = make_vacancy(
        internal=True, reference=reference, title=f"{word} analyst", unit=f"{word} unit",
        summary=f"Work with {word}.", contact_mailbox=f"{word.lower()}@met.example",
        conditions=[f"You know {word}."],
    )  # fmt: skip
    EssentialCriterion.objects.filter(vacancy=vacancy).update(text=f"Good with {word}")
    TeamMember.objects.create(vacancy=vacancy, user=member, role=TeamRole.RECRUITER)
    sent = {status: _application(word, vacancy, status) for status in STAGES}
    for application in sent.values():
        _beside(word, application, member)
    _stages(word, sent, member)
    return Team(
        word=word,
        vacancy=vacancy,
        by_stage=sent,
        slot=make_slot(vacancy, place=f"{word} hall"),
        prepared=(prepared := _prepared(word, sent[Status.INT_DONE], member)),
        release=_release(prepared),
        reserve_list=_reserve_list(sent[Status.RESERVE]),
        template_id=keep_template(by=None, vacancy_id=vacancy.pk, name=f"{word} template").pk,
    )


def _application(word: str, vacancy: Vacancy, status: Status) -> Application:
    user = make_user(f"{word.lower()}.{status}")
    candidate = Candidate.objects.create(
        user=user, given_names=f"{word}given", family_name=f"{word}family", phone="020 7946 0123"
    )
    made = make_application(vacancy, status, candidate=candidate)
    write_evidence(made, f"I have met {word}.")
    return made


def _beside(word: str, application: Application, member: User) -> None:
    """What may stand beside any application."""
    now = timezone.now()
    StaffNote.objects.create(
        application=application, author=member, text=f"A note on {word}", written_at=now
    )
    StaffTask.objects.create(
        application=application, what=f"Ring {word}", due_on=timezone.localdate(), set_at=now
    )
    EligibilityDecision.objects.create(
        application=application, made_at=now, occasion="submission", as_of="2026-11-22",
        ruleset="2026-11-22", result="eligible", given={},
        decided={"result": "eligible", "as_of": "2026-11-22", "rules": [], "eligible_from": None},
    )  # fmt: skip
    record(action="application.open", by=member, target=application, reason=f"Looked at {word}")
    queue_email(
        kind="application_received",
        dedupe_key=f"scope:{application.pk}",
        to=application.candidate.user.email,
        ids={"application": str(application.pk), "change": application.history.get().pk},
        about=application.about,
    )


def _stages(word: str, sent: dict[Status, Application], member: User) -> None:
    """What belongs to one stage."""
    now, today = timezone.now(), timezone.localdate()
    score_all(sent[Status.SIFT], member)
    set_interview(sent[Status.INT_BOOKED], panel=f"{word} panel")
    prepare(sent[Status.OFFER_COND])
    prepare(sent[Status.OFFER_FINAL], start_on=today, replied_at=now, accepted=True)
    for status in (Status.CHECKS, Status.CHECK_PROBLEM):
        PreEmploymentCheck.objects.create(
            application=sent[status], kind="vetting", state="complete", updated_at=now
        )
        OfferCondition.objects.create(
            application=sent[status], code="advert-1", words=f"You know {word}."
        )
    Assignment.objects.create(application=sent[Status.CHECKS], owner=member, assigned_at=now)
    VerificationRequest.objects.create(
        application=sent[Status.LM_VERIFY], manager_name=f"{word} manager",
        manager_email=f"{word.lower()}.manager@met.example", nonce=word, token_hash=word,
        asked_at=now, expires_at=now + timedelta(days=14), answer_by=today - timedelta(days=1),
        state="open",
    )  # fmt: skip
    FeedbackRequest.objects.create(
        application=sent[Status.SIFT_OUT], question=f"Why not {word}?", asked_at=now
    )


def _reserve_list(application: Application) -> ReserveList:
    set_interview(application, days=-1, result="appointable")
    return ReserveList.objects.create(
        vacancy=application.vacancy, begins_on="2026-11-01", ends_on="2099-11-01"
    )


def _prepared(word: str, application: Application, member: User) -> PreparedDecision:
    return PreparedDecision.objects.create(
        application=application,
        event=Event.REJECT_AFTER_INTERVIEW,
        reason_code="stronger_field",
        feedback=f"{word} was not enough.",
        prepared_by=member,
        prepared_at=timezone.now(),
    )


def _release(prepared: PreparedDecision) -> Release:
    release = Release.objects.create(
        vacancy=prepared.application.vacancy,
        release_at=prepared.prepared_at + timedelta(days=30),
        planned_by=prepared.prepared_by,
        planned_at=prepared.prepared_at,
    )
    release.lines.create(application=prepared.application, event=prepared.event, prepared_version=1)
    return release
