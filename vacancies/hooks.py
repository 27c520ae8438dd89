"""Where other parts add to adverts without this app knowing them: the panel "Apply" of the page,
and whom a change of an advert concerns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol, TypedDict

from django import forms
from django.http import HttpRequest
from django.urls import reverse

from vacancies.choices import Route
from vacancies.models import Vacancy, VacancyChange
from vacancies.questions import VacancyQuestion


class ApplyPanel(TypedDict, total=False):
    """What the panel "Apply" of an open advert shows. Every key may be replaced by the hook.

    `heading` and `text` are plain words; `text` may be empty. `label` and `url` are the button's;
    `method` says whether it is a form (post) or a link (get). `check_url` leads to the check of
    eligibility; empty hides it.
    """

    heading: str
    text: str
    label: str
    url: str
    method: Literal["get", "post"]
    check_url: str


class PreviewPage(NamedTuple):
    """One page of an advert's questions as candidates will see it."""

    title: str
    when: str
    form: forms.Form


PreviewHook = Callable[[Vacancy, Sequence[VacancyQuestion]], list[PreviewPage]]
_previews: list[PreviewHook] = []
PanelHook = Callable[[HttpRequest, Vacancy], ApplyPanel]
_hooks: list[PanelHook] = []


def register_apply_panel(hook: PanelHook) -> None:
    """Let `hook(request, vacancy)` change the panel, for example to "Continue your application".

    Called from the `ready()` of another app; the hook returns the keys that it changes.
    """
    if hook not in _hooks:
        _hooks.append(hook)


def apply_panel(request: HttpRequest, vacancy: Vacancy) -> ApplyPanel:
    """The panel for this reader: "Apply now", changed by what other apps know."""
    registering = vacancy.route == Route.TEMPORARY
    panel = ApplyPanel(
        heading="Register your interest" if registering else "Apply for this role",
        text="",
        label="Register your interest" if registering else "Apply now",
        url=reverse("applicants:start", args=[vacancy.reference]),
        method="post",
        check_url=reverse("applicants:check_eligibility", args=[vacancy.reference]),
    )
    for hook in _hooks:
        panel.update(hook(request, vacancy))
    return panel


def register_question_preview(hook: PreviewHook) -> None:
    """Let the app that asks an advert's questions draw them; called from its `ready()`."""
    if hook not in _previews:
        _previews.append(hook)


def question_preview(vacancy: Vacancy, questions: Sequence[VacancyQuestion]) -> list[PreviewPage]:
    """The pages on which candidates would meet these questions, in the order of asking."""
    return [page for hook in _previews for page in hook(vacancy, questions)]


@dataclass(frozen=True, slots=True)
class Following:
    """How many people an advert concerns: applications sent and going on, and unsent drafts."""

    applied: int = 0
    drafts: int = 0


class Followers(Protocol):
    """What the app that holds the applications knows and does for adverts."""

    def count(self, vacancy: Vacancy) -> Following:
        """How many applications are going on, and how many drafts could still be sent."""

    def tell(self, change: VacancyChange, *, after: str, limit: int) -> str:
        """Do what a change means for at most `limit` applications that come after `after`.

        Returns the key of the last one, or "" when all are done. Called inside a transaction;
        may be called again with the same `after`, and then tells nobody twice.
        """


_followers: list[Followers] = []


def register_followers(followers: Followers) -> None:
    """Called from the `ready()` of the app that holds the applications; there is one."""
    _followers[:] = [followers]


def count_following(vacancy: Vacancy) -> Following:
    """Whom a change of this advert concerns."""
    return _followers[0].count(vacancy) if _followers else Following()


def tell_applicants(change: VacancyChange, *, after: str, limit: int) -> str:
    """Hand one portion of telling on; "" when nothing is left."""
    return _followers[0].tell(change, after=after, limit=limit) if _followers else ""
