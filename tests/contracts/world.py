"""One of everything, and everybody who might look at it: the ground of the permission table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applicants.choices import Status
from applicants.desk.models import StaffTask
from applicants.models import (
    Application,
    ApplicationSection,
    Candidate,
    EligibilityDecision,
    EligibilityWork,
    InterviewSlot,
    OfferCondition,
    PossibleDuplicate,
    PreparedDecision,
    ProfileSection,
    Release,
    ReserveRequest,
    SiftDeclaration,
    StatusChange,
)
from applicants.services.verifying import ask_line_manager
from applicants.verification_links import link_path
from recruitment.accounts.models import InternalStanding, RoleProposal, StandingImport, User
from recruitment.accounts.roles import Role
from recruitment.audit.models import AuditEntry
from recruitment.invariants.models import InvariantRun
from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.services import queue_email
from recruitment.ui.models import Feedback, TextVersion
from recruitment.uploads.inspection import check_file
from recruitment.uploads.services import store_upload
from tests.accounts.people import client_with_second_factor, make_staff, make_user
from tests.applicants.factories import (
    make_accepted_offer,
    make_application,
    make_candidate,
    make_slot,
    make_vacancy,
    on_reserve_list,
)
from tests.uploads.files import pdf, upload
from tests.uploads.test_serving import pass_check
from tests.vacancies.forums.world import ask, make_forum
from tests.vacancies.specialisms.test_interest import make_interest
from vacancies.advert_templates.services import keep_template
from vacancies.alerts.saving import ask_for_alert
from vacancies.attachments import ADVERT, Purpose
from vacancies.forums.models import Booking
from vacancies.models import Base, SavedSearch, TeamMember, Vacancy
from vacancies.specialisms.models import Interest


@dataclass
class World:
    """The objects that addresses name."""

    vacancy: Vacancy
    draft: Application
    listed: Application
    duplicate_id: int
    sent: Application
    request_id: int
    work: EligibilityWork
    email: OutboxEmail
    base: Base
    slot: InterviewSlot
    prepared: PreparedDecision
    release: Release
    on_list: Application
    reserve_request: ReserveRequest
    standing: InternalStanding
    feedback: Feedback
    entry: AuditEntry
    manager_path: str
    booking: Booking
    alert_id: int
    interest: Interest
    text_id: int
    import_id: int
    proposal_id: int
    template_id: int
    run_id: int
    task_id: int
    document_id: UUID
    clients: dict[str, Client]


def build_world() -> World:
    """Alice has a draft and an application in verification; Bob has nothing of hers."""
    alice, bob = make_candidate("alice"), make_candidate("bob")
    vacancy = make_vacancy()
    sent = make_accepted_offer(vacancy=vacancy, candidate=alice)
    asked = ask_line_manager(
        application_id=sent.pk, by=None, manager_name="Morgan", manager_email="morgan@met.example"
    )
    EligibilityDecision.objects.create(
        application=sent, made_at=sent.submitted_at, occasion="submission", as_of="2026-11-22",
        ruleset="2026-11-22", result="eligible", given={},
        decided={
            "result": "eligible", "as_of": "2026-11-22", "ruleset": "2026-11-22",
            "eligible_from": None, "rules": [],
        },
    )  # fmt: skip
    OfferCondition.objects.create(application=sent, code="advert-1", words="You live nearby.")
    draft = make_application(status=Status.DRAFT, candidate=alice)
    members = _staff(vacancy, draft.vacancy)
    listed = _draft_with_a_list(alice)
    prepared = _prepared(vacancy)
    on_list = on_reserve_list(vacancy=vacancy)
    return World(
        vacancy=vacancy,
        on_list=on_list,
        reserve_request=ReserveRequest.objects.create(
            application=on_reserve_list(candidate=alice),
            vacancy=draft.vacancy,
            asked_by=make_staff(username="asks"),
            asked_at=sent.status_since,
            answer_by="2099-01-04",
        ),
        draft=draft,
        listed=listed,
        duplicate_id=PossibleDuplicate.objects.create(
            noticed_for=alice, other=bob, noticed_at=sent.submitted_at
        ).pk,
        sent=sent,
        request_id=asked.pk,
        work=EligibilityWork.objects.get(
            application=make_application(status=Status.ELIGIBILITY_REFER)
        ),
        email=_email_about(sent),
        slot=make_slot(vacancy),
        prepared=prepared,
        release=_release_of(prepared),
        base=Base.objects.create(
            name="Lambeth test base", zone="inner", bcu="SN", lat="51.49", lon="-0.11"
        ),
        standing=InternalStanding.objects.create(
            user=bob.user,
            kind="special",
            source="specials_record",
            valid_from="2026-01-01",
            valid_until="2099-01-01",
        ),
        feedback=Feedback.objects.create(text="Clear.", page="/"),
        entry=AuditEntry.objects.order_by("pk").first(),  # type: ignore[arg-type]
        manager_path=link_path(asked),
        interest=make_interest(),
        booking=ask(make_forum(), alice.user.email, by=alice.user),
        alert_id=_alert_of(alice.user),
        template_id=keep_template(by=None, vacancy_id=vacancy.pk, name="Constable").pk,
        run_id=InvariantRun.objects.create(
            started_at=sent.submitted_at, finished_at=sent.submitted_at, checks=1, found=0
        ).pk,
        document_id=pass_check(
            store_upload(
                checked=check_file(upload("Profile.pdf", pdf())),
                kind=ADVERT,
                owner_id=vacancy.pk,
                purpose=Purpose.ROLE_PROFILE.value,
                by=None,
            )
        ).pk,
        proposal_id=RoleProposal.objects.create(
            user=bob.user, role="sifter", reason="New.", proposed_by=alice.user
        ).pk,
        import_id=StandingImport.objects.create(uploaded_by=bob.user).pk,
        task_id=StaffTask.objects.create(
            application=sent, what="Ring", due_on="2040-01-02", set_at=sent.status_since
        ).pk,
        text_id=TextVersion.objects.create(key="banner", text="Hello.").pk,
        clients={
            "anonymous": Client(),
            "owner": _signed_in(alice.user),
            "other": _signed_in(bob.user),
            "manager": _manager(link_path(asked)),
            **members,
        },
    )


def _prepared(vacancy: Vacancy) -> PreparedDecision:
    application = make_application(status=Status.INT_DONE, vacancy=vacancy)
    return PreparedDecision.objects.create(
        application=application,
        event="reject_after_interview",
        reason_code="stronger_field",
        feedback="Others showed more.",
        prepared_by=make_staff(username="prepares"),
        prepared_at=application.status_since,
    )


def _release_of(prepared: PreparedDecision) -> Release:
    release = Release.objects.create(
        vacancy=prepared.application.vacancy,
        release_at=prepared.prepared_at + timedelta(days=30),
        planned_by=prepared.prepared_by,
        planned_at=prepared.prepared_at,
    )
    release.lines.create(application=prepared.application, event=prepared.event, prepared_version=1)
    return release


def _draft_with_a_list(alice: Candidate) -> Application:
    """An external draft with one job, which stands in the profile too."""
    vacancy = make_vacancy(route="external_staff", visibility="public")
    listed = make_application(status=Status.DRAFT, candidate=alice, vacancy=vacancy)
    values = {"code": "work-history", "answers": {"how": "list", "history": [{"id": "e1"}]}}
    ApplicationSection.objects.create(application=listed, **values)
    ProfileSection.objects.create(candidate=alice, **values)
    return listed


def _email_about(sent: Application) -> OutboxEmail:
    change = StatusChange.objects.get(application=sent)
    return queue_email(
        kind="offer_accepted",
        dedupe_key="contract",
        to=sent.candidate.email,
        ids={"application": str(sent.pk), "change": change.pk},
        about=sent.about,
    )


def _alert_of(user: User) -> int:
    EmailAddress.objects.get_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    ask_for_alert(email=user.email, kind="public", query="", frequency="daily", by=user)
    return int(SavedSearch.objects.get(user=user).pk)


def _staff(*vacancies: Vacancy) -> dict[str, Client]:
    clients: dict[str, Client] = {"no_factor": _signed_in(make_staff(username="no.factor"))}
    for name, role in (
        ("recruiter", Role.RECRUITER),
        ("sifter", Role.SIFTER),
        ("checks", Role.CHECKS_OFFICER),
    ):
        user = make_staff(role, username=f"team.{name}")
        for vacancy in vacancies:
            TeamMember.objects.create(vacancy=vacancy, user=user, role="recruiter")
            if role is Role.SIFTER:
                SiftDeclaration.objects.create(
                    vacancy=vacancy, marker=user, declared_at=timezone.now()
                )
        clients[name] = client_with_second_factor(user)
    for name, role in (
        ("elsewhere", Role.RECRUITER),
        ("reviewer", Role.ELIGIBILITY_REVIEWER),
        ("records", Role.DATA_PROTECTION_OFFICER),
        ("admin", Role.ADMINISTRATOR),
    ):
        clients[name] = client_with_second_factor(make_staff(role, username=f"role.{name}"))
    root = make_user("root.user", is_staff=True, is_superuser=True)
    clients["superuser"] = client_with_second_factor(root)
    return clients


def _signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _manager(path: str) -> Client:
    client = Client()
    client.get(path)
    return client


ACTORS = (
    "anonymous", "owner", "other", "manager", "no_factor", "recruiter", "sifter", "checks",
    "elsewhere", "reviewer", "records", "admin", "superuser",
)  # fmt: skip


def arguments(world: World) -> dict[str, Callable[[], tuple[Any, ...]]]:
    """What each address takes, by the start of its name; an address without arguments: ()."""
    draft, sent = world.draft.pk, world.sent.pk
    reference = world.vacancy.reference
    return {
        "sitemap_file": lambda: ("pages",),
        "vacancies:api": lambda: (),
        "vacancies:api_detail": lambda: (reference,),
        "vacancies:organisation": lambda: (),
        "vacancies:organisation_group": lambda: ("frontline-policing",),
        "admin:accounts_standingimport_upload": lambda: (),
        "admin:accounts_standingimport_": lambda: (world.import_id,),
        "admin:ui_textversion_": lambda: (world.text_id,),
        "admin:ui_textversion_edit": lambda: ("banner",),
        "admin:ui_textversion_restore": lambda: ("banner",),
        "vacancies:alert": lambda: ("a" * 43,),
        "vacancies:alert_new": lambda: (),
        "vacancies:alert_asked": lambda: (),
        "vacancies:alerts": lambda: (),
        "vacancies:own_alert": lambda: (world.alert_id,),
        "vacancies:detail": lambda: (reference,),
        "specialisms:remove": lambda: ("a" * 43,),
        "specialisms:specialism": lambda: ("tsg",),
        "admin:specialisms_interest_": lambda: (world.interest.pk,),
        "vacancies:closing": lambda: (reference,),
        "vacancies:attachment": lambda: (reference, world.document_id),
        "forums:booking": lambda: ("a" * 43,),
        "forums:cancel": lambda: ("a" * 43,),
        "forums:cancel_own": lambda: (world.booking.pk,),
        "forums:yours": lambda: (),
        "forums:forums": lambda: (),
        "forums:": lambda: (world.booking.forum_id,),
        "admin:forums_forum_": lambda: (world.booking.forum_id,),
        "applicants:check_eligibility_question": lambda: (reference, "status"),
        "applicants:check_eligibility": lambda: (reference,),
        "applicants:routes": lambda: (),
        "applicants:check_route_question": lambda: ("internal-staff", "status"),
        "applicants:check_route": lambda: ("internal-staff",),
        "applicants:tell_me_when_route": lambda: ("internal-staff",),
        "applicants:tell_me_when": lambda: (reference,),
        "applicants:tell_me_": lambda: ("a" * 43,),
        "applicants:start": lambda: (reference,),
        "applicants:decision": lambda: (sent,),
        "applicants:evidence": lambda: (sent,),
        "applicants:review": lambda: (sent,),
        "applicants:changes": lambda: (sent,),
        "applicants:status": lambda: (sent,),
        "applicants:submitted": lambda: (sent,),
        "applicants:withdraw": lambda: (sent,),
        "applicants:interview": lambda: (sent,),
        "applicants:pdf": lambda: (sent,),
        "applicants:feedback": lambda: (sent,),
        "applicants:adjustments": lambda: (sent,),
        "applicants:calendar": lambda: (sent,),
        "applicants:offer": lambda: (sent,),
        "applicants:deferral": lambda: (sent,),
        "applicants:reserve_request": lambda: (
            world.reserve_request.application_id,
            world.reserve_request.pk,
        ),
        "applicants:line_manager": lambda: (sent,),
        "applicants:messages": lambda: (sent, world.email.guid),
        "applicants:tasks": lambda: (draft,),
        "applicants:section": lambda: (draft, "personal"),
        "applicants:entry": lambda: (world.listed.pk, "work-history", "history", "e1"),
        "applicants:profile_section": lambda: ("personal",),
        "applicants:profile_entry": lambda: ("work-history", "history", "e1"),
        "applicants:check_answers": lambda: (draft,),
        "applicants:equality": lambda: (draft,),
        "applicants:submit": lambda: (draft,),
        "uploads:file": lambda: ("11111111-1111-4111-8111-111111111111",),
        "register:section": lambda: ("contact",),
        "register:keep": lambda: ("a" * 43,),
        "register:leave_by_link": lambda: ("a" * 43,),
        "register:invitation": lambda: ("a" * 43,),
        "admin:register_invitation_openings": lambda: (),
        "admin:register_invitation_matches": lambda: (reference,),
        "admin:register_invitation_person": lambda: (reference, 1),
        "admin:register_invitation_": lambda: (1,),
        "verification:open": lambda: ("a" * 43,),
        "account_standing_confirm": lambda: ("a" * 43,),
        "account_confirm_email": lambda: ("key:signature",),
        "account_reset_password_from_key_done": lambda: (),
        "mfa_remove_webauthn": lambda: (1,),
        "mfa_edit_webauthn": lambda: (1,),
        "account_reset_password_from_key": lambda: ("1", "set-password"),
        "admin:view_on_site": lambda: (1, 1),
        "admin:app_list": lambda: ("applicants",),
        "admin:applicants_equalitycounter_": lambda: (1,),
        "admin:applicants_siftmarking_": lambda: (world.vacancy.pk,),
        "admin:applicants_interviewslot_": lambda: (world.slot.pk,),
        "admin:applicants_application_fact": lambda: (sent, "employment.probation_confirmed_on"),
        "admin:applicants_eligibilitywork_": lambda: (world.work.pk,),
        "admin:applicants_possibleduplicate_pair": lambda: (),
        "admin:applicants_possibleduplicate_": lambda: (world.duplicate_id,),
        "admin:applicants_application_step": lambda: (sent, "end_on_checks"),
        "admin:applicants_application_check": lambda: (sent, "vetting"),
        "admin:applicants_application_condition": lambda: (sent, "advert-1"),
        "admin:applicants_application_waive": lambda: (sent, "advert-1"),
        "admin:applicants_application_prepare": lambda: (sent, "sift_out"),
        "admin:applicants_prepareddecision_": lambda: (world.prepared.pk,),
        "admin:applicants_reservelist_": lambda: (world.vacancy.reserve_list.pk,),
        "admin:applicants_application_reserve_drawing": lambda: (world.draft.vacancy_id,),
        "admin:applicants_application_reserve_ask": lambda: (
            world.draft.vacancy_id,
            world.on_list.pk,
        ),
        "admin:applicants_release_": lambda: (world.release.pk,),
        "admin:applicants_release_plan": lambda: (world.vacancy.pk,),
        "admin:applicants_application_resend": lambda: (sent, world.request_id),
        "admin:applicants_application_": lambda: (sent,),
        "admin:applicants_application_interview_questions": lambda: (world.vacancy.pk,),
        "admin:applicants_application_merit_order": lambda: (world.vacancy.pk,),
        "admin:applicants_application_views": lambda: (),
        "admin:applicants_application_view": lambda: (1,),
        "admin:applicants_application_bulk_runs": lambda: (),
        "admin:applicants_application_bulk_run": lambda: (1,),
        "admin:applicants_application_task_done": lambda: (sent, world.task_id),
        "admin:outbox_outboxemail_preview": lambda: ("application_received",),
        "admin:outbox_outboxemail_words": lambda: ("application_received",),
        "admin:outbox_outboxemail_": lambda: (world.email.pk,),
        "admin:vacancies_vacancy_preview": lambda: (world.vacancy.pk, "public"),
        "admin:vacancies_vacancy_step": lambda: (world.vacancy.pk, "close"),
        "admin:vacancies_vacancy_": lambda: (world.vacancy.pk,),
        "admin:advert_templates_adverttemplate_": lambda: (world.template_id,),
        "admin:advert_templates_adverttemplate_keep": lambda: (world.vacancy.pk,),
        "admin:vacancies_base_": lambda: (world.base.pk,),
        "admin:accounts_user_": lambda: (User.objects.get(username="bob").pk,),
        "admin:accounts_internalstanding_": lambda: (world.standing.pk,),
        "admin:accounts_roleproposal_": lambda: (world.proposal_id,),
        "reports:": lambda: ("funnel",),
        "reports:index": lambda: (),
        "admin:audit_auditentry_": lambda: (world.entry.pk,),
        "admin:invariants_invariantrun_": lambda: (world.run_id,),
        "admin:ui_feedback_": lambda: (world.feedback.pk,),
        "demo:message": lambda: ("20260101T000000.000000Z-1-000001",),
    }


def address(name: str, world: World) -> str:
    """The address of a name with the world's objects."""
    if name.endswith(("_changelist", "_add", "_previews")):
        return reverse(name)
    known = arguments(world)
    best = max((start for start in known if name.startswith(start)), key=len, default="")
    return reverse(name, args=known[best]() if best else ())
