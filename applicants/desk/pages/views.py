"""Saved views: keeping the filters that are set, and a page to look after them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from applicants.desk.forms import ViewForm
from applicants.desk.services.views import (
    clean_query,
    delete_view,
    make_default,
    save_view,
    views_of,
)
from applicants.errors import Refused
from applicants.models import Application
from applicants.selectors.staff import sight_of
from recruitment.accounts.models import User
from recruitment.accounts.requests import person_of

CONFLICT = 409


class DeskView(View):
    """A page of the desk about no single application: for whoever may open the list."""

    name: ClassVar[str] = ""
    title: ClassVar[str] = ""
    user: User

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.user = person_of(request)
        if not sight_of(self.user).any:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def page(self, template: str, *, status: int = 200, **more: Any) -> HttpResponse:
        """A template in the admin's frame."""
        context = {
            **admin.site.each_context(self.request),
            "is_nav_sidebar_enabled": False,
            "opts": Application._meta,
            "title": self.title,
            **more,
        }
        return render(self.request, template, context, status=status)


class ViewsPage(DeskView):
    """The person's own views, and the form that keeps one more."""

    name = "views"
    title = "Your saved views"

    def get(self, request: HttpRequest) -> HttpResponse:
        query = clean_query(request.GET.get("query", ""))
        return self.show(ViewForm(initial={"query": query}))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ViewForm(request.POST)
        if not form.is_valid():
            return self.show(form)
        given = form.cleaned_data
        try:
            view = save_view(
                by=self.user,
                name=given["name"],
                query=given["query"],
                is_default=given["is_default"],
            )
        except Refused as refused:
            form.add_error(None, str(refused))
            return self.show(form, status=CONFLICT)
        messages.success(request, f"The view “{view.name}” is saved.")
        page = reverse("admin:applicants_application_changelist")
        return HttpResponseRedirect(f"{page}?{view.query or 'q='}")

    def show(self, form: ViewForm, *, status: int = 200) -> HttpResponse:
        return self.page(
            "desk/views.html", status=status, form=form, saved_views=views_of(self.user)
        )


class ViewPage(DeskView):
    """Deletes one view, or opens the list with it from now on. By POST alone."""

    name = "view"
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, view_id: int) -> HttpResponse:
        what = request.POST.get("do", "")
        if what == "delete" and delete_view(by=self.user, view_id=view_id):
            messages.success(request, "The view is deleted.")
        elif what == "default":
            make_default(by=self.user, view_id=view_id)
            messages.success(request, "The list opens with this view from now on.")
        elif what == "no-default":
            make_default(by=self.user, view_id=None)
            messages.success(request, "The list opens with all applications from now on.")
        return HttpResponseRedirect(reverse("admin:applicants_application_views"))
