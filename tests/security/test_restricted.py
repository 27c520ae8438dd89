"""Ways round the one visibility function: the staff's shortcut, emails, the audit log."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applicants.choices import Actor, Event, Status
from applicants.models import (
    Application,
    EligibilityDecision,
    FeedbackRequest,
    Interview,
    StatusChange,
)
from recruitment.accounts.models import InternalStanding
from recruitment.accounts.roles import Role
from recruitment.audit.models import AuditEntry
from recruitment.audit.services import record
from recruitment.outbox.registry import registered_emails
from recruitment.outbox.rendering import render
from recruitment.outbox.services import queue_email
from tests.accounts.people import client_with_second_factor, make_staff
from tests.applicants.factories import make_accepted_offer, make_application, make_vacancy
from tests.applicants.verification.helpers import fingerprint
from tests.security.emails import ids_of_everything
from tests.security.places import MET_DEVICE
from tests.vacancies.adverts import RESTRICTED, make_draft, make_open
from vacancies.models import TeamMember, Vacancy

pytestmark = pytest.mark.django_db

TITLE, UNIT, MAILBOX = "Covert Handler", "Dark Unit", "covert.unit@met.example"
CONDITION, CRITERION = "Undercover course passed", "You have kept informants."


def restricted(**fields: Any) -> Vacancy:
    return make_vacancy(
        visibility="restricted",
        title=TITLE,
        unit=UNIT,
        contact_mailbox=MAILBOX,
        conditions=[CONDITION],
        **fields,
    )


def shortcut(target: Model) -> str:
    kind = ContentType.objects.get_for_model(type(target))
    return reverse("admin:view_on_site", args=[kind.pk, target.pk])


def staff(role: Role, *vacancies: Vacancy) -> Client:
    user = make_staff(role, username=f"{role}.shortcut")
    for vacancy in vacancies:
        TeamMember.objects.create(vacancy=vacancy, user=user, role="recruiter")
    return client_with_second_factor(user)


@pytest.mark.parametrize("role", list(Role))
def test_no_role_is_led_to_a_restricted_advert_by_its_number(role: Role) -> None:
    hidden = restricted()
    client = staff(role, hidden)
    assert client.get(shortcut(hidden)).status_code == 404
    nobodys = reverse("admin:view_on_site", args=[ContentType.objects.get_for_model(hidden).pk, 0])
    assert client.get(nobodys).status_code == 404


def test_the_shortcut_leads_to_what_the_persons_own_list_holds() -> None:
    mine, other = make_open(title="Mine"), make_draft(title="Other")
    client = staff(Role.RECRUITER, mine)
    assert client.get(shortcut(mine))["Location"] == mine.get_absolute_url()
    assert client.get(shortcut(other)).status_code == 404
    hidden = restricted()
    TeamMember.objects.create(
        vacancy=hidden, user=mine.team.get(user__username="recruiter.shortcut").user,
        role="recruiter",
    )  # fmt: skip
    assert client.get(shortcut(hidden), **MET_DEVICE)["Location"] == hidden.get_absolute_url()


def test_the_shortcut_knows_no_applications_of_other_teams() -> None:
    sent = make_application()
    client = staff(Role.RECRUITER)
    assert client.get(shortcut(sent)).status_code == 404
    assert client.get(reverse("admin:view_on_site", args=["x", "y"])).status_code == 404


def everything_decided(application: Application) -> StatusChange:
    """A history row and a decision that names the advert's own criterion."""
    rules = [
        {"rule": "criterion.informants", "outcome": "needs_evidence", "text": CRITERION},
        {"rule": "internal.employee", "outcome": "needs_evidence", "text": "Probation unknown."},
    ]
    EligibilityDecision.objects.create(
        application=application, made_at=timezone.now(), occasion="submission",
        as_of="2026-11-22", ruleset="2026-11-22", result="needs_evidence", given={},
        decided={"rules": rules, "eligible_from": None},
    )  # fmt: skip
    offer = application.offer
    offer.start_on = timezone.localdate()
    offer.salary_text = f"Paid as {TITLE}"
    offer.save()
    # What staff type by hand may name the vacancy in as many words.
    Interview.objects.filter(application=application).update(
        place=f"Base of {UNIT}", panel=f"Two of {UNIT}", what_to_bring=f"Papers of {TITLE}",
        sequence=1,
    )  # fmt: skip
    FeedbackRequest.objects.create(
        application=application, asked_at=timezone.now(), answer=f"For a {TITLE}, be quieter.",
        answered_at=timezone.now(), answered_by=make_staff(Role.RECRUITER, username="answers"),
    )  # fmt: skip
    return StatusChange.objects.create(
        application=application, sequence=9, event=Event.SUBMIT, from_status=Status.DRAFT,
        to_status=application.status, at=timezone.now(), actor_kind=Actor.SYSTEM,
        reason=f"{TITLE} of {UNIT}",
    )  # fmt: skip


def test_no_email_to_a_candidate_holds_words_of_a_restricted_advert() -> None:
    application = make_accepted_offer(vacancy=restricted())
    change = everything_decided(application)
    ids = ids_of_everything(application, change, TITLE)
    read = 0
    for kind in registered_emails():
        recall = getattr(kind, "recall", None)
        if recall is None:
            continue
        email = recall(ids)
        assert email is not None, kind.kind
        rendered = render(email)
        files = b"".join(file.content for file in rendered.attachments).decode()
        whole = f"{rendered.subject} {rendered.text} {rendered.html} {rendered.reply_to} {files}"
        read += 1
        for word in (TITLE, UNIT, MAILBOX, CONDITION, CRITERION, application.vacancy.reference):
            assert word not in whole, (kind.kind, word)
    assert read > 20


