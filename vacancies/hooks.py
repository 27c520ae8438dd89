"""Where other parts add to an advert page without this app knowing them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypedDict

from django.http import HttpRequest
from django.urls import reverse

from vacancies.choices import Route
from vacancies.models import Vacancy


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
