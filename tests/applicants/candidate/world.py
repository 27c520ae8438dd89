"""What the tests of the candidate's pages begin with: vacancies, drafts, and answers to all."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applicants.choices import Status
from applicants.models import (
    AdjustmentsRequest,
    Application,
    ApplicationSection,
    Candidate,
    ConductDeclaration,
)
from applicants.sections import Section, sections_for
from applicants.sections.catalogue import Bound, Kind, Question, entry_section
from applicants.services.saving import save_section
from recruitment.accounts.models import User
from tests.accounts.people import make_user
from tests.applicants.factories import make_application, make_candidate, make_vacancy
from vacancies.models import Vacancy

EXTERNAL_CHECK = {"left_before": "no"}
ROUTES = (
    "external_staff", "internal_staff", "transferee", "new_constable", "special_constable",
)  # fmt: skip


def external_vacancy(**fields: Any) -> Vacancy:
    """An open public vacancy for police staff."""
    return make_vacancy(**{"route": "external_staff", "visibility": "public", **fields})


def officer_vacancy(route: str = "transferee", **fields: Any) -> Vacancy:
    """An open public vacancy for transferring officers, new constables or special constables."""
    role = "special_constable" if route == "special_constable" else "police_officer"
    return external_vacancy(**{"route": route, "role_class": role, **fields})


def vacancy_of(route: str, **fields: Any) -> Vacancy:
    """An open vacancy of any route that has a form here."""
    if route == "internal_staff":
        return make_vacancy(**fields)
    return external_vacancy(**fields) if "staff" in route else officer_vacancy(route, **fields)


def signed_in(candidate: Candidate, **client: Any) -> Client:
    browser = Client(**client)
    browser.force_login(candidate.user)
    return browser


def draft(
    *, vacancy: Vacancy | None = None, candidate: Candidate | None = None, **fields: Any
) -> Application:
    """An external draft with its eligibility check done and nothing else."""
    chosen = vacancy or external_vacancy()
    answers = fields.pop("answers", None if chosen.is_internal_route else EXTERNAL_CHECK)
    return make_application(
        status=Status.DRAFT,
        vacancy=chosen,
        candidate=candidate or make_candidate(),
        answers=answers,
        **fields,
    )


def ready_draft(**fields: Any) -> Application:
    """A draft in which every section is completed."""
    application = draft(**fields)
    complete(application)
    application.refresh_from_db()
    return application


def crowd_of(draft: Application, count: int) -> list[Application]:
    """As many people with the same complete draft, written straight to the tables."""
    people = Candidate.objects.bulk_create(
        Candidate(user=make_user(f"crowd.{number}")) for number in range(count)
    )
    made = Application.objects.bulk_create(
        Application(
            candidate=person,
            vacancy=draft.vacancy,
            reference=f"A-91-{number:06d}",
            status=draft.status,
            status_since=draft.status_since,
        )
        for number, person in enumerate(people)
    )
    for model in (ApplicationSection, ConductDeclaration, AdjustmentsRequest):
        rows = list(model._default_manager.filter(application=draft))
        for application in made:
            for row in rows:
                row.pk, row.application, row._state.adding = None, application, True
                row.save()
    return made


def complete(application: Application, *, but: tuple[str, ...] = ()) -> None:
    """Complete every section through the service, except those named."""
    for section in sections_for(application.vacancy):
        if section.code not in but:
            save_section(
                application_id=application.pk,
                code=section.code,
                answers=answers_for(section),
                version=0,
                completed=True,
                by=owner(application),
            )


def owner(application: Application) -> User:
    return application.candidate.user


def answers_for(section: Section) -> dict[str, Any]:
    """Plain, valid answers to every question that applies."""
    answers: dict[str, Any] = {}
    for question in section.questions:
        if question.applies(answers):
            answers[question.code] = answer_to(question)
    return answers


def answer_to(question: Question) -> Any:
    if question.only:
        return question.only
    if question.kind is Kind.ENTRIES:
        return [{"id": "e1", **answers_for(entry_section(Section("s", "S", ()), question))}]
    if question.code == "current":
        return "yes"
    if question.kind is Kind.FILE:
        return []
    if question.kind is Kind.MANY:
        return [question.options[0][0]]
    if question.kind is Kind.DATE and question.bound is Bound.FUTURE:
        return (timezone.localdate() + timedelta(days=60)).isoformat()
    plain: dict[Kind, Any] = {
        Kind.TEXT: f"Answer to {question.code}",
        Kind.LONG_TEXT: f"Some plain words about {question.code}.",
        Kind.EMAIL: f"{question.code.replace('_', '.')}@work.example",
        Kind.PHONE: "07700 900123",
        Kind.YES_NO: "no",
        Kind.DATE: "1990-03-27",
        Kind.MONTH: "2020-04",
        Kind.CONFIRM: True,
    }
    return plain[question.kind] if question.kind in plain else question.options[0][0]


def posted(
    answers: dict[str, Any], *, version: int = 0, action: str = "continue"
) -> dict[str, Any]:
    """A browser's POST of these answers, dates as their three boxes."""
    data: dict[str, Any] = {"version": str(version), "action": action}
    for code, value in answers.items():
        if not (isinstance(value, list) and value and isinstance(value[0], dict)):
            data |= _boxes(f"q-{code}", value)
    return data


def _boxes(name: str, value: Any) -> dict[str, Any]:
    if value is True:
        return {name: "on"}
    if isinstance(value, list):
        return {name: value}
    parts = str(value).split("-")
    if not all(part.isdecimal() for part in parts) or len(parts[0]) != 4 or len(parts) == 1:
        return {name: value}
    boxes = {f"{name}-year": parts[0], f"{name}-month": parts[1]}
    if len(parts) == 3:
        return {**boxes, f"{name}-day": parts[2]}
    return {**boxes, f"{name}-month-only": "1"}


def add_entries(browser: Client, application: Application, section: Section) -> None:
    """Add what the section's lists ask, one entry a page, as a person does."""
    for question in section.questions:
        if question.kind is Kind.ENTRIES:
            args = [application.pk, section.code, question.code, "new"]
            where = reverse("applicants:entry", args=args)
            version = browser.get(where).context["version"]
            for entry in answer_to(question):
                answer = browser.post(where, posted(entry, version=version))
                assert answer.url == section_url(application, section.code)


def section_of(application: Application, code: str) -> Section:
    return next(one for one in sections_for(application.vacancy) if one.code == code)


def section_url(application: Application, code: str) -> str:
    return reverse("applicants:section", args=[application.pk, code])


def url(name: str, pk: UUID) -> str:
    return reverse(f"applicants:{name}", args=[pk])
