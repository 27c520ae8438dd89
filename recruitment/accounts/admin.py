"""Staff pages for people: roles, access to the portal, and internal standing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest

from recruitment.accounts.admin_imports import StandingImportAdmin
from recruitment.accounts.admin_site import RightsAdminMixin
from recruitment.accounts.admin_standing import InternalStandingAdmin
from recruitment.accounts.models import User
from recruitment.accounts.role_changes.admin import RoleProposalAdmin
from recruitment.accounts.role_changes.selectors import waiting_role_codes, waiting_roles_of
from recruitment.accounts.role_changes.services import propose_role
from recruitment.accounts.roles import Right, Role, granted_roles, revoke_role
from recruitment.accounts.services import deactivate_user, reactivate_user

__all__ = ["InternalStandingAdmin", "RoleProposalAdmin", "StandingImportAdmin", "UserAdmin"]

if TYPE_CHECKING:
    _UserForm = forms.ModelForm[User]
    _UserAdmin = admin.ModelAdmin[User]
else:
    _UserForm = forms.ModelForm
    _UserAdmin = admin.ModelAdmin


class AccessForm(_UserForm):
    """What a manager of users may change about somebody: roles, and whether they may sign in."""

    roles = forms.MultipleChoiceField(
        choices=[(role.value, role.label) for role in Role],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="A role that you add is proposed, and given when another administrator agrees."
        " One that you take off is gone at once.",
    )
    may_sign_in = forms.BooleanField(
        required=False, help_text="Without it the person is signed out everywhere at once."
    )
    reason = forms.CharField(
        max_length=200,
        required=False,
        help_text="Needed when you add a role or change whether the person may sign in.",
    )

    # The people concerned; set for each request by UserAdmin.get_form.
    acting: User

    class Meta:
        model = User
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].initial = [role.value for role in granted_roles(self.instance)]
        self.fields["may_sign_in"].initial = self.instance.is_active

    def clean(self) -> dict[str, Any]:
        """Nobody works on their own account; a new role, and switching off or on, have a reason."""
        cleaned = super().clean() or {}
        if self.instance.pk == self.acting.pk:
            raise ValidationError("You cannot change your own roles or access. Ask a colleague.")
        may, has_reason = cleaned.get("may_sign_in"), bool(cleaned.get("reason", "").strip())
        if may != self.instance.is_active and not has_reason:
            self.add_error("reason", "Say why the person may or may not sign in.")
        elif self.new_roles() and not has_reason:
            self.add_error("reason", "Say why the person needs the role.")
        if self.new_roles() and not (may and self.instance.is_active):
            self.add_error("roles", "This account is switched off. Switch it on first.")
        return cleaned

    def new_roles(self) -> list[Role]:
        """What is ticked and neither granted nor proposed yet."""
        had = {role.value for role in granted_roles(self.instance)}
        had |= waiting_role_codes(self.instance)
        return [role for role in Role if role.value in set(self.ticked()) - had]

    def lost_roles(self) -> list[Role]:
        """What was granted and is not ticked any more."""
        return [role for role in granted_roles(self.instance) if role.value not in self.ticked()]

    def ticked(self) -> list[str]:
        """The codes of the roles that are ticked."""
        return list(self.cleaned_data.get("roles", []))


class RoleFilter(admin.SimpleListFilter):
    """The people who hold one role, by the role's name in words."""

    title = "role"
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Every role."""
        return [(role.value, role.label) for role in Role]

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        """Those who were granted it."""
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


@admin.register(User)
class UserAdmin(RightsAdminMixin, _UserAdmin):
    """Accounts: read-only but for roles and access. People sign up by themselves."""

    view_right = Right.MANAGE_USERS
    change_right = Right.MANAGE_USERS

    form = AccessForm
    list_display = ("username", "full_name", "email", "role_names", "is_active", "last_login")
    list_filter = ("is_active", "is_staff", RoleFilter)
    search_fields = ("username", "email", "first_name", "last_name")
    ordering = ("username",)
    list_per_page = 50
    _facts = ("username", "full_name", "email", "date_joined", "last_login")
    readonly_fields = (*_facts, "proposed_roles")
    fieldsets = (
        (None, {"fields": _facts}),
        ("Access", {"fields": ("roles", "proposed_roles", "may_sign_in", "reason")}),
    )
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """With the groups at hand, so that a longer list costs no more queries."""
        return super().get_queryset(request).prefetch_related("groups")

    def get_form(
        self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: Any
    ) -> type[_UserForm]:
        """The form knows who is acting."""
        form = super().get_form(request, obj, change, **{**kwargs, "fields": None})
        return cast("type[_UserForm]", type("AccessForm", (form,), {"acting": request.user}))

    @admin.display(description="name")
    def full_name(self, user: User) -> str:
        """First and last name, when the person gave them."""
        return user.get_full_name() or "–"

    @admin.display(description="roles")
    def role_names(self, user: User) -> str:
        """The granted roles in words."""
        names = {group.name for group in user.groups.all()}
        return ", ".join(role.label for role in Role if role.value in names) or "–"

    @admin.display(description="roles that wait for a second administrator")
    def proposed_roles(self, user: User) -> str:
        """What is proposed for the person in words."""
        return ", ".join(waiting_roles_of(user)) or "–"

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Calls the services, each of which checks the right and writes the audit log."""
        by = cast(User, request.user)
        person = User.objects.get(pk=obj.pk)
        may, reason = form.cleaned_data["may_sign_in"], form.cleaned_data["reason"]
        new, lost = form.new_roles(), form.lost_roles()
        for role in lost:
            revoke_role(user=person, role=role, by=by)
        if may and not person.is_active:
            new = reactivate_user(user=person, by=by, reason=reason)
        elif not may and person.is_active:
            deactivate_user(user=person, by=by, reason=reason)
        else:
            new = [one for one in new if self._proposed(request, person, one, reason)]
        if new:
            words = ", ".join(role.label for role in new)
            text = f"Proposed: {words}. It takes effect when another administrator agrees."
            self.message_user(request, text, messages.INFO)

    def _proposed(self, request: HttpRequest, person: User, role: Role, reason: str) -> bool:
        """Whether the role waits now; a colleague may have been a moment faster."""
        try:
            propose_role(user=person, role=role, reason=reason, by=cast(User, request.user))
        except ValidationError as error:
            self.message_user(request, error.messages[0], messages.ERROR)
            return False
        return True
