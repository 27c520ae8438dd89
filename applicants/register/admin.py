"""The register for its recruiters: openings, who matches and why, inviting, and the answers.

A profile has no admin of its own: it is reached through an opening that it matches, and there only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from applicants.errors import Refused
from applicants.register import selectors
from applicants.register.choices import InvitationState
from applicants.register.forms import InviteForm
from applicants.register.models import Invitation
from applicants.register.recruiting import (
    invite,
    note_contact,
    note_list,
    note_look,
    require_register,
)
from applicants.register.uploading import cv_of
from recruitment.accounts.admin_site import RightsAdminMixin
from recruitment.accounts.models import User
from recruitment.accounts.requests import person_of
from recruitment.accounts.roles import Right
from recruitment.uploads.templatetags.uploads import stored_file
from vacancies.models import Vacancy

if TYPE_CHECKING:
    _Admin = admin.ModelAdmin[Invitation]
else:
    _Admin = admin.ModelAdmin


@admin.register(Invitation)
class InvitationAdmin(RightsAdminMixin, _Admin):
    """Invitations to one's own openings, with the pages that lead to them."""

    view_right = Right.USE_REGISTER
    list_display = ("who", "vacancy", "sent_at", "state", "answered_at")
    list_filter = ("state", "sent_at")
    ordering = ("-sent_at", "-id")
    actions = None
    show_full_result_count = False
    list_per_page = 50
    change_list_template = "register/staff/invitations.html"
    fields = (
        "who", "contact", "cv", "vacancy", "why", "message", "state", "sent_at", "answered_at",
        "reply",
    )  # fmt: skip
    readonly_fields = ("who", "contact", "cv", "why")

    @admin.display(description="Person")
    def who(self, invitation: Invitation) -> str:
        return invitation.profile.name

    @admin.display(description="Contact")
    def contact(self, invitation: Invitation) -> str:
        """Only once the person has said yes."""
        if invitation.state != InvitationState.ACCEPTED:
            return "Shown once the person has accepted"
        return f"{invitation.profile.user.email}, {invitation.profile.phone}"

    @admin.display(description="CV")
    def cv(self, invitation: Invitation) -> str:
        """As the contact: for a conversation that goes on after the opening has closed."""
        if invitation.state != InvitationState.ACCEPTED:
            return "Shown once the person has accepted"
        file = cv_of(invitation.profile)
        return "None" if file is None else render_to_string("uploads/file.html", stored_file(file))

    @admin.display(description="Why they were a match")
    def why(self, invitation: Invitation) -> str:
        return " ".join(invitation.reasons)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Invitation]:
        if not isinstance(request.user, User):
            return Invitation.objects.none()
        return selectors.invitations_for_staff(request.user).order_by("-sent_at", "-id")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """One invitation. Reading how to reach the person is logged."""
        found = self.get_object(request, object_id)
        if found is not None and found.state == InvitationState.ACCEPTED:
            note_contact(by=_recruiter(request), invitation=found)
        return super().change_view(request, object_id, form_url, extra_context)

    def get_urls(self) -> list[URLPattern]:
        def page(route: str, view: Any, name: str) -> Any:
            full = f"register_invitation_{name}"
            return path(route, self.admin_site.admin_view(view), name=full)

        return [
            page("openings/", self.openings, "openings"),
            page("openings/<str:reference>/", self.matches, "matches"),
            page("openings/<str:reference>/<int:pk>/", self.person, "person"),
            *super().get_urls(),
        ]

    def openings(self, request: HttpRequest) -> HttpResponse:
        """One's open temporary openings."""
        by = _recruiter(request)
        rows = selectors.open_openings(by, at=timezone.now())
        return self._page(
            request, "register/staff/openings.html", title="Openings to match", rows=rows
        )

    def matches(self, request: HttpRequest, reference: str) -> HttpResponse:
        """Who on the register fits an opening, and why."""
        vacancy = self._opening(request, reference)
        rows = selectors.matches_for(vacancy, at=timezone.now())
        note_list(by=_recruiter(request), vacancy=vacancy)
        page = Paginator(rows, self.list_per_page).get_page(request.GET.get("p"))
        title = f"Matches for {vacancy.reference} {vacancy.title}"
        return self._page(
            request, "register/staff/matches.html", title=title, vacancy=vacancy, rows=page
        )

    def person(self, request: HttpRequest, reference: str, pk: int) -> HttpResponse:
        """One profile, with its reasons and the form to invite. The person sees that you looked."""
        vacancy = self._opening(request, reference)
        row = selectors.match_of(vacancy, pk, at=timezone.now())
        if row is None:
            raise Http404
        by = _recruiter(request)
        form = InviteForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            message = form.cleaned_data["message"]
            try:
                invite(by=by, match=row.match, vacancy=vacancy, message=message)
            except Refused as refused:
                self.message_user(request, str(refused), messages.ERROR)
            else:
                self.message_user(request, "The invitation is on its way.", messages.SUCCESS)
            return HttpResponseRedirect(
                reverse("admin:register_invitation_matches", args=[vacancy.reference])
            )
        note_look(by=by, profile=row.match.profile, vacancy=vacancy)
        return self._page(
            request,
            "register/staff/person.html",
            title=row.match.profile.name,
            vacancy=vacancy,
            row=row,
            file=cv_of(row.match.profile),
            form=form,
            earlier_service=selectors.earlier_service_of(row.match.profile),
        )

    def _opening(self, request: HttpRequest, reference: str) -> Vacancy:
        by, now = _recruiter(request), timezone.now()
        own = selectors.open_openings(by, at=now)
        found = next((one for one in own if one.reference == reference), None)
        if found is None:
            raise Http404
        return found

    def _page(self, request: HttpRequest, template: str, **more: Any) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "is_nav_sidebar_enabled": False,
            **more,
        }
        return render(request, template, context)


def _recruiter(request: HttpRequest) -> User:
    user = person_of(request)
    require_register(user)
    return user
