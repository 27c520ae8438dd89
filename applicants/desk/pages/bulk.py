"""The pages of many at once: choosing, the preview, progress without script, and the report."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse

from applicants.desk.bulk_actions import bulk_actions_of
from applicants.desk.forms import BulkForm, OutcomeOfManyForm, form_of
from applicants.desk.models import BulkItem, BulkRun
from applicants.desk.pages.views import CONFLICT, DeskView
from applicants.desk.runs import RunView, find_run, items_of, note_unmet, runs_of, view_of
from applicants.desk.services.bulk import (
    MOST,
    begin_run,
    cancel_run,
    confirm_run,
)
from applicants.errors import Refused
from applicants.models import Application
from applicants.selectors.staff import applications_for_staff
from recruitment.access.device import Device
from recruitment.accounts.requests import person_of

PER_PAGE = 100
REFRESH_SECONDS = 4
Outcome = BulkItem.Outcome


class BulkPage(DeskView):
    """Only for those who have anything to do in this way."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not bulk_actions_of(person_of(request)):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def device(self) -> Device:
        """What the middleware found out about the device."""
        device: Device = self.request.device  # type: ignore[attr-defined]
        return device


class RunsPage(BulkPage):
    """One's own runs; by POST from the list of applications it begins one."""

    name = "bulk_runs"
    title = "Many at once"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page("desk/runs.html", runs=runs_of(self.user))

    def post(self, request: HttpRequest) -> HttpResponse:
        query = request.POST.get("query", "")
        chosen = self.all_that_match(query) if request.POST.get("which") == "all" else self.ticked()
        try:
            run = begin_run(
                by=self.user, action=request.POST.get("do", ""), applications=chosen[: MOST + 1]
            )
        except Refused as refused:
            return self.page(
                "desk/bulk_refused.html", status=CONFLICT, why=str(refused), query=query
            )
        return HttpResponseRedirect(run_url(run))

    def ticked(self) -> QuerySet[Application]:
        """The applications with a tick, as far as this person may see them."""
        key = Application._meta.pk
        try:
            keys = [key.to_python(one) for one in self.request.POST.getlist(ACTION_CHECKBOX_NAME)]
        except Exception as error:
            raise BadRequest("A chosen row has no such key.") from error
        return applications_for_staff(self.user, device=self.device).filter(pk__in=keys)

    def all_that_match(self, query: str) -> QuerySet[Application]:
        """What the list shows with these filters and words, on all its pages."""
        self.request.GET = QueryDict(query)
        listed = admin.site.get_model_admin(Application)
        try:
            matching: QuerySet[Application] = listed.get_changelist_instance(self.request).queryset
        except (IncorrectLookupParameters, DisallowedModelAdminLookup) as error:
            raise BadRequest("There is no such filter.") from error
        return matching


class RunPage(BulkPage):
    """One run: its preview, its progress or its report. Somebody else's does not exist."""

    name = "bulk_run"
    run: BulkRun
    view: RunView

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.run_id = kwargs.pop("run_id")
        return super().dispatch(request, *args, **kwargs)

    def find(self) -> BulkRun:
        found = find_run(self.user, self.run_id)
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest) -> HttpResponse:
        run = self.find()
        return self.show(run, form_of(run))

    def post(self, request: HttpRequest) -> HttpResponse:
        run = self.find()
        form = form_of(run, request.POST)
        try:
            if request.POST.get("do") == "cancel":
                cancel_run(run_id=run.pk, by=self.user)
            elif form.is_valid():
                confirm_run(run_id=run.pk, by=self.user, answers=form.answers)
            else:
                return self.show(run, form)
        except Refused as refused:
            form.full_clean()
            form.add_error(None, str(refused))
            return self.show(self.find(), form, status=CONFLICT)
        return HttpResponseRedirect(run_url(run))

    def show(
        self, run: BulkRun, form: BulkForm | OutcomeOfManyForm, *, status: int = 200
    ) -> HttpResponse:
        view = view_of(run)
        still = "still" in self.request.GET
        skipped = items_of(
            run, Outcome.BLOCKED, Outcome.SKIPPED, user=self.user, device=self.device
        )
        going = items_of(run, Outcome.READY, Outcome.DONE, user=self.user, device=self.device)
        going_page = Paginator(going, PER_PAGE).get_page(self.request.GET.get("g"))
        note_unmet(view.action, going_page.object_list)
        answer = self.page(
            "desk/run.html",
            status=status,
            title=view.action.does,
            view=view,
            form=form,
            still=still,
            seconds=REFRESH_SECONDS,
            skipped=Paginator(skipped, PER_PAGE).get_page(self.request.GET.get("p")),
            going=going_page,
        )
        if view.is_busy and not still:
            # Without a script the page asks for itself again; a link on it stops that.
            answer["Refresh"] = str(REFRESH_SECONDS)
        return answer


def run_url(run: BulkRun) -> str:
    """Where the page of a run is."""
    return reverse("admin:applicants_application_bulk_run", args=[run.pk])
