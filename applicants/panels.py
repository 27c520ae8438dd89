"""What an advert says about applying: start, go on, or see the application that was sent. And how
its own questions will look to those who apply."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest
from django.urls import reverse

from applicants.forms.sections import SectionForm
from applicants.models import STANDS, Application
from applicants.sections import accepts_online
from applicants.sections.role_questions import sections_of_questions
from vacancies.choices import AskedWhen, Route
from vacancies.hooks import (
    ApplyPanel,
    PreviewPage,
    register_apply_panel,
    register_question_preview,
)
from vacancies.models import Vacancy
from vacancies.questions import VacancyQuestion


def register() -> None:
    """Called once, from apps.py."""
    register_apply_panel(apply_panel)
    register_question_preview(question_pages)


def question_pages(vacancy: Vacancy, questions: Sequence[VacancyQuestion]) -> list[PreviewPage]:
    """An advert's questions as candidates will see them, saved or not."""
    return [
        PreviewPage(section.title, str(asked.label), SectionForm(section, saved={}))
        for asked in AskedWhen
        for section in sections_of_questions(questions, asked)
    ]


def apply_panel(request: HttpRequest, vacancy: Vacancy) -> ApplyPanel:
    """The keys of the advert's panel that change for this reader."""
    if vacancy.route == Route.TEMPORARY:
        return ApplyPanel(
            text="People for temporary and interim work are found through our register. Register "
            "your interest, and recruiters match you with openings like this one. Questions: "
            f"{vacancy.contact_mailbox}.",
            label="Register your interest",
            url=reverse("register:start"),
            method="get",
        )
    if not accepts_online(vacancy):
        return ApplyPanel(
            text="Applications for this route are taken by email. Write to "
            f"{vacancy.contact_mailbox}, give the reference {vacancy.reference}, and a member of "
            "the recruitment team answers within 5 working days.",
            label=f"Write to {vacancy.contact_mailbox}",
            url=f"mailto:{vacancy.contact_mailbox}?subject={vacancy.reference}",
            method="get",
        )
    if not request.user.is_authenticated:
        # A link: a form would carry this reader's token, and the page is shared by all readers.
        return ApplyPanel(method="get")
    own = Application.objects.filter(
        STANDS, candidate__user_id=request.user.pk, vacancy=vacancy
    ).first()
    if own is None:
        return ApplyPanel()
    if own.is_draft:
        return ApplyPanel(
            heading="You have started an application",
            text="What you wrote is saved. It is not sent yet.",
            label="Continue your application",
            url=reverse("applicants:tasks", args=[own.pk]),
            method="get",
        )
    return ApplyPanel(
        heading="You have applied for this role",
        text=f"Your reference is {own.reference}.",
        label="See your application",
        url=reverse("applicants:status", args=[own.pk]),
        method="get",
        check_url="",
    )
