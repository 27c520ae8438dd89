"""Nothing sealed stands in anything that somebody who decides can open: every page and file that
links of the staff's pages lead to, for each of their roles, the searches, and every email."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applicants.choices import Status
from applicants.models import (
    AdjustmentsRequest,
    Application,
    ApplicationSection,
    ConductDeclaration,
    EqualityCounter,
    ModeratedScore,
    Moderation,
)
from applicants.services.adjusting import agree_arrangement, change_adjustments
from applicants.services.monitoring import count_equality_answers
from applicants.services.scorecards import Given, save_scorecard
from recruitment.accounts.models import User
from recruitment.accounts.roles import Role, grant_role
from recruitment.outbox.services import send_due_emails
from tests.accounts.people import make_staff
from tests.applicants.staff.world import make_member, staff_client
from tests.contracts import test_scope as scope
from tests.contracts.scope_world import Team, plant

pytestmark = pytest.mark.django_db
DECIDE = (Role.RECRUITER, Role.VACANCY_HOLDER, Role.SIFTER, Role.PANEL_CHAIR, Role.PANEL_MEMBER)
NEED, CONVICTION = "Canaryneed", "Canaryconviction"
SEALED = (NEED, CONVICTION, "buddhist", "gay_lesbian", "Gay or lesbian")
AGREED = "Questions in writing"
# Kinds of page and file that must have been among those that were read.
READ = (
    "/case/", "/scorecard/", "/result/", "/merit/", "/prepareddecision/", "/release/", "/many/",
    "/views/", "/csv/", "/xlsx/", "/columns/", "/reports/", "/history/", "/prepare/", "/score/",
    "/siftmarking/",
)  # fmt: skip


class Reader(scope.Reader):
    """Somebody of this team with these roles; they read saved views and workbooks as well."""

    def __init__(self, team: Team, *roles: Role) -> None:
        user = make_member(roles[0], team.vacancy)
        for role in roles[1:]:
            grant_role(user=user, role=role, by=None)
        self.user, self.client = user, staff_client(user)


def sealed_team() -> Team:
    """An application at every stage, and everything sealed about each of them."""
    team = plant("Magpie", "MPS-26-9801", make_member(Role.RECRUITER))
    adviser = make_staff(Role.ADJUSTMENTS_ADVISER, username="adviser")
    for application in team.by_stage.values():
        seal(application)
    booked, done = team.by_stage[Status.INT_BOOKED], team.by_stage[Status.INT_DONE]
    # What changes is told to the advisers, and what they agree to the person: by email.
    change_adjustments(application_id=done.pk, version=1, by=done.candidate.user, answers=NEEDS)
    agree_arrangement(application=done, by=adviser, text=AGREED)
    score(booked, make_member(Role.PANEL_MEMBER, team.vacancy))
    agreed = Moderation.objects.create(application=done, sequence=0, agreed_at=timezone.now())
    ModeratedScore.objects.create(
        moderation=agreed, subject="criterion:casework", about="Casework", order=0, score=4
    )
    for _ in range(10):
        count_equality_answers(
            application=done, by=done.candidate.user,
            answers={"religion": "buddhist", "orientation": "gay_lesbian"},
        )  # fmt: skip
    return team


NEEDS = {
    "needs": "yes", "stages": ["interview"], "what_interview": NEED, "professional_advice": "yes",
}  # fmt: skip


def seal(application: Application) -> None:
    """As the services write it; those of a stage that has ended take nothing more."""
    AdjustmentsRequest.objects.create(
        application=application, answers=NEEDS, asks=True, agreed_arrangement=AGREED,
        changed_at=timezone.now(),
    )  # fmt: skip
    ConductDeclaration.objects.create(
        application=application, answers={"convictions": "yes", "convictions_details": CONVICTION}
    )


def score(application: Application, member: User) -> None:
    """One member's scorecard of an interview that was held."""
    interview = application.interview
    interview.starts_at = timezone.now()
    interview.save()
    given = {code: Given(4, "Clear.") for code in ("criterion:casework", "criterion:records")}
    save_scorecard(application_id=application.pk, by=member, given=given, send=True)


def sealed_words_are_there(team: Team) -> None:
    """So that what follows could fail: the words are there, for those who may read them."""
    assert EqualityCounter.objects.filter(count=5).count() == 2
    rows = AdjustmentsRequest.objects.filter(application__vacancy=team.vacancy)
    assert {row.answers["what_interview"] for row in rows} == {NEED}
    declared = ConductDeclaration.objects.all()
    assert {row.answers["convictions_details"] for row in declared} == {CONVICTION}
    assert len(rows) == len(declared) == len(team.by_stage)


