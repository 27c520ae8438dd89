"""What every staff page about one advert begins with."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.views import View

from recruitment.accounts.models import User
from recruitment.accounts.roles import Right, has_right
from vacancies import selectors_staff as selectors
from vacancies.models import Vacancy
from vacancies.presenting import state_of


class AdvertView(View):
    """A page about one advert. What is outside the person's scope does not exist: 404."""

    name: ClassVar[str] = ""
    title: str = ""
    right: Right = Right.READ_APPLICATIONS
    vacancy: Vacancy
    user: User

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Scope first, then the right: 404 for what is not theirs, 403 for what they may not."""
        if not isinstance(request.user, User):
            raise PermissionDenied
        self.user = request.user
        if not (self.may(Right.READ_APPLICATIONS) or self.may(Right.EDIT_VACANCIES)):
            raise PermissionDenied
        found = selectors.find_vacancy(self.user, kwargs["pk"], device=request.device)  # type: ignore[attr-defined]
        if found is None:
            raise Http404
        self.vacancy = found
        return super().dispatch(request, *args, **kwargs)

    def may(self, right: Right) -> bool:
        """Whether the person holds this right."""
        return has_right(self.user, right)

    def page_context(self, **more: Any) -> dict[str, Any]:
        """What the admin's base template needs, with the advert and the ways back."""
        return {
            **admin.site.each_context(self.request),
            "is_nav_sidebar_enabled": False,
            "opts": Vacancy._meta,
            "title": self.title,
            "vacancy": self.vacancy,
            "state": state_of(self.vacancy, at=timezone.now()),
            "life_url": life_url(self.vacancy.pk),
            "may_edit": self.may(Right.EDIT_VACANCIES),
            **more,
        }


def life_url(pk: int) -> str:
    """Where the page "Life of this advert" is."""
    return reverse("admin:vacancies_vacancy_life", args=[pk])
