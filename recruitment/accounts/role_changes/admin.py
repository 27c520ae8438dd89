"""Staff pages for proposed roles: the list, and the page where a second person decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html

from recruitment.accounts.admin_site import (
    RightsAdminMixin,
    StartPagePart,
    register_start_page_part,
)
from recruitment.accounts.models import RoleProposal, User
from recruitment.accounts.requests import person_of
from recruitment.accounts.role_changes.selectors import (
    all_proposals,
    expires_at,
    find_proposal,
    role_label,
    waiting_for,
)
from recruitment.accounts.role_changes.services import agree_to_role, turn_down_role
from recruitment.accounts.roles import Right, has_right
from recruitment.ui.forms import PlainWordsMixin

if TYPE_CHECKING:
    _Admin = admin.ModelAdmin[RoleProposal]
else:
    _Admin = admin.ModelAdmin

LIST = "admin:accounts_roleproposal_changelist"
AGREE, REFUSE = "agree", "refuse"


class DecideForm(PlainWordsMixin, forms.Form):
    """Agree, or turn down with a reason. Whoever proposed it can only take it back."""

    decision = forms.ChoiceField(
        label="What do you decide?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select what you decide."},
    )
    reason = forms.CharField(
        label="Why you turn it down",
        max_length=200,
        required=False,
        help_text="Whoever proposed the role will read this, and the person may ask for it.",
    )

    def __init__(self, data: Any = None, *, own: bool) -> None:
        super().__init__(data)
        choices = [(REFUSE, "Take the proposal back" if own else "Turn it down")]
        if not own:
            choices.insert(0, (AGREE, "Agree: the person has the role at once"))
        self.fields["decision"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A no has a reason."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("decision") == REFUSE and not cleaned.get("reason"):
            self.add_error("reason", "Enter why you turn it down.")
        return cleaned


class StateFilter(admin.SimpleListFilter):
    """What waits, or what became of the others."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Every state."""
        return [(str(value), str(label)) for value, label in RoleProposal.State.choices]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[RoleProposal]
    ) -> QuerySet[RoleProposal]:
        """Those in the state."""
        return queryset.filter(state=self.value()) if self.value() else queryset


@admin.register(RoleProposal)
class RoleProposalAdmin(RightsAdminMixin, _Admin):
    """What waits comes first. Roles are proposed on the page of the person."""

    view_right = Right.MANAGE_USERS
    list_display = ("what", "reason", "proposer", "proposed_at", "state", "decided_by", "answer")
    list_display_links = None
    list_filter = (StateFilter,)
    search_fields = ("user__username", "user__first_name", "user__last_name")
    list_per_page = 50
    actions = None

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """The selector's own order, which Django would put after the model's."""
        return ("place", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[RoleProposal]:
        return all_proposals()

    @admin.display(description="role and person")
    def what(self, row: RoleProposal) -> str:
        """A link to the page that decides."""
        where = reverse("admin:accounts_roleproposal_change", args=[row.pk])
        return format_html('<a href="{}">{} for {}</a>', where, role_label(row), row.user)

    @admin.display(description="proposed by")
    def proposer(self, row: RoleProposal) -> str:
        """Nobody stands behind what the server gave."""
        return row.proposed_by.display_name if row.proposed_by else "A command on the server"

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """One proposal, and the decision on it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        proposal = find_proposal(int(object_id)) if object_id.isdigit() else None
        if proposal is None:
            raise Http404
        by = person_of(request)
        form = self._form(request, proposal, by)
        if form is not None and form.is_bound and form.is_valid():
            try:
                text = _carry_out(proposal, form, by)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                self.message_user(request, text, messages.SUCCESS)
                return HttpResponseRedirect(reverse(LIST))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"{role_label(proposal)} for {proposal.user}",
            "proposal": proposal,
            "proposer": self.proposer(proposal),
            "until": expires_at(proposal),
            "about_you": proposal.user_id == by.pk,
            "form": form,
        }
        return TemplateResponse(request, "admin/accounts/role/decide.html", context)

    def _form(self, request: HttpRequest, proposal: RoleProposal, by: User) -> DecideForm | None:
        """None where this person has nothing to decide."""
        waits = proposal.state == RoleProposal.State.WAITING
        if request.method == "POST" and proposal.user_id == by.pk:
            raise PermissionDenied
        if proposal.user_id == by.pk or not (waits or request.method == "POST"):
            return None
        data = request.POST if request.method == "POST" else None
        return DecideForm(data, own=proposal.proposed_by_id == by.pk)


def _carry_out(proposal: RoleProposal, form: DecideForm, by: User) -> str:
    if form.cleaned_data["decision"] == AGREE:
        agree_to_role(proposal_id=proposal.pk, by=by)
        return f"{proposal.user} has the role now: {role_label(proposal)}."
    turn_down_role(proposal_id=proposal.pk, by=by, reason=form.cleaned_data["reason"])
    return "The role is not given. Whoever proposed it is told."


def start_page_part(request: HttpRequest) -> dict[str, Any]:
    """How many proposed roles wait for an administrator; nothing for others."""
    if not isinstance(request.user, User) or not has_right(request.user, Right.MANAGE_USERS):
        return {}
    count = waiting_for(request.user)
    return {"roles_waiting": count} if count else {}


register_start_page_part(StartPagePart("admin/accounts/role/waiting.html", start_page_part))