def cases(team: Team) -> list[str]:
    sent, booked = team.by_stage.values(), team.by_stage[Status.INT_BOOKED]
    card = reverse("admin:applicants_application_scorecard", args=[booked.pk])
    return [card, *(reverse("admin:applicants_application_case", args=[one.pk]) for one in sent)]


def begun(reader: Reader, team: Team) -> list[str]:
    """What is there only once somebody has made it: a saved view, and a run over many at once."""
    views = reverse("admin:applicants_application_views")
    reader.client.post(views, {"name": "My sift", "query": "stage=sift"})
    chosen = [str(team.by_stage[Status.SUBMITTED].pk)]
    asked = {"do": "start_sift", "which": "page", "query": "", "_selected_action": chosen}
    run = reader.client.post(scope.MANY, asked)
    assert run.status_code == 302
    return [run.url, scope.MANY, f"{views}?query=stage%3Dsift"]


def found_on(pages: dict[str, str]) -> list[tuple[str, str]]:
    """Which sealed words stand on which pages."""
    return [(path, word) for path, text in pages.items() for word in SEALED if word in text]


def test_nothing_sealed_reaches_those_who_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scope, "LEFT_OUT", scope.re.compile("logout|_changelist_filters|_facets"))
    team = sealed_team()
    sealed_words_are_there(team)
    # Somebody with all of these roles opens all that any of them can, but sees through the blind.
    everybody = Reader(team, *DECIDE)
    pages = everybody.walk(*cases(team), *begun(everybody, team))
    assert found_on(pages) == []
    read = [path for path, text in pages.items() if text]
    assert len(read) >= 100
    for role in (Role.SIFTER, Role.PANEL_CHAIR):
        own = Reader(team, role).walk(*cases(team))
        assert found_on(own) == []
        assert sum(map(bool, own.values())) >= 8
        read += [path for path, text in own.items() if text]
    assert [part for part in READ if not any(part in path for path in read)] == []
    who_reads_what_was_agreed(team)
    nobody_finds_it_by_what_is_sealed(team, everybody.client)
    no_email_holds_it()
    what_is_planted_is_found(team, everybody)


def who_reads_what_was_agreed(team: Team) -> None:
    case = reverse("admin:applicants_application_case", args=[team.by_stage[Status.INT_DONE].pk])
    for role in DECIDE:
        page = Reader(team, role).read(case)
        reads = role in (Role.RECRUITER, Role.PANEL_CHAIR, Role.PANEL_MEMBER)
        assert (AGREED in page) is reads, role


def nobody_finds_it_by_what_is_sealed(team: Team, browser: Client) -> None:
    listed = reverse("admin:applicants_application_changelist")
    reference = team.by_stage[Status.INT_DONE].reference
    assert reference in browser.get(listed).content.decode()
    for word in SEALED:
        assert reference not in browser.get(listed, {"q": word}).content.decode()
    for lookup in (
        "adjustments", "adjustments_request__asks", "conduct_declaration__completed",
    ):  # fmt: skip
        answer = browser.get(listed, {lookup: "1"})
        assert (answer.status_code, answer.content) != (200, b"")
        assert reference not in answer.content.decode()


def no_email_holds_it() -> None:
    send_due_emails()
    assert len(mail.outbox) > 2
    for message in mail.outbox:
        bodies = [str(message.body), *(str(one[0]) for one in message.alternatives)]
        everything = " ".join([message.subject, *bodies])
        assert [word for word in (*SEALED, AGREED) if word in everything] == []


def what_is_planted_is_found(team: Team, everybody: Reader) -> None:
    """A sealed word that gets into what markers read is seen by the same look at their pages."""
    leaked = team.by_stage[Status.SIFT]
    ApplicationSection.objects.filter(application=leaked, code="evidence").update(
        answers={"casework": CONVICTION, "records": NEED}
    )
    case = reverse("admin:applicants_application_case", args=[leaked.pk])
    for reader in (everybody, Reader(team, Role.SIFTER), Reader(team, Role.PANEL_CHAIR)):
        assert found_on({case: reader.read(case)}) == [(case, NEED), (case, CONVICTION)]