def test_the_audit_log_names_a_restricted_advert_by_its_number_alone() -> None:
    hidden = make_draft(**{**RESTRICTED, "reference": "MPS-26-0455"})
    entry = AuditEntry.objects.get(action="vacancy.create", target_id=str(hidden.pk))
    assert entry.after == {"version": 1}


def test_at_home_the_log_knows_no_restricted_reference() -> None:
    hidden = restricted()
    application = make_application(vacancy=hidden)
    for target in (hidden, application):
        record(action="test.look", by=None, actor_label="system", target=target)
    client = staff(Role.DATA_PROTECTION_OFFICER)

    def found(about: str, **headers: Any) -> int:
        page = client.get("/staff/audit/auditentry/", {"about": about}, **headers)
        return sum(1 for one in page.context["cl"].result_list if one.action == "test.look")

    for about in (
        hidden.reference, application.reference, str(hidden.pk), str(application.pk),
    ):  # fmt: skip
        assert (found(about), found(about, **MET_DEVICE)) == (0, 1)
    assert (found(""), found("", **MET_DEVICE)) == (0, 2)
    entry = AuditEntry.objects.filter(action="test.look", target_id=str(hidden.pk)).get()
    page = f"/staff/audit/auditentry/{entry.pk}/change/"
    assert client.get(page).status_code == 404
    assert client.get(page, **MET_DEVICE).status_code == 200
    shown = make_open(title="Shown")
    record(action="test.look", by=None, actor_label="system", target=shown)
    assert found(shown.reference) == 1


OWN = (
    "status", "tasks", "check_answers", "equality", "submit", "submitted", "withdraw",
    "interview", "offer", "decision", "review",
)  # fmt: skip


def test_an_own_restricted_application_does_not_exist_at_home() -> None:
    sent = make_accepted_offer(vacancy=restricted())
    draft = make_application(
        status=Status.DRAFT, candidate=sent.candidate, vacancy=restricted(role_class="pcso")
    )
    user = sent.candidate.user
    InternalStanding.objects.create(
        user=user, kind="police_staff", source="hr_record",
        valid_from="2020-01-01", valid_until="2099-01-01",
    )  # fmt: skip
    browser = Client()
    browser.force_login(user)
    mail = queue_email(
        kind="application_received", dedupe_key="x", to=user.email,
        ids={"application": str(sent.pk), "change": 0}, about=sent.about,
    )  # fmt: skip
    paths = [reverse(f"applicants:{name}", args=[one.pk]) for name in OWN for one in (sent, draft)]
    paths += [reverse("applicants:section", args=[draft.pk, "personal"])]
    paths += [reverse("applicants:messages", args=[sent.pk, mail.guid])]
    for name in ("start", "check_eligibility", "check_eligibility_result"):
        paths.append(reverse(f"applicants:{name}", args=[sent.vacancy.reference]))
    assert (
        browser.get(reverse("applicants:status", args=[sent.pk]), **MET_DEVICE).status_code == 200
    )
    before = fingerprint()
    for path in paths:
        assert browser.get(path).status_code == 404, path
        assert browser.post(path, {"version": "0", "reply": "accept"}).status_code in (404, 405)
    # That somebody was here is written once; nothing of the application is.
    changed = {table for table, value in fingerprint().items() if before[table] != value}
    assert changed <= {"usersessions_usersession"}
    listed = browser.get(reverse("applicants:applications")).content.decode()
    for secret in (TITLE, sent.vacancy.reference, sent.reference, str(sent.pk), str(draft.pk)):
        assert secret not in listed


STAFF_PAGES = (
    "case", "score", "interview", "result", "offer", "start_date", "line_manager", "declaration",
    "adjustments", "arrangement", "change", "history",
)  # fmt: skip


@pytest.mark.parametrize(
    "role", [Role.RECRUITER, Role.SIFTER, Role.CHECKS_OFFICER, Role.ADJUSTMENTS_ADVISER]
)
def test_staff_at_home_find_no_application_for_a_restricted_vacancy(role: Role) -> None:
    sent = make_accepted_offer(vacancy=restricted())
    client = staff(role, sent.vacancy)
    paths = [reverse(f"admin:applicants_application_{one}", args=[sent.pk]) for one in STAFF_PAGES]
    paths.append(reverse("admin:applicants_application_step", args=[sent.pk, "end_on_checks"]))
    paths.append(reverse("admin:applicants_application_check", args=[sent.pk, "vetting"]))
    for path in paths:
        assert client.get(path).status_code == 404, path
        assert client.post(path).status_code == 404, path
    where = reverse("admin:applicants_application_changelist")
    for query in ({}, {"q": sent.reference}, {"q": sent.vacancy.reference}, {"q": "Indigo"}):
        shown = client.get(where, query).content.decode()
        assert TITLE not in shown
        assert str(sent.pk) not in shown
    filtered = client.get(where, {"vacancy": sent.vacancy.pk}).content.decode()
    assert str(sent.pk) not in filtered
    assert TITLE in client.get(where, **MET_DEVICE).content.decode()
