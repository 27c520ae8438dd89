"""The case page, and what every page of one application begins with."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views import View

from applicants.admin.asking import device_of, person_of
from applicants.desk.beside import beside
from applicants.desk.clocks import due_day
from applicants.models import Application
from applicants.selectors.staff import find_application, sight_of, vacancy_to_declare_for
from applicants.selectors.staff_case import case_of
from applicants.services.reading import open_case
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right, has_right


class CaseView(View):
    """A page of one application. What is outside the person's scope does not exist: 404. A marker
    who has not said yet whom they know is asked that first.

    `name` is the last part of the page's URL name; `right` is what it takes to come in: 403.
    """

    name: ClassVar[str] = ""
    title: str = ""
    right: Right | None = None
    application: Application
    user: User

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.user = person_of(request)
        found = find_application(self.user, kwargs["pk"], device=device_of(request))
        if found is None:
            undeclared = vacancy_to_declare_for(self.user, kwargs["pk"], device=device_of(request))
            if undeclared is None:
                raise Http404
            page = reverse("admin:applicants_siftmarking_conflicts", args=[undeclared])
            return HttpResponseRedirect(page)
        self.application = found
        if self.right is not None and not has_right(self.user, self.right):
            return self.refuse()
        return super().dispatch(request, *args, **kwargs)

    def refuse(self) -> HttpResponse:
        """The page of somebody who sees the application and may not do this with it."""
        sentence = "Your role does not include this. Ask an administrator."
        context = self.page_context(refusal=sentence, title="You may not do this")
        return render(self.request, "applicants/staff/refused.html", context, status=403)

    def page_context(self, **more: Any) -> dict[str, Any]:
        """What the admin's base template needs, with the application and the way back."""
        return {
            **admin.site.each_context(self.request),
            "is_nav_sidebar_enabled": False,  # the case needs the width
            "opts": Application._meta,
            "title": self.title,
            "application": self.application,
            "sight": sight_of(self.user),
            "case_url": case_url(self.application.pk),
            **more,
        }


class CasePage(CaseView):
    """Everything about one application, as far as this person sees it. Opening it is logged."""

    name = "case"

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        open_case(application=self.application, by=self.user)
        case = case_of(self.application, self.user, at=timezone.now())
        who = f": {self.application.candidate.full_name}" if case.sight.names else ""
        title = f"{self.application.reference}{who}"
        context = self.page_context(case=case, title=title, **self.beside())
        return render(request, "applicants/staff/case.html", context)

    def beside(self) -> dict[str, Any]:
        """Notes, tasks and the last day of the stage: for those who read whole applications."""
        if not sight_of(self.user).whole:
            return {}
        today = timezone.localdate()
        return {
            "beside": beside(self.application, today=today),
            "due_on": due_day(self.application),
            "today": today,
            "may_assign": has_right(self.user, Right.MOVE_APPLICATIONS),
        }


def case_url(pk: UUID) -> str:
    """Where the case page of an application is."""
    return reverse("admin:applicants_application_case", args=[pk])
